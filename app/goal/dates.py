"""The chapter's own dates, which the board keeps: reads and writes."""

from calendar import isleap
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlmodel import Session, col, select

from app.errors import InvalidError
from app.goal.forms import DateForm
from app.goal.models import ChapterDate
from app.language import N_
from app.lookup import row_of
from app.people.access import Actor
from app.people.actions import record


class DateEndsFirstError(InvalidError):
    sentence = N_("Datoen slutter før den begynner. Bytt om på dagene.")


@dataclass(frozen=True)
class DateInYear:
    """An own date as it falls in one year; `until` is its last day when there are several."""

    own: ChapterDate
    on: date
    until: date | None


def dates_in(session: Session, year: int) -> list[DateInYear]:
    """List the own dates that touch a year, by day; yearly ones from their first year on."""
    first, last = date(year, 1, 1), date(year, 12, 31)
    kept = session.exec(select(ChapterDate).where(col(ChapterDate.on) <= last)).all()
    found = [
        fallen
        for own in kept
        for fallen in ([_in(own, year - 1), _in(own, year)] if own.yearly else [_in(own, own.on.year)])
        if fallen.on.year >= own.on.year and fallen.on <= last and (fallen.until or fallen.on) >= first
    ]
    return sorted(found, key=lambda fallen: (fallen.on, fallen.own.name))


def dates_between(session: Session, first: date, last: date) -> list[tuple[date, str]]:
    """List the own dates that touch these days, each by its first of them: who plans a round sees them."""
    fallen = [each for year in range(first.year, last.year + 1) for each in dates_in(session, year)]
    inside = {
        (max(each.on, first), each.own.name)
        for each in fallen
        if each.on <= last and (each.until or each.on) >= first
    }
    return sorted(inside)


def _in(own: ChapterDate, year: int) -> DateInYear:
    """Let an own date begin in this year; 29 February is the 28th when there is none."""
    leap = (own.on.month, own.on.day) == (2, 29) and not isleap(year)
    on = own.on.replace(year=year, day=28 if leap else own.on.day)
    return DateInYear(own, on, on + (own.ends_on - own.on) if own.ends_on else None)


def access_date(session: Session, date_id: UUID) -> ChapterDate:
    """Give an own date; dates are not private, the view's policy is enough.

    Raises
    ------
    NotFoundError
        There is no such date.
    """
    return row_of(session, ChapterDate, date_id)


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
