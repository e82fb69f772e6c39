"""A round again every week, with reasons where it cannot be."""

from datetime import time, timedelta
from uuid import UUID

from conftest import SignedInPerson, SignIn
from rounds.arranging import PlanRound
from sqlmodel import Session, col, select

from app.language import local
from app.people.models import Role
from app.rounds.models import Round, RoundStatus


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


def test_rounds_of_a_series_are_called_off_together_but_for_those_to_be_held(
    session: Session, general: SignedInPerson, planned: PlanRound, sign_in: SignIn
) -> None:
    round_ = planned()
    repeat(general, round_, 4)
    other = planned(starts=time(11), ends=time(13))
    alike = [
        one.id for one in session.exec(select(Round).order_by(col(Round.starts_at))) if one.id != other.id
    ]
    session.rollback()
    plan, address = f"/rounds/{round_.id}/plan", f"/rounds/{round_.id}/series/cancellation"
    shown = general.client.get(plan).text
    assert [str(one) in shown for one in (*alike, other.id)] == [True] * len(alike) + [False]
    stranger = sign_in(Role.GENERAL, name="Annen General")

    def call_off(by: SignedInPerson, *chosen: UUID) -> int:
        return by.client.post(address, data={"rounds": [str(one) for one in chosen]}).status_code

    assert call_off(general, alike[0], other.id) == 404
    assert call_off(stranger, alike[0]) == 404
    assert call_off(general, alike[0], alike[-1]) == 303

    session.rollback()
    off = {one.id for one in session.exec(select(Round).where(Round.status == RoundStatus.CANCELLED))}
    assert off == {alike[0], alike[-1]}


def test_too_many_weeks_or_anothers_round_is_refused(
    general: SignedInPerson, planned: PlanRound, board: SignedInPerson
) -> None:
    round_ = planned()
    assert repeat(general, round_, 0)[0] == 422
    assert repeat(general, round_, 53)[0] == 422
    assert board.client.post(f"/rounds/{round_.id}/series", data={"weeks": 1}).status_code == 200
