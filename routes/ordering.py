"""The best order to walk a fixed set of stops in; stops to be met last stand at the end."""

from routes.arrays import Flags, Floats, Ints, Seeds
from routes.compiled import compiled
from routes.distances import Walk, all_metres, neat_metres
from routes.one_route import greedy_path, improve_path, kick_path

APART_M = 1e6
"""What a step between a stop to be met last and another costs more: so dear that no path takes two such."""
KICKS = 60


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
