"""How many conversations had programme points and candidate cards at hand: totals alone, never at a door."""

from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import ColumnElement
from sqlalchemy.orm import Mapped
from sqlmodel import Session, and_, col, func, select

from app.canvass.models import Tally, WalkPhone
from app.rounds.models import Assignment


@dataclass(frozen=True)
class Talks:
    """How many conversations were with a team that had programme points along, and candidate cards."""

    points: int
    cards: int


def talks_with(session: Session, round_id: UUID) -> Talks:
    """Count a round's conversations on routes that every phone opened with points, and with cards, on it.

    Whether they were shown nobody knows. Totals from paper are left out: a walk sheet has neither.
    """
    query = select(func.coalesce(func.sum(Tally.talked), 0)).join(Assignment)
    here = query.where(Assignment.round_id == round_id, col(Tally.paper).is_(False))
    points = session.exec(here.where(_all(col(WalkPhone.carries_points)))).one()
    cards = session.exec(here.where(_all(col(WalkPhone.carries)))).one()
    return Talks(int(points), int(cards))


def talks_on(session: Session, assignment_id: UUID, talked: int) -> Talks:
    """Tell which of a route's conversations count, when its totals come late."""
    route = select(Assignment.id).where(Assignment.id == assignment_id)
    points = session.exec(route.where(_all(col(WalkPhone.carries_points)))).first()
    cards = session.exec(route.where(_all(col(WalkPhone.carries)))).first()
    return Talks(talked if points else 0, talked if cards else 0)


def _all(carries: Mapped[bool]) -> ColumnElement[bool]:
    """Ask for routes that phones have opened, every one of them with it."""
    phones = select(WalkPhone.assignment_id)
    with_, without = phones.where(carries.is_(True)), phones.where(carries.is_(False))
    return and_(col(Assignment.id).in_(with_), col(Assignment.id).not_in(without))
