"""Exact walking distances: a bounded search around a stop, and a directed search between two."""

import numpy as np

from routes.arrays import Floats, Ints
from routes.compiled import compiled, record
from routes.corners import Corners
from routes.heap import Heap, new_heap, pop, push
from routes.snapping import Snapped

UNREACHABLE_FACTOR = 2.0  # where no way leads: 2 × straight line + 500 m, as the yardstick counts it
UNREACHABLE_M = 500.0
YARD_FACTOR = 2.0  # a metre along the street inside a yard: fences and corners


@record
class Ground:
    """The network with the stops on it; pavement p holds member[first[p]:first[p + 1]]."""

    corners: Corners
    snapped: Snapped
    first: Ints
    member: Ints


@record
class Scratch:
    """One searcher's notes on nodes; nodes are corners, then stops. A note counts if `seen` equals `now`."""

    metres: Floats
    seen: Ints
    settled: Ints
    came_from: Ints
    now: Ints
    heap: Heap


def lay_out(corners: Corners, snapped: Snapped) -> Ground:
    """File the stops by pavement, in the order they are passed."""
    pavements = len(corners.end)
    turn = np.lexsort((snapped.from_start_m, snapped.pavement)).astype(np.int64)
    first = np.searchsorted(snapped.pavement[turn], np.arange(pavements + 1)).astype(np.int64)
    return Ground(corners, snapped, first, turn)


def new_scratch(corners: int, stops: int) -> Scratch:
    """Make room for one searcher on a network with so many corners and stops."""
    nodes = corners + stops
    return Scratch(
        metres=np.empty(nodes),
        seen=np.zeros(nodes, np.int64),
        settled=np.zeros(nodes, np.int64),
        came_from=np.empty(nodes, np.int64),
        now=np.zeros(1, np.int64),
        heap=new_heap(4 * nodes + 16),
    )


@compiled
def reach(scratch: Scratch, node: int, metres: float, origin: int, ahead_m: float) -> None:
    """Note that `node` is reached from `origin` after `metres`, with at least `ahead_m` still to go."""
    if scratch.seen[node] == scratch.now[0] and scratch.metres[node] <= metres:
        return
    scratch.seen[node] = scratch.now[0]
    scratch.metres[node] = metres
    scratch.came_from[node] = origin
    push(scratch.heap, metres + ahead_m, node)


@compiled
def start_search(scratch: Scratch) -> None:
    """Forget the last search."""
    scratch.now[0] += 1
    scratch.heap.size[0] = 0


@compiled
def nearest_stops(ground: Ground, scratch: Scratch, stop: int, row: Ints, row_m: Floats) -> int:
    """Fill `row` with the stops nearest to `stop` on foot, nearest first, and return how many there are.

    Dijkstra's search over corners and stops; it ends when the row is full or nothing is left.
    """
    corners, at = ground.corners, ground.snapped
    start_search(scratch)
    pavement = at.pavement[stop]
    for side in range(2):
        near = (pavement & ~1) | side
        turn = 0.0 if near == pavement else corners.turn_m[pavement >> 1]
        for k in range(ground.first[near], ground.first[near + 1]):
            along = abs(at.from_start_m[ground.member[k]] - at.from_start_m[stop])
            reach(scratch, len(corners.link) + ground.member[k], along + turn, -1, 0.0)
    reach(scratch, corners.end[pavement, 0], at.from_start_m[stop], -1, 0.0)
    reach(scratch, corners.end[pavement, 1], at.to_end_m[stop], -1, 0.0)
    found = 0
    while scratch.heap.size[0] and found < len(row):
        metres, node = pop(scratch.heap)
        if scratch.settled[node] == scratch.now[0]:
            continue
        scratch.settled[node] = scratch.now[0]
        other = node - len(corners.link)
        if other < 0:
            pass_corner(ground, scratch, node, metres)
        elif other != stop:
            row[found] = other
            row_m[found] = door_to_door(ground, stop, other, metres)
            found += 1
    return found


@compiled
def pass_corner(ground: Ground, scratch: Scratch, corner: int, metres: float) -> None:
    """Go on from a corner to its neighbours and to the stops on the two pavements that meet there."""
    corners, at = ground.corners, ground.snapped
    for k in range(4):
        reach(scratch, corners.link[corner, k], metres + corners.link_m[corner, k], corner, 0.0)
    for k in range(2):
        pavement = corners.pavement[corner, k]
        from_start = corners.end[pavement, 0] == corner
        from_end = corners.end[pavement, 1] == corner
        for j in range(ground.first[pavement], ground.first[pavement + 1]):
            other = ground.member[j]
            along = at.from_start_m[other] if from_start else at.to_end_m[other]
            if from_start and from_end:
                along = min(at.from_start_m[other], at.to_end_m[other])
            reach(scratch, len(corners.link) + other, metres + along, corner, 0.0)


@compiled
def exact_metres(ground: Ground, scratch: Scratch, a: int, b: int) -> float:
    """Give the walking metres between two stops by A* over the corners; the way stays in `came_from`.

    Node of `b` (corners + b) holds the last corner before it, or -1 for the way along the street itself.

    References
    ----------
    Hart, Nilsson, Raphael (1968), A formal basis for the heuristic determination of minimum cost paths,
    https://doi.org/10.1109/TSSC.1968.300136
    """
    corners, at = ground.corners, ground.snapped
    start, finish = at.pavement[a], at.pavement[b]
    if corners.part[corners.end[start, 0]] != corners.part[corners.end[finish, 0]]:
        return UNREACHABLE_FACTOR * straight_m(ground, a, b) + UNREACHABLE_M
    start_search(scratch)
    goal = len(corners.link) + b
    if start >> 1 == finish >> 1:
        turn = 0.0 if start == finish else corners.turn_m[start >> 1]
        reach(scratch, goal, abs(at.from_start_m[a] - at.from_start_m[b]) + turn, -1, 0.0)
    step_out(ground, scratch, b, corners.end[start, 0], (at.from_start_m[a], -1))
    step_out(ground, scratch, b, corners.end[start, 1], (at.to_end_m[a], -1))
    while scratch.heap.size[0]:
        node = pop(scratch.heap)[1]
        if node == goal:
            break
        if scratch.settled[node] != scratch.now[0]:
            scratch.settled[node] = scratch.now[0]
            walk_on(ground, scratch, b, node)
    return door_to_door(ground, a, b, scratch.metres[goal]) if a != b else 0.0


@compiled
def walk_on(ground: Ground, scratch: Scratch, goal: int, corner: int) -> None:
    """Go on from a corner to its neighbours, and to the stop `goal` if it stands on a pavement from here."""
    corners, at = ground.corners, ground.snapped
    metres = scratch.metres[corner]
    if corner == corners.end[at.pavement[goal], 0]:
        reach(scratch, len(corners.link) + goal, metres + at.from_start_m[goal], corner, 0.0)
    if corner == corners.end[at.pavement[goal], 1]:
        reach(scratch, len(corners.link) + goal, metres + at.to_end_m[goal], corner, 0.0)
    for k in range(4):
        step_out(ground, scratch, goal, corners.link[corner, k], (metres + corners.link_m[corner, k], corner))


@compiled
def step_out(ground: Ground, scratch: Scratch, goal: int, corner: int, step: tuple[float, int]) -> None:
    """Reach a corner step[0] metres on the way, from step[1], steered by the straight line to the goal."""
    corners, at = ground.corners, ground.snapped
    pavement = at.pavement[goal]
    ahead = np.inf
    for k in range(2):
        end = corners.end[pavement, k]
        straight = np.hypot(
            corners.easting[corner] - corners.easting[end],
            corners.northing[corner] - corners.northing[end],
        )
        rest = at.from_start_m[goal] if k == 0 else at.to_end_m[goal]
        ahead = min(ahead, straight * corners.straight_scale[0] + rest)
    reach(scratch, corner, step[0], step[1], ahead)


@compiled
def door_to_door(ground: Ground, a: int, b: int, metres: float) -> float:
    """Give the metres between two doors whose places on the street are `metres` apart."""
    return min(by_street_m(ground, a, b, metres), through_yard_m(ground, a, b, metres))


@compiled
def by_street_m(ground: Ground, a: int, b: int, metres: float) -> float:
    """Give the metres between two doors out to the street, `metres` along it, and in again."""
    at = ground.snapped
    return float(metres + at.access_m[a] + at.access_m[b] + at.way_in_m[a] + at.way_in_m[b])


@compiled
def through_yard_m(ground: Ground, a: int, b: int, metres: float) -> float:
    """Give the metres between two doors that both lie in from the street without going out to it.

    The straight line, and `YARD_FACTOR` for each metre along the street: doors that share a way in have few
    of these, doors of two gardens many. So made, distances still obey the triangle inequality.
    """
    at = ground.snapped
    if at.way_in_m[a] == 0.0 or at.way_in_m[b] == 0.0:
        return np.inf
    return float(straight_m(ground, a, b) + YARD_FACTOR * metres)


@compiled
def straight_m(ground: Ground, a: int, b: int) -> float:
    """Give the straight line between two stops in metres."""
    at = ground.snapped
    return float(np.hypot(at.easting[a] - at.easting[b], at.northing[a] - at.northing[b]))
