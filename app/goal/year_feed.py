"""The year as a calendar that the board follows: own dates, courses, deadlines and every round."""

from uuid import UUID

from sqlmodel import Session

from app.errors import NotFoundError
from app.goal.queries import year_page
from app.goal.wheel import DayKind, WheelDay, wheel_days
from app.language import _, today
from app.mobilise.feeds import all_outings
from app.people.models import Role
from app.people.queries import roles_of
from app.rounds.calendar import Happening, calendar_of
from app.rounds.links import webcal
from app.sealing import sign, signed_value
from app.training.days import course_day

SIGNED = "year"
BESIDE = {DayKind.OWN, DayKind.COURSE, DayKind.DEADLINE}
"""What stands beside the rounds; calendars know the holidays themselves."""


def year_feed_url(person_id: UUID) -> str:
    """Give the address by which a calendar follows the year; for that person on the board alone."""
    return webcal(f"/feed/board/{sign(SIGNED, str(person_id))}/year.ics")


def year_calendar(session: Session, code: str) -> bytes:
    """Write this year and the next as iCalendar, as long as who the code was made for is on the board.

    Raises
    ------
    NotFoundError
        The code is not ours, or its owner has left the board.
    """
    named = signed_value(SIGNED, code) if code.isascii() else None
    if not named or Role.BOARD not in roles_of(session, UUID(named)):
        raise NotFoundError
    days: dict[str, Happening] = {}
    for year in (today().year, today().year + 1):
        for each in wheel_days(session, year_page(session, year)):
            if each.kind in BESIDE:
                days[each.key] = _happening(each)
    return calendar_of(all_outings(session), days=days.values(), name=_("Årshjulet"))


def _happening(each: WheelDay) -> Happening:
    if each.course:
        return course_day(each.course)
    return Happening(each.key, each.name, each.on, each.until)
