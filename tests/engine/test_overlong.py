"""An island of less than two routes' work, laid in one route: cut in two again."""

from dataclasses import replace

import numpy as np
from engine.towns import QUICK, Door, town

from routes import QUIET, Town
from routes.first_plan import first_plan, spare_routes
from routes.overlong import cut_overlong, place_to_cut
from routes.plan import lay_route, refresh
from routes.split import Price
from routes.state import Plan

HOUSES = 72


def island() -> Town:
    """Draw 72 houses on one street, 108 minutes at the doors, with a bare stretch of 300 m after the 40th."""
    doors: list[Door] = [("A", 8.0 * k + 300.0 * (k >= 40), 5.0, 1) for k in range(HOUSES)]
    return town([("A", QUIET, [(0, 0), (1000, 0)])], doors)


def laid_in_one_route(place: Town) -> tuple[Plan, Price]:
    """Plan the island's two routes, and lay them together as a warm search may."""
    plan, price = first_plan(place, QUICK, place.walking())
    assert plan.count.tolist() != [HOUSES, 0]
    lay_route(place.walking(), plan, np.arange(HOUSES), 0)
    lay_route(place.walking(), plan, np.arange(0), 1)
    refresh(plan, price.pace)
    return plan, price


def test_a_route_over_the_most_minutes_is_cut_at_its_longest_step() -> None:
    place = island()
    plan, price = laid_in_one_route(place)
    assert plan.minutes[0] > price.most

    laid = cut_overlong(place.walking(), plan, price)

    assert laid == [0, 1]
    assert plan.count.tolist() == [40, 32]
    assert plan.minutes.max() < price.most
    assert [plan.route[stop] for stop in (0, 39, 40, 71)] == [0, 0, 1, 1]


def test_it_stays_where_two_halves_would_be_too_short_for_routes_there() -> None:
    place = island()
    plan, price = laid_in_one_route(place)
    plan.least[:] = price.least

    assert cut_overlong(place.walking(), plan, price) == []
    assert plan.count.tolist() == [HOUSES, 0]
    assert cut_overlong(place.walking(), plan, price, also_short=True) == [0, 1], "when nothing else helped"


def test_it_stays_where_no_route_stands_empty() -> None:
    place = island()
    plan, price = first_plan(place, replace(QUICK, most_minutes=100.0), place.walking())
    longer = price._replace(most=50.0)

    assert cut_overlong(place.walking(), plan, longer) == []


def test_one_that_no_cut_brings_within_the_minutes_is_cut_in_its_middle() -> None:
    minutes = np.array([40.0, 80.0, 120.0, 160.0])

    assert place_to_cut(minutes, np.array([1.0, 1.0, 500.0, 0.0]), most=70.0) == 2
    assert place_to_cut(minutes, np.array([1.0, 1.0, 500.0, 0.0]), most=125.0) == 3


def test_only_so_many_routes_may_be_given_up_that_the_others_are_on_target() -> None:
    """900 minutes take 10 routes of 90, or 20 where 45 of them are the way there; 110 take two."""
    totals, ways = np.array([900.0, 110.0, 900.0]), np.array([0.0, 0.0, 45.0])

    assert spare_routes(totals, ways, [12, 2, 21], target=90.0) == [2, 0, 1]
