"""A round as a calendar file, which every phone opens."""

from datetime import datetime, timedelta

from icalendar import Calendar, Event, Timezone, TimezoneDaylight, TimezoneStandard

from app.language import OSLO, _, now
from app.rounds.links import round_url
from app.rounds.models import Round, RoundStatus

WINTER, SUMMER = timedelta(hours=1), timedelta(hours=2)


def calendar_file(round_: Round, district: str) -> bytes:
    """Write the round as iCalendar (RFC 5545) in Oslo time; the same round always has the same UID."""
    event = Event()
    event.add("uid", f"{round_.id}@dorbank")
    event.add("dtstamp", now())
    event.add("sequence", round_.version)
    event.add("dtstart", round_.starts_at.astimezone(OSLO))
    event.add("dtend", round_.ends_at.astimezone(OSLO))
    event.add("summary", _("Dørbank i {district}").format(district=district))
    event.add("location", round_.meeting_place)
    if round_.meeting_lat is not None and round_.meeting_lon is not None:
        event.add("geo", (round_.meeting_lat, round_.meeting_lon))
    event.add("url", round_url(round_))
    event.add("status", "CANCELLED" if round_.status == RoundStatus.CANCELLED else "CONFIRMED")
    calendar = Calendar()
    calendar.add("prodid", "-//Dørbank//NO")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add_component(_oslo())
    calendar.add_component(event)
    return bytes(calendar.to_ical())


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
