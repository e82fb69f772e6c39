"""A walk drawn along the streets, with its exact metres, its climb and the arterial streets it crosses."""

import numpy as np

from routes.arrays import Floats, Ints
from routes.compiled import compiled, record
from routes.slopes import Slopes
from routes.snapping import foot_point
from routes.walking import Ground, Scratch, by_street_m, exact_metres

BY_STREET = -1
SAME_POINT_M = 1e-3


@record
class Lines:
    """The drawn streets: points in metres, the first of each, metres in the plane to each point; slopes."""

    points: Floats
    first_point: Ints
    from_first: Floats
    slopes: Slopes


@record
class Sheet:
    """What has been drawn; `size` counts points even when the paper is full, `crossings` arterial streets.

    `crossed` is the arterial street crossed last, NONE before the first. `sums`, shape (4,), adds up over
    the streets walked: true metres, flat metres forth and flat metres if the walk were turned round, each
    less the mean flat metres that the search reckons with; and metres upwards.
    """

    points: Floats
    size: Ints
    crossings: Ints
    crossed: Ints
    sums: Floats


NONE = -1
ALIKE = 0.8  # cosine of the angle between two carriageways, at least
OTHER_LANES_M = 40.0  # from one carriageway of a road to the other, at most
TRUE, FORTH, TURNED, CLIMB = 0, 1, 2, 3


def new_sheet(points: int) -> Sheet:
    """Take a sheet with room for so many points."""
    return Sheet(
        points=np.empty((points, 2)),
        size=np.zeros(1, np.int64),
        crossings=np.zeros(1, np.int64),
        crossed=np.full(1, NONE),
        sums=np.zeros(4),
    )


@compiled
def hop_metres(ground: Ground, scratch: Scratch, stops: Ints) -> Floats:
    """Give the exact metres from each stop to the next; 0 at the last."""
    metres = np.zeros(len(stops))
    for k in range(len(stops) - 1):
        metres[k] = exact_metres(ground, scratch, stops[k], stops[k + 1])
    return metres


@compiled
def draw_walk(ground: Ground, scratch: Scratch, lines: Lines, stops: Ints, sheet: Sheet) -> Floats:
    """Draw the walk through `stops` on the sheet; return the true metres from each to the next."""
    metres = np.zeros(len(stops))
    if ground.snapped.way_in_m[stops[0]] == 0:
        draw_foot(ground, lines, sheet, stops[0])
    draw_door(ground, lines, sheet, stops[0])
    for k in range(len(stops) - 1):
        here, there = stops[k], stops[k + 1]
        hop_m = exact_metres(ground, scratch, here, there)
        if goes_through_yard(ground, scratch, (here, there), hop_m):
            metres[k] = hop_m
            draw_door(ground, lines, sheet, there)
            continue
        draw_foot(ground, lines, sheet, here)
        metres[k] = hop_m - sheet.sums[TRUE]
        draw_hop(ground, scratch, lines, sheet, (here, there))
        metres[k] += sheet.sums[TRUE]
        draw_foot(ground, lines, sheet, there)
        draw_door(ground, lines, sheet, there)
    if ground.snapped.way_in_m[stops[-1]] == 0:
        draw_foot(ground, lines, sheet, stops[-1])
    return metres


@compiled
def draw_hop(ground: Ground, scratch: Scratch, lines: Lines, sheet: Sheet, hop: tuple[int, int]) -> None:
    """Draw the way that the last search found between two stops."""
    corners, at = ground.corners, ground.snapped
    a, b = hop
    start, finish = at.pavement[a], at.pavement[b]
    if corners.part[corners.end[start, 0]] != corners.part[corners.end[finish, 0]]:
        return
    way = way_back(ground, scratch, b)
    if len(way) == 0:
        draw_street(lines, sheet, start >> 1, (share(ground, a), share(ground, b)))
        if start != finish:
            cross(ground, lines, sheet, start >> 1)
        return
    draw_street(lines, sheet, start >> 1, (share(ground, a), end_share(ground, start, way[-1], a)))
    for k in range(len(way) - 1, 0, -1):
        draw_link(ground, lines, sheet, way[k], way[k - 1])
    draw_street(lines, sheet, finish >> 1, (end_share(ground, finish, way[0], b), share(ground, b)))


@compiled
def goes_through_yard(ground: Ground, scratch: Scratch, hop: tuple[int, int], hop_m: float) -> bool:
    """Tell if the way that the last search found between two stops is longer than that from door to door."""
    corners, at = ground.corners, ground.snapped
    a, b = hop
    if corners.part[corners.end[at.pavement[a], 0]] != corners.part[corners.end[at.pavement[b], 0]]:
        return False
    return bool(hop_m < by_street_m(ground, a, b, scratch.metres[len(corners.link) + b]))


@compiled
def way_back(ground: Ground, scratch: Scratch, stop: int) -> Ints:
    """Read the corners of the way to `stop` backwards."""
    goal = len(ground.corners.link) + stop
    length = 0
    corner = scratch.came_from[goal]
    while corner != BY_STREET:
        length += 1
        corner = scratch.came_from[corner]
    way = np.empty(length, np.int64)
    corner = scratch.came_from[goal]
    for k in range(length):
        way[k] = corner
        corner = scratch.came_from[corner]
    return way


@compiled
def share(ground: Ground, stop: int) -> float:
    """Give how far along its street a stop stands, 0 to 1."""
    corners, at = ground.corners, ground.snapped
    length = corners.length_m[at.pavement[stop] >> 1]
    return at.from_start_m[stop] / length if length > 0 else 0.0


@compiled
def end_share(ground: Ground, pavement: int, corner: int, stop: int) -> float:
    """Give which end of the pavement a corner is, 0 or 1; the nearer to `stop` where it is both."""
    corners, at = ground.corners, ground.snapped
    is_start = corners.end[pavement, 0] == corner
    is_end = corners.end[pavement, 1] == corner
    if is_start and is_end:
        return 0.0 if at.from_start_m[stop] <= at.to_end_m[stop] else 1.0
    return 0.0 if is_start else 1.0


@compiled
def draw_link(ground: Ground, lines: Lines, sheet: Sheet, here: int, there: int) -> None:
    """Draw the cheapest link between two neighbouring corners: a street, or nothing but a crossing."""
    corners = ground.corners
    best = -1
    for k in range(4):
        if corners.link[here, k] == there and (
            best < 0 or corners.link_m[here, k] < corners.link_m[here, best]
        ):
            best = k
    if best >= 2:
        cross(ground, lines, sheet, corners.crossed[here, best - 2])
        return
    pavement = corners.pavement[here, best]
    start = 0.0 if corners.end[pavement, 0] == here else 1.0
    draw_street(lines, sheet, pavement >> 1, (start, 1.0 - start))


@compiled
def cross(ground: Ground, lines: Lines, sheet: Sheet, street: int) -> None:
    """Count the crossing of an arterial street; the two carriageways of one road count as one."""
    if not ground.corners.arterial[street]:
        return
    if not is_other_carriageway(lines, sheet.crossed[0], street):
        sheet.crossings[0] += 1
        sheet.crossed[0] = street
    else:
        sheet.crossed[0] = NONE


@compiled
def is_other_carriageway(lines: Lines, one: int, other: int) -> bool:
    """Tell if two streets run side by side: near each other, and alike in direction, but not end to end."""
    if one in (NONE, other):
        return False
    a, b = lines.points[lines.first_point[one]], lines.points[lines.first_point[one + 1] - 1]
    c, d = lines.points[lines.first_point[other]], lines.points[lines.first_point[other + 1] - 1]
    if near_m(a, c) < SAME_POINT_M or near_m(a, d) < SAME_POINT_M:
        return False
    if near_m(b, c) < SAME_POINT_M or near_m(b, d) < SAME_POINT_M:
        return False
    apart = min(beside_m(a, b, c), beside_m(a, b, d), beside_m(c, d, a), beside_m(c, d, b))
    along = (b[0] - a[0]) * (d[0] - c[0]) + (b[1] - a[1]) * (d[1] - c[1])
    cosine = along / max(1e-9, near_m(a, b) * near_m(c, d))
    return bool(apart < OTHER_LANES_M and abs(cosine) > ALIKE)


@compiled
def near_m(a: Floats, b: Floats) -> float:
    """Give the metres between two points."""
    return float(np.hypot(a[0] - b[0], a[1] - b[1]))


@compiled
def beside_m(a: Floats, b: Floats, point: Floats) -> float:
    """Give the metres from a point to the straight line between two others."""
    return float(foot_point(a, b, (point[0], point[1]))[1])


@compiled
def draw_street(lines: Lines, sheet: Sheet, street: int, shares: tuple[float, float]) -> None:
    """Draw a street from one share of its length to another, 0 to 1."""
    first, last = lines.first_point[street], lines.first_point[street + 1] - 1
    total = lines.from_first[last]
    start, finish = shares[0] * total, shares[1] * total
    add_up(lines.slopes, sheet.sums, street, shares)
    draw_along(lines, sheet, (first, last), start)
    if start <= finish:
        for k in range(first, last + 1):
            if start < lines.from_first[k] < finish:
                draw_point(sheet, lines.points[k, 0], lines.points[k, 1])
    else:
        for k in range(last, first - 1, -1):
            if finish < lines.from_first[k] < start:
                draw_point(sheet, lines.points[k, 0], lines.points[k, 1])
    draw_along(lines, sheet, (first, last), finish)


@compiled
def add_up(slopes: Slopes, sums: Floats, street: int, shares: tuple[float, float]) -> None:
    """Add what walking a street from one share of its length to another is, beside the mean."""
    part = abs(shares[1] - shares[0])
    forth, back, climb = slopes.forth_m[street], slopes.back_m[street], slopes.climb_forth_m[street]
    if shares[1] < shares[0]:
        forth, back, climb = back, forth, slopes.climb_back_m[street]
    sums[TRUE] += part * (slopes.length_m[street] - slopes.mean_m[street])
    sums[FORTH] += part * (forth - slopes.mean_m[street])
    sums[TURNED] += part * (back - slopes.mean_m[street])
    sums[CLIMB] += part * climb


@compiled
def draw_along(lines: Lines, sheet: Sheet, ends: tuple[int, int], metres: float) -> None:
    """Draw the point `metres` in the plane along a street."""
    easting, northing = place_along(lines, ends, metres)
    draw_point(sheet, easting, northing)


@compiled
def place_along(lines: Lines, ends: tuple[int, int], metres: float) -> tuple[float, float]:
    """Give the position `metres` in the plane along a street, whose points are ends[0] to ends[1]."""
    k = ends[0] + 1
    while k < ends[1] and lines.from_first[k] < metres:
        k += 1
    step = lines.from_first[k] - lines.from_first[k - 1]
    part = min(1.0, max(0.0, (metres - lines.from_first[k - 1]) / step)) if step > 0 else 0.0
    a, b = lines.points[k - 1], lines.points[k]
    return a[0] + part * (b[0] - a[0]), a[1] + part * (b[1] - a[1])


@compiled
def draw_foot(ground: Ground, lines: Lines, sheet: Sheet, stop: int) -> None:
    """Draw the place on the street where a stop is."""
    here = share(ground, stop)
    draw_street(lines, sheet, ground.snapped.pavement[stop] >> 1, (here, here))


@compiled
def draw_door(ground: Ground, lines: Lines, sheet: Sheet, stop: int) -> None:
    """Draw a stop's door if it lies off the network, or as far in from the street as the way in is walked."""
    at = ground.snapped
    if at.access_m[stop] > 0:
        draw_point(sheet, at.easting[stop], at.northing[stop])
    elif at.way_in_m[stop] > 0:
        street = at.pavement[stop] >> 1
        ends = lines.first_point[street], lines.first_point[street + 1] - 1
        east, north = place_along(lines, ends, share(ground, stop) * lines.from_first[ends[1]])
        part = at.way_in_m[stop] / at.gap_m[stop]
        draw_point(sheet, east + part * (at.easting[stop] - east), north + part * (at.northing[stop] - north))


@compiled
def draw_point(sheet: Sheet, easting: float, northing: float) -> None:
    """Add a point unless it repeats the last one."""
    size = sheet.size[0]
    if 0 < size <= len(sheet.points):
        last = sheet.points[size - 1]
        if max(abs(last[0] - easting), abs(last[1] - northing)) < SAME_POINT_M:
            return
    if size < len(sheet.points):
        sheet.points[size, 0], sheet.points[size, 1] = easting, northing
    sheet.size[0] = size + 1
