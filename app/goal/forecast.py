"""Where the year ends: one forecast with a range, from what is planned and the pace so far."""

import math
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from app.rounds.models import Season

DAYS_A_WEEK = 7
LEAST_OVER, LEAST_HELD, LEAST_WEEKS = 3, 3, 4
OUTER = 0.1
"""Each end of the range leaves out the outermost tenth: four years of five end inside it."""


@dataclass(frozen=True)
class YearForecast:
    """The rounds of the whole year, from what is held and planned and, where plans end, from the pace so far.

    `held` of the `over` rounds that are past were held, and the `planned` are taken to go likewise; `more`
    are expected beyond them, from the rounds held in the season's weeks so far.
    """

    low: int
    middle: int
    high: int
    held: int
    over: int
    planned: int
    more: int
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


def year_forecast(
    held: int, over: int, planned: int, weeks_gone: int, weeks_left: int
) -> YearForecast | None:
    """Forecast the year; nothing before enough rounds are over to say how many are held.

    Each planned round is held with the chance of those before it, one success and one failure counted in, so
    that a good year so far does not promise one without mishaps (the rule of succession). Where the pace
    promises more rounds than are planned, the rest is taken as Poisson distributed.
    """
    if over < LEAST_OVER:
        return None
    usual = planned * held / over
    more = max(0.0, _pace(held, weeks_gone) * weeks_left - usual)
    added = _sum_of(_binomial(planned, (held + 1) / (over + 2)), _poisson(more))
    low, high = held + _quantile(added, OUTER), held + _quantile(added, 1 - OUTER)
    middle = min(max(held + round(usual + more), low), high)
    return YearForecast(low, middle, high, held, over, planned, round(more), weeks_gone, weeks_left)


def _pace(held: int, weeks_gone: int) -> float:
    """Give the rounds held a week, 0 before there is a pace to speak of."""
    return held / weeks_gone if held >= LEAST_HELD and weeks_gone >= LEAST_WEEKS else 0.0


def _binomial(count: int, chance: float) -> list[float]:
    return [math.comb(count, n) * chance**n * (1 - chance) ** (count - n) for n in range(count + 1)]


def _poisson(mean: float) -> list[float]:
    """Give the chances of 0, 1, … events, so far that what is left out does not matter."""
    chances = [math.exp(-mean)]
    for n in range(1, math.ceil(mean + 6 * math.sqrt(mean)) + 1):
        chances.append(chances[-1] * mean / n)
    return chances


def _sum_of(one: list[float], other: list[float]) -> list[float]:
    """Give the chances of the sum of two counts."""
    chances = [0.0] * (len(one) + len(other) - 1)
    for n, chance in enumerate(one):
        for m, beside in enumerate(other):
            chances[n + m] += chance * beside
    return chances


def _quantile(chances: list[float], share: float) -> int:
    """Give the smallest count that is not exceeded with this probability."""
    total = 0.0
    for count, chance in enumerate(chances):
        total += chance
        if total >= share:
            return count
    return len(chances) - 1
