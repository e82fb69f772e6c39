"""What is acknowledged is stored, and what is refused leaves nothing behind."""

import pytest
from conftest import SignIn
from fastapi.testclient import TestClient
from sqlalchemy import event
from sqlmodel import Session, select

from app import db
from app.people.models import Person, Role


def refuse_commit(_session: object) -> None:
    raise RuntimeError("the disk is full")


def test_a_failed_commit_is_never_answered_with_success(sign_in: SignIn, session: Session) -> None:
    board = sign_in(Role.BOARD)
    client = TestClient(
        board.client.app,
        raise_server_exceptions=False,
        base_url="https://testserver",
        cookies=board.client.cookies,
        headers={"Sec-Fetch-Site": "same-origin"},
        follow_redirects=False,
    )
    form = {"name": "Ola", "contact": "ola@example.org"}

    event.listen(Session, "before_commit", refuse_commit)
    try:
        failed = client.post("/people", data=form)
    finally:
        event.remove(Session, "before_commit", refuse_commit)

    assert failed.status_code == 500
    assert "disk is full" not in failed.text
    assert len(session.exec(select(Person)).all()) == 1
    session.rollback()
    assert client.post("/people", data=form).status_code == 303


def test_what_follows_a_commit_does_not_happen_after_a_rollback(database: str) -> None:
    deeds: list[str] = []
    with db.open_session() as opened:
        db.after_commit(opened, lambda: deeds.append("rolled back"))
        opened.rollback()
    with db.open_session() as opened:
        db.after_commit(opened, lambda: deeds.append("stored"))
        opened.connection()
        opened.commit()

    assert deeds == ["stored"]


def test_the_site_refuses_to_start_on_an_unsafe_sqlite(
    database: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    db.check_database()
    if database == "postgres":
        return
    monkeypatch.setitem(db.PRAGMAS, "synchronous", 2)
    db.engine().dispose()
    event.remove(db.engine(), "connect", db._set_pragmas)

    with pytest.raises(db.UnsafeDatabaseError, match=r"secure_delete|foreign_keys|synchronous"):
        db.check_database()
