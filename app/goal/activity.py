"""Who walks: how many are active and new this year, how many teams can be out, who is one step away."""

from dataclasses import dataclass
from uuid import UUID

from sqlmodel import Session, and_, col, func, or_, select

from app.language import local
from app.people.models import Level, Person
from app.rounds.models import Round, RoundStatus, SignUp, SignUpStatus
from app.training.models import Attendance

MOST_NAMED = 4


@dataclass(frozen=True)
class Activity:
    """`active` walked in a round held this year, `new` for the first time; `teams` can be out at once."""

    active: int
    new: int
    generals: int
    teams: int


@dataclass(frozen=True)
class Candidate:
    """Somebody who could lead a round soon, and what they have done towards it."""

    id: UUID
    name: str
    in_training: bool


def activity(session: Session, year: int) -> Activity:
    """Count who walks this year. A sign-up that was not cancelled counts once its round is held.

    A team needs somebody who has walked before, so that as many can be out as there are experienced
    people who do not lead.
    """
    rows = session.exec(
        select(SignUp.person_id, func.min(col(Round.starts_at)), func.max(col(Round.starts_at)))
        .join(Round, col(Round.id) == SignUp.round_id)
        .where(Round.status == RoundStatus.HELD, SignUp.status == SignUpStatus.COMING)
        .group_by(col(SignUp.person_id))
    ).all()
    steps = {
        Level(level): count
        for level, count in session.exec(select(Person.level, func.count()).group_by(col(Person.level))).all()
    }
    walked = [(local(first).year, local(last).year) for _person, first, last in rows]
    return Activity(
        active=sum(first <= year <= last for first, last in walked),
        new=sum(first == year for first, _last in walked),
        generals=steps.get(Level.GENERAL, 0),
        teams=steps.get(Level.EXPERIENCED, 0) + steps.get(Level.IN_TRAINING, 0),
    )


def one_step_away(session: Session) -> list[Candidate]:
    """Name those to ask when a general is missing, for the board: in training first, then with a course."""
    rows = session.exec(
        select(Person.id, Person.name, Person.level).where(
            or_(
                Person.level == Level.IN_TRAINING,
                and_(Person.level == Level.EXPERIENCED, col(Person.id).in_(select(Attendance.person_id))),
            )
        )
    ).all()
    found = [Candidate(id_, name, Level(level) == Level.IN_TRAINING) for id_, name, level in rows]
    return sorted(found, key=lambda each: (not each.in_training, each.name.casefold()))[:MOST_NAMED]
