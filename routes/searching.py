"""The search in time: searchers with regions of their own, side by side, until steps or seconds run out."""

import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

import numpy as np

from routes.anneal import anneal
from routes.chance import new_chance
from routes.model import Settings
from routes.plan import Plan, Search, new_log, refresh
from routes.progress import Clock
from routes.split import Price
from routes.town import Town

REGIONS = 2
STOPS_FOR_REGIONS = 600  # fewer stops are searched as one region
STEPS_A_ROUND = 2000  # steps between two divisions into regions, where steps are counted
SECONDS_A_ROUND = 0.12
HEAT_START = 0.6  # heat as a share of the mean hop
HEAT_END = 0.02
GOLDEN_ANGLE = 2.399963


@dataclass
class Team:
    """The searchers, and how far they have come."""

    searches: list[Search]
    heat_m: float
    steps: int = 0
    steps_a_round: int = 200


def search_routes(town: Town, plan: Plan, price: Price, clock: Clock) -> int:
    """Improve the plan in place until the clock stops; return the steps taken.

    The routes are divided into regions anew in each round. Each region has a searcher with random numbers of
    its own, so the answer does not depend on how many processors there are.
    """
    regions = REGIONS if len(plan.route) >= STOPS_FOR_REGIONS else 1
    searches = [new_search(town, plan, price, (clock.settings, k)) for k in range(regions)]
    team = Team(searches, max(1e-3, float(plan.hop_m.mean())))
    if clock.settings.iterations is not None:
        team.steps_a_round = STEPS_A_ROUND
    with ThreadPoolExecutor(regions) as pool:
        while clock.share(team.steps) < 1.0:
            minutes = plan.minutes[plan.count > 0]
            totals = (float(minutes.mean()), float(plan.hop_m.sum()))
            clock.tell("search", clock.share(team.steps), len(minutes), totals)
            divide(town, plan, searches, angle=GOLDEN_ANGLE * (team.steps // team.steps_a_round))
            search_round(pool, team, plan, clock)
            refresh(plan, price.pace)
    return team.steps


def search_round(pool: ThreadPoolExecutor, team: Team, plan: Plan, clock: Clock) -> None:
    """Let every searcher take its share of one round's steps."""
    begun = time.monotonic()
    share = clock.share(team.steps)
    heat = team.heat_m * HEAT_START * (HEAT_END / HEAT_START) ** share
    steps = max(1, team.steps_a_round // len(team.searches))
    jobs = [pool.submit(anneal, search, plan, steps, heat) for search in team.searches]
    for job in jobs:
        job.result()
    team.steps += steps * len(team.searches)
    if clock.settings.iterations is None:
        pace = SECONDS_A_ROUND / max(1e-3, time.monotonic() - begun)
        team.steps_a_round = max(100, int(team.steps_a_round * min(4.0, max(0.25, pace))))


def divide(town: Town, plan: Plan, searches: list[Search], angle: float) -> None:
    """Give each searcher the routes on its side of a line across direction `angle` (radians)."""
    routes = len(plan.first)
    count = np.maximum(plan.count, 1)
    east = np.bincount(plan.route, town.stops.easting, routes) / count
    north = np.bincount(plan.route, town.stops.northing, routes) / count
    turn = np.argsort(east * np.cos(angle) + north * np.sin(angle), kind="stable")
    region = np.empty(routes, np.int32)
    region[turn] = np.cumsum(plan.count[turn]) * len(searches) // (len(plan.route) + 1)
    plan.region[:] = region[plan.route]
    for search in searches:
        mine = np.flatnonzero(plan.region == search.region)
        search.mine[: len(mine)] = mine
        search.mine_count[0] = len(mine)


def new_search(town: Town, plan: Plan, price: Price, who: tuple[Settings, int]) -> Search:
    """Make searcher number who[1]."""
    stops = len(plan.route)
    return Search(
        walk=town.walking(),
        random=new_chance(who[0].seed, who[1]),
        price=price,
        face_m=float(who[0].face_price_m),
        region=who[1],
        mine=np.empty(stops, np.int64),
        mine_count=np.zeros(1, np.int64),
        cost=np.zeros(1),
        log=new_log(),
        out=np.empty(512, np.int32),
        out_key=np.empty(512),
        out_count=np.zeros(1, np.int64),
        home=np.zeros(stops, np.int32),
        mark=np.zeros(len(plan.first) + 1, np.int32),
    )
