"""Rounds that are over and wait for their debrief."""

from collections.abc import Sequence
from datetime import timedelta

from sqlmodel import Session

from app.language import now
from app.people.access import Actor
from app.people.models import Role
from app.rounds.models import RoundStatus
from app.rounds.queries import RoundLine, round_lines, rounds_led

DEBRIEF_WAITS = timedelta(days=30)


def awaiting_debrief(session: Session, actor: Actor | None) -> Sequence[RoundLine]:
    """List the rounds of the last month that this person may debrief and nobody has, the oldest first."""
    if actor is None or not (actor.holds(Role.BOARD) or actor.holds(Role.GENERAL)):
        return []
    over = (
        round_
        for round_ in rounds_led(session, actor)
        if round_.status == RoundStatus.PLANNED and now() - DEBRIEF_WAITS < round_.ends_at < now()
    )
    return round_lines(session, sorted(over, key=lambda round_: round_.starts_at))
