"""Several generals in a round: each has their own teams, one coordinates, and nobody's team is left alone."""

import json
import re
from collections.abc import Callable
from datetime import timedelta
from uuid import uuid4

import pytest
import time_machine
from conftest import SignedInPerson, SignIn, browser
from rounds.arranging import Come, Place, PlanRound, plan_form
from sqlmodel import Session, select

from app.people.access import Actor
from app.people.models import Role
from app.rounds.actions import sweep_rounds
from app.rounds.leading import generals
from app.rounds.models import Assignment, Round, RoundGeneral, Team
from app.rounds.queries import join_code
from app.rounds.team_sheet import sheet_facts
from app.rounds.walk_sheets import sheet_data

Owners = Callable[[], dict[int, str]]


@pytest.fixture
def second(sign_in: SignIn) -> SignedInPerson:
    """Another general, whose name comes before the first one's."""
    return sign_in(Role.GENERAL, name="Anne Andre")


@pytest.fixture
def shared(general: SignedInPerson, second: SignedInPerson, planned: PlanRound, come: Come) -> Round:
    """A round that the first planned with the second, with eight people in four teams, three with a route."""
    round_ = planned(generals=[str(second.person.id)], phone="400 00 000")
    for n in range(8):
        come(round_, f"Frivillig{n} Etternavn", f"f{n}@example.org")
    for what in ("teams", "assignments"):
        general.client.post(f"/rounds/{round_.id}/{what}/proposal")
    return round_


@pytest.fixture
def owners(session: Session, shared: Round) -> Owners:
    """Give a function that tells who leads each team, by first name."""

    def now() -> dict[int, str]:
        session.rollback()
        names = {each.person_id: each.name.split()[0] for each in generals(session, shared.id)}
        made = session.exec(select(Team).where(Team.round_id == shared.id)).all()
        found = {team.number: names[team.general_id] if team.general_id else "" for team in made}
        session.rollback()
        return dict(sorted(found.items()))

    return now


def change(
    board: SignedInPerson, place: Place, round_: Round, *people: SignedInPerson, version: int = 1
) -> int:
    """Let the board choose who leads the round; the rest of its plan stays."""
    form = plan_form(
        place, generals=[str(each.person.id) for each in people], version=version, phone="400 00 000"
    )
    return board.client.post(f"/rounds/{round_.id}/plan", data=form).status_code


def test_teams_are_shared_out_evenly_and_who_planned_coordinates(
    session: Session, shared: Round, owners: Owners
) -> None:
    assert sorted(owners().values()) == ["Anne", "Anne", "Gunnar", "Gunnar"]
    assert [each.name.split()[0] for each in generals(session, shared.id)] == ["Gunnar", "Anne"]


def test_a_general_sees_their_own_teams_first_and_the_coordinating_one_all_as_one(
    general: SignedInPerson, second: SignedInPerson, board: SignedInPerson, shared: Round, owners: Owners
) -> None:
    own = [number for number, name in owners().items() if name == "Anne"]
    others = [number for number, name in owners().items() if name == "Gunnar"]
    for page in ("desk", "tonight", "live"):
        address = f"/rounds/{shared.id}/{page}"
        seen = second.client.get(address).text
        mine, rest = seen.partition("Mine lag</h")[2].split("De andre lagene</h")
        for number in own:
            assert f"Lag {number}" in mine, page
        for number in others:
            assert f">Lag {number}" not in mine.split("<select")[0], page
            assert f"Lag {number}" in rest, page
        for who in (general, board):
            whole = who.client.get(address).text
            assert "Mine lag" not in whole, page
            assert re.search("[Gg]eneral:(</span>)? Anne", whole), page


def test_with_one_general_no_page_speaks_of_whose_the_teams_are(
    session: Session, general: SignedInPerson, evening: Round
) -> None:
    general.client.post(f"/rounds/{evening.id}/team-count", data={"teams": 2})

    for page in ("desk", "tonight", "live"):
        seen = general.client.get(f"/rounds/{evening.id}/{page}").text
        for words in ("Mine lag", "Koordinerer", "General:", "general: "):
            assert words not in seen, page
    assert "Ring generalen" not in json.dumps(sheet_data(session, evening))
    session.rollback()
    assert session.exec(select(Team.general_id)).all() == [None, None]


def test_a_tap_moves_a_team_and_a_stranger_gets_none(
    second: SignedInPerson, shared: Round, owners: Owners, session: Session, sign_in: SignIn
) -> None:
    number = next(number for number, name in owners().items() if name == "Gunnar")
    team = session.exec(select(Team).where(Team.round_id == shared.id, Team.number == number)).one()
    session.rollback()
    address = f"/rounds/{shared.id}/teams/{team.id}/general"

    for _time in range(2):
        assert second.client.post(address, data={"person_id": str(second.person.id)}).status_code == 303
    assert list(owners().values()).count("Anne") == 3

    outside = sign_in(Role.GENERAL, name="Ute Nfor")
    assert second.client.post(address, data={"person_id": str(outside.person.id)}).status_code == 404
    assert outside.client.post(address, data={"person_id": str(outside.person.id)}).status_code == 404
    foreign = f"/rounds/{shared.id}/teams/{uuid4()}/general"
    assert second.client.post(foreign, data={"person_id": str(second.person.id)}).status_code == 404
    assert list(owners().values()).count("Anne") == 3

    assert second.client.post(f"/rounds/{shared.id}/teams/sharing").status_code == 303
    assert sorted(owners().values()) == ["Anne", "Anne", "Gunnar", "Gunnar"]
    assert outside.client.post(f"/rounds/{shared.id}/teams/sharing").status_code == 404


def test_another_coordinates_and_everybody_keeps_their_teams(
    session: Session, general: SignedInPerson, second: SignedInPerson, shared: Round, owners: Owners
) -> None:
    before = owners()
    address = f"/rounds/{shared.id}/generals/{second.person.id}/coordination"

    for _time in range(2):
        assert general.client.post(address).status_code == 303

    assert owners() == before
    assert [each.name for each in generals(session, shared.id)] == ["Anne Andre", "Gunnar General"]
    assert "Mine lag" in general.client.get(f"/rounds/{shared.id}/live").text
    assert "Mine lag" not in second.client.get(f"/rounds/{shared.id}/live").text
    assert general.client.post(f"/rounds/{shared.id}/generals/{uuid4()}/coordination").status_code == 404


def test_who_leaves_hands_the_teams_to_the_coordinating_one(
    *,
    general: SignedInPerson,
    second: SignedInPerson,
    board: SignedInPerson,
    shared: Round,
    owners: Owners,
    place: Place,
) -> None:
    assert change(board, place, shared, general) == 303

    assert set(owners().values()) == {"Gunnar"}
    assert second.client.get(f"/rounds/{shared.id}/live").status_code == 404
    assert "Mine lag" not in general.client.get(f"/rounds/{shared.id}/live").text


def test_when_the_coordinating_one_leaves_the_next_by_name_takes_over(
    *,
    session: Session,
    second: SignedInPerson,
    board: SignedInPerson,
    shared: Round,
    owners: Owners,
    place: Place,
    sign_in: SignIn,
) -> None:
    third = sign_in(Role.GENERAL, name="Øyvind Tredje")

    assert change(board, place, shared, second, third) == 303

    assert [each.name for each in generals(session, shared.id)] == ["Anne Andre", "Øyvind Tredje"]
    assert sorted(owners().values()) == ["Anne", "Anne", "Øyvind", "Øyvind"]


def test_the_teams_of_a_general_who_is_deleted_are_the_coordinating_ones(
    session: Session, general: SignedInPerson, second: SignedInPerson, board: SignedInPerson, shared: Round
) -> None:
    assert board.client.post(f"/people/{second.person.id}/forget").status_code == 303

    live = general.client.get(f"/rounds/{shared.id}/live").text
    assert live.count('<li class="card">') == 4
    assert "Anne" not in live
    session.rollback()
    assert second.person.id not in session.exec(select(Team.general_id)).all()


def test_phone_and_papers_carry_the_number_of_the_teams_own_general(
    session: Session, general: SignedInPerson, second: SignedInPerson, shared: Round, owners: Owners
) -> None:
    address = f"/rounds/{shared.id}/generals/{second.person.id}/number"
    assert second.client.post(address, data={"phone": "  911 11 111 "}).status_code == 303
    given = session.exec(select(Assignment).where(Assignment.round_id == shared.id)).all()
    numbers = {team.id: team.number for team in session.exec(select(Team)).all()}
    wanted = {"Anne": "911 11 111", "Gunnar": "400 00 000"}
    by_team = {numbers[one.team_id]: wanted[owners()[numbers[one.team_id]]] for one in given}
    assert set(by_team.values()) == set(wanted.values())

    for one in given:
        phone = browser()
        phone.post(f"/join/{join_code(one)}")
        expected = by_team[numbers[one.team_id]]
        assert phone.get("/walk/route.json").json()["phone"] == expected
        assert phone.get("/walk/door-marks").json()["phone"] == expected
    sheets = sheet_data(session, shared)["sheets"]
    assert isinstance(sheets, list)
    rung = {str(sheet["team"]): str(sheet["ring"]) for sheet in sheets}
    assert rung == {f"Lag {number}": f"Ring generalen: {phone}" for number, phone in by_team.items()}
    actor = Actor(general.person.id, frozenset({Role.GENERAL}))
    blocks = sheet_facts(session, actor, shared)["blocks"]
    assert "Anne Andre · 911 11 111" in json.dumps(blocks, ensure_ascii=False)
    assert "Gunnar General · 400 00 000" in json.dumps(blocks, ensure_ascii=False)
    session.commit()
    assert general.client.post(f"/rounds/{shared.id}/team-sheet.pdf").content.startswith(b"%PDF-")
    assert general.client.get(f"/rounds/{shared.id}/walk-sheets.pdf").content.startswith(b"%PDF-")


def test_an_open_phone_hears_the_new_number_when_its_team_is_moved(
    session: Session, general: SignedInPerson, second: SignedInPerson, shared: Round
) -> None:
    general.client.post(f"/rounds/{shared.id}/generals/{second.person.id}/number", data={"phone": "911"})
    given = session.exec(select(Assignment).where(Assignment.round_id == shared.id)).first()
    assert given is not None
    session.rollback()
    phone = browser()
    phone.post(f"/join/{join_code(given)}")
    team = f"/rounds/{shared.id}/teams/{given.team_id}/general"
    general.client.post(team, data={"person_id": str(general.person.id)})
    first = phone.get("/walk/door-marks")

    general.client.post(team, data={"person_id": str(second.person.id)})

    news = phone.get("/walk/door-marks", headers={"If-None-Match": first.headers["ETag"]})
    assert news.status_code == 200
    assert (first.json()["phone"], news.json()["phone"]) == ("400 00 000", "911")


def test_a_number_is_only_for_who_leads_the_round_and_only_a_number(
    general: SignedInPerson, second: SignedInPerson, shared: Round, sign_in: SignIn
) -> None:
    address = f"/rounds/{shared.id}/generals"

    assert general.client.post(f"{address}/{uuid4()}/number", data={"phone": "911"}).status_code == 404
    wrong = general.client.post(f"{address}/{second.person.id}/number", data={"phone": "ring meg"})
    assert wrong.status_code == 422
    outside = sign_in(Role.GENERAL, name="Ute Nfor")
    theirs = outside.client.post(f"{address}/{second.person.id}/number", data={"phone": "911"})
    assert theirs.status_code == 404


def test_a_round_that_is_called_off_is_shared_no_more(
    general: SignedInPerson, second: SignedInPerson, shared: Round, owners: Owners
) -> None:
    before = owners()
    general.client.post(f"/rounds/{shared.id}/cancellation")

    for deed in (f"generals/{second.person.id}/coordination", "teams/sharing"):
        assert general.client.post(f"/rounds/{shared.id}/{deed}").status_code == 409
    assert owners() == before


def test_numbers_and_whose_the_teams_were_are_forgotten_after_two_weeks_and_told_in_ones_own_file_before(
    session: Session, general: SignedInPerson, second: SignedInPerson, shared: Round
) -> None:
    general.client.post(f"/rounds/{shared.id}/generals/{second.person.id}/number", data={"phone": "911"})
    data = second.client.get("/me.json").json()
    assert data["own_numbers"] == ["911"]
    assert len(data["teams_led"]) == 2

    for days, left in ((13, True), (15, False)):
        with time_machine.travel(shared.ends_at + timedelta(days=days), tick=False):
            session.rollback()
            sweep_rounds(session)
            session.commit()
        session.expire_all()
        assert any(session.exec(select(RoundGeneral.phone)).all()) is left
        assert any(session.exec(select(Team.general_id)).all()) is left
    assert len(session.exec(select(RoundGeneral)).all()) == 2
