"""The first complete plan: a tour through each connected part, split into routes at its best places."""

from itertools import pairwise

import numpy as np

from routes.arrays import Floats, Ints
from routes.distances import Walk
from routes.faces import priced_faces
from routes.form import positions_ahead, ties
from routes.model import Settings
from routes.plan import lay_route, refresh
from routes.ring import new_ring
from routes.split import Price, Sequence, growth_of_prices, split, steps_of
from routes.state import NOBODY, Plan
from routes.tour import greedy_tour
from routes.tour_search import settle
from routes.town import Town

AIM_BELOW_TARGET = 0.19  # of the window: a route may be late, and the most minutes are a promise
CLEAR = 0.3  # of the window: the aim keeps this far from either end
WALK_FORESEEN = 0.74  # of the tour: what is walked within routes when the search is over
TEAM_LEAST, TEAM_MOST = 0.88, 1.12  # of the mean: as even as that, where the number of teams is given
OUTSIDE_M = 150.0
OUTSIDE_M_PER_MINUTE = 100.0
EMPTY_SHARE = 2.0  # of what a route walks: the price of one that stays empty
MOST_WAY = 0.6  # of the aim: farther off than that, the number of routes no longer follows
TOO_SMALL = 0.93  # of the least minutes: the foreseen minutes may be that far off
ROUNDING_MINUTES = 0.005  # tabled metres are rounded to millimetres
MOST_ROUTE_PRICE_M = 1e5
ROUTE_PRICE_HALVINGS = 40


def part_tours(town: Town, walk: Walk) -> list[Ints]:
    """Make one short tour through each connected part of the network."""
    tours = []
    part = town.stop_part
    for number in np.unique(part):
        members = np.flatnonzero(part == number)
        tour = members
        if len(members) > 2:
            tour = greedy_tour(town.table(), town.stops.easting, town.stops.northing, members)
            settle(walk, new_ring(tour, len(town)))
        tours.append(opened(walk, tour))
    return tours


def opened(walk: Walk, tour: Ints) -> Ints:
    """Begin a tour after its longest step."""
    if len(tour) < 3:
        return tour
    return np.roll(tour, -1 - int(steps_of(walk, tour).argmax()))


def price_for(settings: Settings, aim: float, walk_m: float) -> Price:
    """Set the prices of minutes around `aim`, where a route walks about `walk_m`.

    A number of teams makes a window of its own around the aim.
    """
    least, most = settings.least_minutes, settings.most_minutes
    if settings.teams is not None:
        least, most = TEAM_LEAST * aim, TEAM_MOST * aim
    return Price(
        least=float(least) + ROUNDING_MINUTES,
        aim=float(aim),
        most=float(most) - ROUNDING_MINUTES,
        outside_m=OUTSIDE_M,
        outside_m_per_minute=OUTSIDE_M_PER_MINUTE,
        balance_m=float(settings.balance_price_m) * growth_of_prices(walk_m),
        pace=float(settings.speed_m_per_minute),
        route_m=0.0,
    )


def first_plan(town: Town, settings: Settings, walk: Walk) -> tuple[Plan, Price]:
    """Tour every connected part, choose the number of routes, and split at the best places."""
    service = town.stops.service_minutes
    tours = part_tours(town, walk)
    sequences = [Sequence(service[tour], steps_of(walk, tour), town.way_m[tour]) for tour in tours]
    totals = np.array([total_minutes(sequence, settings) for sequence in sequences])
    ways = np.array([way_minutes(sequence, settings) for sequence in sequences])
    teams = settings.teams
    has_start = bool(town.way_m.any())
    aim = mean_minutes(totals, ways, teams) if teams else aim_minutes(settings, has_start=has_start)
    walk_m = foreseen_walk_m(sequences) * aim / max(aim, float(totals.sum()))
    price = price_for(settings, aim, walk_m)
    numbers = routes_by_part(totals, ways, price, teams)
    cuts = [split_into(sequence, price, routes) for sequence, routes in zip(sequences, numbers, strict=True)]
    plan = empty_plan(
        town,
        walk,
        settings,
        (sum(max(len(c) - 1, k) for c, k in zip(cuts, numbers, strict=True)), len(tours)),
    )
    pieces = [tour[i:j] for tour, places in zip(tours, cuts, strict=True) for i, j in pairwise(places)]
    for route, stops in enumerate(pieces):
        lay_route(walk, plan, stops, route)
    refresh(plan, price.pace)
    pieces_of = np.array([len(c) - 1 for c in cuts])
    set_least(plan, totals + pieces_of * ways, price, pieces_of.tolist())
    is_free = teams is None and not has_start
    spare = spare_routes(totals, ways, pieces_of.tolist(), float(settings.target_minutes))
    set_empty(plan, EMPTY_SHARE * walk_m if is_free else MOST_ROUTE_PRICE_M, pieces_of.tolist(), spare)
    return plan, price


def set_least(plan: Plan, totals: Floats, price: Price, routes: list[int]) -> None:
    """Ask the least minutes of every route, but not in a part too small: detours would be the only way."""
    plan.least[:] = price.least
    first = 0
    for total, number in zip(totals, routes, strict=True):
        if total < TOO_SMALL * number * price.least:
            plan.least[first : first + number] = 0.0
        first += number


def set_empty(plan: Plan, empty_m: float, routes: list[int], spare: list[int]) -> None:
    """Say what a route costs that stays empty, and how many of each part's routes may be given up."""
    plan.empty_m[:] = empty_m
    plan.part_of[: sum(routes)] = np.repeat(np.arange(len(routes)), routes)
    plan.spare[:] = spare


def spare_routes(totals: Floats, ways: Floats, routes: list[int], target: float) -> list[int]:
    """Tell how many of each part's routes may be given up, the others being on target in the mean."""
    needed = np.ceil(totals / np.maximum(target - ways, 1.0)).tolist()
    return [max(0, number - int(least)) for number, least in zip(routes, needed, strict=True)]


def total_minutes(sequence: Sequence, settings: Settings) -> float:
    """Foresee the minutes of all routes of a tour: steps between routes fall away, the search saves more."""
    return float(sequence.minutes.sum()) + foreseen_walk_m([sequence]) / settings.speed_m_per_minute


def foreseen_walk_m(sequences: list[Sequence]) -> float:
    """Foresee the metres walked within all routes of some tours."""
    return WALK_FORESEEN * float(sum(sequence.steps[:-1].sum() for sequence in sequences))


def way_minutes(sequence: Sequence, settings: Settings) -> float:
    """Foresee the minutes that a route of a tour walks from a starting point and back to one, on average.

    Work far away takes more routes than work near by: a route that walks `way` minutes has only the aim less
    these left for it. So it is not the mean over stops but the mean over routes.
    """
    if not sequence.way_m.any():
        return 0.0
    aim = aim_minutes(settings, has_start=True)
    way = np.minimum(2.0 * sequence.way_m / settings.speed_m_per_minute, MOST_WAY * aim)
    work = sequence.minutes + WALK_FORESEEN * sequence.steps / settings.speed_m_per_minute
    return float(aim - work.sum() / (work / (aim - way)).sum())


def mean_minutes(totals: Floats, ways: Floats, teams: int) -> float:
    """Foresee the minutes of each of a number of routes, the way there and back included."""
    return float(totals.sum() / teams + np.average(ways, weights=np.maximum(totals, 1e-9)))


def aim_minutes(settings: Settings, *, has_start: bool) -> float:
    """Give the minutes that routes are steered to: under the target, clear of either end of the window.

    Where each is walked to from a start, at the target itself: every route more walks there and back too.
    """
    window = settings.most_minutes - settings.least_minutes
    below = settings.target_minutes - (0.0 if has_start else AIM_BELOW_TARGET * window)
    return min(max(below, settings.least_minutes + CLEAR * window), settings.most_minutes - CLEAR * window)


def routes_by_part(totals: Floats, ways: Floats, price: Price, teams: int | None) -> list[int]:
    """Choose the number of routes of each part by its minutes; with `teams` they add up to that."""
    if teams is None:
        return [routes_for(float(total), float(way), price) for total, way in zip(totals, ways, strict=True)]
    shares = totals / totals.sum() * teams
    numbers = np.maximum(1, np.floor(shares)).astype(np.int64)
    while numbers.sum() < teams:
        numbers[int(np.argmax(shares - numbers))] += 1
    return [int(number) for number in numbers]


def routes_for(total: float, way: float, price: Price) -> int:
    """Choose a number of routes whose mean is in the window, near the aim; else the least that can do.

    `way` is the minutes of each on the way there and back; it never takes more than `MOST_WAY` of the aim.
    """
    way = min(way, MOST_WAY * price.aim)
    fewer = max(1, int(total / (price.aim - way)))
    fits = [k for k in (fewer, fewer + 1) if price.least <= total / k + way <= price.most]
    if not fits:
        return max(1, int(np.ceil(total / (price.most - way))))
    return min(fits, key=lambda k: abs(total / k + way - price.aim))


def split_into(sequence: Sequence, price: Price, routes: int) -> Ints:
    """Split a sequence into a number of routes: a price a route, found by halving, sets the number."""
    low, high = -MOST_ROUTE_PRICE_M, MOST_ROUTE_PRICE_M
    cuts = split(sequence, price)
    for _ in range(ROUTE_PRICE_HALVINGS):
        if len(cuts) - 1 == routes:
            break
        middle = (low + high) / 2
        low, high = (middle, high) if len(cuts) - 1 > routes else (low, middle)
        cuts = split(sequence, price._replace(route_m=(low + high) / 2))
    if (
        len(cuts) - 1 > routes
    ):  # no price gives this number: take fewer, and let the search fill the empty one
        cuts = split(sequence, price._replace(route_m=high))
    return cuts


def empty_plan(town: Town, walk: Walk, settings: Settings, sizes: tuple[int, int]) -> Plan:
    """Make a plan of sizes[0] routes in sizes[1] parts of the network, with no stop in any route."""
    stops, (routes, parts) = len(town), sizes
    service = town.stops.service_minutes
    face, face_first, face_stop = priced_faces(
        town.faces[town.snapped.pavement], service, settings.most_minutes
    )
    tie_first, tie_stop = ties(walk, town.stops.easting, town.stops.northing)
    return Plan(
        after=np.full(stops, NOBODY, np.int64),
        before=np.full(stops, NOBODY, np.int64),
        route=np.full(stops, NOBODY, np.int64),
        hop_m=np.zeros(stops),
        way_m=town.way_m,
        first=np.full(routes, NOBODY, np.int64),
        count=np.zeros(routes, np.int64),
        minutes=np.zeros(routes),
        least=np.zeros(routes),
        empty_m=np.zeros(routes),
        part_of=np.zeros(routes, np.int64),
        spare=np.zeros(parts, np.int64),
        region=np.zeros(stops, np.int64),
        service=service,
        face=face,
        face_first=face_first,
        face_stop=face_stop,
        tie_first=tie_first,
        tie_stop=tie_stop,
        ahead_m=positions_ahead(town.stops.easting, town.stops.northing),
        parts=np.zeros(routes, np.int64),
        room=np.zeros(routes),
    )
