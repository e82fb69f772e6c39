"""The search between routes: take strings of stops out, put them back where they cost least, anneal.

References
----------
Christiaens, Vanden Berghe (2020), Slack induction by string removals for vehicle routing problems,
https://doi.org/10.1287/trsc.2019.0914
"""

import numpy as np

from routes.chance import chance, chance_below
from routes.compiled import compiled
from routes.distances import metres_between
from routes.plan import NOBODY, Plan, Search, put_in, take_back, take_out
from routes.split import price_of

MEAN_OUT = 10  # stops taken out in a step, on average
LONGEST_STRING = 10
SPLIT_CHANCE = 0.5  # a string leaves some of its stops in their route
KEEP_ONE_MORE = 0.01
BLINK = 0.01  # share of places overlooked, so that the search does not repeat itself
NEAR_TO_PUT = 24


@compiled
def anneal(search: Search, plan: Plan, steps: int, heat_m: float) -> None:
    """Try `steps` changes; one that costs x metres more is kept with the chance exp(-x / heat_m)."""
    if search.mine_count[0] == 0:
        return
    for _ in range(steps):
        before = search.cost[0]
        search.log.size[0] = 0
        search.out_count[0] = 0
        ruin(search, plan)
        recreate(search, plan)
        if search.cost[0] - before > -heat_m * np.log(chance(search.random) + 1e-300):
            take_back(search, plan)
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
        if stop < 0:
            break
        k += 1
        if plan.region[stop] != search.region or plan.route[stop] < 0:
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
    """Find the route and neighbours where `stop` costs least, beside one of its nearest stops or at home."""
    walk = search.walk
    mark_faces(search, plan, stop)
    home = search.home[stop]
    best, place = np.inf, (home, NOBODY, plan.first[home])
    if plan.count[home] == 0:
        best = price_of(search.price, plan.service[stop]) + face_price(search, plan, stop, home)
    for k in range(min(NEAR_TO_PUT, walk.near.shape[1])):
        near = walk.near[stop, k]
        if near < 0:
            break
        if plan.region[near] != search.region or plan.route[near] < 0 or chance(search.random) < BLINK:
            continue
        route = plan.route[near]
        spare = best - face_price(search, plan, stop, route)
        for side in range(2):
            other = plan.after[near] if side else plan.before[near]
            cost = cost_beside(search, plan, (stop, near, other, k), spare)
            if cost < spare:
                spare, best = cost, best + cost - spare
                place = (route, near, other) if side else (route, other, near)
    return place


@compiled
def cost_beside(search: Search, plan: Plan, where: tuple[int, int, int, int], spare: float) -> float:
    """Give the cost of putting a stop between its k-th nearest stop and a neighbour of that, or infinity.

    Where the other neighbour is no nearer, the way by it is at least 2 × the way to `near` less their hop, so
    most places are passed by without looking the distance up. Where it is nearer, the place was seen from there.
    """
    stop, near, other, k = where
    route = plan.route[near]
    to_m = float(search.walk.near_m[stop, k])
    hop = 0.0
    if other >= 0:
        hop = plan.hop_m[near] if plan.after[near] == other else plan.hop_m[other]
        if cost_of_metres(search, plan, (stop, route), max(0.0, 2.0 * to_m - hop)) >= spare:
            return np.inf
        to_m += metres_between(search.walk, stop, other) - hop
    return cost_of_metres(search, plan, (stop, route), to_m)


@compiled
def cost_of_metres(search: Search, plan: Plan, who: tuple[int, int], added_m: float) -> float:
    """Give the cost of walking so much more and serving stop who[0] in route who[1]."""
    minutes = plan.minutes[who[1]]
    more = plan.service[who[0]] + added_m / search.price.pace
    return added_m + price_of(search.price, minutes + more) - price_of(search.price, minutes)


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
def face_price(search: Search, plan: Plan, stop: int, route: int) -> float:
    """Give the price of bringing the face of `stop` into one more route, by the marks."""
    if plan.face[stop] < 0 or search.mark[route] == search.mark[-1]:
        return 0.0
    return search.face_m
