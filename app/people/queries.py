"""Reads about people. Names come out of here only to those whose task needs them."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from uuid import UUID

from sqlmodel import Session, col, select
from sqlmodel.sql.expression import SelectOfScalar

from app.lookup import row_of
from app.people.contact import Contact
from app.people.models import Level, Person, PersonRole, Role
from app.sealing import blind_index

MOST_TO_TICK = 50


@dataclass(frozen=True)
class PersonLine:
    """One person in the board's list; never a contact."""

    id: UUID
    name: str
    level: Level
    roles: frozenset[Role]

    def is_called(self, words: Iterable[str]) -> bool:
        """Tell whether the name has all these words, given in small letters."""
        return all(word in self.name.casefold() for word in words)


def access_person(session: Session, person_id: UUID) -> Person:
    """Give a person to the board; the view's policy has checked who asks.

    Raises
    ------
    NotFoundError
        Nobody has this id.
    """
    return row_of(session, Person, person_id)


def person_with(session: Session, contact: Contact) -> Person | None:
    """Find the person who gave this contact, by its blind index."""
    column = Person.email_index if contact.email else Person.phone_index
    return session.exec(select(Person).where(column == blind_index(contact.value))).one_or_none()


def people(
    session: Session,
    search: str = "",
    *,
    by_level: bool = False,
    among: SelectOfScalar[UUID] | None = None,
) -> list[PersonLine]:
    """List those whose name has every word of `search`, by name or from the top of the ladder; for the board.

    Names are sealed, so the database can neither search nor sort them. `among` asks for the ids of some.
    """
    query = select(Person.id, Person.name, Person.level)
    if among is not None:
        query = query.where(col(Person.id).in_(among))
    roles: dict[UUID, set[Role]] = {}
    for person_id, role in session.exec(select(PersonRole.person_id, PersonRole.role)):
        roles.setdefault(person_id, set()).add(Role(role))
    lines = [
        PersonLine(id_, name, Level(level), frozenset(roles.get(id_, ())))
        for id_, name, level in session.exec(query)
        if name  # a place on a team that is out has none when its person is deleted
    ]
    words, steps = search.casefold().split(), list(Level)
    found = [line for line in lines if line.is_called(words)]
    return sorted(found, key=lambda line: (by_level and -steps.index(line.level), line.name.casefold()))


def people_to_tick(session: Session, ticked: Collection[UUID], search: str = "") -> list[PersonLine]:
    """List those who are ticked, and as many others who match `search` as one can look through."""
    words, found = search.casefold().split(), people(session)
    others = [line for line in found if line.id not in ticked and line.is_called(words)]
    return [line for line in found if line.id in ticked] + others[:MOST_TO_TICK]


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
