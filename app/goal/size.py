"""How many members the chapter has: the board says it, to see how large a share of them walks."""

from babel.numbers import format_decimal
from sqlmodel import Session

from app.config import settings
from app.goal.models import ChapterSize
from app.language import current
from app.people.access import Actor
from app.people.actions import record

ONLY = 1
"""There is one row; without it the number in the settings holds."""


def members(session: Session) -> int:
    """Give how many members the chapter has; 0 while nobody has said."""
    found = session.get(ChapterSize, ONLY)
    return found.members if found else settings().members


def set_members(session: Session, actor: Actor, count: int) -> None:
    """Say how many members there are. For the board; safe to repeat."""
    session.merge(ChapterSize(id=ONLY, members=count))
    session.flush()
    record(session, actor, "members counted", "chapter")


def share(active: int, count: int) -> str:
    """Write how many in a hundred members have walked, to a tenth, as people here do: «2,4»."""
    return str(format_decimal(100 * active / count, "#,##0.#", locale=current.get()))
