"""Doors in yards: the way in is walked, and shared."""

import numpy as np
import pytest
from engine.towns import QUICK, Street, town

from routes import PATH, QUIET, order


def test_the_way_from_street_to_door_is_walked_and_a_front_garden_is_not() -> None:
    """Doors 60 and 8 m from the street, 60 m of street between: 50 m out of the garden, and none in."""
    street = [("Street", QUIET, [(0.0, 0.0), (200.0, 0.0)])]
    place = town(street, [("Street", 20, 60, 1), ("Street", 80, 8, 1)])

    beside, within = (order(town_, np.arange(2), QUICK) for town_ in (place, place.with_way_in()))

    assert (beside.walk_m, within.walk_m) == pytest.approx((60, 110))
    assert within.minutes == pytest.approx(beside.minutes + 50 / QUICK.speed_m_per_minute)
    assert within.path.tolist() in ([[20, 50], [20, 0], [80, 0]], [[80, 0], [20, 0], [20, 50]])


def test_doors_of_one_yard_are_met_without_going_out_to_the_street_between_them() -> None:
    """Five doors in a row beyond a street's end, the first 30 m from it: 20 m in, then from door to door."""
    street = [("Street", QUIET, [(0.0, 0.0), (100.0, 0.0)])]
    doors = [("Street", 50, 5, 1), *(("Street", 130.0 + 12 * k, 0.5, 1) for k in (3, 0, 4, 1, 2))]

    walk = order(town(street, doors).with_way_in(), np.arange(6), QUICK)

    assert walk.stops.tolist() in ([0, 2, 4, 5, 1, 3], [3, 1, 5, 4, 2, 0])
    assert walk.walk_m == pytest.approx(50 + 20 + 4 * 12, abs=0.1)
    assert np.hypot(*np.diff(walk.path, axis=0).T).sum() == pytest.approx(walk.walk_m, abs=2)


def test_gardens_side_by_side_are_left_by_the_street() -> None:
    """Doors 40 m in, 50 m apart: 30 m out, 50 along and 30 in is less than over the fences."""
    street = [("Street", QUIET, [(0.0, 0.0), (200.0, 0.0)])]
    place = town(street, [("Street", 20, 40, 1), ("Street", 70, 40, 1)])

    assert order(place.with_way_in(), np.arange(2), QUICK).walk_m == pytest.approx(110)


def test_a_footpath_that_meets_the_street_does_not_part_a_yard() -> None:
    """Two doors 40 m in, 10 m apart, where a path meets the street between them: 10 m and twice 10 along."""
    streets: list[Street] = [
        ("Street", QUIET, [(0.0, 0.0), (100.0, 0.0)]),
        ("Street", QUIET, [(100.0, 0.0), (200.0, 0.0)]),
        ("", PATH, [(100.0, 0.0), (100.0, -50.0)]),
    ]
    place = town(streets, [("Street", 95, 40, 1), ("Street", 105, 40, 1)])

    assert order(place.with_way_in(), np.arange(2), QUICK).walk_m == pytest.approx(10 + 2 * 10)
