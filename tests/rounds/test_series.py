"""A round again every week, with reasons where it cannot be."""

from datetime import timedelta

from conftest import SignedInPerson
from rounds.arranging import PlanRound
from sqlmodel import Session, col, select

from app.language import local
from app.rounds.models import Round


def repeat(general: SignedInPerson, round_: Round, weeks: int) -> tuple[int, str]:
    answer = general.client.post(f"/rounds/{round_.id}/series", data={"weeks": weeks})
    return answer.status_code, answer.text


def test_every_week_gets_a_round_or_a_reason_and_asking_again_plans_nothing_twice(
    session: Session, general: SignedInPerson, planned: PlanRound
) -> None:
    round_ = planned(meeting_place="Ved kiosken")
    first = local(round_.starts_at)

    status, text = repeat(general, round_, 30)

    assert status == 200
    made = session.exec(select(Round).order_by(col(Round.starts_at))).all()
    assert len(made) - 1 + text.count("Hoppet over") == 30
    assert "kryss av" not in text, "there is nothing to tick on this page"
    assert {one.meeting_place for one in made} == {"Ved kiosken"}
    assert {local(one.starts_at).time() for one in made} == {first.time()}, "also when the clocks change"
    assert {(local(one.starts_at) - first) % timedelta(weeks=1) for one in made} <= {
        timedelta(0), timedelta(hours=1), timedelta(days=7) - timedelta(hours=1),
    }  # fmt: skip
    session.rollback()

    _status, again = repeat(general, round_, 30)
    assert again.count("Hoppet over") == 30
    assert "Det er en runde til i samme bydel samme dag." in again
    session.rollback()
    assert len(session.exec(select(Round)).all()) == len(made)


def test_too_many_weeks_or_anothers_round_is_refused(
    general: SignedInPerson, planned: PlanRound, board: SignedInPerson
) -> None:
    round_ = planned()
    assert repeat(general, round_, 0)[0] == 422
    assert repeat(general, round_, 53)[0] == 422
    assert board.client.post(f"/rounds/{round_.id}/series", data={"weeks": 1}).status_code == 200
