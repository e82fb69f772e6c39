"""A tiny district, somebody to lead rounds in it, and people who come."""

import pytest
from conftest import SignedInPerson, SignIn
from rounds.arranging import NAMES, Come, Place, PlanRound, make_place, plan_form
from sqlmodel import Session

from app.people.access import Actor
from app.people.models import Level, Person, Role
from app.rounds.actions import plan_round
from app.rounds.forms import RoundForm, SignUpForm
from app.rounds.models import Round, SignUp
from app.rounds.sign_ups import sign_up


@pytest.fixture
def place(session: Session) -> Place:
    """Make a district of three walk routes; each has houses and one stairwell of six doors."""
    return make_place(session, "Øvre Čáppašåsen")


@pytest.fixture
def general(session: Session, sign_in: SignIn) -> SignedInPerson:
    """Sign in a general whom the board has appointed."""
    signed_in = sign_in(Role.GENERAL, name="Gunnar General")
    session.get_one(Person, signed_in.person.id).level = Level.GENERAL
    session.commit()
    return signed_in


@pytest.fixture
def board(sign_in: SignIn) -> SignedInPerson:
    return sign_in(Role.BOARD, name="Bodil Styre")


@pytest.fixture
def planned(session: Session, place: Place, general: SignedInPerson) -> PlanRound:
    """Give a function that plans a round of the general's: `planned(capacity=4)`."""

    def make(by: SignedInPerson = general, **changes: object) -> Round:
        form = RoundForm.model_validate(plan_form(place, **changes))
        made = plan_round(session, Actor(by.person.id, frozenset({Role.GENERAL})), form)
        session.commit()
        return made

    return make


@pytest.fixture
def come(session: Session) -> Come:
    """Give a function that signs somebody up: `come(round_, "Kari", "kari@example.org")`."""

    def make(round_: Round, name: str, contact: str, **changes: object) -> SignUp:
        form = SignUpForm.model_validate({"name": name, "contact": contact, "consent": True} | changes)
        found = session.get_one(SignUp, sign_up(session, round_, form).link.sign_up_id)
        session.commit()
        return found

    return make


@pytest.fixture
def evening(session: Session, planned: PlanRound, come: Come) -> Round:
    """Five people come to a round; two of them have done it before."""
    round_ = planned()
    for name in NAMES:
        found = come(round_, f"{name} Etternavn", f"{name.lower()}@example.org", stair_free=name == "Liv")
        person = session.get_one(Person, found.person_id)
        person.level = Level.EXPERIENCED if name in {"Ola", "Per"} else Level.NEW
        session.add(person)
    session.commit()
    return round_
