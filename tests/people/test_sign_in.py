"""Coming in and going out: codes, invitations, sessions."""

import re
from concurrent.futures import ThreadPoolExecutor

from conftest import SignIn, browser
from fastapi.testclient import TestClient
from sqlmodel import Session, select

from app.config import settings
from app.people.access import SESSION_COOKIE
from app.people.actions import add_person, invite
from app.people.contact import Contact
from app.people.models import LoginSession, Role


def mailed_codes() -> list[str]:
    files = (settings().data / "mail").glob("*.eml")
    return [re.search(r"\d{8}", file.read_text())[0] for file in files]  # type: ignore[index]  # each mail has one


def add_member(session: Session, email: str = "kari@example.org") -> None:
    add_person(session, "Kari Øvre", Contact(email=email))
    session.commit()


def test_a_member_signs_in_with_the_mailed_code(session: Session, visitor: TestClient) -> None:
    add_member(session)
    visitor.post("/sign-in", data={"email": "Kari@example.org"})
    (code,) = mailed_codes()

    answer = visitor.post(
        "/sign-in/code", data={"email": "kari@example.org", "code": code, "next": "/privacy"}
    )

    assert answer.status_code == 303
    assert answer.headers["location"] == "/privacy"
    assert SESSION_COOKIE in answer.cookies


def test_a_wrong_code_is_refused_and_five_tries_end_it(session: Session, visitor: TestClient) -> None:
    add_member(session)
    visitor.post("/sign-in", data={"email": "kari@example.org"})
    (code,) = mailed_codes()
    wrong = "00000000" if code != "00000000" else "11111111"

    for _try in range(5):
        answer = visitor.post("/sign-in/code", data={"email": "kari@example.org", "code": wrong})
        assert answer.status_code == 422
    answer = visitor.post("/sign-in/code", data={"email": "kari@example.org", "code": code})

    assert answer.status_code == 422
    assert SESSION_COOKIE not in answer.cookies


def test_the_answer_does_not_tell_who_is_a_member(session: Session, visitor: TestClient) -> None:
    add_member(session)
    known = visitor.post("/sign-in", data={"email": "kari@example.org"})
    unknown = visitor.post("/sign-in", data={"email": "nils@example.org"})

    assert known.text.replace("kari", "") == unknown.text.replace("nils", "")
    assert len(mailed_codes()) == 1


def test_the_eleventh_request_in_a_quarter_is_slowed_down(visitor: TestClient) -> None:
    answers = [visitor.post("/sign-in", data={"email": "kari@example.org"}).status_code for _ in range(11)]

    assert answers == [200] * 10 + [429]


def test_an_invitation_lets_one_of_many_in(session: Session) -> None:
    person = add_person(session, "Ola", Contact(email="ola@example.org"))
    token = invite(session, person)
    session.commit()

    with ThreadPoolExecutor(8) as pool:
        answers = list(pool.map(lambda _n: browser().post(f"/invitations/{token}").status_code, range(24)))

    assert sorted(set(answers)) == [303, 410]
    assert answers.count(303) == 1
    assert len(session.exec(select(LoginSession)).all()) == 1


def test_opening_an_invitation_does_not_use_it_up(session: Session, visitor: TestClient) -> None:
    person = add_person(session, "Ola", Contact(email="ola@example.org"))
    token = invite(session, person)
    session.commit()

    assert visitor.get(f"/invitations/{token}").status_code == 200
    assert visitor.post(f"/invitations/{token}").status_code == 303


def test_a_made_up_or_used_invitation_says_so_before_anybody_taps(
    session: Session, visitor: TestClient
) -> None:
    token = invite(session, add_person(session, "Ola", Contact(email="ola@example.org")))
    session.commit()
    visitor.post(f"/invitations/{token}")

    for gone in (token, "xx"):
        answer = visitor.get(f"/invitations/{gone}")
        assert answer.status_code == 410
        assert "Be om en ny" in answer.text
        assert "Kom inn" not in answer.text


def test_signing_out_ends_the_session_on_the_server(sign_in: SignIn) -> None:
    board = sign_in(Role.BOARD)
    token = board.client.cookies[SESSION_COOKIE]
    assert board.client.get("/people").status_code == 200

    board.client.post("/sign-out")
    board.client.cookies.set(SESSION_COOKIE, token)

    assert board.client.get("/people").status_code == 303


def test_a_form_from_another_site_is_refused(sign_in: SignIn) -> None:
    board = sign_in(Role.BOARD)
    form = {"name": "Ola", "contact": "ola@example.org"}

    assert (
        board.client.post("/people", data=form, headers={"Sec-Fetch-Site": "cross-site"}).status_code == 403
    )
    assert board.client.post("/people", data=form).status_code == 303
