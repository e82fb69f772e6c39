"""An evening for the tests of this room."""

from collections.abc import Callable

import pytest
from conftest import SignedInPerson, SignIn
from evening import Evening, Phone, make_evening
from sqlmodel import Session

from app.people.models import Role


@pytest.fixture
def general(sign_in: SignIn) -> SignedInPerson:
    """Give the general who leads the evening's round."""
    return sign_in(Role.GENERAL, name="Gro General")


@pytest.fixture
def evening(session: Session, general: SignedInPerson) -> Evening:
    """Arrange a round under way: two teams, two routes, six volunteers."""
    return make_evening(session, general.person)


@pytest.fixture
def join(evening: Evening) -> Callable[[int], Phone]:
    """Give a function that joins a phone to team 0 or 1."""
    return lambda team: Phone(evening.codes[team])
