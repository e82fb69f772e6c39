"""Who is swept away, and who is kept because others need them."""

from datetime import timedelta

import pytest
from conftest import SignIn
from sqlmodel import Session, select

from app.config import settings
from app.language import today
from app.people import actions
from app.people.models import Person, Role
from app.sweep import sweep

DAY = timedelta(days=1)


def time_out_everybody(session: Session) -> None:
    for person in session.exec(select(Person)):
        person.keep_until = today() - DAY
    session.commit()


def test_those_with_a_task_stay_till_after_the_election_and_others_go(
    session: Session, sign_in: SignIn
) -> None:
    kept = [sign_in(role).person.id for role in (Role.GENERAL, Role.COMMITTEE, Role.BOARD)]
    gone = [sign_in(Role.VOLUNTEER).person.id, sign_in().person.id]
    time_out_everybody(session)

    sweep()

    session.expire_all()
    assert [bool(session.get(Person, id_)) for id_ in kept + gone] == [True] * 3 + [False] * 2
    until = settings().election + timedelta(days=actions.AFTER_ELECTION_DAYS)
    assert {person.keep_until for person in session.exec(select(Person))} == {until}


def test_after_the_election_those_with_a_task_go_too_but_never_the_last_of_the_board(
    session: Session, sign_in: SignIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(settings(), "election", today() - timedelta(days=200))
    first, second = sign_in(Role.BOARD), sign_in(Role.BOARD)
    general = sign_in(Role.GENERAL)
    time_out_everybody(session)
    session.get_one(Person, first.person.id).keep_until = today()
    session.commit()

    sweep()
    session.expire_all()
    assert session.get(Person, general.person.id) is None
    assert session.get(Person, second.person.id) is None

    time_out_everybody(session)
    sweep()
    session.expire_all()
    assert session.get(Person, first.person.id)
