"""A cut gives every door one fair walk."""

from dataclasses import replace

import numpy as np
import pytest
from engine.towns import QUICK, SHORT, Door, Street, blocks, crossroads, network, stops, town

from routes import (
    ARTERIAL,
    QUIET,
    BadSettingsError,
    Cut,
    Town,
    cut,
    order,
)


def visited(result: Cut) -> list[int]:
    return sorted(int(s) for walk in result.routes for s in walk.stops)


def test_every_door_is_in_exactly_one_route_and_every_route_within_the_window() -> None:
    place = town(*blocks())

    result = cut(place, SHORT)

    assert visited(result) == list(range(len(place)))
    assert result.left_out == []
    assert all(15 <= walk.minutes <= 25 for walk in result.routes)


def test_the_minutes_are_service_and_walking() -> None:
    place = town(*blocks())

    for walk in cut(place, SHORT).routes:
        assert walk.service_minutes == pytest.approx(place.stops.service_minutes[walk.stops].sum())
        assert walk.walk_m == pytest.approx(walk.metres_to_next.sum())
        assert walk.minutes == pytest.approx(walk.service_minutes + walk.walk_m / (200 / 3))
        assert walk.metres_to_next[-1] == 0


def test_the_search_walks_less_than_the_first_plan() -> None:
    place = town(*blocks(houses=6))

    first, searched = (
        sum(walk.walk_m for walk in cut(place, replace(SHORT, iterations=steps)).routes)
        for steps in (0, 8000)
    )

    assert searched < first


def test_the_same_seed_and_iterations_give_the_same_cut() -> None:
    one, other = (cut(town(*blocks()), SHORT) for _ in range(2))

    assert [w.stops.tolist() for w in one.routes] == [w.stops.tolist() for w in other.routes]


def test_another_seed_gives_another_cut() -> None:
    one, other = (cut(town(*blocks()), replace(SHORT, seed=seed)) for seed in (1, 2))

    assert [w.stops.tolist() for w in one.routes] != [w.stops.tolist() for w in other.routes]


def test_parts_without_a_way_between_them_are_cut_separately() -> None:
    streets, doors = blocks(columns=3, rows=1)
    far = [(name + " far", kind, [(e, n + 250) for e, n in line]) for name, kind, line in streets]
    place = town(streets + far, doors + [(s + " far", e, n + 250, d) for s, e, n, d in doors])

    for walk in cut(place, SHORT).routes:
        assert len(set(place.stop_part[walk.stops].tolist())) == 1


def test_nobody_is_sent_across_a_river_without_a_bridge() -> None:
    north: list[Street] = [("North", QUIET, [(0, 30), (600, 30)])]
    south: list[Street] = [("South", QUIET, [(0, -30), (600, -30)])]
    doors: list[Door] = [
        (s, 10.0 * k, n, 1) for k in range(60) for s, n in (("North", 22.0), ("South", -22.0))
    ]

    apart = cut(town(north + south, doors), SHORT)
    bridge: list[Street] = [("Bridge", QUIET, [(600, 30), (600, -30)])]
    joined = cut(town(north + south + bridge, doors), SHORT)

    assert all(len({s % 2 for s in walk.stops.tolist()}) == 1 for walk in apart.routes)
    assert max(walk.metres_to_next.max() for walk in joined.routes) < 100


def test_three_hundred_doors_at_one_point_share_routes() -> None:
    place = town([("A", QUIET, [(0, 0), (100, 0)])], [("A", 50, 5, 1)] * 300)

    result = cut(place, QUICK)

    assert visited(result) == list(range(300))
    assert all(75 <= walk.minutes <= 100 and walk.walk_m == 0 for walk in result.routes)


def test_a_tower_longer_than_any_route_is_a_route_of_its_own() -> None:
    doors: list[Door] = [("A", 50.0, 5.0, 150)] + [("A", 10.0 * k, -5.0, 1) for k in range(60)]

    result = cut(town([("A", QUIET, [(0, 0), (600, 0)])], doors), QUICK)

    assert [walk.stops.tolist() for walk in result.routes if 0 in walk.stops] == [[0]]


def test_one_address_is_one_route() -> None:
    result = cut(town([("A", QUIET, [(0, 0), (100, 0)])], [("A", 50, 5, 1)]), QUICK)

    assert [walk.stops.tolist() for walk in result.routes] == [[0]]
    assert result.routes[0].minutes == 1.5


def test_a_part_too_small_for_a_route_is_not_walked_in_detours() -> None:
    doors: list[Door] = [("A", 10.0 * k, 5.0, 1) for k in range(10)]

    result = cut(town([("A", QUIET, [(0, 0), (100, 0)])], doors), QUICK)

    assert [walk.walk_m for walk in result.routes] == [pytest.approx(90)]


def test_a_part_too_small_for_a_route_is_listed_as_such() -> None:
    """A street of 110 houses, 165 minutes at the doors: two routes; and ten houses beyond the water."""
    doors: list[Door] = [("A", 10.0 * (k // 2), 5.0 - 10.0 * (k % 2), 1) for k in range(110)]
    island: list[Door] = [("B", 10.0 * k, 305.0, 1) for k in range(10)]
    streets: list[Street] = [("A", QUIET, [(0, 0), (600, 0)]), ("B", QUIET, [(0, 300), (100, 300)])]

    result = cut(town(streets, doors + island), QUICK)

    assert [walk.too_small for walk in result.routes if min(walk.stops) >= len(doors)] == [True]
    assert not any(walk.too_small for walk in result.routes if min(walk.stops) < len(doors))
    assert not order(town(streets, doors + island), np.arange(5), QUICK).too_small


def test_no_address_is_no_route() -> None:
    assert cut(town([("A", QUIET, [(0, 0), (100, 0)])], []), QUICK).routes == []


def test_without_streets_every_address_is_listed_as_left_out() -> None:
    place = Town(stops([("A", 0, 0, 1), ("A", 10, 0, 1)]), network([]))

    result = cut(place, QUICK)

    assert result.routes == []
    assert [(left.index, left.reason) for left in result.left_out] == [(0, "no_street"), (1, "no_street")]


def test_an_address_400_m_from_any_street_is_listed_or_walked_to_as_wished() -> None:
    doors: list[Door] = [("A", 10.0 * k, 5.0, 1) for k in range(10)] + [("", 50.0, 400.0, 1)]
    place = town([("A", QUIET, [(0, 0), (100, 0)])], doors)

    listed = cut(place, QUICK)
    walked = cut(place, replace(QUICK, off_network="price"))

    assert [left.index for left in listed.left_out] == [10]
    assert visited(listed) == list(range(10))
    assert visited(walked) == list(range(11))


def test_locked_routes_stay_and_the_rest_is_cut_around_them() -> None:
    place = town(*blocks())
    locked = cut(place, SHORT).routes[3].stops

    result = cut(place, SHORT, locked=[locked])

    assert result.routes[0].stops.tolist() == locked.tolist()
    assert visited(result) == list(range(len(place)))


def test_only_the_stops_asked_for_are_cut() -> None:
    place = town(*blocks())
    some = np.arange(20, 120)

    assert visited(cut(place, SHORT, only=some)) == some.tolist()


def test_as_many_routes_as_teams() -> None:
    place = town(*blocks())

    for teams in (5, 11, 17):
        minutes = [walk.minutes for walk in cut(place, replace(SHORT, teams=teams)).routes]
        assert len(minutes) == teams
        assert max(minutes) < 1.3 * min(minutes)


def test_the_order_of_a_fixed_set_is_the_shortest_walk() -> None:
    place = town([("A", QUIET, [(0, 0), (1000, 0)])], [("A", e, 5, 1) for e in (500, 100, 900, 300, 700)])

    walk = order(place, np.array([0, 1, 2, 3, 4]), QUICK)

    assert walk.stops.tolist() in ([1, 3, 0, 4, 2], [2, 4, 0, 3, 1])
    assert walk.walk_m == pytest.approx(800)


def test_the_drawn_path_is_as_long_as_the_walk_less_the_crossings() -> None:
    place = town(*blocks())

    for walk in cut(place, SHORT).routes:
        drawn = np.hypot(*np.diff(walk.path, axis=0).T).sum()
        assert walk.walk_m * 0.6 < drawn <= walk.walk_m + 1e-6


def test_crossing_an_arterial_is_counted() -> None:
    across = order(crossroads(), np.array([4, 5]), QUICK)
    around = order(crossroads(), np.array([3, 5]), QUICK)

    assert (across.crossings, around.crossings) == (1, 0)


def test_a_road_of_two_carriageways_is_crossed_once() -> None:
    streets: list[Street] = [
        ("Side", QUIET, [(200, -100), (200, 0)]),
        ("Side", QUIET, [(200, 0), (200, 20)]),
        ("Side", QUIET, [(200, 20), (200, 120)]),
    ]
    for north in (0, 20):
        streets += [
            ("Main", ARTERIAL, [(0, north), (200, north)]),
            ("Main", ARTERIAL, [(200, north), (400, north)]),
        ]
    place = town(streets, [("Side", 205, -50, 1), ("Side", 205, 70, 1)])
    beside = town(streets, [("Main", 150, -5, 1), ("Main", 250, -5, 1), ("Side", 205, -50, 1)])

    assert order(place, np.arange(2), QUICK).crossings == 1
    assert order(beside, np.arange(3), QUICK).crossings == 0


def test_a_road_crossed_there_and_back_is_crossed_twice() -> None:
    """Two houses south of the avenue, one north of it, which lies between them and is met second."""
    streets: list[Street] = [
        ("Avenue", ARTERIAL, [(0, 0), (100, 0)]),
        ("Avenue", ARTERIAL, [(100, 0), (200, 0)]),
        ("Dead end", QUIET, [(100, 0), (100, 60)]),
    ]
    doors: list[Door] = [("Avenue", 10, -5, 1), ("Dead end", 105, 50, 1), ("Avenue", 190, -5, 1)]
    found = cut(town(streets, doors), replace(QUICK, least_minutes=0), locked=[np.array([0, 1, 2])])

    assert found.routes[0].crossings == 2


@pytest.mark.parametrize(
    "wish",
    [
        {"least_minutes": 95.0},
        {"most_minutes": 80.0},
        {"teams": 0},
        {"speed_m_per_minute": 0.0},
        {"seconds": -1.0},
    ],
    ids=str,
)
def test_wishes_that_contradict_each_other_are_refused(wish: dict[str, float]) -> None:
    with pytest.raises(BadSettingsError):
        cut(town(*blocks()), replace(QUICK, **wish))  # type: ignore[arg-type]  # wishes by name
