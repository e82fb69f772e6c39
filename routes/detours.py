"""Routes that reach the least minutes only by detours: nobody should walk round a block for the clock's sake.

Where minutes under the least are dear, a poor order pays in a short route. So a change is judged by the
minutes that its routes would take in a good order.
"""

import numpy as np

from routes.compiled import compiled
from routes.distances import all_metres
from routes.one_route import greedy_path, improve_path, kick_path, path_metres
from routes.polish import stops_in_order
from routes.split import price_of
from routes.state import Plan, Search

PAYS_FROM = 0.6  # strictness from which a minute under the least costs about as much as walking for a minute
THOROUGH_FROM = 3.0  # strictness from which no order is overlooked
KICKS = 10
MAY_TURN = 3  # stops that have more than one order


@compiled
def price_of_detours(search: Search, plan: Plan) -> float:
    """Give what the touched routes would cost more, in metres, if nobody walked detours for the clock."""
    price = 0.0
    for k in range(search.notes.count[0]):
        price += price_of_detour(search, plan, search.notes.touched[k])
    return price


@compiled
def price_of_detour(search: Search, plan: Plan, route: int) -> float:
    """Give the price of the minutes that a route would lack in a good order, less what it lacks already."""
    strictness, least, minutes = search.strictness[0], plan.least[route], plan.minutes[route]
    if strictness < PAYS_FROM or not may_be_short(search, plan, route):
        return 0.0
    spare_m = (minutes - least) * search.price.pace
    saved_m = metres_to_save(search, plan, route, spare_m)
    if saved_m <= 0.0 or saved_m < spare_m:
        return 0.0
    honest = minutes - saved_m / search.price.pace
    price = price_of(search.price, strictness, honest, least)
    return price - price_of(search.price, strictness, minutes, least)


@compiled
def may_be_short(search: Search, plan: Plan, route: int) -> bool:
    """Tell if a route could be under the least minutes in a better order.

    No stop is nearer to the next than to its nearest, and no end nearer to the start than the nearest stop:
    no order saves more than what is walked beyond that.
    """
    if plan.count[route] < MAY_TURN:
        return False
    near_m = search.walk.near_m
    stop = plan.first[route]
    saved_m, farthest_m, way_m = plan.way_m[stop], 0.0, plan.way_m[stop]
    while stop >= 0:
        nearest_m = near_m[stop, 0]
        saved_m += plan.hop_m[stop] - nearest_m  # the last hop is the way back
        farthest_m, way_m = max(farthest_m, nearest_m), min(way_m, plan.way_m[stop])
        stop = plan.after[stop]
    shortest = plan.minutes[route] - (saved_m + farthest_m - 2.0 * way_m) / search.price.pace
    return bool(shortest < plan.least[route])


@compiled
def metres_to_save(search: Search, plan: Plan, route: int, enough_m: float) -> float:
    """Find how much shorter a route can be walked; looks no further where that is more than `enough_m`."""
    metres = all_metres(search.walk, stops_in_order(plan, route), plan.way_m)
    path = np.arange(len(metres))
    before_m = path_metres(metres, path)
    improve_path(metres, path)
    saved_m = before_m - path_metres(metres, path)
    if saved_m <= enough_m and search.strictness[0] >= THOROUGH_FROM:
        other = greedy_path(metres)
        improve_path(metres, other)
        if path_metres(metres, other) < path_metres(metres, path):
            path = other
        path = kick_path(metres, path, KICKS, search.random)
        saved_m = before_m - path_metres(metres, path)
    return saved_m
