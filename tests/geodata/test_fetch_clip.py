"""A municipality cut out of a larger map: what is inside stays, the rest goes."""

from pathlib import Path

import osmium
import pytest
import shapely
from osmium.osm.mutable import Node, Relation, Way

from geodata.errors import CutOffFileError, EmptyFileError
from geodata.fetch_clip import clip_map
from geodata.osm import RawMap, read_osm
from geodata.practice import PracticeFiles
from geodata.source_file import SourceFile

ALL = shapely.box(10.6, 63.5, 10.9, 63.6)
WESTERN = shapely.box(10.71, 63.5, 10.72, 63.6)
BEYOND_THE_MARGIN = 10.7261


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


def test_what_is_inside_stays_and_the_rest_goes(practice_files: PracticeFiles, tmp_path: Path) -> None:
    whole = read_osm(SourceFile(practice_files.map))

    kept = clipped(practice_files, WESTERN, tmp_path)

    assert set(inside_of(kept)) == set(inside_of(whole))
    assert {one.id for one in kept.buildings} >= {
        one.id for one in whole.buildings if WESTERN.contains(one.outline)
    }
    assert kept.broken_buildings == 0
    for found in (kept.buildings, kept.ways):
        assert 0 < len(found) < len(whole.buildings if found is kept.buildings else whole.ways)
    assert max(lon for way in kept.ways for lon, _ in way.points) < BEYOND_THE_MARGIN
    assert max(one.outline.bounds[2] for one in kept.buildings) < BEYOND_THE_MARGIN


def inside_of(raw: RawMap) -> list[tuple[int, tuple[float, float]]]:
    """Give the points of ways inside the outline, each with its way."""
    return [
        (way.id, point) for way in raw.ways for point in way.points if WESTERN.contains(shapely.Point(point))
    ]


def test_a_building_of_several_ways_is_kept_with_all_of_them(tmp_path: Path) -> None:
    drawn = tmp_path / "courtyard.osm.pbf"
    with osmium.SimpleWriter(str(drawn)) as writer:
        for number, (lon, lat) in enumerate([(10.70, 63.50), (10.71, 63.50), (10.71, 63.51), (10.70, 63.51)]):
            writer.add_node(Node(id=number + 1, location=(lon, lat)))
            inner = (10.7 + (lon - 10.7) / 2 + 0.002, 63.5 + (lat - 63.5) / 2 + 0.002)
            writer.add_node(Node(id=number + 11, location=inner))
        writer.add_way(Way(id=1, nodes=[1, 2, 3, 4, 1]))
        writer.add_way(Way(id=2, nodes=[11, 12, 13, 14, 11]))
        members = [("w", 1, "outer"), ("w", 2, "inner")]
        tags = {"type": "multipolygon", "building": "apartments"}
        writer.add_relation(Relation(id=1, members=members, tags=tags))

    clip_map(drawn, ALL, tmp_path / "kept.osm.pbf", lambda _share: None)
    clip_map(drawn, WESTERN, tmp_path / "cut.osm.pbf", lambda _share: None)

    (building,) = read_osm(SourceFile(tmp_path / "kept.osm.pbf")).buildings
    assert len(shapely.get_rings(building.outline)) == 2
    with pytest.raises(EmptyFileError):  # two corners are outside, so the building is left out
        read_osm(SourceFile(tmp_path / "cut.osm.pbf"))


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
