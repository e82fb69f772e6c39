"""New members are spoken with within two weeks: the clock, the queue, and how well we keep it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from sqlmodel import Session, col, delete, or_, select, update

from app.db import insert_once
from app.errors import NotFoundError
from app.language import now, today
from app.mobilise.models import Callee, CallHold, CallingGoal, CallingRound, CallOutcome, WelcomeTally

WELCOME_DAYS = 14
SOON_DAYS = 4
KEPT_DAYS = 30
UNREACHED = frozenset({CallOutcome.CALL_BACK, CallOutcome.NO_ANSWER, CallOutcome.WRONG_NUMBER})
HELPING = frozenset({CallOutcome.WILL_RING, CallOutcome.WILL_WRITE})


@dataclass(frozen=True)
class Newcomer:
    """A new member in the queue, as the board's list shows them: never the contact."""

    id: UUID
    name: str
    joined_on: date
    days_left: int
    tries: int
    by_mail_only: bool


def days_left(callee: Callee) -> int | None:
    """Give how many days are left to welcome a newcomer, negative when it is late; nothing for others."""
    if callee.joined_on is None:
        return None
    return (callee.joined_on + timedelta(days=WELCOME_DAYS) - today()).days


def queue(session: Session) -> list[Newcomer]:
    """List the new members whom nobody has spoken with, the most pressing first."""
    return [
        Newcomer(
            callee.id,
            callee.name,
            callee.joined_on,
            days_left(callee) or 0,
            callee.tries,
            not callee.phone or callee.outcome == CallOutcome.WRONG_NUMBER,
        )
        for callee in _waiting(session)
        if callee.joined_on
    ]


def _waiting(session: Session) -> Sequence[Callee]:
    query = select(Callee).where(
        col(Callee.joined_on).is_not(None),
        or_(col(Callee.outcome).is_(None), col(Callee.outcome).in_(UNREACHED)),
    )
    return session.exec(query.order_by(col(Callee.joined_on), col(Callee.phone_index))).all()


def access_newcomer(session: Session, callee_id: UUID) -> Callee:
    """Give a newcomer to the board; the view's policy has checked who asks.

    Raises
    ------
    NotFoundError
        Nobody in the queue has this id.
    """
    found = session.get(Callee, callee_id)
    if found is None or found.joined_on is None:
        raise NotFoundError
    return found


def welcome_round(session: Session) -> CallingRound | None:
    """Give the calling round that new members are put in: the oldest open one that welcomes."""
    query = select(CallingRound).where(
        CallingRound.goal == CallingGoal.WELCOME, col(CallingRound.closed_at).is_(None)
    )
    return session.exec(query.order_by(col(CallingRound.opened_at))).first()


def tallies(session: Session) -> Sequence[WelcomeTally]:
    """List how many were welcomed in time by the month they joined, the newest first."""
    return session.exec(select(WelcomeTally).order_by(col(WelcomeTally.month).desc())).all()


def mark_welcomed(session: Session, callee: Callee) -> None:
    """Note that a newcomer has been welcomed, by telephone or in writing; safe to repeat.

    Whoever holds the number has nobody to ring any more.
    """
    if is_reached(callee):
        return
    callee.outcome, callee.due_at = CallOutcome.WELCOMED, None
    session.exec(delete(CallHold).where(col(CallHold.callee_id) == callee.id))
    count_welcome(session, callee, CallOutcome.WELCOMED, 1)


def count_welcome(session: Session, callee: Callee, outcome: CallOutcome, step: int) -> None:
    """Count a newcomer as spoken with, in time or late; calls that reached nobody do not count."""
    if callee.joined_on is not None and outcome not in UNREACHED:
        in_time = (days_left(callee) or 0) >= 0
        _count(session, callee.joined_on, step if in_time else 0, 0 if in_time else step)


def _count(session: Session, joined_on: date, in_time: int, late: int) -> None:
    month = f"{joined_on:%Y-%m}"
    insert_once(session, WelcomeTally(month=month))
    session.exec(
        update(WelcomeTally)
        .where(col(WelcomeTally.month) == month)
        .values(in_time=col(WelcomeTally.in_time) + in_time, late=col(WelcomeTally.late) + late)
    )


def sweep_newcomers(session: Session) -> None:
    """Forget who newcomers are once they are welcomed, and all about them thirty days after they joined.

    In between only the index of the number is left, so that the same list next week does not bring them back.
    Those nobody reached are counted as late: the tally must not look better than we were.
    """
    rung_today = select(CallHold.callee_id).where(col(CallHold.until) > now())
    newcomers = select(Callee).where(col(Callee.joined_on).is_not(None), col(Callee.id).not_in(rung_today))
    for callee in session.exec(newcomers).all():
        if callee.joined_on and callee.joined_on < today() - timedelta(days=KEPT_DAYS):
            if not is_reached(callee):
                _count(session, callee.joined_on, 0, 1)
            session.delete(callee)
        elif is_reached(callee) and (callee.followed_up or callee.outcome not in HELPING):
            callee.name, callee.phone, callee.email = "", "", None
    session.flush()


def is_reached(callee: Callee) -> bool:
    """Tell whether somebody has spoken with or written to a newcomer."""
    return callee.outcome is not None and callee.outcome not in UNREACHED
