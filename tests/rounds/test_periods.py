"""A season's programme points and candidate cards are used in a period; the plan shows which go along."""

from datetime import timedelta

import pytest
from conftest import SignedInPerson
from rounds.arranging import PlanRound
from sqlmodel import Session, select

from app.language import day, local, today
from app.rounds.doorstep import doorstep_of
from app.rounds.models import Candidate, Round, Season, TalkingPoints


@pytest.fixture
def season(session: Session) -> Season:
    """A season of two hundred days, under way."""
    made = Season(
        name="Valgkamp", starts_on=today() - timedelta(days=9), ends_on=today() + timedelta(days=190)
    )
    session.add(made)
    session.commit()
    return made


def keep(board: SignedInPerson, season: Season, name: str, **period: object) -> int:
    """Add a card, with the days typed."""
    sent = {"name": name, "text": "Vil ha flere busser.", **{key: str(on) for key, on in period.items()}}
    return board.client.post(f"/seasons/{season.id}/doorstep/candidates", data=sent).status_code


def names(session: Session, round_: Round) -> list[str]:
    session.rollback()
    found = [card.name for card in doorstep_of(session, session.get_one(Round, round_.id)).candidates]
    session.rollback()
    return found


def test_only_cards_whose_period_has_the_round_s_day_go_along(
    session: Session, board: SignedInPerson, planned: PlanRound, season: Season
) -> None:
    round_ = planned()
    on = local(round_.starts_at).date()
    assert keep(board, season, "Hele Sesongen", used_from="", used_until="") == 303
    assert keep(board, season, "Akkurat Dagen", used_from=on, used_until=on) == 303
    assert keep(board, season, "For Tidlig", used_until=on - timedelta(days=1)) == 303
    assert keep(board, season, "For Sent", used_from=on + timedelta(days=1)) == 303

    assert names(session, round_) == ["Akkurat Dagen", "Hele Sesongen"]


def test_programme_points_have_a_period_too(
    session: Session, board: SignedInPerson, planned: PlanRound, season: Season
) -> None:
    round_ = planned()
    on = local(round_.starts_at).date()
    url = f"/seasons/{season.id}/doorstep/points"
    sent = {"language": "pl", "text": "Tramwaje", "used_from": str(on + timedelta(days=1)), "used_until": ""}
    assert board.client.post(url, data=sent).status_code == 303
    assert doorstep_of(session, round_).points == []
    session.rollback()

    assert board.client.post(url, data=sent | {"used_from": str(on)}).status_code == 303

    session.rollback()
    assert [one.text for one in doorstep_of(session, round_).points] == ["Tramwaje"]
    assert len(session.exec(select(TalkingPoints)).all()) == 1


def test_a_period_that_cannot_be_is_refused_and_nothing_is_kept(
    session: Session, board: SignedInPerson, season: Season
) -> None:
    first = today() + timedelta(days=20)
    assert keep(board, season, "Bakvendt", used_from=first, used_until=first - timedelta(days=1)) == 422
    assert keep(board, season, "Utenfor", used_from=season.ends_on + timedelta(days=1)) == 422
    assert keep(board, season, "Forbi", used_until=season.starts_on - timedelta(days=1)) == 422
    assert keep(board, season, "Tull", used_from="i morgen") == 422

    assert session.exec(select(Candidate)).all() == []


def test_a_period_is_changed_and_shown_and_a_round_s_own_card_has_none(
    session: Session, board: SignedInPerson, general: SignedInPerson, planned: PlanRound, season: Season
) -> None:
    on = today() + timedelta(days=30)
    keep(board, season, "Kari", used_from=on)
    card = session.exec(select(Candidate)).one()
    session.rollback()
    assert f'value="{on}"' in board.client.get(f"/seasons/{season.id}/doorstep").text

    keep(board, season, "Kari", candidate_id=card.id)

    session.rollback()
    assert session.get_one(Candidate, card.id).used_from is None
    session.rollback()
    url = f"/rounds/{planned().id}/doorstep"
    sent = {"name": "Ola", "text": "Bor her.", "used_from": str(on)}
    assert general.client.post(f"{url}/candidates", data=sent).status_code == 303
    assert "Brukes fra" not in general.client.get(url).text
    assert session.exec(select(Candidate).where(Candidate.name == "Ola")).one().used_from is None


def test_the_plan_shows_what_goes_along_on_its_day_and_without_a_day_what_is_ahead(
    session: Session, board: SignedInPerson, general: SignedInPerson, planned: PlanRound, season: Season
) -> None:
    round_ = planned()
    assert "Dette får" not in general.client.get(f"/rounds/{round_.id}/plan").text.split("<form")[0]
    on = local(round_.starts_at).date()
    keep(board, season, "Med Idag")
    keep(board, season, "Først Senere", used_from=on + timedelta(days=1))

    own = {"name": "Bare Her", "text": "Bor i bydelen."}
    assert general.client.post(f"/rounds/{round_.id}/doorstep/candidates", data=own).status_code == 303

    plan = general.client.get(f"/rounds/{round_.id}/plan").text
    new = general.client.get("/rounds/new").text

    assert "Med Idag" in plan
    assert "Bare Her" in plan
    assert "Bare Her" not in new
    assert "Først Senere" not in plan
    assert f"{day(season.starts_on, 'd. MMMM')} – {day(season.ends_on, 'd. MMMM y')}" in plan
    assert "Med Idag" in new
    assert "Først Senere" in new
