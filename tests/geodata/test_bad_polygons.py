"""Bad polygons: one clear sentence that names file, number and remedy."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from geodata_refusals import refusal

from geodata import errors, place_errors
from geodata.polygons import read_polygons
from geodata.source_file import SourceFile

WriteTable = Callable[..., Path]

BOX = [[10.4, 63.4], [10.41, 63.4], [10.41, 63.41], [10.4, 63.4]]


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ('{"type": "FeatureCollection", "features": [{"type": "Fea', errors.CutOffFileError),
        ('{"type": "FeatureCollection",\n "features": [oi]}', errors.NotGeoJsonError),
        ('{"type": "Topology", "objects": {}}', errors.NotGeoJsonError),
        ('{"type": "FeatureCollection", "features": []}', place_errors.NoPolygonsError),
    ],
)
def test_broken_geojson_is_refused(tmp_path: Path, text: str, kind: type[errors.GeodataError]) -> None:
    path = tmp_path / "flater.geojson"
    path.write_text(text)
    refusal(path, kind)


def test_lines_instead_of_polygons_are_refused(tmp_path: Path) -> None:
    line = {"type": "Feature", "properties": {}, "geometry": {"type": "LineString", "coordinates": BOX}}
    path = tmp_path / "veger.geojson"
    path.write_text(json.dumps({"type": "FeatureCollection", "features": [line]}))
    refusal(path, place_errors.NoPolygonsError)


@pytest.mark.parametrize(
    ("ring", "kind"),
    [
        ([[10.4, 63.4], [10.4, 63.4], [10.4, 63.4], [10.4, 63.4]], place_errors.EmptyPolygonError),
        ([[10.4, 63.4], [10.5, 63.4], [10.4, 63.4], [10.4, 63.4]], place_errors.EmptyPolygonError),
        ([[63.4, 10.4], [63.4, 10.41], [63.41, 10.41], [63.4, 10.4]], place_errors.SwappedPolygonError),
        ([[2.3, 48.8], [2.4, 48.8], [2.4, 48.9], [2.3, 48.8]], place_errors.PolygonOutsideNorwayError),
        (
            [[569000, 7034000], [570000, 7034000], [570000, 7035000], [569000, 7034000]],
            place_errors.NoPolygonCrsError,
        ),
    ],
)
def test_a_polygon_that_cannot_be_placed_is_refused(
    write_polygons: WriteTable, ring: list[list[float]], kind: type[errors.GeodataError]
) -> None:
    refused = refusal(write_polygons([(BOX, {"nr": "1"}), (ring, {"nr": "2"})]), kind)
    assert refused.line == 2


def test_a_polygon_without_geometry_is_an_empty_one(tmp_path: Path) -> None:
    path = tmp_path / "flater.geojson"
    nothing = {"type": "Feature", "properties": {"nr": "1"}, "geometry": None}
    path.write_text(json.dumps({"type": "FeatureCollection", "features": [nothing]}))
    refusal(path, place_errors.EmptyPolygonError)


def test_an_unknown_coordinate_system_of_polygons_is_refused(write_polygons: WriteTable) -> None:
    crs = {"type": "name", "properties": {"name": "EPSG:3006"}}
    refusal(write_polygons([(BOX, {"nr": "1"})], crs=crs), place_errors.UnknownCrsError)


def test_a_chosen_property_must_be_there_and_tell_polygons_apart(write_polygons: WriteTable) -> None:
    path = write_polygons([(BOX, {"nr": "1", "navn": "Ila"}), (BOX, {"nr": "1", "navn": "Nardo"})])
    with pytest.raises(place_errors.MissingPropertyError) as missing:
        read_polygons(SourceFile(path), number_key="kode")
    assert "nr, navn" in missing.value.sentence
    with pytest.raises(place_errors.DuplicatePolygonError) as twice:
        read_polygons(SourceFile(path), number_key="nr")
    assert twice.value.line == 2
