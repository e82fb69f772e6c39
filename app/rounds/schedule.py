"""Norwegian wall-clock time in, moments out."""

from datetime import UTC, date, datetime, time

from app.language import OSLO, day, now
from app.rounds.errors import ClockGapError, EndsFirstError, PastRoundError


def moment_at(on: date, clock: time) -> datetime:
    """Give the moment of a Norwegian day and clock; in the doubled hour of autumn, the first of the two.

    Raises
    ------
    ClockGapError
        The clock is in the hour that summer time skips.
    """
    wall = datetime.combine(on, clock.replace(tzinfo=None))
    found = wall.replace(tzinfo=OSLO).astimezone(UTC)
    if found.astimezone(OSLO).replace(tzinfo=None) != wall:
        raise ClockGapError(clock=f"{clock:%H.%M}", day=day(on, "d. MMMM"))
    return found


def round_times(
    on: date, starts: time, ends: time, *, already: datetime | None = None
) -> tuple[datetime, datetime]:
    """Give a round's start and end. `already` is the start it has: keeping it is fine after it has passed.

    Raises
    ------
    ClockGapError, EndsFirstError, PastRoundError
        As their sentences say.
    """
    starts_at, ends_at = moment_at(on, starts), moment_at(on, ends)
    if ends_at <= starts_at:
        raise EndsFirstError
    if starts_at < now() and starts_at != already:
        raise PastRoundError
    return starts_at, ends_at
