"""What teams said after their rounds: what surprised them, and what to do differently."""

from dataclasses import dataclass
from datetime import datetime

from sqlmodel import Session, col, or_, select

from app.debrief.models import Debrief
from app.districts.models import District
from app.rounds.models import Round, RoundStatus


@dataclass(frozen=True)
class Experience:
    """The words of one held round, for those who lead rounds; never on a page for others."""

    district: str
    starts_at: datetime
    surprise: str
    lesson: str


def experiences(session: Session) -> list[Experience]:
    """List the words of all held rounds that left any, the newest first."""
    query = (
        select(District.name, Round.starts_at, Debrief.experience, Debrief.lesson)
        .join(Round, col(Round.district_id) == District.id)
        .join(Debrief, col(Debrief.round_id) == Round.id)
        .where(Round.status == RoundStatus.HELD, or_(Debrief.experience != "", Debrief.lesson != ""))
        .order_by(col(Round.starts_at).desc())
    )
    return [Experience(*row) for row in session.exec(query)]
