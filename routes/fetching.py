"""Stops fetched from afar for a route that lacks some: a hamlet whose neighbours know nobody there.

The search puts a stop beside one of the stops nearest to it, and a hamlet is nearest to nobody outside it.
"""

import numpy as np

from routes.compiled import compiled
from routes.distances import metres_between
from routes.form import measure_form
from routes.plan import link, unlink
from routes.state import NOBODY, Plan, Search

MOST_FETCHED = 20  # for one route


def fetch_stops(search: Search, plan: Plan) -> None:
    """Bring stops into the routes that are under the least minutes, from routes that can spare them."""
    for route in np.flatnonzero((plan.count > 0) & (plan.minutes < plan.least)).tolist():
        for _ in range(MOST_FETCHED):
            if plan.minutes[route] >= plan.least[route] or not fetch_stop(search, plan, route):
                break


@compiled
def fetch_stop(search: Search, plan: Plan, route: int) -> bool:
    """Bring the stop into a route that adds the fewest metres; tell if one within reach could be spared."""
    fewest_m, fetched, beside, comes_after = np.inf, NOBODY, NOBODY, True
    stop = plan.first[route]
    while stop >= 0:
        for k in range(search.walk.near.shape[1]):
            other = search.walk.near[stop, k]
            if other < 0 or plan.route[other] == route:
                continue
            spared_m = spared_metres(search, plan, other)
            if not can_spare(search, plan, other, spared_m):
                continue
            for is_after in (True, False):
                added_m = detour_m(search, plan, other, neighbours(plan, stop, is_after))
                minutes = plan.minutes[route] + plan.service[other] + added_m / search.price.pace
                added_m -= spared_m
                if added_m < fewest_m and minutes <= search.price.most:
                    fewest_m, fetched, beside, comes_after = added_m, other, stop, is_after
        stop = plan.after[stop]
    if fetched == NOBODY:
        return False
    donor = plan.route[fetched]
    unlink(search, plan, fetched, link_m(search, plan, plan.before[fetched], plan.after[fetched]))
    before, after = neighbours(plan, beside, comes_after)
    metres = (
        link_m(search, plan, before, fetched),
        link_m(search, plan, fetched, after),
        link_m(search, plan, before, after),
    )
    link(search, plan, (fetched, before, after, route), metres)
    measure_form(search, plan, donor)
    measure_form(search, plan, route)
    return True


@compiled
def can_spare(search: Search, plan: Plan, stop: int, spared_m: float) -> bool:
    """Tell if a stop's route still takes the least minutes without it and `spared_m` metres."""
    route = plan.route[stop]
    minutes = plan.minutes[route] - plan.service[stop] - spared_m / search.price.pace
    return bool(plan.count[route] > 1 and minutes >= plan.least[route])


@compiled
def neighbours(plan: Plan, stop: int, is_after: bool) -> tuple[int, int]:
    """Give the stops before and after the place that comes after `stop`, or before it."""
    if is_after:
        return stop, plan.after[stop]
    return plan.before[stop], stop


@compiled
def spared_metres(search: Search, plan: Plan, stop: int) -> float:
    """Give the metres that a stop's route walks less without it."""
    return detour_m(search, plan, stop, (plan.before[stop], plan.after[stop]))


@compiled
def detour_m(search: Search, plan: Plan, stop: int, between: tuple[int, int]) -> float:
    """Give the metres that it takes more to meet a stop between two others."""
    before, after = between
    added_m = link_m(search, plan, before, stop) + link_m(search, plan, stop, after)
    return added_m - link_m(search, plan, before, after)


@compiled
def link_m(search: Search, plan: Plan, stop: int, other: int) -> float:
    """Give the metres between two stops; where one is NOBODY, between the other and the start."""
    if stop >= 0 and other >= 0:
        return metres_between(search.walk, stop, other)
    return float(plan.way_m[max(stop, other)]) if max(stop, other) >= 0 else 0.0
