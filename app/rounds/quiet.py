"""Quiet hours: when nobody knocks on a door. The board sets them; they bind the plan and the phone."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from sqlmodel import Session

from app.config import settings
from app.language import OSLO, _, local
from app.people.access import Actor
from app.people.actions import record
from app.people.models import Role
from app.rounds.days import SUNDAY, holiday
from app.rounds.errors import BoardQuietHoursError, EarlyEveningError, QuietHoursError
from app.rounds.forms import QuietHoursForm
from app.rounds.models import QuietHours, Round

ONLY = 1
"""There is one row; without it the defaults hold."""
MORNING, NOON = time(8), time(12)


@dataclass(frozen=True)
class Quiet:
    """When it is quiet, by the Norwegian clock and calendar."""

    evening: time
    sundays: bool = True
    holidays: bool = True

    @property
    def words(self) -> str:
        """Say when it is quiet, for who plans."""
        hours = _("Vi banker ikke på før kl. {morning} eller etter kl. {evening}").format(
            morning=f"{MORNING:%H.%M}", evening=f"{self.evening:%H.%M}"
        )
        days = {
            (True, True): _(", og ikke på søndager og helligdager"),
            (True, False): _(", og ikke på søndager"),
            (False, True): _(", og ikke på helligdager"),
        }
        return hours + days.get((self.sundays, self.holidays), "") + "."

    def day(self, on: date) -> str:
        """Say why a whole day is quiet; empty on other days."""
        if self.holidays and (name := holiday(on)):
            return _("Det er {day}: en helligdag.").format(day=_(name))
        if self.sundays and on.weekday() == SUNDAY:
            return _("Det er søndag, og da skal folk ha ro.")
        return ""

    def why(self, starts_at: datetime, ends_at: datetime) -> str:
        """Say why a round would be in quiet hours; empty when it is not."""
        starts, ends = local(starts_at), local(ends_at)
        if said := self.day(starts.date()):
            return said
        if starts.time() < MORNING:
            return _("Runden begynner før kl. {clock}. Da banker vi ikke på.").format(
                clock=f"{MORNING:%H.%M}"
            )
        if ends.time() > self.evening or ends.date() > starts.date():
            return _("Runden varer etter kl. {clock}. Da banker vi ikke på.").format(
                clock=f"{self.evening:%H.%M}"
            )
        return ""

    def span(self, on: date) -> tuple[datetime, datetime]:
        """Give from when to when a team that is out on this day must not knock."""
        next_day = on + timedelta(days=1)
        if self.day(on):
            return datetime.combine(on, time(), OSLO), datetime.combine(next_day, time(), OSLO)
        return datetime.combine(on, self.evening, OSLO), datetime.combine(next_day, MORNING, OSLO)

    def next_open_day(self, on: date) -> date:
        """Give this day, or the first after it that is not quiet."""
        return next(day for n in range(31) if not self.day(day := on + timedelta(days=n)))


def quiet_hours(session: Session) -> Quiet:
    """Give the chapter's quiet hours: the evening's start in the settings until the board says otherwise."""
    row = session.get(QuietHours, ONLY)
    return Quiet(row.evening, row.sundays, row.holidays) if row else Quiet(settings().quiet_from)


def set_quiet_hours(session: Session, actor: Actor, form: QuietHoursForm) -> None:
    """Set the quiet hours. For the board; rounds that are planned already stand, and are remarked upon.

    Raises
    ------
    EarlyEveningError
        The evening would begin in the morning: no round could be planned, and phones that are out would stop.
    """
    if form.evening < NOON:
        raise EarlyEveningError
    session.merge(QuietHours(id=ONLY, **form.model_dump()))
    session.flush()
    record(session, actor, "quiet hours set", "chapter")


def check_quiet(session: Session, actor: Actor, times: tuple[datetime, datetime], *, allowed: bool) -> bool:
    """Tell whether the board lets a round be held in quiet hours; false when it is in none.

    Raises
    ------
    QuietHoursError, BoardQuietHoursError
        It would be, and the board has not decided so.
    """
    why = quiet_hours(session).why(*times)
    if why and not actor.holds(Role.BOARD):
        raise QuietHoursError(why=why)
    if why and not allowed:
        raise BoardQuietHoursError(why=why)
    return bool(why)


def quiet_span(session: Session, round_: Round) -> tuple[datetime, datetime] | None:
    """Give when the teams of a round must stop knocking, and until when; None when the board let them."""
    if round_.quiet_ok:
        return None
    return quiet_hours(session).span(local(round_.starts_at).date())


def quiet_times(session: Session, round_: Round) -> tuple[str, str] | None:
    """Give `quiet_span` as phones read it."""
    span = quiet_span(session, round_)
    return (span[0].isoformat(), span[1].isoformat()) if span else None
