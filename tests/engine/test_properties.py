"""What holds for every town, however odd: drawn by chance."""

from dataclasses import replace
from itertools import pairwise

import numpy as np
from engine.towns import QUICK, SHORT, Door, Street, blocks, town
from hypothesis import given, settings
from hypothesis import strategies as st

from routes import ARTERIAL, PATH, QUIET, STEPS, Town, cut, order

CORNERS = st.tuples(st.integers(0, 5), st.integers(0, 5)).map(lambda c: (60.0 * c[0], 60.0 * c[1]))
NAMES = st.sampled_from(["", "A", "B", "C"])
STREETS: st.SearchStrategy[list[Street]] = st.lists(
    st.tuples(
        NAMES, st.sampled_from([PATH, QUIET, ARTERIAL, STEPS]), st.lists(CORNERS, min_size=2, max_size=4)
    ),
    min_size=1,
    max_size=12,
)
DOORS: st.SearchStrategy[list[Door]] = st.lists(
    st.tuples(
        NAMES, st.integers(-250, 550).map(float), st.integers(-250, 550).map(float), st.integers(0, 12)
    ),
    min_size=1,
    max_size=40,
)
WISH = replace(QUICK, iterations=60, least_minutes=10, target_minutes=15, most_minutes=20, draw=True)


@settings(max_examples=60, deadline=None)
@given(STREETS, DOORS)
def test_each_door_is_in_one_route_or_listed_and_no_route_leaves_its_part(
    streets: list[Street], doors: list[Door]
) -> None:
    place = town(streets, doors)

    result = cut(place, WISH)

    seen = [int(s) for walk in result.routes for s in walk.stops] + [left.index for left in result.left_out]
    assert sorted(seen) == list(range(len(doors)))
    for walk in result.routes:
        assert len(set(place.stop_part[walk.stops].tolist())) == 1
        assert np.isfinite(walk.path).all()
        assert walk.walk_m <= 1.05 * order(place, walk.stops, WISH).walk_m + 1, "nobody walks detours"


@settings(max_examples=60, deadline=None)
@given(STREETS, DOORS, st.booleans())
def test_the_way_back_is_as_long_and_a_detour_never_shorter(
    streets: list[Street], doors: list[Door], goes_in: bool
) -> None:
    place = town(streets, (doors * 3)[:3])
    if goes_in:
        place = place.with_way_in()

    def metres(*stops: int) -> float:
        return sum(order(place, np.array(pair), WISH).walk_m for pair in pairwise(stops))

    same_part = len(set(place.stop_part.tolist())) == 1
    if same_part and len(place) == 3:
        assert metres(0, 2) <= metres(0, 1, 2) + 1e-6


@settings(max_examples=25, deadline=None)
@given(STREETS, DOORS, st.integers(1, 5))
def test_the_same_wish_gives_the_same_cut(streets: list[Street], doors: list[Door], seed: int) -> None:
    one, other = (cut(town(streets, doors), replace(WISH, seed=seed)) for _ in range(2))

    assert [w.stops.tolist() for w in one.routes] == [w.stops.tolist() for w in other.routes]


@settings(max_examples=25, deadline=None)
@given(STREETS, DOORS, st.data())
def test_locked_routes_stay_and_what_they_hold_is_nowhere_else(
    streets: list[Street], doors: list[Door], data: st.DataObject
) -> None:
    place = town(streets, doors)
    found = [walk.stops for walk in cut(place, WISH).routes]
    locked = [stops for stops in found if data.draw(st.booleans())]

    result = cut(place, WISH, locked=locked)

    assert [walk.stops.tolist() for walk in result.routes[: len(locked)]] == [s.tolist() for s in locked]
    seen = [int(s) for walk in result.routes for s in walk.stops] + [left.index for left in result.left_out]
    assert sorted(seen) == list(range(len(doors)))


@settings(max_examples=20, deadline=None, derandomize=True)
@given(st.integers(3, 6), st.integers(2, 5), st.integers(3, 6), st.integers(1, 4), st.booleans())
def test_where_there_is_work_for_more_than_a_few_routes_each_is_within_the_window(
    columns: int, rows: int, houses: int, every: int, meet: bool
) -> None:
    """A chequerboard of any size, some houses with four doors; with a meeting place or without."""
    streets, doors = blocks(columns, rows, houses)
    mixed = [(s, e, n, 4 if k % (3 * every) == 0 else 1) for k, (s, e, n, _d) in enumerate(doors)]
    place = town(streets, mixed).starting_at(
        np.array([[50.0 * columns, 50.0 * rows]] if meet else []).reshape(-1, 2)
    )

    result = cut(place, replace(SHORT, iterations=3000))

    assert all(SHORT.least_minutes <= walk.minutes <= SHORT.most_minutes for walk in result.routes)


@settings(max_examples=25, deadline=None)
@given(STREETS, DOORS)
def test_stops_to_be_met_last_are_met_last_and_heights_change_no_metre_of_a_flat_town(
    streets: list[Street], doors: list[Door]
) -> None:
    plain = town(streets, doors)
    level = replace(plain.network, height_m=np.zeros(len(plain.network.points)))
    last = np.arange(len(doors)) % 3 == 0
    place = Town(replace(plain.stops, last=last), level)

    for walk in cut(place, WISH).routes:
        flags = last[walk.stops].tolist()
        if flags != sorted(flags):
            patient = replace(WISH, most_minutes=1e6)
            assert order(place, walk.stops, patient).minutes > WISH.most_minutes, "no time to go back for all"
            assert walk.minutes <= WISH.most_minutes + 0.01
        assert walk.climb_m == 0
        assert walk.walk_m == np.float64(walk.metres_to_next.sum())
        assert abs(walk.minutes - walk.service_minutes - walk.walk_m / WISH.speed_m_per_minute) < 1e-6
