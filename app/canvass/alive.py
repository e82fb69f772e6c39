"""The last sign of life, known to ten minutes: enough for a roll call, too little to follow anyone."""

from datetime import datetime, timedelta

from sqlmodel import Session

from app.canvass.access import Walk
from app.language import now
from app.rounds.locking import lock_round
from app.rounds.models import RoundStatus


def ten_minutes(moment: datetime) -> datetime:
    """Round down to ten minutes: it tells that all is well and not which door was knocked when."""
    return moment - timedelta(
        minutes=moment.minute % 10, seconds=moment.second, microseconds=moment.microsecond
    )


def note_alive(session: Session, walk: Walk) -> None:
    """Lock the round, so that it cannot close half-way through, and note that the phone was heard from."""
    lock_round(session, walk.round)
    if walk.phone and walk.round.status != RoundStatus.HELD:
        walk.phone.seen_at = max(walk.phone.seen_at, ten_minutes(now()))
        session.flush()
