"""Locked entrances and the like are met last, and everything else is as short as it can be."""

from dataclasses import replace

import numpy as np
import pytest
from engine.towns import QUICK, SHORT, Door, Street, blocks, town

from routes import QUIET, BadStopsError, Network, Stops, Town, cut, order

STREET: list[Street] = [("A", QUIET, [(0, 0), (1000, 0)])]
HOUSES: list[Door] = [("A", 100.0 * k, 5.0, 1) for k in range(1, 6)]


def with_last(place: Town, *last: int) -> Town:
    """Give the town with some stops to be met last."""
    flags = np.isin(np.arange(len(place)), last)
    return Town(replace(place.stops, last=flags), place.network)


def test_a_locked_entrance_comes_last_and_the_way_back_to_it_is_priced() -> None:
    """Houses at 100 to 500 m; the one at 200 is locked: 500, 400, 300, 100, then 200."""
    walk = order(with_last(town(STREET, HOUSES), 1), np.arange(5), QUICK)

    assert walk.stops.tolist() == [4, 3, 2, 0, 1]
    assert walk.walk_m == pytest.approx(100 + 100 + 200 + 100)


def test_several_are_met_in_the_best_order_after_the_others() -> None:
    walk = order(with_last(town(STREET, HOUSES), 0, 2), np.arange(5), QUICK)

    assert set(walk.stops[-2:].tolist()) == {0, 2}
    assert walk.walk_m == pytest.approx(min(300 + 100 + 200, 300 + 200 + 100 + 200))


def test_where_all_are_locked_the_order_is_as_if_none_were() -> None:
    place = town(STREET, HOUSES)

    assert (
        order(with_last(place, *range(5)), np.arange(5), QUICK).walk_m
        == order(place, np.arange(5), QUICK).walk_m
    )


def test_who_costs_the_most_minutes_is_met_where_it_lies() -> None:
    """Houses at 100 to 500 m, those at 100 and 300 locked: both last, the walk is 600 m; one of them, 500.

    Five doors take 7.5 minutes, 500 m as many: in 15 minutes one of the two can come last, in 17 both.
    """
    place = with_last(town(STREET, HOUSES), 0, 2)
    wish = replace(QUICK, least_minutes=0, target_minutes=5)

    tight, ample = (order(place, np.arange(5), replace(wish, most_minutes=most)) for most in (15.1, 17))
    hopeless = order(place, np.arange(5), replace(wish, most_minutes=8))

    assert tight.walk_m <= 500
    assert len({0, 2} & set(tight.stops[-1:].tolist())) == 1
    assert set(ample.stops[-2:].tolist()) == set(hopeless.stops[-2:].tolist()) == {0, 2}
    assert ample.walk_m == hopeless.walk_m == pytest.approx(600)


def test_every_route_of_a_cut_ends_with_its_locked_entrances_where_time_allows() -> None:
    place = town(*blocks())
    locked = set(range(0, len(place), 9))
    patient = replace(SHORT, most_minutes=100)

    result = cut(with_last(place, *locked), SHORT)

    assert sorted(s for walk in result.routes for s in walk.stops) == list(range(len(place)))
    ends_with_them = 0
    for walk in result.routes:
        flags = [int(stop) in locked for stop in walk.stops]
        assert walk.minutes <= SHORT.most_minutes
        assert walk.walk_m == pytest.approx(walk.metres_to_next.sum())
        if flags == sorted(flags):
            ends_with_them += 1
        else:
            all_last = order(with_last(place, *locked), walk.stops, patient)
            assert all_last.minutes > SHORT.most_minutes
    assert ends_with_them > len(result.routes) / 2


def test_houses_beyond_the_end_of_a_street_are_met_in_a_row() -> None:
    """They stand on one spot of the street, no metres apart: any order would walk equally far."""
    beyond = [120.0, 230.0, 150.0, 210.0, 130.0, 180.0, 160.0, 190.0]
    doors: list[Door] = [("A", 50.0, 5.0, 1), *(("A", east, 5.0, 1) for east in beyond)]
    place = town([("A", QUIET, [(0, 0), (100, 0)])], doors)

    for walk in (order(place, np.arange(9), QUICK), cut(place, QUICK).routes[0]):
        easts = place.stops.easting[walk.stops]
        assert walk.walk_m == pytest.approx(50)
        assert easts.tolist() in (sorted(easts), sorted(easts)[::-1])


def test_it_must_be_said_of_all_stops_or_of_none() -> None:
    one = np.zeros(1)
    with pytest.raises(BadStopsError, match="to be met last"):
        Town(
            Stops(one, one, one, np.ones(1, np.int64), np.array(["A"]), np.array([True, False])),
            Network(np.empty((0, 2)), np.zeros(1, np.int64), np.empty(0, str), np.empty(0, np.uint8)),
        )
