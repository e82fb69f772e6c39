"""Cut a town into walk routes: tour, split, search; and order a fixed set of stops."""

import numpy as np

from routes.arrays import Ints
from routes.chance import new_chance
from routes.checks import check_settings
from routes.distances import Walk
from routes.first_plan import first_plan
from routes.model import Cut, LeftOut, ProgressFunction, Settings, WalkRoute
from routes.ordering import order_within
from routes.polish import stops_in_order
from routes.progress import Clock
from routes.result import walk_routes
from routes.searching import search_routes
from routes.state import Plan
from routes.town import Town


def cut(
    town: Town,
    settings: Settings,
    progress: ProgressFunction | None = None,
    *,
    only: Ints | None = None,
    locked: list[Ints] | None = None,
) -> Cut:
    """Cut a town into walk routes of about equal minutes with little walking.

    Parameters
    ----------
    town : Town
        Stops and streets.
    settings : Settings
        Minutes, time for the search, seed.
    progress : callable, optional
        Hears a Progress at least five times a second, and answers whether to go on, to make do with the
        routes so far (they are brought into the window in about a second), or to drop them.
    only : int, shape (k,), optional
        Rows of the stops to cut; without it all.
    locked : list of int arrays, optional
        Routes to keep as they are, in walking order; they come first in the result.

    Returns
    -------
    Cut
        Every stop asked for is in exactly one route or in `left_out`. Parts of the network that are not
        connected are cut separately. The same seed and iterations give the same answer.

    Raises
    ------
    BadSettingsError
        If the wishes contradict each other.
    CutCancelledError
        If `progress` answers STOP.
    """
    check_settings(settings)
    clock = Clock(settings, progress)
    kept = [np.asarray(stops, np.int64) for stops in locked or []]
    members, left_out = members_to_cut(town, settings, only, kept)
    inner = town.only(members)
    routes: list[Ints] = []
    steps = 0
    if len(members):
        found, steps = cut_members(inner, settings, clock, members)
        routes = [members[stops] for stops in with_last_at_end(inner, found, settings)]
    return Cut(walk_routes(town, kept + routes, settings, clock, kept=len(kept)), left_out, steps)


def order(town: Town, indices: Ints, settings: Settings) -> WalkRoute:
    """Find the best walking order for a fixed set of stops, those to be met last at the end.

    Parameters
    ----------
    town : Town
        Stops and streets.
    indices : int, shape (k,)
        Rows of the stops, at least one.
    settings : Settings
        Pace and seed.

    Raises
    ------
    BadSettingsError
        If the wishes contradict each other.
    """
    check_settings(settings)
    members = np.unique(np.asarray(indices, np.int64))
    inner = town.only(members)
    path = in_best_order(inner, inner.walking(), np.arange(len(members)), settings)
    return walk_routes(town, [members[path]], settings, Clock(settings, None))[0]


def in_best_order(town: Town, walk: Walk, stops: Ints, settings: Settings) -> Ints:
    """Put stops in their best order, by the wishes' seed, within the most minutes where these are wished."""
    spare = settings.most_minutes - float(town.stops.service_minutes[stops].sum())
    most_m = np.inf if settings.teams else spare * settings.speed_m_per_minute
    limit = (most_m, new_chance(settings.seed))
    return order_within(walk, stops, town.stops.last, town.way_m, limit)


def with_last_at_end(town: Town, routes: list[Ints], settings: Settings) -> list[Ints]:
    """Order routes anew that hold stops to be met last and others; the rest stays as the search left it."""
    last = town.stops.last
    mixed = [bool(last[stops].any() and not last[stops].all()) for stops in routes]
    walk = town.walking()
    return [
        in_best_order(town, walk, stops, settings) if is_mixed else stops
        for stops, is_mixed in zip(routes, mixed, strict=True)
    ]


def members_to_cut(
    town: Town, settings: Settings, only: Ints | None, kept: list[Ints]
) -> tuple[Ints, list[LeftOut]]:
    """Choose the stops to cut, and list those that no street reaches."""
    wanted = np.zeros(len(town), bool)
    wanted[np.arange(len(town)) if only is None else np.asarray(only, np.int64)] = True
    for stops in kept:
        wanted[stops] = False
    within_reach = town.on_network if settings.off_network == "list" else np.full(len(town), town.has_streets)
    left_out = [LeftOut(int(stop), "no_street") for stop in np.flatnonzero(wanted & ~within_reach)]
    return np.flatnonzero(wanted & within_reach), left_out


def cut_members(town: Town, settings: Settings, clock: Clock, members: Ints) -> tuple[list[Ints], int]:
    """Cut all stops of a town; return the routes in walking order, and the steps of the search.

    Whoever hears of the progress knows the stops as `members`.
    """
    walk = town.walking(lambda share: clock.tell("distances", share))
    clock.tell("tour", 0.0)
    plan, price = first_plan(town, settings, walk)
    clock.draft = lambda: [members[stops] for stops in routes_of(plan)]
    steps = search_routes(town, plan, price, clock) if len(town) > 1 else 0
    clock.draft = None
    return routes_of(plan), steps


def routes_of(plan: Plan) -> list[Ints]:
    """Read the routes of a plan that have stops, each in walking order."""
    return [stops_in_order(plan, route) for route in range(len(plan.first)) if plan.count[route]]
