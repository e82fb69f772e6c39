"""The form of a route: in how many parts its stops lie, and how much room it takes up.

Two stops are tied when one is among the `TIED` nearest on foot of the `POOL` nearest stops of the other by
straight line. A route whose stops are all tied together has no other route's stops between them. The room is
the area of the polygon of sixteen sides around a route: where it is small, hulls overlap little.
"""

import numpy as np

from routes.arrays import Floats, Ints
from routes.compiled import compiled
from routes.distances import Walk, metres_between
from routes.model import Settings
from routes.split import growth_of_prices
from routes.state import FormPrice, Plan, Search

TIED = 10
POOL = 24
SIDES = 16
STRETCH = (
    4.0  # the price of room levels off at so many typical rooms: a far house must be fetched all the same
)
COSINE, SINE = float(np.cos(2 * np.pi / SIDES)), float(np.sin(2 * np.pi / SIDES))
NOWHERE_M = -1e18


def ties(walk: Walk, easting: Floats, northing: Floats) -> tuple[Ints, Ints]:
    """Tie stops together: offsets, shape (n + 1,), and the stops tied to each. Positions are metres."""
    stops = len(easting)
    around = nearest_by_line(easting, northing, np.argsort(easting, kind="stable"), min(POOL, stops - 1))
    near = nearest_of(walk, around, min(TIED, stops - 1))
    stop, other = np.repeat(np.arange(stops), near.shape[1]), near.ravel()
    pairs = np.concatenate([stop * stops + other, other * stops + stop])
    pairs.sort()  # in place: np.unique takes ten times as long and twice the room
    pairs = pairs[np.append(True, pairs[1:] != pairs[:-1])[: len(pairs)]]
    first = np.searchsorted(pairs, np.arange(stops + 1) * stops)
    return first.astype(np.int64), (pairs % max(1, stops)).astype(np.int64)


def positions_ahead(easting: Floats, northing: Floats) -> Floats:
    """Give the position of each stop along half the directions, metres, shape (n, SIDES / 2)."""
    turn = 2 * np.pi / SIDES * np.arange(SIDES // 2)
    east, north = easting - easting.mean(), northing - northing.mean()
    ahead: Floats = east[:, None] * np.cos(turn) + north[:, None] * np.sin(turn)
    return np.ascontiguousarray(ahead)


def form_price(plan: Plan, settings: Settings) -> FormPrice:
    """Set the prices of parts and room by the routes of the first plan."""
    laid = np.flatnonzero(plan.count)
    far_m = np.empty(SIDES)
    rooms = [room_around(plan, far_m, int(route)) for route in laid]
    mean_walk_m = float(plan.hop_m.sum()) / max(1, len(laid))
    return FormPrice(
        part_m=float(settings.part_price_m) * growth_of_prices(mean_walk_m),
        room_m=float(settings.room_price) * mean_walk_m,
        typical_room=max(1.0, float(np.median(rooms)) if rooms else 1.0),
    )


@compiled
def nearest_by_line(easting: Floats, northing: Floats, turn: Ints, count: int) -> Ints:
    """Find the `count` nearest stops of each by straight line; `turn` is the stops from west to east."""
    found = np.empty((len(turn), count), np.int64)
    squares = np.empty(count)
    for place in range(len(turn)):
        stop, size = turn[place], 0
        west, east = place - 1, place + 1
        while west >= 0 or east < len(turn):
            to_west = easting[stop] - easting[turn[west]] if west >= 0 else np.inf
            to_east = easting[turn[east]] - easting[stop] if east < len(turn) else np.inf
            gap = min(to_west, to_east)
            if size == count and (count == 0 or gap * gap >= squares[count - 1]):
                break
            other = turn[west] if to_west <= to_east else turn[east]
            west, east = (west - 1, east) if to_west <= to_east else (west, east + 1)
            square = gap * gap + (northing[stop] - northing[other]) ** 2
            size = keep_nearest(found[stop], squares, size, (square, other))
    return found


@compiled
def keep_nearest(found: Ints, keys: Floats, size: int, one: tuple[float, int]) -> int:
    """Put one[1] among the nearest by the key one[0], if it is near enough; give how many they are now."""
    if size == len(found) and (size == 0 or one[0] >= keys[size - 1]):
        return size
    k = min(size, len(found) - 1)
    while k > 0 and keys[k - 1] > one[0]:
        keys[k], found[k] = keys[k - 1], found[k - 1]
        k -= 1
    keys[k], found[k] = one
    return min(size + 1, len(found))


@compiled
def nearest_of(walk: Walk, around: Ints, count: int) -> Ints:
    """Choose the `count` nearest on foot of the stops around each."""
    found = np.empty((len(around), count), np.int64)
    metres = np.empty(count)
    for stop in range(len(around)):
        size = 0
        for k in range(around.shape[1]):
            other = around[stop, k]
            size = keep_nearest(found[stop], metres, size, (metres_between(walk, stop, other), other))
    return found


@compiled
def measure_form(search: Search, plan: Plan, route: int) -> None:
    """Count a route's parts and measure its room anew."""
    plan.parts[route] = count_parts(search, plan, route)
    plan.room[route] = room_around(plan, search.notes.far_m, route)


@compiled
def count_parts(search: Search, plan: Plan, route: int) -> int:
    """Count the parts that a route's stops lie in."""
    mark = search.notes.mark
    mark[-1] += 1
    parts = 0
    stop = plan.first[route]
    while stop >= 0:
        if mark[stop] != mark[-1]:
            parts += 1
            mark_part(search, plan, stop, route)
        stop = plan.after[stop]
    return parts


@compiled
def mark_part(search: Search, plan: Plan, stop: int, route: int) -> None:
    """Mark all stops of the route that are tied to `stop`, directly or by others."""
    mark, stack = search.notes.mark, search.notes.stack
    mark[stop] = mark[-1]
    stack[0] = stop
    height = 1
    while height:
        height -= 1
        here = stack[height]
        for k in range(plan.tie_first[here], plan.tie_first[here + 1]):
            other = plan.tie_stop[k]
            if plan.route[other] == route and mark[other] != mark[-1]:
                mark[other] = mark[-1]
                stack[height] = other
                height += 1


@compiled
def room_around(plan: Plan, far_m: Floats, route: int) -> float:
    """Give the area in square metres of the polygon of `SIDES` sides that touches a route all around.

    `far_m`, shape (SIDES,), is room to write how far the route reaches to each side.
    """
    half = SIDES // 2
    stop = plan.first[route]
    if stop < 0:
        return 0.0
    far_m[:] = NOWHERE_M
    while stop >= 0:
        for k in range(half):
            ahead_m = plan.ahead_m[stop, k]
            far_m[k] = max(far_m[k], ahead_m)
            far_m[k + half] = max(far_m[k + half], -ahead_m)
        stop = plan.after[stop]
    area = 0.0
    for k in range(SIDES):
        beside_m = far_m[(k + 1) % SIDES] + far_m[k - 1]
        area += float(far_m[k] * (beside_m - 2.0 * COSINE * far_m[k]))
    return area / (2.0 * SINE)


@compiled
def price_of_form(search: Search, plan: Plan, route: int) -> float:
    """Give the price of a route's parts and room in metres, as they were last measured."""
    price = search.form
    size = plan.room[route] / price.typical_room
    return float(price.part_m * max(0, plan.parts[route] - 1) + price.room_m * size / (1.0 + size / STRETCH))


@compiled
def note_touched(search: Search, plan: Plan) -> float:
    """Note the routes in the log with their form, and give its price: no change can save more than that."""
    notes, log = search.notes, search.log
    notes.count[0] = 0
    search.mark[-1] += 1
    price = 0.0
    for k in range(log.size[0]):
        route = log.route[k]
        if search.mark[route] != search.mark[-1]:
            search.mark[route] = search.mark[-1]
            j = notes.count[0]
            notes.touched[j], notes.parts[j], notes.room[j] = route, plan.parts[route], plan.room[route]
            notes.count[0] = j + 1
            price += price_of_form(search, plan, route)
    return price


@compiled
def measure_touched(search: Search, plan: Plan) -> float:
    """Measure the form of the noted routes anew, and give its price."""
    price = 0.0
    for k in range(search.notes.count[0]):
        measure_form(search, plan, search.notes.touched[k])
        price += price_of_form(search, plan, search.notes.touched[k])
    return price


@compiled
def take_form_back(search: Search, plan: Plan) -> None:
    """Put the form of the noted routes back as it was."""
    notes = search.notes
    for k in range(notes.count[0]):
        plan.parts[notes.touched[k]] = notes.parts[k]
        plan.room[notes.touched[k]] = notes.room[k]


@compiled
def mark_tied(search: Search, plan: Plan, stop: int) -> None:
    """Mark the routes that hold a stop tied to `stop`."""
    search.mark_tied[-1] += 1
    for k in range(plan.tie_first[stop], plan.tie_first[stop + 1]):
        other = plan.tie_stop[k]
        if plan.region[other] == search.region and plan.route[other] >= 0:
            search.mark_tied[plan.route[other]] = search.mark_tied[-1]
