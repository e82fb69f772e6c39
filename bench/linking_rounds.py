"""Rounds for the linking attack, held through the app's own pages with the tests' verbs."""

import random
from collections.abc import Iterator, Sequence
from datetime import timedelta
from uuid import UUID

from conftest import SignedInPerson, browser
from debriefing import approve_all, close, say_who_came, url
from evening import Evening, Phone, make_evening, send_note
from sqlmodel import Session, col, select

from app.people.access import SESSION_COOKIE
from app.people.actions import add_person, open_login
from app.people.contact import Contact
from app.people.models import Person, PersonRole, Role
from app.programme.models import Theme
from app.rounds.models import Round

SIZES = (1, 2, 3, 4, 5, 5, 6, 7, 9)
MOST_NOTES, MOST_LATE = 4, 2
COME_AGAIN, STAYED_HOME, NAMELESS = 0.5, 0.2, 0.2
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
    session: Session,
    general: Person,
    chance: random.Random,
    *,
    districts: Sequence[UUID],
    crowd: Sequence[UUID],
) -> Evening:
    """Arrange a round, in one of the districts if there are any yet.

    About half of its volunteers come from the crowd of those who have walked before.
    """
    volunteers = chance.choice(SIZES)
    old = sum(chance.random() < COME_AGAIN for _n in range(volunteers))
    again = chance.sample(crowd, min(old, len(crowd)))
    made = make_evening(session, general, volunteers=volunteers, again=again)
    if districts:
        made.district_id = chance.choice(districts)
        session.get_one(Round, made.round_id).district_id = made.district_id
    session.commit()
    return made


def hold_round(
    session: Session, general: SignedInPerson, evening: Evening, earlier: timedelta, chance: random.Random
) -> Iterator[tuple[str, UUID]]:
    """Walk, note, review and close; give each note's words with the volunteer who wrote them.

    Now and then somebody came along whom nobody knows, and one who signed up stayed at home.
    """
    Phone(evening.codes[0])
    home = len(evening.people) > 1 and chance.random() < STAYED_HOME
    came = evening.people[: -1 if home else None]
    say_who_came(general, evening, people=len(came), others=int(chance.random() < NAMELESS))
    yield from _notes(session, evening, came, chance, MOST_NOTES)
    approve_all(session, general, evening)
    session.rollback()  # what was read is old by now
    round_ = session.get_one(Round, evening.round_id)
    round_.starts_at -= earlier
    session.commit()
    if close(general, evening) != 303:
        raise RuntimeError("the round was not closed")
    session.rollback()


def bring_late(
    session: Session, general: SignedInPerson, evening: Evening, chance: random.Random
) -> Iterator[tuple[str, UUID]]:
    """Let one phone bring its notes after the close, and release them."""
    yield from _notes(session, evening, evening.people[:1], chance, MOST_LATE)
    approve_all(session, general, evening)
    if general.client.post(url(evening, "/late-notes")).status_code != 303:
        raise RuntimeError("the late notes were not released")
    session.rollback()


def _notes(
    session: Session, evening: Evening, authors: Sequence[UUID], chance: random.Random, most: int
) -> Iterator[tuple[str, UUID]]:
    """Let each volunteer's notes, on any theme, arrive after one another; give those that were stored."""
    themes = session.exec(select(Theme.id).order_by(col(Theme.position), col(Theme.name))).all()
    session.rollback()
    for author in authors:
        for _note in range(chance.randint(0, most)):
            evening.theme_id = chance.choice(themes[:3])
            tail = "".join(chance.choices("bdfghjklmnprstv", k=chance.randint(12, 90)))
            text = f"{chance.choice(ISSUES)}, sak {tail}"
            if send_note(evening, text).json()["stored"]:
                yield text, author
