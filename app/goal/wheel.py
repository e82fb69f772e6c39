"""The annual wheel: the chapter's own dates, with rounds, courses, deadlines and holidays among them."""

import enum
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from sqlmodel import Session

from app.config import settings
from app.goal.dates import DateInYear, dates_in
from app.goal.models import ChapterDate
from app.goal.queries import Year
from app.language import _, day, local
from app.listing import named_like
from app.programme.choices import deadline
from app.rounds.days import special_days
from app.rounds.queries import RoundLine
from app.training.models import Course

DAYS = 366


class DayKind(enum.StrEnum):
    """What a day of the wheel is, in the order they stand when they fall on one day."""

    OWN = "own"
    ROUND = "round"
    PLANNED = "planned"
    COURSE = "course"
    DEADLINE = "deadline"
    HOLIDAY = "holiday"


@dataclass(frozen=True)
class WheelDay:
    """One thing in the year; `until` when it lasts several days, `own` when the board can change it.

    `key` is the same as long as it is the same thing, also when it is moved.
    """

    on: date
    kind: DayKind
    name: str
    link: str = ""
    until: date | None = None
    own: ChapterDate | None = None
    key: str = ""
    course: Course | None = None

    @property
    def words(self) -> str:
        """The day and the name, as they stand on the wheel; «17. mai» has its day in the name."""
        return self.name if self.name.startswith(f"{self.on.day}. ") else f"{day(self.on, 'd.')} {self.name}"

    @property
    def line(self) -> str:
        """The days and the name, as they stand under their month."""
        return f"{self.span} {self.name}" if self.until else self.words

    @property
    def span(self) -> str:
        """The day or days as they stand in a list under their month: «3.», «28. juni–2. juli»."""
        if not self.until or self.until == self.on:
            return day(self.on, "d.")
        if self.until.month == self.on.month and self.until.year == self.on.year:
            return f"{day(self.on, 'd.')}–{day(self.until, 'd.')}"
        return f"{day(self.on, 'd. MMM')}–{day(self.until, 'd. MMM')}"


def wheel_days(session: Session, year: Year) -> list[WheelDay]:
    """Gather the days of a year, in order. Cancelled rounds and courses are not in it."""
    first = date(year.year, 1, 1)
    found = [
        *(_own(each) for each in dates_in(session, year.year)),
        *(_round(line, DayKind.ROUND) for line in year.held),
        *(_round(line, DayKind.PLANNED) for line in year.unclosed + year.planned),
        *(
            WheelDay(each.on, DayKind.COURSE, each.name, "/courses", key=str(each.id), course=each)
            for each in year.courses_held + year.courses_over + year.courses_planned
        ),
        *_deadlines(session),
        *(WheelDay(on, DayKind.HOLIDAY, _(name)) for on, name in special_days(first, DAYS)),
    ]
    kinds = list(DayKind)
    inside = [each for each in found if each.on.year <= year.year <= (each.until or each.on).year]
    return sorted(inside, key=lambda each: (each.on, kinds.index(each.kind), each.name.casefold()))


def search_days(days: list[WheelDay], search: str) -> list[WheelDay]:
    """Keep the days whose name has every word that is searched for."""
    return named_like(days, search, lambda each: each.name)


def _own(each: DateInYear) -> WheelDay:
    key = f"{each.own.id}-{each.on.year}"
    return WheelDay(each.on, DayKind.OWN, each.own.name, until=each.until, own=each.own, key=key)


def _round(line: RoundLine, kind: DayKind) -> WheelDay:
    name = _("Dørbank i {district}").format(district=line.district)
    return WheelDay(local(line.round.starts_at).date(), kind, name, f"/rounds/{line.round.slug}")


def _deadlines(session: Session) -> Iterator[WheelDay]:
    found = deadline(session)
    if found:
        yield WheelDay(found.on, DayKind.DEADLINE, _("Programkomiteens frist"), key="programme")
    yield WheelDay(settings().election, DayKind.DEADLINE, _("Valgdag"), key="election")
