"""The search between routes: take strings of stops out, put them back where they cost least, anneal.

References
----------
Christiaens, Vanden Berghe (2020), Slack induction by string removals for vehicle routing problems,
https://doi.org/10.1287/trsc.2019.0914
"""

import numpy as np

from routes.chance import chance, chance_below
from routes.compiled import compiled
from routes.detours import price_of_detours
from routes.distances import metres_between
from routes.form import mark_tied, measure_touched, note_touched, take_form_back
from routes.plan import priced, put_in, take_back, take_out
from routes.split import price_of
from routes.state import NOBODY, Plan, Search
from routes.tails import exchange_tails

EXCHANGES = 24  # of tails before each step: most are given up at a glance
MEAN_OUT = 10  # stops taken out in a step, on average
LONGEST_STRING = 10
SPLIT_CHANCE = 0.5  # a string leaves some of its stops in their route
KEEP_ONE_MORE = 0.01
ROUNDING_M = 0.01  # tabled metres are whole millimetres
BLINK = 0.01  # share of places overlooked, so that the search does not repeat itself


@compiled
def anneal(search: Search, plan: Plan, steps: int, heat_m: float) -> None:
    """Try `steps` changes; one that costs x metres more is kept with the chance exp(-x / heat_m)."""
    if search.mine_count[0] == 0:
        return
    for _ in range(steps):
        for _ in range(EXCHANGES):
            exchange_tails(search, plan, heat_m)
        before = search.cost[0]
        search.log.size[0] = 0
        search.out_count[0] = 0
        ruin(search, plan)
        recreate(search, plan)
        allowed = before - heat_m * np.log(chance(search.random) + 1e-300)
        search.cost[0] -= note_touched(search, plan)
        if search.cost[0] <= allowed:
            search.cost[0] += measure_touched(search, plan)
        if search.cost[0] > allowed or search.cost[0] + price_of_detours(search, plan) > allowed:
            take_back(search, plan)
            take_form_back(search, plan)
            search.cost[0] = before


@compiled
def ruin(search: Search, plan: Plan) -> None:
    """Take out one string from each of a few neighbouring routes."""
    seed = search.mine[chance_below(search.random, search.mine_count[0])]
    search.mark[-1] += 1
    strings = 1 + chance_below(search.random, int(4.0 * MEAN_OUT / (1 + LONGEST_STRING)))
    near = search.walk.near
    k = -1
    while strings and k < near.shape[1]:
        stop = seed if k < 0 else near[seed, k]
        k += 1
        if stop < 0 or plan.region[stop] != search.region or plan.route[stop] < 0:
            continue
        route = plan.route[stop]
        if search.mark[route] != search.mark[-1]:
            search.mark[route] = search.mark[-1]
            take_string(search, plan, stop)
            strings -= 1


@compiled
def take_string(search: Search, plan: Plan, stop: int) -> None:
    """Take out a string of stops around `stop`, leaving a stretch in its middle half of the times."""
    count = plan.count[plan.route[stop]]
    length = 1 + chance_below(search.random, min(count, LONGEST_STRING))
    kept = 0
    if length > 1 and length < count and chance(search.random) < SPLIT_CHANCE:
        kept = 1
        while length + kept < count and chance(search.random) < KEEP_ONE_MORE:
            kept += 1
    here = stop
    for _ in range(chance_below(search.random, length + kept)):
        if plan.before[here] < 0:
            break
        here = plan.before[here]
    keep_from = 1 + chance_below(search.random, length - 1) if kept else length + 1
    for k in range(length + kept):
        if here < 0:
            break
        onward = plan.after[here]
        if k < keep_from or k >= keep_from + kept:
            take_out(search, plan, here)
        here = onward


@compiled
def recreate(search: Search, plan: Plan) -> None:
    """Put the stops that are out back, one after another, each where it costs least."""
    sort_out(search, plan)
    for k in range(search.out_count[0]):
        put_in(search, plan, search.out[k], cheapest_place(search, plan, search.out[k]))


@compiled
def sort_out(search: Search, plan: Plan) -> None:
    """Choose the order to put back in: by chance, longest service first, or loneliest first."""
    kind = chance_below(search.random, 10)
    near_m = search.walk.near_m
    for k in range(search.out_count[0]):
        stop = search.out[k]
        if kind < 5:
            key = chance(search.random)
        elif kind < 8:
            key = -plan.service[stop]
        else:
            key = -float(near_m[stop, min(5, near_m.shape[1] - 1)])
        j = k
        while j > 0 and search.out_key[j - 1] > key:
            search.out[j], search.out_key[j] = search.out[j - 1], search.out_key[j - 1]
            j -= 1
        search.out[j], search.out_key[j] = stop, key


@compiled
def cheapest_place(search: Search, plan: Plan, stop: int) -> tuple[int, int, int]:
    """Find where `stop` costs least: the route, and the neighbours there."""
    mark_faces(search, plan, stop)
    mark_nearest(search, stop)
    mark_tied(search, plan, stop)
    best, place = cheapest_empty_route(search, plan, stop)
    candidates, region, route_of = search.walk.near, plan.region, plan.route  # read once, not for each
    last, fixed_m, floor_m = NOBODY, 0.0, 0.0
    for k in range(candidates.shape[1]):
        near = candidates[stop, k]
        if near < 0 or region[near] != search.region or route_of[near] < 0 or chance(search.random) < BLINK:
            continue
        route = route_of[near]
        if route != last:  # neighbours are mostly of one route
            last, fixed_m = route, price_of_joining(search, plan, stop, route) - priced(search, plan, route)
            floor_m = fixed_m + least_cost(search, plan, (stop, route), 0.0)
        if floor_m > best:
            continue
        cost = fixed_m + cost_after(search, plan, (stop, near), best - fixed_m)
        if cost < best:
            best, place = cost, (route, near, plan.after[near])
        cost = fixed_m + cost_before(search, plan, (stop, near), best - fixed_m)
        if cost < best:
            best, place = cost, (route, plan.before[near], near)
    return place


@compiled
def cheapest_empty_route(search: Search, plan: Plan, stop: int) -> tuple[float, tuple[int, int, int]]:
    """Give the cost of a stop's own route or a new one where such are empty, and the place."""
    home = search.home[stop]
    best, place = np.inf, (home, NOBODY, plan.first[home])
    if plan.count[home] == 0:
        best = price_of_joining(search, plan, stop, home) - priced(search, plan, home)
        best += cost_of_metres(search, plan, (stop, home), 2.0 * plan.way_m[stop])
    for k in range(search.empty_count[0]):
        route = int(search.empty[k])
        cost = price_of_joining(search, plan, stop, route) - priced(search, plan, route)
        cost += cost_of_metres(search, plan, (stop, route), 2.0 * plan.way_m[stop])
        if plan.count[route] == 0 and cost < best:
            best, place = cost, (route, NOBODY, NOBODY)
    return best, place


@compiled
def mark_nearest(search: Search, stop: int) -> None:
    """Note the metres to each of the nearest stops."""
    near, near_m = search.walk.near, search.walk.near_m
    search.mark_near[-1] += 1
    for k in range(near.shape[1]):
        if near[stop, k] >= 0:
            search.mark_near[near[stop, k]] = search.mark_near[-1]
            search.near_m[near[stop, k]] = near_m[stop, k]


@compiled
def cost_after(search: Search, plan: Plan, who: tuple[int, int], limit: float) -> float:
    """Give the cost of putting who[0] after who[1], one of its nearest; infinity if clearly over `limit`."""
    stop, near = who
    after = plan.after[near]
    added_m = search.near_m[near]
    if after >= 0:
        if search.mark_near[after] == search.mark_near[-1]:
            added_m += search.near_m[after] - plan.hop_m[near]
        else:
            if cannot_be_under(search, plan, who, plan.hop_m[near], limit):
                return np.inf
            added_m += metres_between(search.walk, stop, after) - plan.hop_m[near]
    else:
        added_m += plan.way_m[stop] - plan.way_m[near]
    return cost_of_metres(search, plan, (stop, plan.route[near]), added_m)


@compiled
def cost_before(search: Search, plan: Plan, who: tuple[int, int], limit: float) -> float:
    """Give the cost of putting a stop before one of its nearest stops, unless seen from the other end."""
    stop, near = who
    before = plan.before[near]
    added_m = search.near_m[near]
    if before >= 0:
        if search.mark_near[before] == search.mark_near[-1]:
            return np.inf
        if cannot_be_under(search, plan, who, plan.hop_m[before], limit):
            return np.inf
        added_m += metres_between(search.walk, stop, before) - plan.hop_m[before]
    else:
        added_m += plan.way_m[stop] - plan.way_m[near]
    return cost_of_metres(search, plan, (stop, plan.route[near]), added_m)


@compiled
def cannot_be_under(search: Search, plan: Plan, who: tuple[int, int], hop_m: float, limit: float) -> bool:
    """Tell by known metres alone if meeting stop who[0] within a hop beside who[1] costs more than `limit`.

    By the triangle inequality it adds twice the metres by which who[1] is farther away than the hop is long.
    """
    stop, near = who
    added_m = 2.0 * max(0.0, search.near_m[near] - hop_m)
    return bool(least_cost(search, plan, (stop, plan.route[near]), added_m) > limit)


@compiled
def least_cost(search: Search, plan: Plan, who: tuple[int, int], added_m: float) -> float:
    """Give what serving stop who[0] in route who[1] costs at least, where it adds so many metres or more."""
    route = who[1]
    if plan.minutes[route] + plan.service[who[0]] < plan.least[route]:
        return -np.inf  # there, more metres may cost less
    return cost_of_metres(search, plan, who, added_m - ROUNDING_M)


@compiled
def cost_of_metres(search: Search, plan: Plan, who: tuple[int, int], added_m: float) -> float:
    """Give the metres and the price of the minutes once stop who[0] is in route who[1]."""
    minutes = plan.minutes[who[1]]
    more = plan.service[who[0]] + added_m / search.price.pace
    return added_m + price_of(search.price, search.strictness[0], minutes + more, plan.least[who[1]])


@compiled
def mark_faces(search: Search, plan: Plan, stop: int) -> None:
    """Mark the routes that hold other stops of the same block face."""
    search.mark[-1] += 1
    face = plan.face[stop]
    if face < 0:
        return
    for k in range(plan.face_first[face], plan.face_first[face + 1]):
        other = plan.face_stop[k]
        if plan.region[other] == search.region and plan.route[other] >= 0:
            search.mark[plan.route[other]] = search.mark[-1]


@compiled
def price_of_joining(search: Search, plan: Plan, stop: int, route: int) -> float:
    """Give the price of bringing a stop's face into one more route, and of one more part, by the marks."""
    price = 0.0
    if plan.face[stop] >= 0 and search.mark[route] != search.mark[-1]:
        price += search.face_m
    if plan.count[route] and search.mark_tied[route] != search.mark_tied[-1]:
        price += search.form.part_m
    return price
