"""Mail that goes out by itself goes when the board has read it and turned it on."""

import enum

from sqlmodel import Session, col, delete

from app.language import now
from app.mobilise.models import MailSwitch
from app.people.access import Actor
from app.people.actions import record

FIRST_HOUR = 9
"""Nothing goes out earlier in the day."""


class Kind(enum.StrEnum):
    """The kinds of mail that the site sends by the calendar."""

    REMINDERS = "reminders"
    JANUARY = "january"


def is_on(session: Session, kind: Kind) -> bool:
    """Tell whether the board has let this kind go out."""
    return session.get(MailSwitch, kind.value) is not None


def turn(session: Session, actor: Actor, kind: Kind, *, on: bool) -> None:
    """Let a kind of mail go out, or stop it. For the board, who has read it; safe to repeat."""
    session.exec(delete(MailSwitch).where(col(MailSwitch.kind) == kind.value))
    if on:
        session.add(MailSwitch(kind=kind.value, approved_at=now()))
    record(session, actor, f"{kind.value} {'on' if on else 'off'}", "mail")
