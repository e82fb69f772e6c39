"""Hills and stairs cost time; where nothing is known of heights, nothing is said of them."""

from dataclasses import replace
from math import exp

import numpy as np
import pytest
from engine.towns import QUICK, SHORT, Door, Street, blocks, network, stops, town

from routes import PATH, QUIET, STEPS, BadNetworkError, Town, cut, order

PACE = QUICK.speed_m_per_minute
UP, DOWN = exp(3.5 * 0.1), exp(3.5 * (abs(-0.1 + 0.05) - 0.05))
"""Tobler's slowdown on a slope of one in ten, up and down."""
HILL: list[Street] = [("A", QUIET, [(0, 0), (500, 0), (1000, 0)])]
HOUSES: list[Door] = [("A", e, 5.0, 1) for e in (100.0, 300.0, 500.0, 700.0, 900.0)]


def hill(*heights: float) -> Town:
    """Give a straight street of 1,000 m with three heights and five houses on one side."""
    return Town(stops(HOUSES), replace(network(HILL), height_m=np.array(heights)))


def test_a_street_that_rises_is_walked_down() -> None:
    """50 m up over 500 m, then flat: the quicker way is from the flat end, downhill."""
    walk = order(hill(0, 50, 50), np.arange(5), QUICK)

    assert walk.stops.tolist() == [4, 3, 2, 1, 0]
    assert walk.walk_m == pytest.approx(800)
    assert walk.climb_m == 0


def test_minutes_go_by_the_slope_and_metres_do_not() -> None:
    """A ridge, the same from either side: 400 m up to it and 400 m down; the search knows the mean."""
    ridge: list[Street] = [("A", QUIET, [(0, 0), (500, 0)]), ("A", QUIET, [(500, 0), (1000, 0)])]
    place = Town(stops(HOUSES), replace(network(ridge), height_m=np.array([0.0, 50.0, 50.0, 0.0])))

    walk = order(place, np.arange(5), QUICK)

    assert walk.walk_m == pytest.approx(800)
    assert walk.climb_m == pytest.approx(40)
    assert walk.minutes - walk.service_minutes == pytest.approx(400 * (UP + DOWN) / PACE)


def test_heights_that_are_all_the_same_change_nothing_but_that_the_climb_is_known() -> None:
    streets, doors = blocks()
    flat = Town(stops(doors), replace(network(streets), height_m=np.full(2 * len(streets), 12.0)))

    known, unknown = cut(flat, SHORT), cut(town(streets, doors), SHORT)

    assert [w.minutes for w in known.routes] == [w.minutes for w in unknown.routes]
    assert [w.stops.tolist() for w in known.routes] == [w.stops.tolist() for w in unknown.routes]
    assert {w.climb_m for w in known.routes} == {0.0}
    assert all(np.isnan(w.climb_m) for w in unknown.routes)


def test_a_route_with_one_street_of_unknown_height_has_an_unknown_climb() -> None:
    walk = order(hill(0, 50, np.nan), np.arange(5), QUICK)

    assert np.isnan(walk.climb_m)
    assert walk.walk_m == pytest.approx(800)


def test_stairs_take_as_long_as_is_said_and_are_as_long_as_they_are() -> None:
    streets: list[Street] = [
        ("A", QUIET, [(0, 0), (100, 0)]),
        ("", STEPS, [(100, 0), (130, 0)]),
        ("B", QUIET, [(130, 0), (230, 0)]),
    ]
    doors: list[Door] = [("A", 50, 5, 1), ("B", 180, 5, 1)]
    level, slow = (Town(stops(doors), replace(network(streets), stairs_slowdown=by)) for by in (1.0, 2.5))

    plain, stairs = (order(place, np.arange(2), QUICK) for place in (level, slow))

    assert plain.walk_m == stairs.walk_m == pytest.approx(130)
    assert stairs.minutes - plain.minutes == pytest.approx(1.5 * 30 / PACE)


def test_a_flat_way_round_is_taken_where_the_hill_takes_longer() -> None:
    """Straight over a hill of 60 m is 400 m and takes as long as 500 on the flat; round it is 440."""
    streets: list[Street] = [
        ("Over", PATH, [(0, 0), (200, 0), (400, 0)]),
        ("Round", PATH, [(0, 0), (0, -20), (400, -20), (400, 0)]),
        ("Start", QUIET, [(-100, 0), (0, 0)]),
        ("End", QUIET, [(400, 0), (500, 0)]),
    ]
    heights = np.array([0.0, 60.0, 0.0] + [0.0] * 8)
    doors: list[Door] = [("Start", -50, 5, 1), ("End", 450, 5, 1)]
    place = Town(stops(doors), replace(network(streets), height_m=heights))

    walk = order(place, np.arange(2), QUICK)

    assert walk.climb_m == 0
    assert walk.walk_m == pytest.approx(100 + 440, abs=10)


def test_heights_must_fit_the_points() -> None:
    with pytest.raises(BadNetworkError, match="height"):
        Town(stops(HOUSES), replace(network(HILL), height_m=np.zeros(2)))
