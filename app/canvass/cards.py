"""How many conversations had candidate cards at hand: counted from totals alone, never at a door."""

from uuid import UUID

from sqlalchemy import ColumnElement
from sqlalchemy.orm import Mapped
from sqlmodel import Session, col, func, select

from app.canvass.models import Tally, WalkPhone
from app.rounds.models import Assignment


def talks_with_cards(session: Session, round_id: UUID) -> int:
    """Count those talked with, by the totals of routes that every phone opened with candidate cards on it.

    Whether a card was shown nobody knows. Totals from paper are left out: a walk sheet has no cards.
    """
    query = select(func.coalesce(func.sum(Tally.talked), 0)).join(Assignment)
    here = query.where(Assignment.round_id == round_id, col(Tally.paper).is_(False))
    return int(session.exec(here.where(*_carried(col(Assignment.id)))).one())


def had_cards(session: Session, assignment_id: UUID) -> bool:
    """Tell whether every phone opened this route with candidate cards on it."""
    query = select(Assignment.id).where(Assignment.id == assignment_id, *_carried(col(Assignment.id)))
    return session.exec(query).first() is not None


def _carried(assignment: Mapped[UUID]) -> tuple[ColumnElement[bool], ColumnElement[bool]]:
    phones = select(WalkPhone.assignment_id)
    with_, without = (phones.where(col(WalkPhone.carries).is_(carries)) for carries in (True, False))
    return assignment.in_(with_), assignment.not_in(without)
