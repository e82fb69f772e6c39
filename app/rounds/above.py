"""What rooms above know and pages of this room show: each puts its own in when the app is made (`main`)."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlmodel import Session

from app.people.access import Actor
from app.rounds.calendar import Happening
from app.rounds.models import Round


@dataclass(frozen=True)
class Overdue:
    """A round that is over and waits for its debrief; or one closed or called off, with notes to look at."""

    round: Round
    district: str
    late: int


LESSONS: list[Callable[[Session, UUID], list[str]]] = []
"""What a district's last rounds would do differently."""
DATES: list[Callable[[Session, date, date], list[tuple[date, str]]]] = []
"""The chapter's own dates that fall between two days, by day."""
OVERDUE: list[Callable[[Session, Actor | None], list[Overdue]]] = []
"""What waits for somebody who leads rounds."""
KNOCKS: list[Callable[[Session], dict[UUID, int]]] = []
"""How often anybody knocked at a door, by district, since the campaign began."""
OWN_DAYS: list[Callable[[Session, UUID], list[Happening]]] = []
"""What else stands in a person's own calendar than their rounds."""
