"""Rounds as a calendar: a file that every phone opens, or a feed that it follows; changes and all."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from email.utils import parseaddr

from icalendar import Calendar, Event, Timezone, TimezoneDaylight, TimezoneStandard, vCalAddress

from app.config import settings
from app.language import OSLO, _, now
from app.rounds.links import round_url
from app.rounds.models import Round, RoundStatus, SignUpStatus

FEED_LIFE = timedelta(hours=1)
USUAL_LENGTH = timedelta(hours=2)
WINTER, SUMMER = timedelta(hours=1), timedelta(hours=2)


@dataclass(frozen=True)
class Outing:
    """A round in somebody's calendar. `sure` is not for those who wait, `off` for those who do not come.

    `changes` counts how often the person's own part in it has changed; a round by itself has none.
    """

    round: Round
    district: str
    sure: bool = True
    off: bool = False
    changes: int = 0

    @property
    def is_off(self) -> bool:
        """Tell whether it is to go out of the calendar: called off, or the person has stepped off."""
        return self.off or self.round.status == RoundStatus.CANCELLED


def outing_of(round_: Round, district: str, status: SignUpStatus, changes: int) -> Outing:
    """Give a round as it stands in the calendar of somebody who signed up."""
    sure = status not in {SignUpStatus.WAITING, SignUpStatus.ASKED}
    off = status == SignUpStatus.CANCELLED
    return Outing(round_, district, sure, off, changes)


@dataclass(frozen=True)
class Happening:
    """Something else in a calendar; `key` tells it from all others, for good.

    Without a clock it lasts all day. `off`: it has been called off, and is to go out of the calendar.
    """

    key: str
    name: str
    on: date
    until: date | None = None
    starts: time | None = None
    ends: time | None = None
    place: str = ""
    off: bool = False


def calendar_file(outing: Outing, *, name: str = "") -> bytes:
    """Write one round as iCalendar; one that is off asks calendars to cancel what an earlier file put in."""
    return calendar_of([outing], name=name, method="CANCEL" if outing.is_off else "PUBLISH")


def calendar_of(
    outings: Iterable[Outing], *, days: Iterable[Happening] = (), name: str = "", method: str = "PUBLISH"
) -> bytes:
    """Write rounds, and other days, as iCalendar (RFC 5545) in Oslo time.

    A round always has the same UID, and SEQUENCE rises with every change of it and of the person's own part,
    so that calendars move or cancel the event they have. A `name` makes it a feed, which calendars ask for
    again every hour.
    """
    calendar = Calendar()
    calendar.add("prodid", "-//Dørbank//NO")
    calendar.add("version", "2.0")
    calendar.add("method", method)
    if name:
        calendar.add("name", name)
        calendar.add("x-wr-calname", name)
        calendar.add("refresh-interval", FEED_LIFE, parameters={"value": "DURATION"})
        calendar.add("x-published-ttl", "PT1H")
    calendar.add_component(_oslo())
    for outing in outings:
        calendar.add_component(_event(outing))
    for each in days:
        calendar.add_component(_happening(each))
    return bytes(calendar.to_ical())


def _event(outing: Outing) -> Event:
    round_, event = outing.round, Event()
    event.add("uid", f"{round_.id}@dorbank")
    event.add("dtstamp", now())
    event.add("organizer", _organizer())
    event.add("sequence", round_.version + outing.changes)
    event.add("dtstart", round_.starts_at.astimezone(OSLO))
    event.add("dtend", round_.ends_at.astimezone(OSLO))
    event.add("summary", _("Dørbank i {district}").format(district=outing.district))
    event.add("location", round_.meeting_place)
    if round_.meeting_lat is not None and round_.meeting_lon is not None:
        event.add("geo", (round_.meeting_lat, round_.meeting_lon))
    event.add("url", round_url(round_))
    event.add("status", _status(outing))
    return event


def _happening(each: Happening) -> Event:
    """Write what is no round; without a clock it ends before the day after its last and keeps nobody busy."""
    event = Event()
    event.add("uid", f"{each.key}@dorbank")
    event.add("dtstamp", now())
    event.add("organizer", _organizer())
    event.add("summary", each.name)
    if each.place:
        event.add("location", each.place)
    if each.off:
        event.add("status", "CANCELLED")
    if each.starts:
        starts_at = datetime.combine(each.on, each.starts, OSLO)
        event.add("dtstart", starts_at)
        event.add(
            "dtend", datetime.combine(each.on, each.ends, OSLO) if each.ends else starts_at + USUAL_LENGTH
        )
        return event
    event.add("dtstart", each.on)
    event.add("dtend", (each.until or each.on) + timedelta(days=1))
    event.add("transp", "TRANSPARENT")
    return event


def _organizer() -> vCalAddress:
    """Name who asks people to come, as calendars want it of what is published and cancelled (RFC 5546)."""
    found = vCalAddress(f"mailto:{parseaddr(settings().mail_from)[1]}")
    found.params["CN"] = settings().chapter
    return found


def _status(outing: Outing) -> str:
    if outing.is_off:
        return "CANCELLED"
    return "CONFIRMED" if outing.sure else "TENTATIVE"


def _oslo() -> Timezone:
    """Describe Oslo's clock by its two rules.

    icalendar can make one, but lists every change since 1970 and puts spring's at three instead of two.
    """
    summer, winter = TimezoneDaylight(), TimezoneStandard()
    summer.add("dtstart", datetime(1996, 3, 31, 2))  # noqa: DTZ001 - RFC 5545 wants wall-clock time here
    summer.add("rrule", {"freq": "yearly", "bymonth": 3, "byday": "-1SU"})
    winter.add("dtstart", datetime(1996, 10, 27, 3))  # noqa: DTZ001 - as above
    winter.add("rrule", {"freq": "yearly", "bymonth": 10, "byday": "-1SU"})
    for part, name, before, after in [(summer, "CEST", WINTER, SUMMER), (winter, "CET", SUMMER, WINTER)]:
        part.add("tzname", name)
        part.add("tzoffsetfrom", before)
        part.add("tzoffsetto", after)
    zone = Timezone()
    zone.add("tzid", "Europe/Oslo")
    zone.add_component(summer)
    zone.add_component(winter)
    return zone
