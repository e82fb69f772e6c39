"""What holds for every town, however odd: drawn by chance."""

from dataclasses import replace
from itertools import pairwise

import numpy as np
from engine.towns import QUICK, Door, Street, town
from hypothesis import given, settings
from hypothesis import strategies as st

from routes import ARTERIAL, PATH, QUIET, STEPS, cut, order

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


@settings(max_examples=60, deadline=None)
@given(STREETS, DOORS)
def test_the_way_back_is_as_long_and_a_detour_never_shorter(streets: list[Street], doors: list[Door]) -> None:
    place = town(streets, (doors * 3)[:3])

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
