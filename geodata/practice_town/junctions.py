"""Streets that cross get a common point, as a map has it; bridges and tunnels over barriers need none."""

from collections.abc import Sequence

import numpy as np
import shapely

from geodata.practice_town.plan import Line, Point, Street

TOGETHER_M = 2.0


def with_junctions(streets: Sequence[Street]) -> list[Line]:
    """Put a point into every street where another crosses it or ends on it.

    Parameters
    ----------
    streets
        Points in metres.

    Returns
    -------
    list of Line
        Points of each street in metres, in the same order. Junctions within 2 m of each other are one, and
        all streets that meet there share exactly that point.
    """
    lines = [shapely.LineString(street.points) for street in streets]
    tree = shapely.STRtree(lines)
    first, second = tree.query(lines, predicate="dwithin", distance=TOGETHER_M)
    met: list[Point] = []
    at: list[list[int]] = [[] for _ in streets]
    for a, b in zip(first.tolist(), second.tolist(), strict=True):
        if a < b:
            for point in _meetings(lines[a], lines[b]):
                k = _junction(met, point)
                at[a].append(k)
                at[b].append(k)
    return [_threaded(line, [met[k] for k in dict.fromkeys(ks)]) for line, ks in zip(lines, at, strict=True)]


def _meetings(one: shapely.LineString, other: shapely.LineString) -> list[Point]:
    """Where two lines cross, and where one ends on the other."""
    points = [(p.x, p.y) for p in shapely.get_parts(one.intersection(other)) if p.geom_type == "Point"]
    for line, end_line in ((one, other), (other, one)):
        for end in (end_line.coords[0], end_line.coords[-1]):
            points += [(end[0], end[1])] if line.distance(shapely.Point(end)) <= TOGETHER_M else []
    return [(round(x, 2), round(y, 2)) for x, y in points]


def _junction(met: list[Point], point: Point) -> int:
    """Number of the junction at a point; a new one where there is none within reach."""
    for k, known in enumerate(met):
        if np.hypot(known[0] - point[0], known[1] - point[1]) <= TOGETHER_M:
            return k
    met.append(point)
    return len(met) - 1


def _threaded(line: shapely.LineString, junctions: Sequence[Point]) -> Line:
    """The line through its junctions, instead of the points of its own that lie beside them."""
    own = [c for c in line.coords if all(np.hypot(c[0] - j[0], c[1] - j[1]) > TOGETHER_M for j in junctions)]
    if line.is_closed and junctions:
        own = own[:-1] if own and own[0] == own[-1] else own
    placed = [(line.project(shapely.Point(point)), (point[0], point[1])) for point in (*own, *junctions)]
    threaded = [point for _, point in sorted(placed)]
    return tuple(threaded + threaded[:1]) if line.is_closed else tuple(threaded)
