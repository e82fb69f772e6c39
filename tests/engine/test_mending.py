"""The repair that other methods' routes get before they are compared: the window kept, no door lost."""

from pathlib import Path

import numpy as np
import pytest

import routes
from bench.engine_town import Ints, load, read_routes
from bench.instances import riverside
from bench.judging import LEAST_MINUTES, MOST_MINUTES, judge
from bench.repair import mended, repair_file


@pytest.mark.parametrize("stops_a_route", [9, 60], ids=["far too short", "far too long"])
def test_routes_outside_the_window_are_mended_and_no_door_is_lost(tmp_path: Path, stops_a_route: int) -> None:
    town = load(riverside(tmp_path))
    turn = np.argsort(town.town.stops.easting, kind="stable")
    pieces: list[Ints] = np.array_split(turn, len(turn) // stops_a_route)
    given = [routes.order(town.town, piece, town.settings) for piece in pieces]

    walks = mended(town, given)

    assert sorted(np.concatenate([walk.stops for walk in walks]).tolist()) == list(range(len(town.ids)))
    part = town.town.stop_part
    outside = [walk for walk in walks if not LEAST_MINUTES <= walk.minutes <= MOST_MINUTES]
    island = part[np.argmax(town.town.stops.easting)]  # too few doors for a route, and no bridge
    assert all((part[walk.stops] == island).any() for walk in outside)


def test_routes_inside_the_window_are_only_put_in_order(tmp_path: Path) -> None:
    instance = riverside(tmp_path)
    town = load(instance)
    inside = LEAST_MINUTES + 1  # a better order takes seconds off, and 75.0 would be too short
    settings = routes.Settings(least_minutes=inside, iterations=20_000, off_network="price", draw=False)
    found = routes.cut(town.town, settings).routes
    source, target = tmp_path / "given.csv", tmp_path / "mended.csv"
    lines = [f"{k},{seq},{town.ids[s]}" for k, walk in enumerate(found) for seq, s in enumerate(walk.stops)]
    source.write_text("route,seq,address_id\n" + "\n".join(lines))

    repair_file(instance, source, target)

    before = {frozenset(stops.tolist()) for stops in read_routes(source, town.ids)}
    assert {frozenset(stops.tolist()) for stops in read_routes(target, town.ids)} == before
    assert judge(instance, target, tmp_path).walk_m <= judge(instance, source, tmp_path).walk_m + 1
