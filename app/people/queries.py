"""Reads about people. Names come out of here only to those whose task needs them."""

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from sqlmodel import Session, col, select

from app.errors import NotFoundError
from app.people.contact import Contact
from app.people.models import Level, Person, PersonRole, Role
from app.sealing import blind_index


@dataclass(frozen=True)
class PersonLine:
    """One person in the board's list."""

    id: UUID
    name: str
    contact: str
    level: Level
    roles: frozenset[Role]


def access_person(session: Session, person_id: UUID) -> Person:
    """Give a person to the board; the view's policy has checked who asks.

    Raises
    ------
    NotFoundError
        Nobody has this id.
    """
    person = session.get(Person, person_id)
    if person is None:
        raise NotFoundError
    return person


def person_with(session: Session, contact: Contact) -> Person | None:
    """Find the person who gave this contact, by its blind index."""
    column = Person.email_index if contact.email else Person.phone_index
    return session.exec(select(Person).where(column == blind_index(contact.value))).one_or_none()


def people(session: Session) -> list[PersonLine]:
    """List everybody by name, for the board."""
    roles: dict[UUID, set[Role]] = {}
    for row in session.exec(select(PersonRole)):
        roles.setdefault(row.person_id, set()).add(row.role)
    lines = [
        PersonLine(p.id, p.name, p.email or p.phone or "", p.level, frozenset(roles.get(p.id, ())))
        for p in session.exec(select(Person))
    ]
    return sorted(lines, key=lambda line: line.name.casefold())


def people_with_role(session: Session, role: Role) -> list[Person]:
    """List those who hold a role, by name: generals to choose from when a round is planned."""
    found = session.exec(
        select(Person).join(PersonRole, col(PersonRole.person_id) == Person.id).where(PersonRole.role == role)
    ).all()
    return sorted(found, key=lambda person: person.name.casefold())


def first_names(session: Session, person_ids: Iterable[UUID]) -> dict[UUID, str]:
    """Give first names by person, which is what a team needs on screen and paper."""
    found = session.exec(select(Person).where(col(Person.id).in_(list(person_ids))))
    return {person.id: person.name.split()[0] if person.name.strip() else "" for person in found}


def roles_of(session: Session, person_id: UUID) -> frozenset[Role]:
    """Give the roles a person holds now."""
    held = session.exec(select(PersonRole).where(PersonRole.person_id == person_id))
    return frozenset(row.role for row in held)
