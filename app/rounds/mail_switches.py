"""Mail goes out when the board has read it: the letters before the first round, the rest when turned on."""

import enum

from sqlmodel import Session, col, delete

from app.language import now
from app.people.access import Actor
from app.people.actions import record
from app.rounds.errors import LettersUnreadError
from app.rounds.models import MailSwitch

FIRST_HOUR = 9
"""Nothing goes out by the calendar earlier in the day."""


class Kind(enum.StrEnum):
    """The letters about a round, those that came later, and the mail that the site sends by the calendar.

    A letter that is added gets a kind of its own: a board that has read the others has not read it.
    """

    LETTERS = "letters"
    ASKED = "asked"
    REMINDERS = "reminders"
    JANUARY = "january"


def is_on(session: Session, kind: Kind) -> bool:
    """Tell whether the board has let this kind go out."""
    return session.get(MailSwitch, kind.value) is not None


def check_letters_read(session: Session) -> None:
    """Refuse a round while nobody on the board has read what those who sign up are sent.

    Raises
    ------
    LettersUnreadError
        Nobody has. Once there are rounds, holding a letter back would leave somebody at a meeting place.
    """
    if not is_on(session, Kind.LETTERS):
        raise LettersUnreadError


def turn(session: Session, actor: Actor, kind: Kind, *, on: bool) -> None:
    """Let a kind of mail go out, or stop it. For the board, who has read it; safe to repeat."""
    session.exec(delete(MailSwitch).where(col(MailSwitch.kind) == kind.value))
    if on:
        session.add(MailSwitch(kind=kind.value, approved_at=now()))
    session.flush()
    record(session, actor, f"{kind.value} {'on' if on else 'off'}", "mail")
