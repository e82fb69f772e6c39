"""Rounds that are over and wait for somebody: for their debrief, or for notes that came after it."""

from collections.abc import Sequence
from datetime import timedelta
from uuid import UUID

from sqlmodel import Session, col, func, select

from app.language import now
from app.people.access import Actor
from app.people.models import Role
from app.programme.models import Note
from app.rounds.above import Overdue
from app.rounds.models import RoundStatus
from app.rounds.queries import round_lines, rounds_led

DEBRIEF_WAITS = timedelta(days=30)


def overdue(session: Session, actor: Actor | None) -> list[Overdue]:
    """List the rounds of the last month that wait for this person, the oldest first."""
    if actor is None or not (actor.holds(Role.BOARD) or actor.holds(Role.GENERAL)):
        return []
    over = [each for each in rounds_led(session, actor) if now() - DEBRIEF_WAITS < each.ends_at < now()]
    late = late_notes(session, [each.id for each in over if each.status != RoundStatus.PLANNED])
    waiting = [each for each in over if each.status == RoundStatus.PLANNED or each.id in late]
    lines = round_lines(session, sorted(waiting, key=lambda each: each.starts_at))
    return [Overdue(line.round, line.district, late.get(line.round.id, 0)) for line in lines]


def late_notes(session: Session, over: Sequence[UUID]) -> dict[UUID, int]:
    """Count the notes that wait in rounds that are closed or called off, by round."""
    counted = select(Note.round_id, func.count()).where(col(Note.round_id).in_(over))
    return dict(session.exec(counted.group_by(col(Note.round_id))).all())
