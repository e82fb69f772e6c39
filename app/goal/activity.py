"""Who walks: how many are active and new this year, how many teams can be out; each number's people."""

import enum
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlmodel import Session, col, func, select
from sqlmodel.sql.expression import SelectOfScalar

from app.canvass.along import Talks
from app.districts.branch_models import BranchMember
from app.districts.branches import Scope
from app.language import local, today
from app.people.models import Level, Person
from app.people.queries import PersonLine, people
from app.programme.anonymity import LEAST
from app.programme.models import Conversation
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
    found = _groups(session, year, scope)
    count = {
        group: session.exec(select(func.count()).select_from(query.subquery())).one()
        for group, query in found.items()
    }
    return Activity(count[Group.ACTIVE], count[Group.NEW], count[Group.GENERALS], count[Group.ABLE])


def walkers(session: Session, round_ids: list[UUID], *, before: date) -> tuple[int, int]:
    """Count who walked in some held rounds, and how many of them in no round held before a day."""
    rounds = session.exec(select(Round.id, Round.starts_at).where(Round.status == RoundStatus.HELD)).all()
    earlier = _walked_in([id_ for id_, starts_at in rounds if local(starts_at).date() < before])
    walked = set(session.exec(_walked_in(round_ids)).all())
    return len(walked), len(walked - set(session.exec(earlier).all()))


def talks_with(session: Session, year: int) -> Talks:
    """Count the year's conversations with points and cards at hand, in whole fives of months that are over.

    So what a single round adds cannot be told from one day to the next.
    """
    over, of_year = f"{today():%Y-%m}", col(Conversation.month).startswith(f"{year}-")
    query = select(func.sum(Conversation.with_points), func.sum(Conversation.with_cards))
    found = session.exec(query.where(of_year, col(Conversation.month) < over)).one()
    points, cards = (int(count or 0) for count in found)
    return Talks(points - points % LEAST, cards - cards % LEAST)


def people_of(
    session: Session,
    year: int,
    group: Group,
    search: str = "",
    scope: Scope | None = None,
    *,
    by_level: bool = False,
) -> list[PersonLine]:
    """List the people behind a number, by name or from the top of the ladder; for the board."""
    return people(session, search, by_level=by_level, among=_groups(session, year, scope)[group])


def _groups(session: Session, year: int, scope: Scope | None) -> dict[Group, SelectOfScalar[UUID]]:
    """Ask for the ids of each group; years are Norwegian ones, which the database cannot tell."""
    rounds = session.exec(select(Round.id, Round.starts_at).where(Round.status == RoundStatus.HELD)).all()
    now = _walked_in([id_ for id_, starts_at in rounds if local(starts_at).year == year])
    before = _walked_in([id_ for id_, starts_at in rounds if local(starts_at).year < year])
    found = {
        Group.ACTIVE: now,
        Group.NEW: now.where(col(SignUp.person_id).not_in(before)),
        Group.ABLE: select(Person.id).where(col(Person.level).in_(ABLE)),
        Group.GENERALS: select(Person.id).where(Person.level == Level.GENERAL),
    }
    if scope is None:
        return found
    members = select(BranchMember.person_id).where(BranchMember.branch_id == scope.branch.id)
    return {group: query.where(query.selected_columns[0].in_(members)) for group, query in found.items()}


def _walked_in(round_ids: list[UUID]) -> SelectOfScalar[UUID]:
    query = select(SignUp.person_id).distinct()
    return query.where(col(SignUp.round_id).in_(round_ids), SignUp.status == SignUpStatus.COMING)
