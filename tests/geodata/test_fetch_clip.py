"""A municipality cut out of a larger map: what touches it stays whole, the rest goes."""

from pathlib import Path

import pytest
import shapely

from geodata.errors import CutOffFileError, EmptyFileError
from geodata.fetch_clip import clip_map
from geodata.osm import RawMap, read_osm
from geodata.practice import PracticeFiles
from geodata.source_file import SourceFile

ALL = shapely.box(10.6, 63.5, 10.9, 63.6)
WESTERN = shapely.box(10.70, 63.5, 10.72, 63.6)
EAST_OF_IT = 10.727  # beyond the margin


def clipped(practice_files: PracticeFiles, outline: shapely.Polygon, folder: Path) -> RawMap:
    target = folder / "clipped.osm.pbf"
    clip_map(practice_files.map, outline, target, lambda _share: None)
    return read_osm(SourceFile(target))


def test_an_outline_around_everything_keeps_everything(practice_files: PracticeFiles, tmp_path: Path) -> None:
    whole = read_osm(SourceFile(practice_files.map))

    kept = clipped(practice_files, ALL, tmp_path)

    assert [way.id for way in kept.ways] == [way.id for way in whole.ways]
    assert {one.id for one in kept.buildings} == {one.id for one in whole.buildings}
    assert len(kept.barriers) == len(whole.barriers)
    assert kept.addresses == whole.addresses


def test_what_touches_the_outline_stays_whole_and_the_rest_goes(
    practice_files: PracticeFiles, tmp_path: Path
) -> None:
    whole = {way.id: way for way in read_osm(SourceFile(practice_files.map)).ways}

    kept = {way.id: way for way in clipped(practice_files, WESTERN, tmp_path).ways}

    inside = {
        point for way in whole.values() for point in way.points if WESTERN.contains(shapely.Point(point))
    }
    touching = {number for number, way in whole.items() if inside.intersection(way.points)}
    beyond = {number for number, way in whole.items() if min(lon for lon, _ in way.points) > EAST_OF_IT}
    assert touching
    assert beyond
    assert touching <= kept.keys()
    assert not beyond & kept.keys()
    assert all(kept[number].points == whole[number].points for number in kept)


def test_an_outline_elsewhere_is_refused(practice_files: PracticeFiles, tmp_path: Path) -> None:
    with pytest.raises(EmptyFileError, match=r"clipped\.osm\.pbf"):
        clipped(practice_files, shapely.box(5, 60, 5.1, 60.1), tmp_path)

    assert list(tmp_path.iterdir()) == []


def test_a_damaged_map_is_refused(practice_files: PracticeFiles, tmp_path: Path) -> None:
    damaged = tmp_path / "damaged.osm.pbf"
    damaged.write_bytes(practice_files.map.read_bytes()[:20_000])

    with pytest.raises(CutOffFileError, match=r"damaged\.osm\.pbf"):
        clip_map(damaged, ALL, tmp_path / "clipped.osm.pbf", lambda _share: None)

    assert [path.name for path in tmp_path.iterdir()] == ["damaged.osm.pbf"]
