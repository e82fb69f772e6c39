"""Where teams start: the walk there and back is in the price."""

from dataclasses import replace

import numpy as np
import pytest
from engine.towns import QUICK, SHORT, Door, Street, blocks, town

from routes import QUIET, cut, order

WEST_END = np.array([[0.0, 0.0]])


def test_the_minutes_hold_the_walk_to_the_first_door_and_back_from_the_last() -> None:
    """A street of 1,000 m, five houses on one side: 100 m out to the first, 900 m back from the last."""
    place = town([("A", QUIET, [(0, 0), (1000, 0)])], [("A", e, 5, 1) for e in (500, 100, 900, 300, 700)])

    walk = order(place.starting_at(WEST_END), np.arange(5), QUICK)

    assert walk.walk_m == pytest.approx(800)
    assert walk.way_m == pytest.approx(100 + 900, abs=9)
    assert walk.minutes == pytest.approx(5 * 1.5 + (walk.walk_m + walk.way_m) / (200 / 3))


def test_a_walk_from_a_meeting_place_ends_where_it_is_near_to_go_back() -> None:
    """Houses on both sides: out along one pavement and home along the other beats a walk to the far end."""
    doors: list[Door] = [("A", 20.0 * k, side, 1) for k in range(1, 11) for side in (5.0, -5.0)]
    place = town([("A", QUIET, [(0, 0), (210, 0)])], doors)

    walk = order(place.starting_at(WEST_END), np.arange(20), QUICK)

    ends = place.stops.easting[walk.stops[[0, -1]]]
    assert ends.tolist() == [20.0, 20.0]


def test_of_several_starting_points_each_end_of_a_route_has_the_nearest() -> None:
    doors: list[Door] = [("A", 100.0 * k, 5.0, 1) for k in range(1, 10)]
    place = town([("A", QUIET, [(0, 0), (1000, 0)])], doors)

    bus = order(place.starting_at(np.array([[0.0, 0.0], [1000.0, 0.0]])), np.arange(9), QUICK)

    assert bus.way_m == pytest.approx(100 + 100, abs=17)


def test_a_cut_with_a_meeting_place_begins_and_ends_nearer_to_it() -> None:
    streets, doors = blocks(columns=6, rows=5)
    place = town(streets, doors)
    met = place.starting_at(np.array([[300.0, 250.0]]))
    wish = replace(SHORT, iterations=6000, teams=20)

    free, bound = cut(place, wish), cut(met, wish)

    assert sorted(s for walk in bound.routes for s in walk.stops) == list(range(len(place)))
    ends_m = sum(float(met.way_m[walk.stops[[0, -1]]].sum()) for walk in free.routes)
    assert sum(walk.way_m for walk in bound.routes) < 0.9 * ends_m


def test_a_cut_with_a_meeting_place_keeps_the_window() -> None:
    place = town(*blocks(columns=6, rows=5))
    met = place.starting_at(np.array([[300.0, 250.0]]))
    wish = replace(SHORT, iterations=6000)

    free, bound = cut(place, wish), cut(met, wish)

    assert all(wish.least_minutes <= walk.minutes <= wish.most_minutes for walk in bound.routes)
    assert len(bound.routes) > len(free.routes)
    mean = sum(walk.minutes for walk in bound.routes) / len(bound.routes)
    assert mean > wish.target_minutes - 1, "each route more would walk there and back too"


def test_as_many_routes_as_teams_also_with_a_meeting_place() -> None:
    place = town(*blocks()).starting_at(WEST_END)

    minutes = [walk.minutes for walk in cut(place, replace(SHORT, teams=9, iterations=4000)).routes]

    assert len(minutes) == 9
    assert max(minutes) < 1.3 * min(minutes)


def test_where_no_way_leads_from_the_start_the_walk_is_priced_as_a_hop_without_a_way() -> None:
    streets: list[Street] = [("A", QUIET, [(0, 0), (100, 0)]), ("B", QUIET, [(0, 200), (100, 200)])]
    place = town(streets, [("B", 50, 205, 1)]).starting_at(np.array([[50.0, 0.0]]))

    walk = order(place, np.array([0]), QUICK)

    assert walk.way_m == pytest.approx(2 * (2 * 205 + 500))


def test_without_starting_points_nothing_changes() -> None:
    place = town(*blocks())

    one, other = cut(place, SHORT), cut(place.starting_at(np.empty((0, 2))), SHORT)

    assert [w.stops.tolist() for w in one.routes] == [w.stops.tolist() for w in other.routes]
    assert all(walk.way_m == 0 for walk in one.routes)
