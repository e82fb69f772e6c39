"""The best way to cut a tour into walk routes: dynamic programming over the places to cut.

References
----------
Beasley (1983), Route first–cluster second methods for vehicle routing, https://doi.org/10.1016/0305-0483(83)90033-6
"""

from typing import NamedTuple

import numpy as np

from routes.arrays import Floats, Ints
from routes.compiled import compiled
from routes.distances import Walk, metres_between

LOOK_AHEAD = 1.5  # a route is never priced beyond this × the most minutes
SHORT_WALK_M = 250.0  # of a route


def growth_of_prices(walk_m: float) -> float:
    """Give by how much prices grow where a typical route walks so many metres: the root of what is over 250.

    Fixed prices would be noise beside a kilometre's walk among houses; in proportion they would rule it.
    """
    return max(1.0, float(np.sqrt(walk_m / SHORT_WALK_M)))


class Price(NamedTuple):
    """What the minutes of a route cost, in metres of walking.

    Attributes
    ----------
    least, aim, most : float
        Minutes.
    outside_m, outside_m_per_minute : float
        Price of a route outside the window, and of each minute outside.
    balance_m : float
        Price of one squared minute off the aim.
    pace : float
        Metres a minute.
    route_m : float
        Price of a route as such.
    """

    least: float
    aim: float
    most: float
    outside_m: float
    outside_m_per_minute: float
    balance_m: float
    pace: float
    route_m: float


class Sequence(NamedTuple):
    """Stops in the order of a tour.

    Attributes
    ----------
    minutes : float64, shape (n,)
        Service at each stop.
    steps : float64, shape (n,)
        Metres from each stop to the next; the last is not used.
    way_m : float64, shape (n,)
        Metres between each stop and the nearest starting point.
    """

    minutes: Floats
    steps: Floats
    way_m: Floats


@compiled
def price_of(price: Price, strictness: float, minutes: float, least: float) -> float:
    """Give the price of a route's minutes in metres; minutes outside weigh by `strictness`."""
    off = minutes - price.aim
    metres = price.route_m + price.balance_m * off * off
    outside = max(minutes - price.most, least - minutes)
    if outside > 0:
        metres += strictness * (price.outside_m + price.outside_m_per_minute * outside)
    return metres


@compiled
def steps_of(walk: Walk, tour: Ints) -> Floats:
    """Give the metres from each stop of a tour to the next, and from the last to the first."""
    steps = np.empty(len(tour))
    for k in range(len(tour)):
        steps[k] = metres_between(walk, tour[k], tour[(k + 1) % len(tour)])
    return steps


@compiled
def split(sequence: Sequence, price: Price) -> Ints:
    """Cut a sequence of stops into routes of the lowest total price.

    Parameters
    ----------
    sequence : Sequence
        Stops in order.
    price : Price
        What a route's minutes cost.

    Returns
    -------
    int, shape (routes + 1,)
        Route k is the stops from result[k] up to result[k + 1].
    """
    minutes, steps, way_m = sequence
    n = len(minutes)
    cost = np.full(n + 1, np.inf)
    begin = np.zeros(n + 1, np.int64)
    cost[0] = 0.0
    for first in range(n):
        walked, served = way_m[first], 0.0
        for last in range(first, n):
            served += minutes[last]
            there_and_back = walked + way_m[last]
            total = served + there_and_back / price.pace
            if last > first and total > LOOK_AHEAD * price.most:
                break
            here = cost[first] + there_and_back + price_of(price, 1.0, total, price.least)
            if here < cost[last + 1]:
                cost[last + 1], begin[last + 1] = here, first
            walked += steps[last]
    return cuts_from(begin)


@compiled
def cuts_from(begin: Ints) -> Ints:
    """Read the places to cut backwards."""
    count, place = 0, len(begin) - 1
    while place > 0:
        place = begin[place]
        count += 1
    cuts = np.empty(count + 1, np.int64)
    place = len(begin) - 1
    for k in range(count, -1, -1):
        cuts[k] = place
        place = begin[place]
    return cuts
