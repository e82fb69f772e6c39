"""The annual wheel: everybody signed in reads it, the board keeps own dates in it, and it is one A4 page."""

import re
from datetime import UTC, date, datetime, time, timedelta
from io import BytesIO
from itertools import pairwise

import pikepdf
import pytest
from conftest import SignIn
from fastapi.testclient import TestClient
from goal.test_year import add_round, in_year
from icalendar import Calendar
from rounds.arranging import Place, make_place
from sqlmodel import Session, col, delete, select

from app.goal.models import ChapterDate
from app.goal.wheel_drawing import spread
from app.language import OSLO, today
from app.people.models import AuditEntry, PersonRole, Role
from app.rounds.models import RoundStatus, Season
from app.training.models import Course, CourseStatus

NEXT_YEAR = today().year + 1
WHEEL = f"/goal/wheel?year={NEXT_YEAR}"


@pytest.fixture
def place(session: Session) -> Place:
    return make_place(session, "Nedre Elvehavn")


def own_date(name: str, month: int, day: int, **more: str) -> dict[str, str]:
    return {"name": name, "on": f"{date(NEXT_YEAR, month, day)}", **more}


def names(page: str) -> list[str]:
    listed = page[page.index('role="search"') :]
    return [
        re.sub(r"<[^>]+>", "", line).split(",")[0].strip()
        for line in re.findall(r"<li><span>.*?</li>", listed, re.DOTALL)
    ]


def test_the_board_adds_changes_and_removes_an_own_date(session: Session, sign_in: SignIn) -> None:
    board = sign_in(Role.BOARD).client
    assert "Laget har ingen egne datoer" in board.get(WHEEL).text

    added = board.post("/goal/dates", data=own_date("Årsmøte", 2, 14, ends_on=""))
    assert added.headers["location"] == WHEEL
    own = session.exec(select(ChapterDate)).one()
    assert (own.name, own.ends_on) == ("Årsmøte", None)
    assert "Laget har ingen egne datoer" not in board.get(WHEEL).text

    data = own_date("Sommerleir", 6, 29, ends_on=f"{date(NEXT_YEAR, 7, 2)}")
    assert board.post(f"/goal/dates/{own.id}", data=data).status_code == 303
    page = board.get(WHEEL).text
    assert "Årsmøte" not in page
    assert "29. juni–2. juli" in page

    assert board.post(f"/goal/dates/{own.id}/removal").status_code == 303
    assert board.post(f"/goal/dates/{own.id}/removal").status_code == 404
    session.rollback()
    assert session.exec(select(ChapterDate)).all() == []
    deeds = {each.deed for each in session.exec(select(AuditEntry)).all()}
    assert {"date added", "date changed", "date removed"} <= deeds


def test_a_date_that_ends_before_it_starts_is_refused(session: Session, sign_in: SignIn) -> None:
    board = sign_in(Role.BOARD).client
    backwards = own_date("Leir", 7, 2, ends_on=f"{date(NEXT_YEAR, 6, 29)}")

    refused = board.post("/goal/dates", data=backwards)

    assert refused.status_code == 422
    assert "slutter før den begynner" in refused.text
    assert board.post("/goal/dates", data=own_date("", 2, 1)).status_code == 422
    board.post("/goal/dates", data=own_date("Leir", 6, 29))
    own = session.exec(select(ChapterDate)).one()
    assert board.post(f"/goal/dates/{own.id}", data=backwards).status_code == 422
    session.rollback()
    assert session.exec(select(ChapterDate)).one().on == date(NEXT_YEAR, 6, 29)


def test_rounds_courses_holidays_and_the_election_stand_among_the_own_dates(
    session: Session, sign_in: SignIn, place: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    from app.config import settings  # noqa: PLC0415 - the settings of this test's database

    monkeypatch.setattr(settings(), "election", date(NEXT_YEAR, 9, 13))
    add_round(session, place, in_year(NEXT_YEAR, 4, 20), status=RoundStatus.HELD)
    add_round(session, place, in_year(NEXT_YEAR, 4, 22))
    add_round(session, place, in_year(NEXT_YEAR, 4, 24), status=RoundStatus.CANCELLED)
    session.add(Course(name="Innføring", on=date(NEXT_YEAR, 4, 21), status=CourseStatus.PLANNED))
    session.add(Course(name="Avlyst", on=date(NEXT_YEAR, 4, 21), status=CourseStatus.CANCELLED))
    session.commit()
    sign_in(Role.BOARD).client.post("/goal/dates", data=own_date("Medlemsmøte", 4, 21))

    page = sign_in(Role.VOLUNTEER).client.get(WHEEL).text

    april = [name for name in names(page) if name.startswith(("20.", "21.", "22.", "24."))]
    kept = [name for name in april if "Dørbank" in name or "møte" in name or "føring" in name]
    assert kept == [
        "20. Dørbank i Nedre Elvehavn",
        "21. Medlemsmøte",
        "21. Innføring",
        "22. Dørbank i Nedre Elvehavn",
    ]
    assert "Avlyst" not in page
    assert {"1. mai", "8. mars", "13. Valgdag"} <= set(names(page))


def test_the_list_is_searched_and_sorted_by_kind(sign_in: SignIn) -> None:
    board = sign_in(Role.BOARD).client
    board.post("/goal/dates", data=own_date("Styremøte", 11, 3))
    board.post("/goal/dates", data=own_date("Medlemsmøte", 2, 3))

    assert names(board.get(f"{WHEEL}&q=MØTE").text) == ["3. Medlemsmøte", "3. Styremøte"]
    assert names(board.get(f"{WHEEL}&q=mai").text) == ["1. mai", "17. mai"]
    by_kind = board.get(f"{WHEEL}&sort=kind").text
    assert by_kind.index("Egne datoer</h2>") < by_kind.index("Helligdager og merkedager</h2>")
    assert names(by_kind)[:2] == ["3. februar Medlemsmøte", "3. november Styremøte"]
    nothing = board.get(f"{WHEEL}&q=landsmøtet").text
    assert "Ingenting i årshjulet heter det" in nothing
    assert board.get(f"{WHEEL}&sort=size").status_code == 422


def test_only_the_board_keeps_dates_and_only_who_is_signed_in_reads(
    sign_in: SignIn, visitor: TestClient
) -> None:
    for role in (Role.VOLUNTEER, Role.GENERAL, Role.COMMITTEE):
        client = sign_in(role).client
        page = client.get(WHEEL)
        assert page.status_code == 200
        assert 'action="/goal/dates"' not in page.text
        assert client.post("/goal/dates", data=own_date("Møte", 2, 3)).status_code == 403
    assert visitor.get(WHEEL).status_code == 303
    assert visitor.get("/goal/wheel.pdf").status_code == 303
    assert sign_in(Role.BOARD).client.get("/goal/wheel?year=2090").status_code == 404


@pytest.mark.parametrize("many", [2, 120])
def test_the_year_is_printed_on_one_tagged_a4_page_however_much_there_is(
    session: Session, sign_in: SignIn, place: Place, many: int
) -> None:
    session.add(Season(name="Lytte", starts_on=date(NEXT_YEAR, 2, 1), ends_on=date(NEXT_YEAR, 6, 15)))
    first = date(NEXT_YEAR, 1, 8)
    session.add_all(
        ChapterDate(name=f"Møte {n} med et navn som er langt", on=first + timedelta(days=n * 2 % 340))
        for n in range(many)
    )
    session.add(ChapterDate(name="Sommerleir", on=date(NEXT_YEAR, 6, 29), ends_on=date(NEXT_YEAR, 7, 2)))
    session.commit()
    add_round(session, place, in_year(NEXT_YEAR, 4))

    answer = sign_in(Role.VOLUNTEER).client.get(f"/goal/wheel.pdf?year={NEXT_YEAR}")

    assert answer.headers["content-type"] == "application/pdf"
    with pikepdf.open(BytesIO(answer.content)) as printed:
        (sheet,) = printed.pages
        assert [round(float(edge)) for edge in sheet.mediabox] == [0, 0, 595, 842]
        assert printed.Root.MarkInfo.Marked
        assert f"Årshjulet {NEXT_YEAR}" in str(printed.docinfo["/Title"])


def test_a_sign_without_a_glyph_does_not_stop_the_print(session: Session, sign_in: SignIn) -> None:
    session.add(ChapterDate(name="Tur 🌳", on=date(NEXT_YEAR, 5, 3)))
    session.commit()

    answer = sign_in(Role.BOARD).client.get(f"/goal/wheel.pdf?year={NEXT_YEAR}")

    with pikepdf.open(BytesIO(answer.content)) as printed:
        assert len(printed.pages) == 1


def test_labels_stand_apart_in_order_and_move_no_more_than_they_must() -> None:
    assert spread([10.0, 100.0, 200.0], 4) == [10.0, 100.0, 200.0]
    assert spread([100.0, 100.0], 4) == [98.0, 102.0]
    crowded = spread([0.1, 0.1, 0.2, 359.9, 359.9], 4)
    assert all(after - before >= 4 - 1e-9 for before, after in pairwise(crowded))
    assert (crowded[0], crowded[-1]) == (2.0, 358.0)
    assert spread([], 4) == []


def test_a_yearly_date_comes_again_every_year_from_its_first(session: Session, sign_in: SignIn) -> None:
    board = sign_in(Role.BOARD).client
    board.post("/goal/dates", data={"name": "Skuddag", "on": "2028-02-29", "yearly": "true"})
    new_year = {"name": "Romjulsleir", "on": "2026-12-30", "ends_on": "2027-01-02", "yearly": "true"}
    board.post("/goal/dates", data=new_year)
    board.post("/goal/dates", data={"name": "Bare én gang", "on": "2028-05-03"})

    def listed(year: int, name: str) -> list[str]:
        return [line for line in names(board.get(f"/goal/wheel?year={year}").text) if name in line]

    assert [len(listed(year, "leir")) for year in (2025, 2026, 2027, 2028)] == [0, 1, 2, 2]
    assert [listed(year, "Skud")[:1] for year in (2027, 2028, 2030)] == [
        [], ["29. Skuddag hvert år"], ["28. Skuddag hvert år"],
    ]  # fmt: skip
    assert [len(listed(year, "Bare")) for year in (2028, 2029)] == [1, 0]

    own = session.exec(select(ChapterDate).where(ChapterDate.name == "Skuddag")).one()
    session.rollback()
    once = {"name": "Skuddag", "on": "2028-02-29"}
    assert board.post(f"/goal/dates/{own.id}", data=once).status_code == 303
    assert listed(2029, "Skud") == []


def test_the_board_follows_the_year_in_a_calendar_until_it_leaves(
    session: Session, sign_in: SignIn, visitor: TestClient, place: Place
) -> None:
    board = sign_in(Role.BOARD)
    session.add(Course(name="Innføring", on=date(NEXT_YEAR, 4, 21), starts=time(18), ends=time(20, 30)))
    session.commit()
    add_round(session, place, in_year(NEXT_YEAR, 4, 22))
    camp = own_date("Leir", 6, 29, ends_on=f"{date(NEXT_YEAR, 7, 2)}")
    board.client.post("/goal/dates", data=camp)
    assert "/feed/board/" not in sign_in(Role.GENERAL).client.get(WHEEL).text
    (url,) = re.findall(r'href="webcal://[^/]+(/feed/board/[^"]+)"', board.client.get(WHEEL).text)

    found = {str(event["summary"]): event for event in Calendar.from_ical(visitor.get(url).content).events}

    assert {"Leir", "Innføring", "Dørbank i Nedre Elvehavn"} <= set(found) <= {
        "Leir", "Innføring", "Dørbank i Nedre Elvehavn", "Valgdag",
    }  # fmt: skip
    assert found["Leir"].start == date(NEXT_YEAR, 6, 29)
    assert found["Leir"].end == date(NEXT_YEAR, 7, 3), "the day after its last"
    course = found["Innføring"]
    assert (course.start, course.end) == (
        datetime(NEXT_YEAR, 4, 21, 18, tzinfo=OSLO),
        datetime(NEXT_YEAR, 4, 21, 20, 30, tzinfo=OSLO),
    )
    assert visitor.get(url.replace("/year.ics", "x/year.ics")).status_code == 404

    session.exec(delete(PersonRole).where(col(PersonRole.person_id) == board.person.id))
    session.commit()
    assert visitor.get(url).status_code == 404


def test_who_plans_a_round_sees_what_the_chapter_has_that_day(
    session: Session, sign_in: SignIn, place: Place
) -> None:
    board, on = sign_in(Role.BOARD).client, today() + timedelta(days=20)
    same, other = (
        add_round(session, place, datetime.combine(day, time(16), UTC)).id
        for day in (on, on + timedelta(days=2))
    )
    board.post("/goal/dates", data={"name": "Årsmøtehelg", "on": on - timedelta(days=1), "ends_on": on})
    board.post("/goal/dates", data={"name": "Tur", "on": on - timedelta(days=367), "yearly": "true"})

    plan = board.get("/rounds/new").text

    assert ": Årsmøtehelg</li>" in plan
    assert ": Tur</li>" in plan
    assert "Laget har «Årsmøtehelg» den dagen." in board.get(f"/rounds/{same}/desk").text
    assert "den dagen." not in board.get(f"/rounds/{other}/desk").text
