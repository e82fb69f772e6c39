"""Each route walked in a better order: the search moves stops between routes, this one mends within them."""

import numpy as np

from routes.arrays import Ints, Seeds
from routes.compiled import compiled
from routes.distances import Walk, all_metres, neat_metres
from routes.one_route import improve_path, kick_path, path_metres
from routes.plan import lay_route
from routes.split import Price
from routes.state import Plan


@compiled
def polish(walk: Walk, plan: Plan, price: Price, part: tuple[int, int], effort: tuple[int, Seeds]) -> None:
    """Find a shorter order for the routes part[0] to part[1], also where that leaves them too short.

    Else nobody would know that a route lacks stops.
    """
    for route in range(part[0], min(part[1], len(plan.first))):
        if plan.count[route] > 2:
            polish_route(walk, plan, price, route, effort)


@compiled
def polish_route(walk: Walk, plan: Plan, price: Price, route: int, effort: tuple[int, Seeds]) -> None:
    """Improve one route's order by itself, then with effort[0] kicks at random."""
    stops = stops_in_order(plan, route)
    metres = all_metres(walk, stops, plan.way_m)
    neat = neat_metres(walk, stops, metres)
    before, path = np.arange(len(stops)), np.arange(len(stops))
    improve_path(neat, path)
    path = kick_path(neat, path, effort[0], effort[1])
    if path_metres(neat, path) < path_metres(neat, before):
        saved_m = path_metres(metres, before) - path_metres(metres, path)
        lay_route(walk, plan, stops[path], route)
        plan.minutes[route] -= saved_m / price.pace


@compiled
def stops_in_order(plan: Plan, route: int) -> Ints:
    """Read one route in walking order."""
    stops = np.empty(plan.count[route], np.int64)
    stop = plan.first[route]
    for k in range(len(stops)):
        stops[k] = stop
        stop = plan.after[stop]
    return stops
