"""The chapter's own dates, which the board keeps: reads and writes."""

from collections.abc import Sequence
from datetime import date
from uuid import UUID

from sqlmodel import Session, col, func, select

from app.errors import InvalidError, NotFoundError
from app.goal.forms import DateForm
from app.goal.models import ChapterDate
from app.language import N_
from app.people.access import Actor
from app.people.actions import record


class DateEndsFirstError(InvalidError):
    sentence = N_("Datoen slutter før den begynner. Bytt om på dagene.")


def dates_in(session: Session, year: int) -> Sequence[ChapterDate]:
    """List the own dates that touch a year, by day."""
    last = func.coalesce(ChapterDate.ends_on, ChapterDate.on)
    query = select(ChapterDate).where(col(ChapterDate.on) <= date(year, 12, 31), last >= date(year, 1, 1))
    return session.exec(query.order_by(col(ChapterDate.on), col(ChapterDate.name))).all()


def access_date(session: Session, date_id: UUID) -> ChapterDate:
    """Give an own date; dates are not private, the view's policy is enough.

    Raises
    ------
    NotFoundError
        There is no such date.
    """
    found = session.get(ChapterDate, date_id)
    if found is None:
        raise NotFoundError
    return found


def add_date(session: Session, actor: Actor, form: DateForm) -> ChapterDate:
    """Add an own date. For the board.

    Raises
    ------
    DateEndsFirstError
        It ends before it starts.
    """
    added = ChapterDate(**_checked(form).model_dump())
    session.add(added)
    session.flush()
    record(session, actor, "date added", f"date {added.id}")
    return added


def change_date(session: Session, actor: Actor, changed: ChapterDate, form: DateForm) -> None:
    """Change an own date. For the board.

    Raises
    ------
    DateEndsFirstError
        It ends before it starts.
    """
    changed.sqlmodel_update(_checked(form).model_dump())
    record(session, actor, "date changed", f"date {changed.id}")


def remove_date(session: Session, actor: Actor, removed: ChapterDate) -> None:
    """Remove an own date. For the board."""
    session.delete(removed)
    record(session, actor, "date removed", f"date {removed.id}")


def _checked(form: DateForm) -> DateForm:
    if form.ends_on and form.ends_on < form.on:
        raise DateEndsFirstError
    return form
