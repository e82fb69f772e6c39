"""One tour through all stops of a connected part: greedy edges joined to a ring."""

import numpy as np

from routes.arrays import Floats, Ints
from routes.compiled import compiled
from routes.distances import Table

GREEDY_NEAR = 8  # candidates of each stop among which the shortest edges are taken


def greedy_tour(table: Table, easting: Floats, northing: Floats, members: Ints) -> Ints:
    """Take the shortest edges that leave no fork and no ring, then join the pieces nearest end first.

    Returns the stop numbers `members` in the order of the tour. Positions are metres.

    References
    ----------
    Bentley (1992), Fast algorithms for geometric traveling salesman problems, https://doi.org/10.1287/ijoc.4.4.387
    """
    near = np.ascontiguousarray(table.near[members, :GREEDY_NEAR])
    near_m = table.near_m[members, : near.shape[1]].ravel()
    turn = np.argsort(near_m, kind="stable")
    neighbour = short_edges(np.repeat(members, near.shape[1])[turn], near.ravel()[turn], len(table.near))
    return join_pieces(neighbour, members, easting, northing)


@compiled
def short_edges(start: Ints, finish: Ints, stops: int) -> Ints:
    """Accept edges in the given order while every stop has at most two and no ring closes; shape (n, 2)."""
    neighbour = np.full((stops, 2), -1, np.int64)
    root = np.arange(stops)
    for k in range(len(start)):
        a, b = start[k], finish[k]
        if b < 0 or neighbour[a, 1] >= 0 or neighbour[b, 1] >= 0:
            continue
        root_a, root_b = find_root(root, a), find_root(root, b)
        if root_a == root_b:
            continue
        root[root_a] = root_b
        neighbour[a, 0 if neighbour[a, 0] < 0 else 1] = b
        neighbour[b, 0 if neighbour[b, 0] < 0 else 1] = a
    return neighbour


@compiled
def find_root(root: Ints, member: int) -> int:
    """Find the representative of a piece, and shorten the way for the next who asks."""
    while root[member] != member:
        root[member] = root[root[member]]
        member = root[member]
    return member


@compiled
def join_pieces(neighbour: Ints, members: Ints, easting: Floats, northing: Floats) -> Ints:
    """Walk piece after piece, each time on to the nearest free end."""
    ends = np.array([s for s in members if neighbour[s, 1] < 0])
    free = np.ones(len(ends), np.bool_)
    place = np.full(len(neighbour), -1, np.int64)
    for k in range(len(ends)):
        place[ends[k]] = k
    tour = np.empty(len(members), np.int64)
    filled, stop = 0, ends[0]
    while True:
        free[place[stop]] = False
        last, filled = walk_piece(neighbour, stop, tour, filled)
        free[place[last]] = False
        if filled == len(tour):
            return tour
        nearest, best = -1, np.inf
        for k in range(len(ends)):
            if free[k]:
                metres = np.hypot(easting[ends[k]] - easting[last], northing[ends[k]] - northing[last])
                if metres < best:
                    nearest, best = ends[k], metres
        stop = nearest


@compiled
def walk_piece(neighbour: Ints, stop: int, tour: Ints, filled: int) -> tuple[int, int]:
    """Append a piece to the tour from its end `stop` on; return its other end and the new length."""
    before = -1
    while True:
        tour[filled] = stop
        filled += 1
        onward = neighbour[stop, 0] if neighbour[stop, 0] != before else neighbour[stop, 1]
        if onward < 0:
            return stop, filled
        before, stop = stop, onward
