"""District branches: people and districts with rounds and a goal of their own, made by the board."""

import re
from datetime import timedelta
from uuid import UUID

import pytest
from conftest import SignedInPerson, SignIn
from fastapi.testclient import TestClient
from goal.test_year import add_round
from rounds.arranging import Place, make_place
from sqlmodel import Session, select

from app.districts.branch_models import Branch, BranchDistrict, BranchMember
from app.language import now, today
from app.people.models import AuditEntry, Level, Person, Role
from app.rounds.models import RoundGeneral, RoundStatus, SignUp
from app.training.models import Course, CourseStatus


@pytest.fixture
def places(session: Session) -> tuple[Place, Place]:
    return make_place(session, "Lade"), make_place(session, "Ila")


def make_branch(board: TestClient, name: str = "Østbyen", goal: int = 3) -> str:
    made = board.post("/branches", data={"name": name, "goal_rounds": goal})
    assert made.status_code == 303, made.text
    return made.headers["location"].removeprefix("/branches/")


def put(board: TestClient, branch: str, *, districts: list[UUID], people: list[UUID]) -> None:
    form = {"name": f"Lag {branch[:6]}", "goal_rounds": "3", "districts": [str(each) for each in districts]}
    assert board.post(f"/branches/{branch}", data=form).status_code == 303
    ticked = [str(each) for each in people]
    assert board.post(f"/branches/{branch}/people", data={"people": ticked}).status_code == 303


def active_in(page: str) -> int:
    found = re.search(r"<strong>(\d+)</strong> <span>aktive i år", page)
    assert found
    return int(found[1])


def test_the_board_makes_a_branch_and_says_what_and_who_is_in_it(
    session: Session, sign_in: SignIn, places: tuple[Place, Place]
) -> None:
    board, tuva = sign_in(Role.BOARD).client, sign_in(Role.VOLUNTEER, name="Tuva Berg")
    assert "Ingen bydelslag ennå" in board.get("/branches").text

    branch = make_branch(board)
    put(board, branch, districts=[places[0].district.id], people=[tuva.person.id])

    assert session.exec(select(BranchDistrict)).one().district_id == places[0].district.id
    page = board.get(f"/branches/{branch}").text
    assert re.search(rf'value="{tuva.person.id}" checked>Tuva Berg', page)
    assert "1 bydel, 1 person, mål: 3 runder" in board.get("/branches").text
    assert len(session.exec(select(AuditEntry).where(AuditEntry.deed == "branch people set")).all()) == 1


def test_two_branches_never_have_the_same_name_and_a_goal_is_a_number(
    session: Session, sign_in: SignIn
) -> None:
    board = sign_in(Role.BOARD).client
    make_branch(board)
    other = make_branch(board, "Midtbyen")

    again = board.post("/branches", data={"name": " Østbyen ", "goal_rounds": 3})
    renamed = board.post(f"/branches/{other}", data={"name": "Østbyen", "goal_rounds": 3})

    assert (again.status_code, renamed.status_code) == (409, 409)
    assert "alt et bydelslag som heter Østbyen" in again.text
    assert board.post("/branches", data={"name": "Ny", "goal_rounds": -1}).status_code == 422
    assert {each.name for each in session.exec(select(Branch))} == {"Østbyen", "Midtbyen"}


def test_the_list_of_branches_is_searched_and_sorted(sign_in: SignIn) -> None:
    board, tuva = sign_in(Role.BOARD).client, sign_in(Role.VOLUNTEER)
    make_branch(board, "Lade")
    full = make_branch(board, "Østbyen")
    board.post(f"/branches/{full}/people", data={"people": [str(tuva.person.id)]})

    by_name, by_people = board.get("/branches").text, board.get("/branches?sort=people").text

    assert by_name.index(">Lade<") < by_name.index(">Østbyen<")
    assert by_people.index(">Østbyen<") < by_people.index(">Lade<")
    assert ">Lade<" not in board.get("/branches?q=øst").text
    assert "Ingen bydelslag heter det" in board.get("/branches?q=vest").text


def test_a_district_and_a_person_are_in_one_branch_at_most(
    session: Session, sign_in: SignIn, places: tuple[Place, Place]
) -> None:
    board, tuva = sign_in(Role.BOARD).client, sign_in(Role.VOLUNTEER, name="Tuva Berg")
    first, second = make_branch(board), make_branch(board, "Midtbyen")
    put(board, first, districts=[places[0].district.id], people=[tuva.person.id])
    assert "nå i Lag" in board.get(f"/branches/{second}").text

    put(board, second, districts=[places[0].district.id], people=[tuva.person.id])

    assert session.exec(select(BranchDistrict.branch_id)).all() == [UUID(second)]
    assert session.exec(select(BranchMember.branch_id)).all() == [UUID(second)]


def test_saving_a_search_leaves_those_it_did_not_show_alone(session: Session, sign_in: SignIn) -> None:
    board, tuva = sign_in(Role.BOARD).client, sign_in(Role.VOLUNTEER, name="Tuva Berg")
    ola = sign_in(Role.VOLUNTEER, name="Ola Nes")
    branch = make_branch(board)
    put(board, branch, districts=[], people=[tuva.person.id, ola.person.id])

    found = board.get(f"/branches/{branch}?q=ola").text
    assert "Tuva" not in found
    board.post(f"/branches/{branch}/people", data={"shown": [str(ola.person.id)]})

    assert session.exec(select(BranchMember.person_id)).all() == [tuva.person.id]


def test_the_year_of_a_branch_has_its_own_rounds_goal_and_coverage(
    session: Session, sign_in: SignIn, places: tuple[Place, Place]
) -> None:
    board = sign_in(Role.BOARD).client
    branch = make_branch(board)
    put(board, branch, districts=[places[0].district.id], people=[])
    moment = now() - timedelta(minutes=5)
    for place in places:
        held = add_round(session, place, moment, status=RoundStatus.HELD)
        moment -= timedelta(minutes=1)
        assert held.district_id
    session.add(Course(name="Innføring", on=today(), status=CourseStatus.HELD))
    session.commit()
    year = moment.year

    own, all_ = board.get(f"/goal?year={year}&branch={branch}").text, board.get(f"/goal?year={year}").text

    assert "1 av 3 runder er holdt" in own
    assert "2 av 10 runder er holdt" in all_
    assert ("Ila" in own, "Ila" in all_) == (False, True)
    assert ("kurs er holdt" in own, "kurs er holdt" in all_) == (False, True)
    assert f"/goal?year={year - 1}&amp;branch={branch}" in own.replace("&branch", "&amp;branch")
    assert board.get(f"/goal?branch={places[0].district.id}").status_code == 404
    assert board.get("/goal?branch=").status_code == 200


def test_the_list_of_rounds_is_read_for_one_branch_or_searched(
    session: Session, sign_in: SignIn, places: tuple[Place, Place]
) -> None:
    board = sign_in(Role.BOARD).client
    branch, empty = make_branch(board), make_branch(board, "Midtbyen")
    put(board, branch, districts=[places[0].district.id], people=[])
    for hours, place in enumerate(places, 1):
        add_round(session, place, now() + timedelta(days=1, hours=hours))

    own = board.get(f"/rounds?branch={branch}").text

    assert (">Lade</a></h3>" in own, ">Ila</a></h3>" in own) == (True, False)
    assert ">Ila</a></h3>" in board.get("/rounds").text
    assert ">Ila</a></h3>" in board.get("/rounds?q=ILA bydels").text
    assert ">Lade</a></h3>" not in board.get("/rounds?q=ila").text
    assert "Ingen runder er der" in board.get("/rounds?q=strinda").text
    assert "Ingen kommende runder i bydelslaget" in board.get(f"/rounds?branch={empty}").text


def walked(session: Session, place: Place, *walkers: SignedInPerson) -> None:
    held = add_round(session, place, now() - timedelta(minutes=5), status=RoundStatus.HELD)
    session.add_all(SignUp(round_id=held.id, person_id=each.person.id, made_at=now()) for each in walkers)
    session.commit()


def test_a_branchs_people_are_counted_for_the_board_alone(
    session: Session, sign_in: SignIn, places: tuple[Place, Place]
) -> None:
    """One of a branch of two would be known to everybody who sees both numbers: only the board does."""
    board = sign_in(Role.BOARD).client
    tuva, ola = sign_in(Role.VOLUNTEER, name="Tuva Berg"), sign_in(Role.VOLUNTEER, name="Ola Nes")
    session.get_one(Person, tuva.person.id).level = Level.EXPERIENCED
    walked(session, places[1], tuva, ola)
    branch = make_branch(board)
    put(board, branch, districts=[places[0].district.id], people=[tuva.person.id])
    url = f"/goal?branch={branch}"

    seen = board.get(url).text

    assert active_in(seen) == 1
    assert active_in(board.get("/goal").text) == 2
    assert re.search(r"<dt>Erfaren</dt><dd>1</dd>", seen)
    listed = board.get(f"/goal/people?year={today().year}&of=active&branch={branch}").text
    assert ("Tuva Berg" in listed, "Ola Nes" in listed) == (True, False)
    for role in (Role.GENERAL, Role.VOLUNTEER, Role.COMMITTEE):
        page = sign_in(role).client.get(url)
        assert page.status_code == 200
        assert "aktive i år" not in page.text
        assert 'class="ladder"' not in page.text
        assert "0 av 3 runder er holdt" in page.text


def test_a_persons_branch_is_in_their_own_file_and_leaves_with_them(
    session: Session, sign_in: SignIn
) -> None:
    board, tuva = sign_in(Role.BOARD).client, sign_in(Role.VOLUNTEER, name="Tuva Berg")
    assert tuva.client.get("/me.json").json()["branch"] is None
    branch = make_branch(board)
    board.post(f"/branches/{branch}/people", data={"people": [str(tuva.person.id)]})

    assert tuva.client.get("/me.json").json()["branch"] == "Østbyen"
    assert "Bydelslaget ditt" in tuva.client.get("/me").text
    assert tuva.client.post("/me/erasure", data={"sure": "yes"}).status_code == 303

    assert session.exec(select(BranchMember)).all() == []
    assert session.exec(select(Branch)).one().name == "Østbyen"


def test_a_removed_branch_leaves_people_districts_and_rounds(
    session: Session, sign_in: SignIn, places: tuple[Place, Place]
) -> None:
    board, tuva = sign_in(Role.BOARD).client, sign_in(Role.VOLUNTEER)
    branch = make_branch(board)
    put(board, branch, districts=[places[0].district.id], people=[tuva.person.id])
    add_round(session, places[0], now() + timedelta(days=1))

    assert board.post(f"/branches/{branch}/removal").status_code == 303

    for table in (Branch, BranchDistrict, BranchMember):
        assert session.exec(select(table)).all() == []
    assert session.get(Person, tuva.person.id)
    assert board.get(f"/branches/{branch}").status_code == 404
    assert board.post(f"/branches/{branch}/people").status_code == 404


def test_nothing_on_the_pages_speaks_of_branches_until_there_is_one(
    session: Session, sign_in: SignIn, places: tuple[Place, Place]
) -> None:
    leader = sign_in(Role.GENERAL)
    led = add_round(session, places[0], now() + timedelta(days=1))
    session.add(RoundGeneral(round_id=led.id, person_id=leader.person.id))
    session.commit()

    for path in ("/goal", "/rounds", "/me"):
        assert "ydelslag" not in leader.client.get(path).text

    branch = make_branch(sign_in(Role.BOARD).client)
    for path in ("/goal", "/rounds"):
        assert f"branch={branch}" in leader.client.get(path).text


def test_only_the_board_makes_and_reads_who_is_in_a_branch(sign_in: SignIn, visitor: TestClient) -> None:
    branch = make_branch(sign_in(Role.BOARD).client)

    for role in (Role.GENERAL, Role.COMMITTEE, Role.VOLUNTEER):
        client = sign_in(role).client
        assert client.get(f"/branches/{branch}").status_code == 403
        assert client.get("/branches").status_code == 403
        assert client.post(f"/branches/{branch}/people").status_code == 403
    assert visitor.get("/branches").status_code == 303
