"""District branches in sign-ups, on the front page, and in what the board takes along."""

import re
from datetime import timedelta

import pytest
from conftest import SignIn
from districts.test_branches import make_branch, put
from fastapi.testclient import TestClient
from goal.test_year import add_round
from rounds.arranging import Place, hold_walk, make_place
from sqlmodel import Session, select

from app.districts.branch_models import BranchMember
from app.goal.queries import year_page
from app.goal.report import report_facts
from app.language import now, today
from app.people.models import Role
from app.rounds.models import SignUp


@pytest.fixture
def places(session: Session) -> tuple[Place, Place]:
    return make_place(session, "Lade"), make_place(session, "Ila")


def test_who_signs_up_may_choose_a_branch_and_nothing_is_asked_without_branches(
    session: Session, sign_in: SignIn, visitor: TestClient, places: tuple[Place, Place]
) -> None:
    coming = add_round(session, places[0], now() + timedelta(days=9))
    url, board = f"/rounds/{coming.slug}", sign_in(Role.BOARD).client
    assert 'name="branch"' not in visitor.get(url).text
    branch, other = make_branch(board), make_branch(board, "Vestbyen")
    assert 'name="branch"' in visitor.get(url).text

    def sign_up(contact: str, chosen: str) -> None:
        form = {"name": "Kari", "contact": contact, "consent": "true", "branch": chosen}
        assert visitor.post(f"{url}/sign-ups", data=form).status_code == 303

    sign_up("kari@example.org", branch)
    sign_up("kari@example.org", other)
    sign_up("ola@example.org", "")
    sign_up("per@example.org", "00000000-0000-0000-0000-000000000000")

    chosen = session.exec(select(BranchMember)).one()
    assert str(chosen.branch_id) == branch, "a form that repeats a contact changes nothing about them"
    assert len(session.exec(select(SignUp)).all()) == 3


def test_the_rounds_of_one_s_branch_come_first(
    session: Session, sign_in: SignIn, visitor: TestClient, places: tuple[Place, Place]
) -> None:
    for days, place in ((5, places[0]), (9, places[1])):
        add_round(session, place, now() + timedelta(days=days))
    board, tuva = sign_in(Role.BOARD).client, sign_in(Role.VOLUNTEER, name="Tuva Berg")
    branch = make_branch(board)
    put(board, branch, districts=[places[1].district.id], people=[tuva.person.id])

    def order(client: TestClient, url: str) -> list[str]:
        return re.findall(r'<h[23]><a href="/rounds/[^"]+">(\w+)<', client.get(url).text)

    assert order(visitor, "/") == ["Lade", "Ila"]
    assert order(tuva.client, "/") == ["Ila", "Lade"]
    assert order(visitor, f"/?branch={branch}") == ["Ila", "Lade"]
    empty = make_branch(board, "Vestbyen")
    assert "Ingen kommende runder i Vestbyen" in visitor.get(f"/?branch={empty}").text
    assert order(visitor, f"/?branch={empty}") == ["Lade", "Ila"]


def test_the_report_and_the_tables_have_the_branches_on_lines_of_their_own(
    session: Session, sign_in: SignIn, places: tuple[Place, Place]
) -> None:
    board, tuva = sign_in(Role.BOARD).client, sign_in(Role.VOLUNTEER, name="Tuva Berg")
    hold_walk(session, places[0], 0, routes=1, knocks=7)
    lade = places[0].district.id

    def table(name: str) -> list[list[str]]:
        rows = board.get(f"/goal/{name}.csv").content.decode("utf-8-sig").splitlines()
        return [row.split(";") for row in rows]

    def in_report() -> object:
        session.rollback()
        found = report_facts(session, year_page(session, today().year), today().replace(day=1))["branches"]
        session.rollback()
        return found

    assert in_report() == []
    assert "Bydelslag" not in table("rounds")[0]
    branch = make_branch(board)
    put(board, branch, districts=[lade], people=[tuva.person.id])

    name = f"Lag {branch[:6]}"
    assert table("branches")[1:] == [[name, "3", "1", "0", "1", "0", "7"]]
    assert [row[-1] for row in table("rounds")] == ["Bydelslag", name]
    assert {row[0]: row[-1] for row in table("districts")[1:]} == {"Lade": name, "Ila": ""}
    assert in_report() == [[name, "1 av 3", "0", "1", "7 / 0"]]
    assert board.get("/goal/report.pdf").content[:5] == b"%PDF-"
