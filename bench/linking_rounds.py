"""Rounds for the linking attack, held through the app's own pages with the tests' verbs."""

import random
from collections.abc import Iterator, Sequence
from datetime import timedelta
from uuid import UUID

from conftest import SignedInPerson, browser
from debriefing import approve_all, close, say_who_came
from evening import Evening, Phone, make_evening, send_note
from sqlmodel import Session, col, select

from app.people.access import SESSION_COOKIE
from app.people.actions import add_person, open_login
from app.people.contact import Contact
from app.people.models import Person, PersonRole, Role
from app.programme.models import Theme
from app.rounds.models import Round

MOST_NOTES = 4
ISSUES = (
    "Mer buss",
    "Lys på stien",
    "Billigere husleie",
    "Flere lærere",
    "Kortere kø hos legen",
    "Ny lekeplass",
)


def make_general(session: Session) -> tuple[Person, SignedInPerson]:
    """Add a general who is signed in."""
    person = add_person(session, "Gro General", Contact(email="gro@example.org"))
    session.add(PersonRole(person_id=person.id, role=Role.GENERAL))
    token = open_login(session, person.id)
    session.commit()
    client = browser()
    client.cookies.set(SESSION_COOKIE, token)
    return person, SignedInPerson(person, client)


def set_in(
    session: Session, general: Person, volunteers: int, districts: Sequence[UUID], chance: random.Random
) -> Evening:
    """Arrange a round, in one of the districts if there are any yet, under one of the first themes."""
    made = make_evening(session, general, volunteers=volunteers)
    if districts:
        made.district_id = chance.choice(districts)
        session.get_one(Round, made.round_id).district_id = made.district_id
    themes = session.exec(select(Theme.id).order_by(col(Theme.position), col(Theme.name))).all()
    made.theme_id = chance.choice(themes[:3])
    session.commit()
    return made


def hold_round(
    session: Session, general: SignedInPerson, evening: Evening, earlier: timedelta, chance: random.Random
) -> Iterator[tuple[str, int]]:
    """Walk, note, review and close; give each note's words with the volunteer who wrote them."""
    Phone(evening.codes[0])
    say_who_came(general, evening, people=len(evening.sign_ups))
    for author in range(len(evening.sign_ups)):
        for _note in range(chance.randint(0, MOST_NOTES)):
            text = f"{chance.choice(ISSUES)}, sak {''.join(chance.choices('bdfghjklmnprstv', k=16))}"
            answer = send_note(evening, text)
            if answer.json()["stored"]:
                yield text, author
    approve_all(session, general, evening)
    session.rollback()  # what was read is old by now
    round_ = session.get_one(Round, evening.round_id)
    round_.starts_at -= earlier
    session.commit()
    if close(general, evening) != 303:
        raise RuntimeError("the round was not closed")
    session.rollback()
