"""Colours of routes, how fair a cut is said to be, and the estimate before cutting."""

from itertools import combinations
from uuid import uuid4

import numpy as np
import pytest
from sqlmodel import Session, select
from turf.conftest import DrawDistrict

from app.districts.models import Address, District
from app.language import now
from app.turf.choices import Side, street_sides
from app.turf.colours import ALIKE, PALETTE, colour, ink
from app.turf.estimate import aim_minutes, estimated_minutes
from app.turf.fairness import fairness, window_of
from app.turf.models import Cut, WalkRoute
from app.turf.neighbours import colour_routes, neighbours
from app.turf.queries import StopLine
from routes.first_plan import TEAM_LEAST, TEAM_MOST
from routes.first_plan import aim_minutes as engine_aim
from routes.model import Settings

DEUTERANOPE = np.array(
    [[0.367322, 0.860646, -0.227968], [0.280085, 0.672501, 0.047413], [-0.011820, 0.042940, 0.968881]]
)
PROTANOPE = np.array(
    [[0.152286, 1.052583, -0.204868], [0.114503, 0.786281, 0.099216], [-0.003882, -0.048116, 1.051998]]
)
"""Linear RGB as seen without green or red cones: Machado, Oliveira & Fernandes 2009, severity 1.0."""


def linear(index: int) -> np.ndarray[tuple[int], np.dtype[np.float64]]:
    parts = [int(colour(index)[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    return np.array([p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts])


def lab(rgb: np.ndarray[tuple[int], np.dtype[np.float64]]) -> np.ndarray[tuple[int], np.dtype[np.float64]]:
    """Linear sRGB to CIELAB, D65."""
    xyz = np.array([[0.4124, 0.3576, 0.1805], [0.2126, 0.7152, 0.0722], [0.0193, 0.1192, 0.9505]]) @ np.clip(
        rgb, 0, 1
    )
    f = np.cbrt(xyz / np.array([0.9505, 1.0, 1.089]))
    return np.array([116 * f[1] - 16, 500 * (f[0] - f[1]), 200 * (f[1] - f[2])])


@pytest.mark.parametrize("eye", [np.eye(3), DEUTERANOPE, PROTANOPE], ids=["any", "no green", "no red"])
def test_route_colours_can_be_told_apart_by_any_eye(
    eye: np.ndarray[tuple[int, int], np.dtype[np.float64]],
) -> None:
    seen = [lab(eye @ linear(index)) for index in range(len(PALETTE))]

    nearest = min(float(np.linalg.norm(a - b)) for a, b in combinations(seen, 2))

    assert nearest >= 18


def test_a_number_on_a_route_colour_can_be_read() -> None:
    for index in range(len(PALETTE)):
        brightness = float(np.array([0.2126, 0.7152, 0.0722]) @ linear(index))
        on_white, on_black = 1.05 / (brightness + 0.05), (brightness + 0.05) / 0.05
        assert (on_white if ink(index) == "#ffffff" else on_black) >= 4.5


def test_neighbours_never_share_a_colour_and_others_keep_theirs() -> None:
    column, row = np.meshgrid(np.arange(12), np.arange(12))
    places = np.column_stack([column.ravel() * 100.0, row.ravel() * 100.0])
    owner = (column // 2 + 6 * (row // 2)).ravel().astype(np.int64)
    ids = [uuid4() for _route in range(36)]
    pairs = neighbours(places, owner)
    wanted = {ids[0]: 5}

    colours = colour_routes(ids, pairs, wanted)

    assert {(0, 1), (0, 6)} <= pairs
    assert all(colours[ids[a]] != colours[ids[b]] for a, b in pairs)
    assert colours[ids[0]] == 5


def test_routes_across_a_strip_of_a_third_are_neighbours_where_the_eye_takes_them_for_one() -> None:
    wide = {0.0: (0, 200), 20.0: (-200, 400), 45.0: (0, 200)}
    strip = [
        np.column_stack([np.linspace(west, east, 60), np.full(60, north)])
        for north, (west, east) in wide.items()
    ]
    owner = np.repeat(np.arange(3), 60)
    apart = [strip[0], strip[1], strip[2] + (0.0, 35.0)]

    assert neighbours(np.concatenate(strip), owner) == {(0, 1), (0, 2), (1, 2)}
    assert neighbours(np.concatenate(apart), owner) == {(0, 1), (1, 2)}


def test_stops_in_one_line_or_one_place_have_neighbours_too() -> None:
    line = np.column_stack([np.arange(10) * 50.0, np.zeros(10)])
    same = np.zeros((6, 2))

    assert neighbours(line, np.array([0] * 5 + [1] * 5)) == {(0, 1)}
    assert neighbours(same, np.array([0, 0, 0, 1, 1, 1])) == {(0, 1)}


def route(number: int, minutes: float) -> WalkRoute:
    return WalkRoute(
        cut_id=uuid4(), number=number, laid_minutes=minutes, walk_m=0, laid_addresses=1, laid_doors=1, path=""
    )


def test_fairness_is_said_in_one_sentence() -> None:
    cut = Cut(district_id=uuid4(), made_at=now())
    even = fairness(cut, [route(1, 80), route(2, 95)])
    uneven = fairness(cut, [route(1, 80), route(2, 130), route(3, 40)])
    shown_as_within = fairness(cut, [route(1, 74.6), route(2, 100.4)])

    assert even is not None
    assert uneven is not None
    assert even.even
    assert even.sentence == "Rutene er jevne: alle tar mellom 80 og 95 minutter."
    assert not uneven.even
    assert uneven.sentence.startswith("Rute 2 tar mer enn 100 min.")
    assert "Rute 3 tar mindre enn 75 min." in uneven.sentence
    assert (uneven.shortest, uneven.longest) == (40, 130)
    assert shown_as_within is not None
    assert shown_as_within.even
    assert fairness(cut, []) is None
    alike, single = fairness(cut, [route(1, 90), route(2, 90.2)]), fairness(cut, [route(1, 90)])
    assert alike is not None
    assert alike.sentence == "Rutene er jevne: alle tar 90 minutter."
    assert single is not None
    assert single.sentence == "Den ene ruten tar 90 minutter."


def test_fairness_among_teams_is_judged_by_their_mean() -> None:
    cut = Cut(district_id=uuid4(), made_at=now(), teams=2)
    even = fairness(cut, [route(1, 30), route(2, 33)])
    three = cut.model_copy(update={"teams": 3})
    shown_as_within = fairness(three, [route(1, 47.2), route(2, 54), route(3, 60)])
    long = fairness(cut, [route(1, 264), route(2, 278)])

    assert even is not None
    assert even.even
    assert even.wish == ""
    assert shown_as_within is not None
    assert shown_as_within.sentence == "Rutene er jevne: alle tar mellom 47 og 60 minutter."
    assert long is not None
    assert not long.even
    assert "opptil 278 min, mer enn de 100 som er vanlig" in long.wish
    assert long.wish.endswith("trengs 6 lag."), "542 minutes, at most 100 each"


def test_two_routes_made_one_do_not_make_the_others_short() -> None:
    cut = Cut(district_id=uuid4(), made_at=now(), teams=8)
    minutes = [86, 104, 102, 98, 87, 96, 103, 90]

    merged = fairness(cut, [route(number, one) for number, one in enumerate([86 + 104, *minutes[2:]], 1)])
    split = fairness(cut, [route(number, one) for number, one in enumerate([43, 43, *minutes[1:]], 1)])

    assert merged is not None
    assert merged.sentence == "Rute 1 tar mer enn 107 min. Del den, eller flytt en gate til naboen."
    assert split is not None
    assert split.sentence.startswith("Rute 1 og 2 tar mindre enn 84 min. Slå dem sammen")


def test_the_sheet_lets_routes_be_as_unlike_as_the_engine_does_where_teams_are_given() -> None:
    least, most = window_of(Cut(district_id=uuid4(), made_at=now(), teams=2), [80, 120])

    assert least == pytest.approx(100 * TEAM_LEAST)
    assert most == pytest.approx(100 * TEAM_MOST)


def test_the_estimate_counts_doors_and_the_way_to_the_next_house(
    session: Session, draw: DrawDistrict
) -> None:
    draw()
    addresses = session.exec(select(Address)).all()
    doors = sum(address.doors for address in addresses)

    minutes = estimated_minutes(addresses)

    at_the_doors = 0.5 * len(addresses) + doors
    nearest_m = 15
    assert minutes == pytest.approx(at_the_doors + 1.2 * nearest_m * len(addresses) / 66.67, rel=0.02)
    assert estimated_minutes([]) == 0
    assert estimated_minutes(addresses[:1]) == 0.5 + addresses[0].doors


@pytest.mark.parametrize("window", [(75, 90, 100), (75, 75, 100), (60, 100, 100), (90, 90, 90)])
def test_the_desk_foresees_routes_as_long_as_the_engine_aims_at(window: tuple[float, float, float]) -> None:
    least, target, most = window
    wishes = Settings(least_minutes=least, target_minutes=target, most_minutes=most)

    assert aim_minutes(*window) == engine_aim(wishes, has_start=False)


def test_street_sides_are_offered_only_where_they_differ() -> None:
    district = District(name="X")
    stops = [
        StopLine(
            seq,
            Address(
                id=seq, identity=str(seq), street=street, number=number, lon=0, lat=0, district_id=district.id
            ),
            [],
        )
        for seq, (street, number) in enumerate([("Elvegata", 1), ("Elvegata", 2), ("Tunet", 3), ("", 9)], 1)
    ]

    sides = [(side.street, side.side, set(side.addresses)) for side in street_sides(stops)]

    assert sides == [
        ("Elvegata", Side.ALL, {1, 2}),
        ("Elvegata", Side.ODD, {1}),
        ("Elvegata", Side.EVEN, {2}),
        ("Tunet", Side.ALL, {3}),
    ]


def test_neighbours_do_not_get_colours_that_some_eyes_take_for_one() -> None:
    """A row of routes, each beside the two before and the two after it, leaves colours enough to choose."""
    ids = [uuid4() for _ in range(60)]
    pairs = {(a, b) for a in range(60) for b in range(a + 1, min(60, a + 3))}

    colours = colour_routes(ids, pairs, {})

    mixed_up = [(a, b) for a, b in pairs if colours[ids[b]] in ALIKE.get(colours[ids[a]], ())]
    assert mixed_up == []
    assert len(set(colours.values())) >= 6
