"""What one month brought, for the board's report. Counts only, no names."""

from dataclasses import dataclass
from datetime import date

from sqlmodel import Session, col, func, select

from app.goal.activity import walkers
from app.goal.queries import Year
from app.language import local
from app.mobilise.models import WelcomeTally
from app.programme.models import Conversation
from app.rounds.queries import RoundLine
from app.training.models import Course


@dataclass(frozen=True)
class MonthFacts:
    """A month's rounds and courses, who walked, the knocks, and how those who joined in it were welcomed."""

    rounds: list[RoundLine]
    walked: int
    new: int
    knocks: int
    courses: list[Course]
    welcomed_in_time: int
    welcomed_late: int


def month_facts(session: Session, year: Year, month: date) -> MonthFacts:
    """Gather what the month brought that begins on this day of the year."""
    held = [line for line in year.held if local(line.round.starts_at).month == month.month]
    walked, new = walkers(session, [line.round.id for line in held], before=month)
    knocks = select(func.sum(col(Conversation.doors))).where(Conversation.month == f"{month:%Y-%m}")
    welcomes = session.get(WelcomeTally, f"{month:%Y-%m}") or WelcomeTally(month="")
    return MonthFacts(
        held,
        walked,
        new,
        int(session.exec(knocks).one() or 0),
        [each for each in year.courses_held if each.on.month == month.month],
        welcomes.in_time,
        welcomes.late,
    )
