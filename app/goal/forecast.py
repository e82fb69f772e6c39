"""Where the year ends if the pace holds: a middle, a range, and the weeks it is counted in."""

import math
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from app.rounds.models import Season

DAYS_A_WEEK = 7
LEAST_HELD, LEAST_WEEKS = 3, 4
OUTER = 0.1
"""Each end of the range leaves out the outermost tenth: four years of five end inside it."""


@dataclass(frozen=True)
class PaceForecast:
    """The rounds of the whole year if they go on being held as often as in the season's weeks so far."""

    low: int
    middle: int
    high: int
    held: int
    weeks_gone: int
    weeks_left: int


def season_weeks(seasons: Iterable[Season], first: date, last: date) -> int:
    """Count the weeks between two days that lie in a season, begun weeks included."""
    inside = {
        max(first, season.starts_on) + timedelta(days=n)
        for season in seasons
        for n in range((min(last, season.ends_on) - max(first, season.starts_on)).days + 1)
    }
    return -(-len(inside) // DAYS_A_WEEK)


def pace_forecast(held: int, weeks_gone: int, weeks_left: int) -> PaceForecast | None:
    """Forecast the year from its pace; nothing before there is a pace to speak of.

    Rounds still to come are taken as Poisson distributed around pace × weeks left.
    """
    if held < LEAST_HELD or weeks_gone < LEAST_WEEKS:
        return None
    expected = held / weeks_gone * weeks_left
    return PaceForecast(
        held + _quantile(expected, OUTER),
        held + round(expected),
        held + _quantile(expected, 1 - OUTER),
        held,
        weeks_gone,
        weeks_left,
    )


def _quantile(mean: float, share: float) -> int:
    """Give the smallest count that a Poisson variable stays at or under with this probability."""
    count, term = 0, math.exp(-mean)
    total = term
    while total < share:
        count += 1
        term *= mean / count
        total += term
    return count
