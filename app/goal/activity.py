"""Who walks: how many are active and new this year, how many teams can be out."""

from dataclasses import dataclass

from sqlmodel import Session, col, func, select

from app.language import local
from app.people.models import Level, Person
from app.rounds.models import Round, RoundStatus, SignUp, SignUpStatus


@dataclass(frozen=True)
class Activity:
    """`active` walked in a round held this year, `new` for the first time; `teams` can be out at once."""

    active: int
    new: int
    generals: int
    teams: int


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
