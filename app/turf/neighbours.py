"""Which walk routes lie side by side, and colours that tell them apart. For the engine's process only."""

from collections.abc import Collection, Mapping, Sequence
from uuid import UUID

import numpy as np
import numpy.typing as npt
from scipy.sparse import coo_array
from scipy.sparse.csgraph import connected_components
from scipy.spatial import Delaunay, KDTree

from app.turf.colours import ALIKE, PALETTE

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]
NUDGE_M = 0.1
NEAR_M = 60.0
LEAST_STOPS = 4


def neighbours(metres: Floats, owner: Ints) -> set[tuple[int, int]]:
    """Find the pairs of routes that touch, or that the eye takes for one when they have one colour.

    Two of their stops share an edge of the Delaunay triangulation, or are within 60 m of each other.

    Parameters
    ----------
    metres
        Positions of the stops, shape (n, 2).
    owner
        Number of the route each stop is in, shape (n,).
    """
    if len(metres) < LEAST_STOPS:
        owners = sorted(set(owner.tolist()))
        return {(a, b) for a in owners for b in owners if a < b}
    near = KDTree(metres).query_pairs(NEAR_M, output_type="ndarray")
    pairs = np.sort(owner[np.concatenate([_edges(metres), near])], axis=1)
    pairs = np.unique(pairs[pairs[:, 0] != pairs[:, 1]], axis=0)
    return {(int(a), int(b)) for a, b in pairs}


def parts_too_many(metres: Floats, owner: Ints) -> int:
    """Count the parts that routes fall into beyond one each, with other routes' stops between.

    Parameters are as for `neighbours`.
    """
    if len(metres) < LEAST_STOPS:
        return 0
    edges = _edges(metres)
    own = edges[owner[edges[:, 0]] == owner[edges[:, 1]]]
    beside = coo_array((np.ones(len(own)), (own[:, 0], own[:, 1])), shape=(len(metres), len(metres)))
    parts, _of = connected_components(beside, directed=False)
    return int(parts) - len(np.unique(owner))


def _edges(metres: Floats) -> Ints:
    """Give the edges of the Delaunay triangulation, shape (k, 2).

    Stops in one line, or two in one place, make no triangle: each is moved a little, alike every time.
    """
    nudge = np.random.default_rng(1).uniform(-NUDGE_M, NUDGE_M, metres.shape)
    corners = Delaunay(metres - metres.mean(axis=0) + nudge).simplices
    return np.concatenate([corners[:, [0, 1]], corners[:, [1, 2]], corners[:, [2, 0]]]).astype(np.int64)


def colour_routes(
    ids: Sequence[UUID],
    pairs: set[tuple[int, int]],
    wanted: Mapping[UUID, int],
    first: Collection[UUID] = (),
) -> dict[UUID, int]:
    """Give each route a colour that no neighbour has; those in `wanted` keep theirs where they can.

    Where two neighbours want the same, it is kept by one that is in `first`.

    Greedy, in the order that leaves the fewest neighbours for last (Matula & Beck 1983,
    https://doi.org/10.1145/2402.322385): a map that could be drawn flat needs six of the eight.
    """
    beside: list[set[int]] = [set() for _ in ids]
    for a, b in pairs:
        beside[a].add(b)
        beside[b].add(a)
    colours: dict[int, int] = {}
    used = [0] * len(PALETTE)
    turn = {one: (ids[one] not in first, ids[one] not in wanted) for one in range(len(ids))}
    for route in sorted(_smallest_last(beside), key=turn.__getitem__):
        taken = [colours[other] for other in beside[route] if other in colours]
        colours[route] = _best(taken, used, wanted.get(ids[route]))
        used[colours[route]] += 1
    return {ids[route]: colour for route, colour in colours.items()}


def _smallest_last(beside: list[set[int]]) -> list[int]:
    left = set(range(len(beside)))
    order = []
    while left:
        route = min(left, key=lambda one: (len(beside[one] & left), one))
        order.append(route)
        left.remove(route)
    return order[::-1]


def _best(taken: list[int], used: list[int], wanted: int | None) -> int:
    """Keep the wanted colour if it is free, else take a free one unlike those beside, the one used least."""
    if wanted is not None and wanted not in taken:
        return wanted
    alike = {like for one in taken for like in ALIKE.get(one, ())}
    return min(
        range(len(used)), key=lambda colour: (taken.count(colour), colour in alike, used[colour], colour)
    )
