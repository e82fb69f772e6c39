"""What the board takes along: the report of the month as PDF, and every table as CSV."""

import csv
import io

import pytest
from conftest import SignIn
from fastapi.testclient import TestClient
from rounds.arranging import make_place
from sqlmodel import Session, select

from app.goal.tables import TABLES, csv_of
from app.language import today
from app.people.models import AuditEntry, Role
from app.training.models import Course


@pytest.mark.parametrize("table", list(TABLES))
def test_every_table_comes_out_as_a_spreadsheet_opens_it(
    session: Session, sign_in: SignIn, table: str
) -> None:
    make_place(session, "Nedre Elvehavn")
    session.add(Course(name="Kurs i å banke på", on=today(), place="Huset"))
    session.commit()

    answer = sign_in(Role.BOARD).client.get(f"/goal/{table}.csv")

    assert answer.status_code == 200
    assert answer.content.startswith(b"\xef\xbb\xbf")
    rows = list(csv.reader(io.StringIO(answer.content.decode("utf-8-sig")), delimiter=";"))
    assert {len(row) for row in rows} == {len(rows[0])}
    expected = {"districts": "Nedre Elvehavn", "courses": "Kurs i å banke på"}
    assert expected.get(table, "") in answer.content.decode("utf-8-sig")


def test_the_people_come_out_without_contact_and_it_is_noted_who_took_them(
    session: Session, sign_in: SignIn
) -> None:
    board, general = sign_in(Role.BOARD, name="=Astrid"), sign_in(Role.GENERAL)

    assert board.client.get("/goal/people.csv").status_code == 404
    assert general.client.post("/goal/people.csv").status_code == 403
    answer = board.client.post("/goal/people.csv").content.decode("utf-8-sig")

    assert "'=Astrid;Ny;0" in answer
    assert "@" not in answer
    deeds = [each.deed for each in session.exec(select(AuditEntry)).all()]
    assert deeds.count("names exported") == 1


def test_a_cell_is_never_a_formula() -> None:
    assert csv_of([["=1+1", 2]]).decode("utf-8-sig") == "'=1+1;2\r\n"


def test_the_report_is_one_button_away_and_for_the_board_alone(
    session: Session, sign_in: SignIn, visitor: TestClient
) -> None:
    make_place(session, "Nedre Elvehavn")
    board = sign_in(Role.BOARD).client

    assert 'href="/goal/report.pdf"' in board.get("/goal").text
    assert board.get("/goal/report.pdf").content[:5] == b"%PDF-"
    assert board.get("/goal/nothing.csv").status_code == 404
    for role in (Role.GENERAL, Role.COMMITTEE, Role.VOLUNTEER):
        client = sign_in(role).client
        assert client.get("/goal/report.pdf").status_code == 403
        assert client.get("/goal/rounds.csv").status_code == 403
    assert visitor.get("/goal/report.pdf").status_code == 303
