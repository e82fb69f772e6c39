"""Which teams need help, as their general sees it: who asks, who will be late, who is silent."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from sqlmodel import Session, col, func, select

from app.canvass.models import HelpCall, HelpState
from app.language import now
from app.rounds.assignments import minutes_from_meeting
from app.rounds.models import Round, RoundStatus, Team
from app.turf.estimate import PACE_M_PER_MINUTE
from app.turf.models import WalkRoute

SILENT = timedelta(minutes=40)
"""Half an hour without a sign of life, and the ten minutes to which the last one is known."""
LATE_MINUTES = 5
"""The plan is no closer than this, and neither is what is shown of it."""


@dataclass(frozen=True)
class Need:
    """Why a team needs help: minutes since it asked, minutes late by its plan, since when it is silent."""

    asked: int | None = None
    late: int | None = None
    silent_since: datetime | None = None

    @property
    def is_any(self) -> bool:
        """Tell whether there is anything to do."""
        return self != Need()


def asked_at(session: Session, round_id: UUID) -> dict[UUID, datetime]:
    """Give when each team first asked for its general, of those that still wait."""
    query = select(HelpCall.team_id, func.min(HelpCall.asked_at)).join(Team, col(Team.id) == HelpCall.team_id)
    waiting = query.where(Team.round_id == round_id, HelpCall.state == HelpState.ASKED)
    return dict(session.exec(waiting.group_by(col(HelpCall.team_id))).all())


def need_of(
    round_: Round, asked: datetime | None, heard: datetime | None, route: WalkRoute | None, left: float
) -> Need:
    """Tell what a team needs. Only one that is out has been `heard`; `left` is the share of its route."""
    moment = now()
    return Need(
        asked=int((moment - asked).total_seconds() // 60) if asked else None,
        late=_late(round_, route, left, moment) if heard and route else None,
        silent_since=heard if heard and moment - heard >= SILENT else None,
    )


def _late(round_: Round, route: WalkRoute, left: float, moment: datetime) -> int | None:
    """Give by how many minutes, in fives, a team comes late if it walks all that is left and back."""
    if round_.status != RoundStatus.PLANNED or moment < round_.starts_at:
        return None
    way = route.way_m / PACE_M_PER_MINUTE  # there and back; it is in the route's minutes
    back = way / 2 or minutes_from_meeting(round_, route)
    there = moment + timedelta(minutes=(route.minutes - way) * left + back)
    late = (there - round_.ends_at).total_seconds() / 60
    return int(late // LATE_MINUTES * LATE_MINUTES) if late >= LATE_MINUTES else None
