"""Layers on disk: written whole, put in force in one step, replaced where the new map reaches."""

from pathlib import Path

import geopandas as gpd
import pandas as pd
import pytest
import shapely

from geodata.frames import FrameError
from geodata.sources import Sources
from geodata.store import Layers, empty_layers, merge_layers, read_layer, read_layers, stage_layers


def moved(frame: gpd.GeoDataFrame, degrees_east: float) -> gpd.GeoDataFrame:
    shifted = frame.copy()
    shifted.geometry = frame.geometry.translate(degrees_east, 0)
    return shifted


def moved_layers(layers: Layers, degrees_east: float) -> Layers:
    return Layers(*(moved(frame, degrees_east) for frame in layers.named().values()))


def test_layers_come_back_as_they_were(practice: Sources, tmp_path: Path) -> None:
    stage_layers(tmp_path, practice.layers).publish()
    read = read_layers(tmp_path)
    for name, frame in practice.layers.named().items():
        pd.testing.assert_frame_equal(pd.DataFrame(read.named()[name]), pd.DataFrame(frame))
        assert read.named()[name].crs == frame.crs


def test_nothing_is_in_force_before_the_first_publishing(practice: Sources, tmp_path: Path) -> None:
    staged = stage_layers(tmp_path, practice.layers)
    assert read_layer(tmp_path, "streets").empty
    staged.discard()
    assert read_layers(tmp_path).buildings.empty
    assert list(tmp_path.iterdir()) == []


def test_old_layers_stay_in_force_until_new_ones_are_published(practice: Sources, tmp_path: Path) -> None:
    stage_layers(tmp_path, practice.layers).publish()
    staged = stage_layers(tmp_path, empty_layers())
    assert len(read_layer(tmp_path, "streets")) == len(practice.layers.streets)
    staged.publish()
    assert read_layer(tmp_path, "streets").empty


def test_whoever_reads_the_layers_before_may_finish_and_older_ones_go(
    practice: Sources, tmp_path: Path
) -> None:
    names = []
    for _ in range(3):
        staged = stage_layers(tmp_path, practice.layers)
        staged.publish()
        names.append(staged.name)
    assert {path.name for path in tmp_path.iterdir() if path.is_dir()} == set(names[1:])


def test_a_box_gives_only_what_touches_it(practice: Sources, tmp_path: Path) -> None:
    stage_layers(tmp_path, practice.layers).publish()
    west, south, east, north = practice.layers.streets.total_bounds
    box = (west, south, (west + east) / 2, (south + north) / 2)
    expected = practice.layers.streets[practice.layers.streets.intersects(shapely.box(*box))]
    found = read_layer(tmp_path, "streets", box)
    assert set(expected["id"]) <= set(found["id"])
    assert 0 < len(found) < len(practice.layers.streets) / 2


def test_another_towns_layers_stay_when_one_is_renewed(practice: Sources) -> None:
    here, there = practice.layers, moved_layers(practice.layers, 1.0)
    both = merge_layers(here, there)
    assert len(both.streets) == 2 * len(here.streets)
    renewed = merge_layers(both, here)
    assert len(renewed.streets) == 2 * len(here.streets)
    assert len(renewed.buildings) == 2 * len(here.buildings)


def test_an_import_without_a_map_changes_no_layers(practice: Sources) -> None:
    assert merge_layers(practice.layers, empty_layers()) is practice.layers


def test_a_broken_frame_is_never_written(practice: Sources, tmp_path: Path) -> None:
    layers = practice.layers
    with pytest.raises(FrameError):
        stage_layers(
            tmp_path, Layers(layers.streets.drop(columns="crossing"), layers.barriers, layers.buildings)
        )
    assert list(tmp_path.iterdir()) == []
