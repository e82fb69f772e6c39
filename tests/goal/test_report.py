"""What the board takes along: the report of the month as PDF, and every table as CSV."""

import csv
import io

import pytest
from conftest import SignIn
from fastapi.testclient import TestClient
from rounds.arranging import hold_walk, make_place
from sqlmodel import Session, select

from app.debrief.models import Debrief
from app.districts.models import Address, Coverage
from app.goal.tables import TABLES, csv_of
from app.language import local, now, today
from app.people.models import AuditEntry, Role
from app.rounds.models import RoundGeneral, SignUp
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


def test_the_tables_of_rounds_count_people_and_name_nobody(session: Session, sign_in: SignIn) -> None:
    place, board = make_place(session, "Nedre Elvehavn"), sign_in(Role.BOARD).client
    held = hold_walk(session, place, 0, routes=2)
    general, kari = sign_in(Role.GENERAL, name="Gunnar General"), sign_in(name="Kari Nes")
    session.add(RoundGeneral(round_id=held.id, person_id=general.person.id))
    session.add(SignUp(round_id=held.id, person_id=kari.person.id, made_at=now()))
    session.add(Debrief(round_id=held.id, experience="Mange var hjemme", lesson="Begynn tidligere"))
    session.add_all(
        Coverage(district_id=place.district.id, street="Gate 1", side=side, month="2026-11", share=0.8)
        for side in ("odd", "even")
    )
    session.commit()
    names = ["rounds", "sign-ups", "teams", "experiences", "streets"]

    year = local(held.starts_at).year
    tables = {name: board.get(f"/goal/{name}.csv?year={year}").content.decode("utf-8-sig") for name in names}

    day, clock = local(held.starts_at).date().isoformat(), f"{local(held.starts_at):%H:%M}"
    assert f"{day};{clock};" in tables["rounds"]
    assert tables["rounds"].endswith(";Holdt;1;20;1;1;18\r\n"), "one general, one team, two routes"
    assert f"{day};Nedre Elvehavn;Holdt;20;1;0;0;0" in tables["sign-ups"]
    assert f"{day};Nedre Elvehavn;1;0;1;9;85" in tables["teams"]
    assert f"{day};Nedre Elvehavn;Mange var hjemme;Begynn tidligere" in tables["experiences"]
    assert "Gate 1" not in tables["streets"], "four addresses are too few to tell where somebody was"
    whole = "".join(tables.values())
    assert not [name for name in ("Gunnar", "Kari", "Gate ") if name in whole]


def test_street_sides_come_out_as_the_coverage_map_has_them(session: Session, sign_in: SignIn) -> None:
    district = make_place(session, "Nedre Elvehavn").district
    homes = [
        Address(
            identity=f"lang-{n}", district_id=district.id, street="Langgata", number=n, doors=1,
            lon=10.39 + n / 5000, lat=63.42,
        )
        for n in range(1, 13)
    ]  # fmt: skip
    session.add_all(homes)
    session.add(Coverage(district_id=district.id, street="Langgata", side="odd", month="2026-11", share=0.8))
    session.commit()

    table = sign_in(Role.BOARD).client.get("/goal/streets.csv").content.decode("utf-8-sig")

    assert "Nedre Elvehavn;Langgata;oddetall;2026-11;ja" in table
    assert "Nedre Elvehavn;Langgata;partall;;" in table
    assert table.count("Langgata") == 2


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

    page = board.get("/goal").text
    assert 'action="/goal/report.pdf"' in page
    assert f'<option value="{today():%Y-%m}">' in page
    for asked, name in [("", f"{today():%Y-%m}"), ("?month=2026-02", "2026-02")]:
        answer = board.get(f"/goal/report.pdf{asked}")
        assert answer.content[:5] == b"%PDF-"
        assert f"rapport-{name}.pdf" in answer.headers["content-disposition"]
    assert board.get("/goal/report.pdf?month=2026-13").status_code == 422
    assert board.get("/goal/nothing.csv").status_code == 404
    for role in (Role.GENERAL, Role.COMMITTEE, Role.VOLUNTEER):
        client = sign_in(role).client
        assert client.get("/goal/report.pdf").status_code == 403
        assert client.get("/goal/rounds.csv").status_code == 403
    assert visitor.get("/goal/report.pdf").status_code == 303
