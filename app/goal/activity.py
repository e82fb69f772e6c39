"""Who walks: how many are active and new this year, how many teams can be out; each number's people."""

import enum
from dataclasses import dataclass
from uuid import UUID

from sqlmodel import Session, col, select

from app.districts.branches import Scope, people_in
from app.language import local
from app.people.models import Level, Person
from app.people.queries import PersonLine, people
from app.rounds.models import Round, RoundStatus, SignUp, SignUpStatus

ABLE = frozenset({Level.EXPERIENCED, Level.IN_TRAINING})
"""Those who can take a new one along: a team needs one, and a general leads them all."""


class Group(enum.StrEnum):
    """The people behind one number."""

    ACTIVE = "active"
    NEW = "new"
    ABLE = "able"
    GENERALS = "generals"


@dataclass(frozen=True)
class Activity:
    """`active` walked in a round held this year, `new` for the first time; `teams` can be out at once."""

    active: int
    new: int
    generals: int
    teams: int


def activity(session: Session, year: int, scope: Scope | None = None) -> Activity:
    """Count who walks this year. A sign-up that was not cancelled counts once its round is held.

    Of a branch its own people are counted, wherever they walked; those are for the board alone.
    """
    count = {group: len(ids) for group, ids in _groups(session, year, scope).items()}
    return Activity(count[Group.ACTIVE], count[Group.NEW], count[Group.GENERALS], count[Group.ABLE])


def people_of(
    session: Session, year: int, group: Group, search: str = "", scope: Scope | None = None
) -> list[PersonLine]:
    """List the people behind a number, by name; for the board."""
    ids = _groups(session, year, scope)[group]
    return [line for line in people(session, search) if line.id in ids]


def _groups(session: Session, year: int, scope: Scope | None) -> dict[Group, set[UUID]]:
    walked: dict[UUID, set[int]] = {}
    query = (
        select(SignUp.person_id, Round.starts_at)
        .join(Round, col(Round.id) == SignUp.round_id)
        .where(Round.status == RoundStatus.HELD, SignUp.status == SignUpStatus.COMING)
    )
    for person_id, starts_at in session.exec(query).all():
        walked.setdefault(person_id, set()).add(local(starts_at).year)
    levels = [(id_, Level(level)) for id_, level in session.exec(select(Person.id, Person.level)).all()]
    found = {
        Group.ACTIVE: {id_ for id_, years in walked.items() if year in years},
        Group.NEW: {id_ for id_, years in walked.items() if min(years) == year},
        Group.ABLE: {id_ for id_, level in levels if level in ABLE},
        Group.GENERALS: {id_ for id_, level in levels if level == Level.GENERAL},
    }
    if scope is None:
        return found
    members = people_in(session, scope.branch.id)
    return {group: ids & members for group, ids in found.items()}
