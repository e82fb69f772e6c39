"""Courses: anybody signed in may sign up, and those on it get its material; files within bounds only."""

from datetime import timedelta
from uuid import uuid4

import pytest
from conftest import SignedInPerson, SignIn
from sqlmodel import Session, select

from app.language import today
from app.people.models import Role
from app.training.coming import MOST_BYTES, MOST_FILES
from app.training.models import CourseFile, CourseSignUp

PDF = b"%PDF-1.7 lysark"


def planned(board: SignedInPerson, days: int = 5) -> str:
    form = {"name": "Innføring", "on": str(today() + timedelta(days=days)), "place": "Kontoret"}
    return board.client.post("/courses", data=form).headers["location"]


def upload(board: SignedInPerson, course: str, name: str = "lysark.pdf", content: bytes = PDF) -> int:
    return board.client.post(f"{course}/files", files={"file": (name, content)}).status_code


def stored(session: Session) -> list[CourseFile]:
    session.rollback()
    return list(session.exec(select(CourseFile)).all())


def test_a_volunteer_signs_up_for_a_course_and_off_again(session: Session, sign_in: SignIn) -> None:
    board, ola = sign_in(Role.BOARD), sign_in(Role.VOLUNTEER, name="Ola Nordby")
    course = planned(board)
    assert "Meld meg på Innføring" in ola.client.get("/courses").text

    for _again in range(2):
        assert ola.client.post(f"{course}/sign-ups").status_code == 303

    assert len(session.exec(select(CourseSignUp)).all()) == 1
    listed = ola.client.get("/courses").text
    assert "Du er påmeldt." in listed
    assert "1 påmeldt" in listed
    assert "påmeldt" in board.client.get(course).text.split("Ola Nordby")[1][:80]
    assert ola.client.get(course).status_code == 403
    assert len(ola.client.get("/me.json").json()["course_sign_ups"]) == 1
    for _again in range(2):
        assert ola.client.post(f"{course}/sign-ups/cancellation").status_code == 303
    session.rollback()
    assert session.exec(select(CourseSignUp)).all() == []


def test_nobody_signs_up_for_what_is_over_or_called_off(session: Session, sign_in: SignIn) -> None:
    board, ola = sign_in(Role.BOARD), sign_in(Role.VOLUNTEER)
    over, cancelled = planned(board, -1), planned(board)
    board.client.post(f"{cancelled}/cancellation")

    assert ola.client.post(f"{over}/sign-ups").status_code == 409
    assert ola.client.post(f"{cancelled}/sign-ups").status_code == 409
    assert ola.client.post(f"/courses/{uuid4()}/sign-ups").status_code == 404
    assert session.exec(select(CourseSignUp)).all() == []


def test_a_sign_up_goes_with_the_person(session: Session, sign_in: SignIn) -> None:
    board, ola = sign_in(Role.BOARD), sign_in(Role.VOLUNTEER)
    ola.client.post(f"{planned(board)}/sign-ups")

    assert ola.client.post("/me/erasure", data={"sure": "yes"}).status_code == 303

    assert session.exec(select(CourseSignUp)).all() == []


def test_material_is_for_those_who_are_signed_up(session: Session, sign_in: SignIn) -> None:
    board, ola, other = sign_in(Role.BOARD), sign_in(Role.VOLUNTEER), sign_in(Role.VOLUNTEER)
    course = planned(board)
    assert upload(board, course, "C:\\mine\\Lysark æøå.pdf") == 303
    ola.client.post(f"{course}/sign-ups")
    (file,) = stored(session)

    answer = ola.client.get(f"{course}/files/{file.id}")

    assert answer.content == PDF
    assert answer.headers["content-type"] == "application/pdf"
    assert answer.headers["content-disposition"].startswith("attachment")
    assert "Lysark æøå.pdf" in ola.client.get("/courses").text
    assert "Lysark" not in other.client.get("/courses").text
    assert other.client.get(f"{course}/files/{file.id}").status_code == 404
    assert ola.client.get(f"{planned(board)}/files/{file.id}").status_code == 404
    assert ola.client.post(f"{course}/files/{file.id}/removal").status_code == 403
    assert board.client.post(f"{course}/files/{file.id}/removal").status_code == 303
    assert stored(session) == []


@pytest.mark.parametrize(
    ("name", "content"),
    [("side.html", b"<script>"), ("lysark.pdf", b"<script>"), ("lysark", PDF), ("tom.pdf", b"")],
)
def test_a_file_of_another_kind_is_refused(
    session: Session, sign_in: SignIn, name: str, content: bytes
) -> None:
    board = sign_in(Role.BOARD)

    assert upload(board, planned(board), name, content) == 422
    assert stored(session) == []


def test_a_file_that_is_too_large_or_one_too_many_is_refused(session: Session, sign_in: SignIn) -> None:
    board = sign_in(Role.BOARD)
    course = planned(board)
    assert upload(board, course, content=PDF.ljust(MOST_BYTES)) == 303
    assert upload(board, course, content=PDF.ljust(MOST_BYTES + 1)) == 422
    assert upload(board, course, content=PDF.ljust(MOST_BYTES + 1_000_000)) == 413
    assert [upload(board, course) for _file in range(MOST_FILES)] == [303] * (MOST_FILES - 1) + [409]
    assert (
        sign_in(Role.GENERAL).client.post(f"{course}/files", files={"file": ("a.pdf", PDF)}).status_code
        == 403
    )

    assert len(stored(session)) == MOST_FILES
