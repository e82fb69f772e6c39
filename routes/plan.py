"""The routes while they are searched: linked lists of stops, with minutes and price kept up to date.

A change is noted in a log and can be taken back. The cost of a plan, in metres of walking, is
    metres walked + price of each route's minutes and form + face price × (routes in each block face - 1).
"""

from routes.arrays import Ints
from routes.compiled import compiled
from routes.distances import Walk, metres_between
from routes.split import price_of
from routes.state import NOBODY, Plan, Search


@compiled
def lay_route(walk: Walk, plan: Plan, stops: Ints, route: int) -> None:
    """Write one route, and its minutes of service; the pace is added by `refresh`."""
    plan.first[route] = stops[0] if len(stops) else NOBODY
    plan.count[route] = len(stops)
    for k in range(len(stops)):
        stop = stops[k]
        plan.route[stop] = route
        plan.before[stop] = stops[k - 1] if k else NOBODY
        plan.after[stop] = stops[k + 1] if k + 1 < len(stops) else NOBODY
        last = k + 1 == len(stops)
        plan.hop_m[stop] = plan.way_m[stop] if last else metres_between(walk, stop, stops[k + 1])


@compiled
def refresh(plan: Plan, pace: float) -> None:
    """Count minutes anew, so that rounding does not gather."""
    for route in range(len(plan.first)):
        stop = plan.first[route]
        minutes = plan.way_m[stop] / pace if stop >= 0 else 0.0
        while stop >= 0:
            minutes += plan.service[stop] + plan.hop_m[stop] / pace
            stop = plan.after[stop]
        plan.minutes[route] = minutes


@compiled
def priced(search: Search, plan: Plan, route: int) -> float:
    """Give the price of a route's minutes, or of its being empty."""
    if plan.count[route] == 0:
        return float(plan.empty_m[route])
    return price_of(search.price, search.strictness[0], plan.minutes[route], plan.least[route])


@compiled
def take_out(search: Search, plan: Plan, stop: int) -> None:
    """Take a stop out of its route, and note it."""
    before, after, route = plan.before[stop], plan.after[stop], plan.route[stop]
    to_m = plan.hop_m[before] if before >= 0 else plan.way_m[stop]
    joined_m = 0.0
    if before >= 0 and after >= 0:
        joined_m = metres_between(search.walk, before, after)
    elif before >= 0 or after >= 0:
        joined_m = plan.way_m[max(before, after)]
    note(search, (stop, before, after, route), (to_m, plan.hop_m[stop], joined_m), 0)
    cost = priced(search, plan, route)
    unlink(search, plan, stop, joined_m)
    search.cost[0] += priced(search, plan, route) - cost + joined_m - to_m - plan.hop_m[stop]
    search.cost[0] -= face_step(search, plan, stop, route)
    search.home[stop] = route
    search.out[search.out_count[0]] = stop
    search.out_count[0] += 1


@compiled
def put_in(search: Search, plan: Plan, stop: int, place: tuple[int, int, int]) -> None:
    """Put a stop into route place[0] between place[1] and place[2], and note it."""
    route, before, after = place
    to_m = metres_between(search.walk, before, stop) if before >= 0 else plan.way_m[stop]
    from_m = metres_between(search.walk, stop, after) if after >= 0 else plan.way_m[stop]
    joined_m = 0.0
    if before >= 0:
        joined_m = plan.hop_m[before]
    elif after >= 0:
        joined_m = plan.way_m[after]
    note(search, (stop, before, after, route), (to_m, from_m, joined_m), 1)
    search.cost[0] += face_step(search, plan, stop, route)
    cost = priced(search, plan, route)
    link(search, plan, (stop, before, after, route), (to_m, from_m, joined_m))
    search.cost[0] += priced(search, plan, route) - cost + to_m + from_m - joined_m


@compiled
def note(
    search: Search, who: tuple[int, int, int, int], metres: tuple[float, float, float], put: int
) -> None:
    """Write one change down."""
    log = search.log
    k = log.size[0]
    log.stop[k], log.before[k], log.after[k], log.route[k] = who
    log.metres[k, 0], log.metres[k, 1], log.metres[k, 2] = metres
    log.put_in[k] = put
    log.size[0] = k + 1


@compiled
def take_back(search: Search, plan: Plan) -> None:
    """Undo every noted change, the last first."""
    log = search.log
    for k in range(log.size[0] - 1, -1, -1):
        metres = (log.metres[k, 0], log.metres[k, 1], log.metres[k, 2])
        if log.put_in[k]:
            unlink(search, plan, log.stop[k], metres[2])
        else:
            link(search, plan, (log.stop[k], log.before[k], log.after[k], log.route[k]), metres)


@compiled
def unlink(search: Search, plan: Plan, stop: int, joined_m: float) -> None:
    """Join the neighbours of a stop, `joined_m` metres apart; an end of the route is joined to the start."""
    before, after, route = plan.before[stop], plan.after[stop], plan.route[stop]
    walked = plan.hop_m[stop]
    if before >= 0:
        walked += plan.hop_m[before]
        plan.after[before] = after
        plan.hop_m[before] = joined_m
    else:
        walked += plan.way_m[stop]
        plan.first[route] = after
    if after >= 0:
        plan.before[after] = before
    plan.route[stop] = NOBODY
    plan.count[route] -= 1
    plan.minutes[route] -= plan.service[stop] + (walked - joined_m) / search.price.pace


@compiled
def link(
    search: Search, plan: Plan, who: tuple[int, int, int, int], metres: tuple[float, float, float]
) -> None:
    """Put a stop between two neighbours of a route."""
    stop, before, after, route = who
    to_m, from_m, joined_m = metres
    if before >= 0:
        plan.after[before] = stop
        plan.hop_m[before] = to_m
    else:
        plan.first[route] = stop
    if after >= 0:
        plan.before[after] = stop
    plan.before[stop], plan.after[stop], plan.hop_m[stop] = before, after, from_m
    plan.route[stop] = route
    plan.count[route] += 1
    plan.minutes[route] += plan.service[stop] + (to_m + from_m - joined_m) / search.price.pace


@compiled
def face_step(search: Search, plan: Plan, stop: int, route: int) -> float:
    """Give the face price of having `stop`, now out, in `route`: 0 if the face is there, or nowhere."""
    face = plan.face[stop]
    if face < 0 or search.face_m == 0.0:
        return 0.0
    elsewhere = False
    for k in range(plan.face_first[face], plan.face_first[face + 1]):
        neighbour = plan.face_stop[k]
        if plan.region[neighbour] != search.region:
            elsewhere = True
            continue
        other = plan.route[neighbour]
        if other == route:
            return 0.0
        elsewhere = elsewhere or other >= 0
    return search.face_m if elsewhere else 0.0
