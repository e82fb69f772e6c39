"""Block faces: one side of a street between two road junctions, the natural piece to give to one team."""

import numpy as np

from routes.arrays import Floats, Ints
from routes.compiled import compiled
from routes.corners import junctions
from routes.model import ARTERIAL, QUIET, Network
from routes.tour import find_root


def pavement_faces(network: Network) -> Ints:
    """Give the block face of each pavement, shape (2e,).

    A face goes on where a street of the same name only meets footpaths; it ends where roads meet.
    """
    streets = len(network.name)
    ends = np.column_stack([network.first_point[:-1], network.first_point[1:] - 1]).ravel()
    node = junctions(network.points[ends])
    is_road = np.repeat((network.kind == QUIET) | (network.kind == ARTERIAL), 2)
    roads_here = np.bincount(node, is_road, minlength=1)[node]
    arm = np.flatnonzero(is_road & (roads_here == 2))
    arm = arm[np.argsort(node[arm], kind="stable")]
    p, q = arm[0::2], arm[1::2]
    code: dict[str, int] = {"": -1}
    name = np.array(
        [code.setdefault(s.casefold().strip(), len(code)) for s in network.name.tolist()], np.int64
    )
    joins = (name[p // 2] == name[q // 2]) & (name[p // 2] >= 0) & (p // 2 != q // 2)
    p, q = p[joins], q[joins]
    # The pavement left of arm k, seen from the junction, is LEFT at the street's start and RIGHT at its end.
    here = np.concatenate([p, p ^ 1])
    there = np.concatenate([q ^ 1, q])
    return united(here, there, 2 * streets)


@compiled
def united(here: Ints, there: Ints, size: int) -> Ints:
    """Number the sets that pairs of members belong together in, by a member of each."""
    root = np.arange(size)
    for k in range(len(here)):
        root[find_root(root, here[k])] = find_root(root, there[k])
    for k in range(size):
        root[k] = find_root(root, k)
    return root


def priced_faces(face: Ints, service: Floats, most_minutes: float) -> tuple[Ints, Ints, Ints]:
    """Choose the faces worth keeping whole: two stops or more, and no more work than fits in one route.

    Returns the face of each stop (-1 without price), and the stops by face as offsets and members.
    """
    _, number, count = np.unique(face, return_inverse=True, return_counts=True)
    work = np.bincount(number, service, minlength=len(count))
    chosen = (count >= 2) & (work <= most_minutes)
    renumbered = np.where(chosen, np.cumsum(chosen) - 1, -1)
    of_stop = renumbered[number].astype(np.int64)
    members = np.argsort(of_stop, kind="stable").astype(np.int64)
    members = members[np.searchsorted(of_stop[members], 0) :]
    first = np.searchsorted(of_stop[members], np.arange(int(chosen.sum()) + 1)).astype(np.int64)
    return of_stop, first, members
