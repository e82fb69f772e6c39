"""January's question: who is asked, once a year, and what one tap takes with it."""

import re
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from conftest import SignedInPerson, SignIn
from fastapi.testclient import TestClient
from rounds.arranging import mails
from sqlmodel import Session, select

from app.config import settings
from app.people.actions import keep_after_walk
from app.people.models import Person, Role
from app.sweep import remind

NOON = datetime(2027, 1, 12, 11, tzinfo=UTC)
MakeWalker = Callable[[], Person]


@pytest.fixture
def walker(session: Session, sign_in: SignIn) -> Person:
    """Give somebody with an address who has walked."""
    return walked(session, sign_in())


def walked(session: Session, made: SignedInPerson) -> Person:
    person = session.get_one(Person, made.person.id)
    keep_after_walk(person)
    session.commit()
    return person


def turn_on(board: SignedInPerson) -> None:
    assert board.client.post("/mails/january", data={"on": "true"}).status_code == 303


def asked_on(moment: datetime) -> int:
    with time_machine.travel(moment, tick=False):
        return remind()


def test_whoever_has_walked_is_asked_once_a_year_when_the_board_has_read_the_question(
    board: SignedInPerson, session: Session, sign_in: SignIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(settings(), "election", NOON.date() + timedelta(days=700))
    walked(session, sign_in())
    assert asked_on(NOON) == 0
    assert "Vil du fortsatt være med på dørbank?" in board.client.get("/mails").text

    turn_on(board)

    early = [NOON - timedelta(days=10), NOON.replace(hour=5), NOON + timedelta(days=40)]
    assert [asked_on(moment) for moment in early] == [0, 0, 0]
    due = [NOON, NOON + timedelta(hours=1), NOON + timedelta(days=365)]
    assert [asked_on(moment) for moment in due] == [1, 0, 1]


def test_nobody_else_is_asked(board: SignedInPerson, session: Session, sign_in: SignIn) -> None:
    sign_in()  # never walked: goes after 90 days without a question
    walked(session, sign_in(Role.GENERAL))  # the board asks those with a task
    newly = walked(session, sign_in())
    newly.consented_at = NOON - timedelta(days=2)
    session.commit()
    turn_on(board)

    assert asked_on(NOON) == 0


def test_one_tap_deletes_who_wants_to_leave_and_opening_the_page_deletes_nobody(
    board: SignedInPerson, walker: Person, visitor: TestClient, session: Session
) -> None:
    walker_id = walker.id
    turn_on(board)
    assert asked_on(NOON) == 1
    (letter,) = [mail for mail in mails() if "/leave/" in mail.replace("=\n", "")]
    found = re.search(r"(/leave/\S+)", letter.replace("=\n", "").replace("=3D", "="))
    assert found

    assert "Slett alt om meg" in visitor.get(found[1]).text
    assert session.exec(select(Person).where(Person.id == walker_id)).first()

    assert "Vi har slettet alt om deg" in visitor.post(found[1]).text
    session.rollback()
    assert session.exec(select(Person).where(Person.id == walker_id)).first() is None
    assert visitor.post(found[1]).status_code == 404


@pytest.mark.parametrize("code", ["x", "æ", "a.b"])
def test_a_made_up_code_deletes_nobody(visitor: TestClient, code: str) -> None:
    assert visitor.get(f"/leave/{code}").status_code == 404
    assert visitor.post(f"/leave/{code}").status_code == 404
