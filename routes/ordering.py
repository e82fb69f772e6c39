"""The best order to walk a fixed set of stops in; stops to be met last stand at the end where time allows."""

import numpy as np

from routes.arrays import Flags, Floats, Ints, Seeds
from routes.compiled import compiled
from routes.distances import Walk, all_metres, neat_metres
from routes.one_route import greedy_path, improve_path, kick_path, path_metres

APART_M = 1e6
"""What a step between a stop to be met last and another costs more: so dear that no path takes two such."""
KICKS = 60


def order_within(walk: Walk, stops: Ints, last: Flags, way_m: Floats, limit: tuple[float, Seeds]) -> Ints:
    """Put stops in the best order with the `last` at the end, as many of them as limit[0] metres allow.

    Going back for them may cost a route its most minutes. Then the one that costs most is met where it lies,
    and so on; where not even that would do, they all come last. limit[1] is the random numbers; for the rest
    see `best_order`.
    """
    all_last = path = best_order(walk, stops, last, way_m, limit[1])
    late = last & (not last[stops].all())
    while late[stops].any() and walked_m(walk, path, way_m) > limit[0]:
        late[dearest(walk, path, late, way_m)] = False
        path = best_order(walk, stops, late, way_m, limit[1])
    return path if walked_m(walk, path, way_m) <= limit[0] else all_last


def walked_m(walk: Walk, path: Ints, way_m: Floats) -> float:
    """Give the metres of a path, ways from and to the start included."""
    return path_metres(all_metres(walk, path, way_m), np.arange(len(path)))


def dearest(walk: Walk, path: Ints, late: Flags, way_m: Floats) -> int:
    """Find the late stop that would save most metres if it were met among the others, where it lies."""
    metres = all_metres(walk, path, way_m)
    early = int((~late[path]).sum())
    shortest_m = np.full(len(path), np.inf)
    for place in range(early, len(path)):
        rest = np.delete(np.arange(len(path)), place)
        shortest_m[place] = min(path_metres(metres, np.insert(rest, k, place)) for k in range(early))
    return int(path[shortest_m.argmin()])


@compiled
def best_order(walk: Walk, stops: Ints, last: Flags, way_m: Floats, random: Seeds) -> Ints:
    """Put stops in the best order, those that are `last` at the end.

    Parameters
    ----------
    walk : Walk
        Distances.
    stops : int, shape (k,)
        The stops, at least one.
    last : bool, shape (n,)
        Which of all stops are to be met after the others.
    way_m : float64, shape (n,)
        Metres between each of all stops and the nearest starting point.
    random : Seeds
        For the kicks.

    Returns
    -------
    int, shape (k,)
        The stops in walking order. Distances are the same both ways, so a path that would meet the last ones
        first is walked from its other end.
    """
    metres = neat_metres(walk, stops, all_metres(walk, stops, way_m))
    for i in range(len(stops)):
        for j in range(len(stops)):
            if last[stops[i]] != last[stops[j]]:
                metres[i, j] += APART_M
    path = greedy_path(metres)
    improve_path(metres, path)
    path = kick_path(metres, path, KICKS, random)
    if last[stops[path[0]]] and not last[stops[path[-1]]]:
        path = path[::-1].copy()
    in_order: Ints = stops[path]
    return in_order
