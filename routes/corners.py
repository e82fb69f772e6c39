"""The graph people walk on: two pavements a street, and corners where pavements meet.

At a junction the arms are sorted by bearing. Between each two neighbouring arms lies a corner, where the
pavements on either side of it meet; passing an arm to the next corner is crossing that street. Corner k is
the one to the left of arm k seen from the junction, and street e has the arms 2e (its start) and 2e + 1, so
there are as many corners as street ends and each has at most four links: two pavements and two crossings.
"""

import numpy as np

from routes.arrays import Bytes, Floats, Ints
from routes.compiled import compiled, record
from routes.model import ARTERIAL, PATH, QUIET, STEPS, Network

LEFT, RIGHT = 0, 1
# Metres that changing side is worth: between junctions, and at a junction of three or more arms.
CROSS_MIDWAY_M = {PATH: 1.0, QUIET: 8.0, ARTERIAL: 40.0, STEPS: 1.0}
CROSS_AT_JUNCTION_M = {PATH: 1.0, QUIET: 4.0, ARTERIAL: 15.0, STEPS: 1.0}


@record
class Corners:
    """The corner graph. Pavement p = 2 × street + side; corner c = street end.

    Attributes
    ----------
    link, link_m : int and float64, shape (2e, 4)
        Corners reached from each corner, along two pavements and across two arms, and the metres.
    pavement : int, shape (2e, 2)
        Pavements of the first two links.
    crossed : int, shape (2e, 2)
        Streets crossed by the last two links.
    end : int, shape (2e, 2)
        Corners at the start and at the end of each pavement.
    length_m, turn_m : float64, shape (e,)
        True length of each street, and the price of crossing it between junctions.
    arterial : uint8, shape (e,)
        1 where the street is arterial.
    easting, northing : float64, shape (2e,)
        Position of each corner in metres.
    part : int, shape (2e,)
        Connected part of each corner.
    straight_scale : float64, shape (1,)
        Walking is never shorter than this × the straight line in the plane.
    """

    link: Ints
    link_m: Floats
    pavement: Ints
    crossed: Ints
    end: Ints
    length_m: Floats
    turn_m: Floats
    arterial: Bytes
    easting: Floats
    northing: Floats
    part: Ints
    straight_scale: Floats


def corner_graph(network: Network, plane_m: Floats, length_m: Floats) -> Corners:
    """Build the corner graph of `network`; `plane_m` and `length_m` are metres per street, shape (e,)."""
    first, last = network.first_point[:-1], network.first_point[1:] - 1
    streets, arms = len(first), 2 * len(first)
    ends = np.column_stack([first, last]).ravel()
    node = junctions(network.points[ends])
    before = arm_before(node, bearings(network.points, first, last), arms)
    after = np.empty(arms, np.int64)
    after[before] = np.arange(arms)
    even, odd = np.arange(0, arms, 2), np.arange(1, arms, 2)
    end = np.empty((arms, 2), np.int64)
    end[even, 0], end[even, 1] = even, before[odd]
    end[odd, 0], end[odd, 1] = before[even], odd
    price = crossing_prices(network, node)
    own = np.arange(arms)  # pavement to the left of arm k: LEFT of the street at its start, RIGHT at its end
    other = np.where(after % 2 == 0, after + 1, after - 1)
    link = np.column_stack([far_end(end, own, own), far_end(end, other, own), before, after])
    link_m = np.column_stack([length_m[own // 2], length_m[other // 2], price, price[after]])
    at = network.points[ends]
    return Corners(
        link=link.astype(np.int64),
        link_m=np.ascontiguousarray(link_m, np.float64),
        pavement=np.column_stack([own, other]).astype(np.int64),
        crossed=np.column_stack([own // 2, after // 2]).astype(np.int64),
        end=end.astype(np.int64),
        length_m=np.ascontiguousarray(length_m, np.float64),
        turn_m=np.array([CROSS_MIDWAY_M[k] for k in network.kind.tolist()], np.float64),
        arterial=(network.kind == ARTERIAL).astype(np.uint8),
        easting=np.ascontiguousarray(at[:, 0]),
        northing=np.ascontiguousarray(at[:, 1]),
        part=connected_parts(link.astype(np.int64)),
        straight_scale=straight_scale(plane_m, length_m, streets),
    )


def junctions(ends: Floats) -> Ints:
    """Number the distinct end points, equal to the millimetre; `ends` is metres, shape (2e, 2)."""
    if not len(ends):
        return np.empty(0, np.int64)
    grid = np.round((ends - ends.min(axis=0)) * 1000).astype(np.int64)
    key = grid[:, 0] * (grid[:, 1].max() + 1) + grid[:, 1]
    return np.unique(key, return_inverse=True)[1].ravel().astype(np.int64)


def bearings(points: Floats, first: Ints, last: Ints) -> Floats:
    """Give the direction in which each arm leaves its junction, radians anticlockwise from east."""
    ends = np.column_stack([first, last]).ravel()
    inner = np.column_stack([first + 1, last - 1]).ravel()
    away = points[inner] - points[ends]
    bearing: Floats = np.arctan2(away[:, 1], away[:, 0])
    return bearing


def arm_before(node: Ints, bearing: Floats, arms: int) -> Ints:
    """Give the arm before each arm around its junction, anticlockwise; a lone arm precedes itself."""
    turn = np.lexsort((np.arange(arms), bearing, node))
    begins = np.ones(arms, bool)
    begins[1:] = node[turn][1:] != node[turn][:-1]
    first = np.flatnonzero(begins)
    last = np.append(first, arms)[1:] - 1
    before = np.empty(arms, np.int64)
    before[turn[~begins]] = turn[np.flatnonzero(~begins) - 1]
    before[turn[first]] = turn[last]
    return before


def crossing_prices(network: Network, node: Ints) -> Floats:
    """Give the metres that passing each arm at its junction is worth, shape (2e,)."""
    arms_here = np.bincount(node, minlength=1)[node]
    midway = np.array([CROSS_MIDWAY_M[k] for k in network.kind.tolist()], np.float64)
    corner = np.array([CROSS_AT_JUNCTION_M[k] for k in network.kind.tolist()], np.float64)
    return np.where(arms_here >= 3, np.repeat(corner, 2), np.repeat(midway, 2))


def far_end(end: Ints, pavement: Ints, corner: Ints) -> Ints:
    """Give the other corner of each pavement."""
    other: Ints = np.where(end[pavement, 0] == corner, end[pavement, 1], end[pavement, 0])
    return other


def straight_scale(plane_m: Floats, length_m: Floats, streets: int) -> Floats:
    """Find how much shorter than in the plane a street may be; shape (1,)."""
    drawn = np.flatnonzero(plane_m > 1.0) if streets else np.empty(0, np.int64)
    scale = float((length_m[drawn] / plane_m[drawn]).min()) if len(drawn) else 1.0
    return np.array([min(1.0, scale) * 0.999])


@compiled
def connected_parts(link: Ints) -> Ints:
    """Number the connected parts of the corner graph, in the order of their first corners."""
    part = np.full(len(link), -1, np.int64)
    stack = np.empty(len(link) + 1, np.int64)
    parts = 0
    for start in range(len(link)):
        if part[start] >= 0:
            continue
        part[start] = parts
        stack[0] = start
        height = 1
        while height:
            height -= 1
            for other in link[stack[height]]:
                if part[other] < 0:
                    part[other] = parts
                    stack[height] = other
                    height += 1
        parts += 1
    return part
