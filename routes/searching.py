"""The search in time: searchers with regions of their own, side by side, until steps or seconds run out."""

import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

import numpy as np

from routes.anneal import anneal
from routes.arrays import Flags
from routes.chance import new_chance
from routes.compiled import handle_on
from routes.detours import may_be_short
from routes.fetching import fetch_stops
from routes.first_plan import MOST_ROUTE_PRICE_M
from routes.form import form_price, measure_form
from routes.model import Settings
from routes.overlong import cut_overlong
from routes.plan import refresh
from routes.polish import polish
from routes.progress import Clock
from routes.split import Price
from routes.state import Lines, Plan, Search, new_form_notes, new_line, new_log
from routes.town import Town

REGIONS = 2
STOPS_FOR_REGIONS = 600  # fewer stops are searched as one region
STEPS_A_ROUND = 2000  # steps between two divisions into regions, where steps are counted
STEPS_OF_FIRST_ROUND = 200  # where the clock counts
LEAST_ROUNDS = 40
LEAST_STEPS_A_STOP = 6
SECONDS_A_ROUND = 0.08
COOL_FROM = 0.85  # share of the time from which heat and strictness stay as they are
COOLING_ROUNDS = 12  # when the caller has had enough while the search was still warm
CLOSING_STEPS = 200
KICKS = 20  # at each route's order
POLISHED_AT_ONCE = 32  # routes
CLOSING_ROUNDS = 12  # after the time, while a route is outside the window: once warm, then cooler
CLOSING_TRIES = 4  # at most
ENDINGS = 4  # at most: a better order found after the closing rounds may leave a route too short again
CLOSING_HEAT, CLOSING_STRICTNESS = 0.5, 10.0
HEAT_START = 12.0  # heat as a share of the median hop
HEAT_END = 0.15
STRICTNESS_START = 0.01  # routes may leave the window early on, else the search cannot move between them
STRICTNESS_END = 3.0
GOLDEN_ANGLE = 2.399963
URGENT_SHARE = 3  # stops of routes outside the window make up to 1 / (1 + this) of the starting points
MOST_OFTEN = 50


@dataclass
class Team:
    """The searchers, each with a handle of its own on the plan, and how far they have come."""

    searches: list[Search]
    handles: list[Plan]
    heat_m: float
    empty_m: float
    steps_a_round: int
    steps: int = 0
    rounds: int = 0
    pace: float = 1.0
    is_cool: bool = False


def search_routes(town: Town, plan: Plan, price: Price, clock: Clock) -> int:
    """Improve the plan in place until the clock stops; return the steps taken.

    The routes are divided into regions anew in each round. Each region has a searcher with random numbers of
    its own, so the answer does not depend on how many processors there are.
    """
    regions = REGIONS if len(plan.route) >= STOPS_FOR_REGIONS else 1
    searches = [new_search(town, plan, price, (clock.settings, k)) for k in range(regions)]
    handles = [handle_on(plan) for _ in searches]
    heat_m, empty_m = max(1e-3, float(np.median(plan.hop_m))), float(plan.empty_m.max(initial=0.0))
    team = Team(searches, handles, heat_m, empty_m, first_steps(clock.settings))
    if clock.is_still:
        return 0
    for route in range(len(plan.first)):
        measure_form(searches[0], plan, route)
    share = 0.0
    clock.start_search()
    with ThreadPoolExecutor(regions) as pool:
        while (now := share_done(clock, team, len(plan.route))) < 1.0:
            share = now
            if share >= COOL_FROM and not team.is_cool:
                polish_all(plan, searches[0], clock)
                relieve(plan, searches[0])
                team.is_cool = True
            tell_search(plan, clock, share)
            search_round(pool, team, (town, plan), weather(min(1.0, share / COOL_FROM)))
            if clock.settings.iterations is None:
                team.steps_a_round = max(100, int(team.steps_a_round * min(2.0, team.pace)))
        relieve(plan, searches[0])
        if clock.is_enough:
            cool_down(pool, team, (town, plan), share)
        end_search(pool, team, (town, plan), clock)
    return team.steps


def end_search(pool: ThreadPoolExecutor, team: Team, ground: tuple[Town, Plan], clock: Clock) -> None:
    """Walk each route in its best order; those that lack stops then fetch some or get rounds of their own."""
    plan, search = ground[1], team.searches[0]
    polish_all(plan, search, clock)
    for ending in range(ENDINGS):
        if not is_outside(plan, search.price).any():
            return
        if ending:
            close_up(pool, team, ground, clock)
            relieve(plan, search, also_short=True)
        fetch_stops(search, plan)
        polish_all(plan, search, clock)


def relieve(plan: Plan, search: Search, *, also_short: bool = False) -> None:
    """Cut routes over the most minutes in two where the search cannot."""
    for route in cut_overlong(search.walk, plan, search.price, also_short=also_short):
        measure_form(search, plan, route)


def cool_down(pool: ThreadPoolExecutor, team: Team, ground: tuple[Town, Plan], share: float) -> None:
    """Go from the weather at `share` to that at the end in few rounds: the caller has had enough."""
    for cooling in range(1, COOLING_ROUNDS + 1):
        colder = share + (1.0 - share) * cooling / COOLING_ROUNDS
        search_round(pool, team, ground, weather(min(1.0, colder / COOL_FROM)))


def close_up(pool: ThreadPoolExecutor, team: Team, ground: tuple[Town, Plan], clock: Clock) -> None:
    """Bring routes into the window that are still outside."""
    plan = ground[1]
    team.steps_a_round = max(CLOSING_STEPS, len(plan.route) // 4)
    for closing in range(CLOSING_TRIES * CLOSING_ROUNDS):
        tell_search(plan, clock, 1.0)
        search_round(pool, team, ground, closing_weather(closing))
        straighten(plan, team.searches[0], clock)
        if not is_outside(plan, team.searches[0].price).any():
            return


def share_done(clock: Clock, team: Team, stops: int) -> float:
    """Give the share of the search that is over; a slow clock still gives every stop a few steps."""
    share = clock.share(team.steps)
    if clock.settings.iterations is not None:
        return share
    return min(share, team.steps / (LEAST_STEPS_A_STOP * stops))


def first_steps(settings: Settings) -> int:
    """Choose the length of the first round; where steps are counted, of all."""
    if settings.iterations is None:
        return STEPS_OF_FIRST_ROUND
    return max(1, min(STEPS_A_ROUND, settings.iterations // LEAST_ROUNDS))


def polish_all(plan: Plan, search: Search, clock: Clock) -> None:
    """Mend the order within each route, and go on telling the caller."""
    random = new_chance(clock.settings.seed, REGIONS)
    for first in range(0, len(plan.first), POLISHED_AT_ONCE):
        tell_search(plan, clock, 1.0)
        polish(search.walk, plan, search.price, (first, first + POLISHED_AT_ONCE), (KICKS, random))


def straighten(plan: Plan, search: Search, clock: Clock) -> None:
    """Walk the routes that may reach the least minutes only by detours in their best order."""
    random = new_chance(clock.settings.seed, REGIONS)
    for route in range(len(plan.first)):
        if may_be_short(search, plan, route):
            polish(search.walk, plan, search.price, (route, route + 1), (KICKS, random))


def tell_search(plan: Plan, clock: Clock, share: float) -> None:
    """Tell the caller how the routes stand."""
    minutes = plan.minutes[plan.count > 0]
    clock.tell("search", share, len(minutes), (float(minutes.mean()), float(plan.hop_m.sum())))


def weather(share: float) -> tuple[float, float]:
    """Give the heat, in median hops, and the strictness at a share of the search (0–1)."""
    return between(HEAT_START, HEAT_END, share), between(STRICTNESS_START, STRICTNESS_END, share)


def closing_weather(closing: int) -> tuple[float, float]:
    """Give heat and strictness of the rounds after the time: warm once more, so that neighbours make room."""
    share = closing % CLOSING_ROUNDS / (CLOSING_ROUNDS - 1)
    return between(CLOSING_HEAT, HEAT_END, share), between(STRICTNESS_END, CLOSING_STRICTNESS, share)


def search_round(
    pool: ThreadPoolExecutor, team: Team, ground: tuple[Town, Plan], weather: tuple[float, float]
) -> None:
    """Let every searcher take its part of one round, at a heat in median hops and a strictness."""
    begun = time.monotonic()
    town, plan = ground
    hold_routes(plan, team.empty_m)
    divide(town, plan, team.searches, angle=GOLDEN_ANGLE * team.rounds)
    heat = team.heat_m * weather[0]
    for search in team.searches:
        search.strictness[0] = weather[1]
    steps = max(1, team.steps_a_round // len(team.searches))
    work = zip(team.searches, team.handles, strict=True)
    jobs = [pool.submit(anneal, search, handle, steps, heat) for search, handle in work]
    for job in jobs:
        job.result()
    refresh(plan, team.searches[0].price.pace)
    team.steps += steps * len(team.searches)
    team.rounds += 1
    team.pace = SECONDS_A_ROUND / max(1e-3, time.monotonic() - begun)


def hold_routes(plan: Plan, empty_m: float) -> None:
    """Price the routes of a part out of being given up where as many have been as may be."""
    is_empty = plan.count == 0
    gone = np.bincount(plan.part_of[is_empty], minlength=len(plan.spare))
    is_held = (gone >= plan.spare)[plan.part_of] & ~is_empty
    plan.empty_m[:] = np.where(is_held, MOST_ROUTE_PRICE_M, empty_m)


def is_outside(plan: Plan, price: Price) -> Flags:
    """Tell which routes have stops and are outside the window, shape (r,)."""
    return (plan.count > 0) & ((plan.minutes < plan.least) | (plan.minutes > price.most))


def between(start: float, end: float, share: float) -> float:
    """Go from start to end in equal ratios."""
    return float(start * (end / start) ** share)


def divide(town: Town, plan: Plan, searches: list[Search], angle: float) -> None:
    """Give each searcher the routes on its side of a line across direction `angle` (radians)."""
    routes = len(plan.first)
    count = np.maximum(plan.count, 1)
    east = np.bincount(plan.route, town.stops.easting, routes) / count
    north = np.bincount(plan.route, town.stops.northing, routes) / count
    turn = np.argsort(east * np.cos(angle) + north * np.sin(angle), kind="stable")
    region = np.empty(routes, np.int64)
    region[turn] = np.cumsum(plan.count[turn]) * len(searches) // (len(plan.route) + 1)
    plan.region[:] = region[plan.route]
    for search in searches:
        set_to_work(search, plan, len(searches))


def set_to_work(search: Search, plan: Plan, searchers: int) -> None:
    """Tell a searcher where to start, more often in poor routes, and which routes are empty.

    Poor are those outside the window or in several parts.
    """
    poor = is_outside(plan, search.price) | (plan.parts > 1)
    mine = np.flatnonzero(plan.region == search.region)
    urgent = mine[poor[plan.route[mine]]]
    often = min(MOST_OFTEN, len(mine) // (URGENT_SHARE * len(urgent))) if len(urgent) else 0
    chosen = np.concatenate([mine, np.tile(urgent, often)])
    search.mine[: len(chosen)] = chosen
    search.mine_count[0] = len(chosen)
    empty = np.flatnonzero(plan.count == 0)[search.region :: searchers]
    search.empty[: len(empty)] = empty
    search.empty_count[0] = len(empty)


def new_search(town: Town, plan: Plan, price: Price, who: tuple[Settings, int]) -> Search:
    """Make searcher number who[1]."""
    stops = len(plan.route)
    return Search(
        walk=town.walking(),
        random=new_chance(who[0].seed, who[1]),
        price=price,
        strictness=np.ones(1),
        face_m=float(who[0].face_price_m),
        region=who[1],
        mine=np.empty(2 * stops, np.int64),
        mine_count=np.zeros(1, np.int64),
        cost=np.zeros(1),
        log=new_log(),
        out=np.empty(512, np.int64),
        out_key=np.empty(512),
        out_count=np.zeros(1, np.int64),
        home=np.zeros(stops, np.int64),
        empty=np.empty(len(plan.first), np.int64),
        empty_count=np.zeros(1, np.int64),
        mark=np.zeros(len(plan.first) + 1, np.int64),
        near_m=np.zeros(stops),
        mark_near=np.zeros(stops + 1, np.int64),
        mark_tied=np.zeros(len(plan.first) + 1, np.int64),
        form=form_price(plan, who[0]),
        notes=new_form_notes(stops, len(plan.face_first)),
        lines=Lines(*(new_line(stops) for _ in range(4))),
    )
