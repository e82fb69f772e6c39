"""Exchange of tails: two routes are each cut in two and joined crosswise.

One exchange moves half a street at a time, which strings of a few stops cannot, and costs a tenth of a step.

References
----------
Potvin, Rousseau (1995), An exchange heuristic for routeing problems with time windows,
https://doi.org/10.1057/jors.1995.204
"""

import numpy as np

from routes.chance import chance, chance_below
from routes.compiled import compiled
from routes.detours import price_of_detour
from routes.distances import metres_between
from routes.form import measure_form, price_of_form
from routes.split import price_of
from routes.state import NOBODY, Line, Plan, Search

NEAREST = 8  # a stop is joined to one of its nearest


@compiled
def exchange_tails(search: Search, plan: Plan, heat_m: float) -> None:
    """Join a stop to a near one of another route, exchange what lies behind, keep it or take it back."""
    stop = search.mine[chance_below(search.random, search.mine_count[0])]
    near = search.walk.near[stop, chance_below(search.random, NEAREST)]
    if near < 0 or plan.region[near] != search.region or plan.route[near] == plan.route[stop]:
        return
    first, second = plan.route[stop], plan.route[near]
    allowed_m = -heat_m * np.log(chance(search.random) + 1e-300)
    lines = search.lines
    read(plan, first, lines.one, chance(search.random) < 0.5)
    read(plan, second, lines.two, chance(search.random) < 0.5)
    head = place_of(lines.one, stop) + 1
    tail = place_of(lines.two, near)
    join(search, (lines.one, head), (lines.two, tail), lines.new_one)
    join(search, (lines.two, tail), (lines.one, head), lines.new_two)
    added_m = price_of_line(search, plan, lines.new_one, first) - price_of_line(
        search, plan, lines.one, first
    )
    added_m += price_of_line(search, plan, lines.new_two, second)
    added_m -= price_of_line(search, plan, lines.two, second)
    form_m = price_of_form(search, plan, first) + price_of_form(search, plan, second)
    if added_m - form_m > allowed_m:
        return
    before = (plan.parts[first], plan.room[first], plan.parts[second], plan.room[second])
    lay(search, plan, lines.new_one, first)
    lay(search, plan, lines.new_two, second)
    measure_form(search, plan, first)
    measure_form(search, plan, second)
    added_m += price_of_form(search, plan, first) + price_of_form(search, plan, second) - form_m
    if added_m <= allowed_m:
        detours_m = price_of_detour(search, plan, first) + price_of_detour(search, plan, second)
        if added_m + detours_m <= allowed_m:
            search.cost[0] += added_m
            return
    lay(search, plan, lines.one, first)
    lay(search, plan, lines.two, second)
    plan.parts[first], plan.room[first], plan.parts[second], plan.room[second] = before


@compiled
def read(plan: Plan, route: int, line: Line, forth: bool) -> None:
    """Lay out a route in its order or, if not `forth`, from its end."""
    count = plan.count[route]
    line.size[0] = count
    stop = plan.first[route]
    for k in range(count):
        place = k if forth else count - 1 - k
        line.stop[place] = stop
        if forth:
            line.hop_m[place] = plan.hop_m[stop]
        elif place > 0:
            line.hop_m[place - 1] = plan.hop_m[stop]
        stop = plan.after[stop]


@compiled
def place_of(line: Line, stop: int) -> int:
    """Give the place of a stop in its line."""
    place = 0
    while line.stop[place] != stop:
        place += 1
    return place


@compiled
def join(search: Search, head: tuple[Line, int], tail: tuple[Line, int], into: Line) -> None:
    """Write the stops of head[0] before place head[1], and those of tail[0] from place tail[1] on."""
    size = head[1]
    into.stop[:size], into.hop_m[:size] = head[0].stop[:size], head[0].hop_m[:size]
    end = tail[0].size[0]
    if size and tail[1] < end:
        into.hop_m[size - 1] = metres_between(search.walk, head[0].stop[size - 1], tail[0].stop[tail[1]])
    for k in range(tail[1], end):
        into.stop[size], into.hop_m[size] = tail[0].stop[k], tail[0].hop_m[k]
        size += 1
    into.size[0] = size


@compiled
def price_of_line(search: Search, plan: Plan, line: Line, route: int) -> float:
    """Give what a route costs in metres when it is walked along `line`: metres, minutes, block faces."""
    count = line.size[0]
    if count == 0:
        return float(plan.empty_m[route])
    mark_face = search.notes.mark_face
    mark_face[-1] += 1
    walked_m = float(plan.way_m[line.stop[0]]) + float(plan.way_m[line.stop[count - 1]])
    minutes, faces = 0.0, 0
    for k in range(count):
        stop = line.stop[k]
        minutes += plan.service[stop]
        if k + 1 < count:
            walked_m += line.hop_m[k]
        face = plan.face[stop]
        if face >= 0 and mark_face[face] != mark_face[-1]:
            mark_face[face] = mark_face[-1]
            faces += 1
    minutes += walked_m / search.price.pace
    price = price_of(search.price, search.strictness[0], minutes, plan.least[route])
    return walked_m + price + search.face_m * faces


@compiled
def lay(search: Search, plan: Plan, line: Line, route: int) -> None:
    """Make a route of a line."""
    count = line.size[0]
    plan.first[route] = line.stop[0] if count else NOBODY
    plan.count[route] = count
    minutes = plan.way_m[line.stop[0]] / search.price.pace if count else 0.0
    for k in range(count):
        stop = line.stop[k]
        plan.route[stop] = route
        plan.before[stop] = line.stop[k - 1] if k else NOBODY
        plan.after[stop] = line.stop[k + 1] if k + 1 < count else NOBODY
        plan.hop_m[stop] = line.hop_m[k] if k + 1 < count else plan.way_m[stop]
        minutes += plan.service[stop] + plan.hop_m[stop] / search.price.pace
    plan.minutes[route] = minutes
