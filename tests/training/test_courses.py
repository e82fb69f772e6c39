"""Courses: planned, attended, held; they count once somebody came."""

import re
from datetime import timedelta
from uuid import uuid4

from conftest import SignIn
from fastapi.testclient import TestClient
from icalendar import Calendar
from sqlmodel import Session, select

from app.language import today
from app.people.models import Role
from app.training.models import Attendance, Course, CourseStatus


def course(days: int) -> dict[str, str]:
    return {"name": "Innføring", "on": str(today() + timedelta(days=days)), "place": "Kontoret"}


def test_a_course_counts_when_it_is_held_and_somebody_came(session: Session, sign_in: SignIn) -> None:
    board, volunteer = sign_in(Role.BOARD), sign_in(Role.VOLUNTEER, name="Ola Nordby")
    page = board.client.post("/courses", data=course(-1)).headers["location"]

    assert "Ola Nordby" in board.client.get(page).text
    alone = board.client.post(f"{page}/completion")
    assert alone.status_code == 422
    assert "Kryss av hvem som var der" in alone.text
    came = {"people": [str(volunteer.person.id), str(uuid4())]}
    assert board.client.post(f"{page}/attendance", data=came).status_code == 303
    for _again in range(2):
        assert board.client.post(f"{page}/completion").status_code == 303

    assert session.exec(select(Course)).one().status == CourseStatus.HELD
    assert [each.person_id for each in session.exec(select(Attendance)).all()] == [volunteer.person.id]
    assert "1 av 2 kurs er holdt i år" in board.client.get("/courses").text
    assert board.client.post(page, data=course(3)).status_code == 409
    assert board.client.post(f"{page}/cancellation").status_code == 409
    assert board.client.post(f"{page}/attendance", data={}).status_code == 409


def test_a_course_ahead_cannot_be_held_yet(session: Session, sign_in: SignIn) -> None:
    board = sign_in(Role.BOARD)
    page = board.client.post("/courses", data=course(5)).headers["location"]
    board.client.post(f"{page}/attendance", data={"people": [str(board.person.id)]})

    assert board.client.post(f"{page}/completion").status_code == 422
    assert board.client.post(page, data=course(0)).status_code == 303
    assert board.client.post(f"{page}/completion").status_code == 303


def test_a_course_has_a_clock_and_stands_in_the_calendar_of_who_signed_up(
    session: Session, sign_in: SignIn, visitor: TestClient
) -> None:
    board, volunteer = sign_in(Role.BOARD), sign_in(Role.VOLUNTEER)
    evening = course(5) | {"starts": "18:00", "ends": "20:30"}

    assert board.client.post("/courses", data=evening | {"ends": "17:00"}).status_code == 422
    gap = evening | {"on": "2027-03-28", "starts": "02:30", "ends": "04:00"}
    assert board.client.post("/courses", data=gap).status_code == 422, "the hour that summer time skips"
    page = board.client.post("/courses", data=evening).headers["location"]
    assert re.search(r"18:00–20:30", volunteer.client.get("/courses").text)
    own = re.search(r'href="webcal://[^/]+(/feed/people/[^"]+)"', volunteer.client.get("/me").text)
    assert own
    assert b"BEGIN:VEVENT" not in visitor.get(own[1]).content, "not before one has signed up"

    volunteer.client.post(f"{page}/sign-ups")

    for url, client in [(own[1], visitor), (f"{page}/calendar.ics", volunteer.client)]:
        (event,) = Calendar.from_ical(client.get(url).content).events
        assert (str(event["summary"]), str(event["location"])) == ("Innføring", "Kontoret")
        assert f"{event.start:%H:%M}–{event.end:%H:%M}" == "18:00–20:30"
    assert visitor.get(f"{page}/calendar.ics").status_code == 303
    board.client.post(f"{page}/cancellation")
    assert b"STATUS:CANCELLED" in visitor.get(own[1]).content


def test_a_cancelled_course_does_not_count(session: Session, sign_in: SignIn) -> None:
    board = sign_in(Role.BOARD)
    page = board.client.post("/courses", data=course(0)).headers["location"]
    for _again in range(2):
        assert board.client.post(f"{page}/cancellation").status_code == 303

    assert session.exec(select(Course)).one().status == CourseStatus.CANCELLED
    assert board.client.post(f"{page}/completion").status_code == 409
    assert "0 av 2 kurs" in board.client.get("/courses").text


def test_a_general_sees_the_courses_but_not_who_was_there(sign_in: SignIn) -> None:
    board, general = sign_in(Role.BOARD, name="Bodil Styre"), sign_in(Role.GENERAL)
    page = board.client.post("/courses", data=course(-1)).headers["location"]
    board.client.post(f"{page}/attendance", data={"people": [str(board.person.id)]})

    listed = general.client.get("/courses")
    assert listed.status_code == 200
    assert "1 deltaker" in listed.text
    assert "Bodil" not in listed.text
    assert general.client.get(page).status_code == 403
    assert general.client.post("/courses", data=course(1)).status_code == 403
    assert board.client.get(page).status_code == 200


def test_an_unknown_course_is_not_found(sign_in: SignIn) -> None:
    assert sign_in(Role.BOARD).client.get(f"/courses/{uuid4()}").status_code == 404


def test_the_list_of_courses_is_searched_by_name_and_place_and_sorted(
    session: Session, sign_in: SignIn
) -> None:
    for number, name in enumerate(("Innføring", "Argumenter", "Vanskelige samtaler", "Øvelse")):
        session.add(Course(name=name, on=today() - timedelta(days=number), place=f"Sal {number}"))
    session.commit()
    client = sign_in(Role.VOLUNTEER).client

    def names(question: str) -> list[str]:
        return re.findall(r"<h2>([^<]+)</h2>", client.get(f"/courses?{question}").text)

    assert names("")[:2] == ["Innføring", "Argumenter"]
    assert names("sort=name")[:2] == ["Argumenter", "Innføring"]
    assert names("q=sal+2") == ["Vanskelige samtaler"]
    assert "Ingen kurs heter det" in client.get("/courses?q=førstehjelp").text
