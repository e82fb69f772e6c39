"""The first complete plan: a tour through each connected part, split into routes at its best places."""

from itertools import pairwise

import numpy as np

from routes.arrays import Floats, Ints
from routes.distances import Walk
from routes.faces import priced_faces
from routes.model import Settings
from routes.plan import NOBODY, Plan, lay_route, refresh
from routes.ring import new_ring
from routes.split import Price, split, steps_of
from routes.tour import greedy_tour
from routes.tour_search import settle
from routes.town import Town

AIM_BELOW_TARGET = 0.14  # of the window: a route may be late, and the most minutes are a promise
OUTSIDE_M = 150.0
OUTSIDE_M_PER_MINUTE = 100.0
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


def price_for(town: Town, settings: Settings, walk: Walk, tours: list[Ints]) -> Price:
    """Set the prices of minutes; a wish for teams moves the aim, and the window if it must."""
    window = settings.most_minutes - settings.least_minutes
    aim = max(settings.least_minutes, settings.target_minutes - AIM_BELOW_TARGET * window)
    least, most = settings.least_minutes, settings.most_minutes
    if settings.teams is not None:
        walked = sum(float(steps_of(walk, tour)[:-1].sum()) for tour in tours)
        total = float(town.stops.service_minutes.sum()) + walked / settings.speed_m_per_minute
        aim = total / settings.teams
        least, most = min(least, 0.85 * aim), max(most, 1.12 * aim)
    return Price(
        least=float(least),
        aim=float(aim),
        most=float(most),
        outside_m=OUTSIDE_M,
        outside_m_per_minute=OUTSIDE_M_PER_MINUTE,
        balance_m=float(settings.balance_price_m),
        pace=float(settings.speed_m_per_minute),
        route_m=0.0,
    )


def first_plan(town: Town, settings: Settings, walk: Walk, tours_and_price: tuple[list[Ints], Price]) -> Plan:
    """Split every tour at its best places."""
    tours, price = tours_and_price
    service = town.stops.service_minutes
    sequences = [(service[tour], steps_of(walk, tour)) for tour in tours]
    cuts = split_all(sequences, price, settings.teams)
    plan = empty_plan(town, sum(len(c) - 1 for c in cuts), settings)
    route = 0
    for tour, places in zip(tours, cuts, strict=True):
        for begin, end in pairwise(places):
            lay_route(walk, plan, tour[begin:end], route)
            route += 1
    refresh(plan, price.pace)
    return plan


def split_all(sequences: list[tuple[Floats, Floats]], price: Price, teams: int | None) -> list[Ints]:
    """Split sequences of minutes and steps; a wish for teams is met by a price a route, found by halving."""
    low, high = -MOST_ROUTE_PRICE_M, MOST_ROUTE_PRICE_M
    cuts = [split(minutes, steps, price) for minutes, steps in sequences]
    for _ in range(ROUTE_PRICE_HALVINGS if teams is not None else 0):
        routes = sum(len(c) - 1 for c in cuts)
        if routes == teams:
            break
        middle = (low + high) / 2
        low, high = (middle, high) if routes > (teams or 0) else (low, middle)
        priced = price._replace(route_m=(low + high) / 2)
        cuts = [split(minutes, steps, priced) for minutes, steps in sequences]
    return cuts


def empty_plan(town: Town, routes: int, settings: Settings) -> Plan:
    """Make a plan with no stop in any route."""
    stops = len(town)
    service = town.stops.service_minutes
    face, face_first, face_stop = priced_faces(
        town.faces[town.snapped.pavement], service, settings.most_minutes
    )
    return Plan(
        after=np.full(stops, NOBODY, np.int32),
        before=np.full(stops, NOBODY, np.int32),
        route=np.full(stops, NOBODY, np.int32),
        hop_m=np.zeros(stops),
        first=np.full(routes, NOBODY, np.int32),
        count=np.zeros(routes, np.int32),
        minutes=np.zeros(routes),
        region=np.zeros(stops, np.int32),
        service=service,
        face=face,
        face_first=face_first,
        face_stop=face_stop,
    )


def route_stops(plan: Plan, route: int) -> Ints:
    """Read one route in walking order."""
    stops = []
    stop = int(plan.first[route])
    while stop >= 0:
        stops.append(stop)
        stop = int(plan.after[stop])
    return np.array(stops, np.int64)
