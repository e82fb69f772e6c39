"""Walking metres worked out on paper: pavements, corners, crossings, snapping."""

import numpy as np
import pytest
from engine.towns import QUICK, Door, Street, crossroads, town

from routes import ARTERIAL, PATH, QUIET, STEPS, Town, order

BY_HAND = {
    "AB": 8,  # a quiet street, straight across; round the dead end it is 40
    "AC": 100,  # same pavement
    "BC": 108,
    "EF": 40,  # an avenue, straight across; by the corner it is 100 + 15 + 100
    "CD": 80 + 4 + 50,  # to the corner, across Side, up its east pavement
    "DE": 50 + 100,  # Side's east pavement meets the avenue's north pavement
    "CE": 80 + 4 + 100,
    "BF": 180 + 100,  # the south pavements meet
    "DF": 50 + 4 + 4 + 100,  # across Side and Street beats across the avenue
    "AF": 180 + 4 + 100,
}


def metres(place: Town, first: int, second: int) -> float:
    return order(place, np.array([first, second]), QUICK).walk_m


@pytest.mark.parametrize("pair", BY_HAND)
def test_the_way_is_as_long_as_on_paper(pair: str) -> None:
    assert metres(crossroads(), "ABCDEF".index(pair[0]), "ABCDEF".index(pair[1])) == pytest.approx(
        BY_HAND[pair]
    )


@pytest.mark.parametrize(
    ("kind", "across"), [(QUIET, 8.0), (ARTERIAL, 40.0), (PATH, 1.0), (STEPS, 1.0)], ids=str
)
def test_each_kind_of_street_has_its_own_price_across(kind: int, across: float) -> None:
    doors: list[Door] = [("Way", 500, 5, 1), ("Way", 500, -5, 1)]

    assert metres(town([("Way", kind, [(0, 0), (1000, 0)])], doors), 0, 1) == pytest.approx(across)


def test_where_two_pieces_meet_crossing_costs_as_between_junctions() -> None:
    streets: list[Street] = [
        ("A", QUIET, [(0, 0), (100, 0)]),
        ("B", QUIET, [(100, 0), (200, 0)]),
    ]

    place = town(streets, [("A", 90, 5, 1), ("B", 110, -5, 1)])

    assert metres(place, 0, 1) == pytest.approx(20 + 8)


def test_an_address_belongs_to_the_street_of_its_name_even_if_another_is_nearer() -> None:
    streets: list[Street] = [
        ("Near", QUIET, [(0, 0), (400, 0)]),
        ("Own", QUIET, [(0, 60), (400, 60)]),
    ]
    place = town(streets, [("Own", 100, 20, 1), ("own ", 300, 70, 1)])

    assert place.snapped.pavement.tolist() == [2 + 1, 2 + 0]
    assert metres(place, 0, 1) == pytest.approx(200 + 8)


def test_of_two_streets_with_one_name_the_nearer_is_meant() -> None:
    streets: list[Street] = [
        ("Same", QUIET, [(0, 0), (100, 0)]),
        ("Same", QUIET, [(0, 80), (100, 80)]),
    ]

    place = town(streets, [("Same", 50, 30, 1), ("Same", 50, 50, 1)])

    assert place.snapped.pavement.tolist() == [0, 3]


def test_a_loop_street_is_walked_the_shorter_way_round() -> None:
    loop: list[Street] = [
        ("Stem", QUIET, [(0, -100), (0, 0)]),
        ("Loop", QUIET, [(0, 0), (100, 0), (100, 100), (0, 100), (0, 0)]),
    ]
    place = town(loop, [("Loop", 20, 5, 1), ("Loop", -5, 20, 1), ("Loop", 5, 20, 1)])

    assert metres(place, 0, 2) == pytest.approx(40)  # inside: the pavement meets itself
    assert metres(place, 0, 1) == pytest.approx(44)  # outside: across the stem at the junction


def test_streets_without_length_lead_on() -> None:
    streets: list[Street] = [
        ("A", QUIET, [(0, 0), (100, 0)]),
        ("A", QUIET, [(100, 0), (100, 0)]),
        ("A", QUIET, [(100, 0), (200, 0)]),
    ]

    place = town(streets, [("A", 50, 5, 1), ("A", 150, 5, 1)])

    assert metres(place, 0, 1) == pytest.approx(100, abs=20)


def test_the_way_to_an_address_far_from_every_street_is_walked_in_and_out() -> None:
    doors: list[Door] = [("A", 10, 5, 1), ("A", 50, 400, 1)]

    assert metres(town([("A", QUIET, [(0, 0), (100, 0)])], doors), 0, 1) == pytest.approx(40 + 400)


def test_a_long_way_is_found_beyond_the_table_of_near_stops() -> None:
    doors: list[Door] = [("A", 10.0 + k, 5.0, 1) for k in range(300)] + [("A", 9000.0, -5.0, 1)]
    place = town([("A", QUIET, [(0, 0), (10_000, 0)])], doors)

    assert metres(place, 0, 300) == pytest.approx(8990 + 8)
