"""Polygons: which properties hold number and name, and which addresses lie inside."""

import json
from collections.abc import Callable
from pathlib import Path

import pandas as pd
import pytest

from geodata.polygons import addresses_inside, read_polygons
from geodata.report import FindingKind, SourceKind
from geodata.source_file import SourceFile
from geodata.sources import read_sources

WritePolygons = Callable[..., Path]
MakeRow = Callable[..., dict[str, str]]


def box(west: float, south: float, size: float = 0.01) -> list[list[float]]:
    east, north = west + size, south + size
    return [[west, south], [east, south], [east, north], [west, north], [west, south]]


@pytest.mark.parametrize(
    ("properties", "number_key", "name_key"),
    [
        (
            {"valgkretsnummer": "7", "valgkretsnavn": "ILA", "kommunenummer": "5001"},
            "valgkretsnummer",
            "valgkretsnavn",
        ),
        (
            {"OBJECTID": "7", "OBJTYPE": "Delbydel", "DELBYDEL": "0102", "DELBYDELSN": "Ila"},
            "DELBYDEL",
            "DELBYDELSN",
        ),
        ({"fid": "7", "name": "Ila"}, "fid", "name"),
        ({"lokalid": "0f2db483-ebe0-40e9-bf5c-6f45e02fa570", "bydel": "Ila"}, "", "bydel"),
    ],
)
def test_number_and_name_are_guessed(
    write_polygons: WritePolygons, properties: dict[str, str], number_key: str, name_key: str
) -> None:
    second = {
        key: {"7": "8", "0102": "0103", "ILA": "NARDO", "Ila": "Nardo"}.get(value, value)
        for key, value in properties.items()
    }
    layer = read_polygons(
        SourceFile(write_polygons([(box(10.40, 63.40), properties), (box(10.42, 63.40), second)]))
    )
    assert (layer.number_key, layer.name_key) == (number_key, name_key)
    assert layer.polygons["name"].str.casefold().tolist() == ["ila", "nardo"]
    assert layer.keys == tuple(properties)
    assert set(layer.polygons["kommune"]) == {properties.get("kommunenummer", "")}


def test_the_caller_may_choose_the_properties(write_polygons: WritePolygons) -> None:
    path = write_polygons([(box(10.4, 63.4), {"nr": "1", "navn": "Ila", "skole": "Ila skole"})])
    layer = read_polygons(SourceFile(path), number_key="navn", name_key="skole")
    assert layer.polygons.iloc[0][["number", "name"]].tolist() == ["Ila", "Ila skole"]


def test_without_a_number_polygons_are_counted(write_polygons: WritePolygons) -> None:
    path = write_polygons([(box(10.40, 63.4), {"navn": "Ila"}), (box(10.42, 63.4), {"navn": "Nardo"})])
    assert read_polygons(SourceFile(path)).polygons["number"].tolist() == ["1", "2"]


def test_metres_are_read_where_the_file_says_which(write_polygons: WritePolygons) -> None:
    ring = [[569000, 7034000], [570000, 7034000], [570000, 7035000], [569000, 7034000]]
    crs = {"type": "name", "properties": {"name": "urn:ogc:def:crs:EPSG::25832"}}
    layer = read_polygons(SourceFile(write_polygons([(ring, {"nr": "1"})], crs=crs)))
    assert layer.polygons.total_bounds == pytest.approx([10.382, 63.427, 10.403, 63.437], abs=0.002)


def test_two_parts_with_one_number_are_one_polygon(write_polygons: WritePolygons) -> None:
    parts = [(box(10.40, 63.4), {"nr": "1", "navn": "Ila"}), (box(10.42, 63.4), {"nr": "1", "navn": "Ila"})]
    layer = read_polygons(SourceFile(write_polygons(parts)), number_key="nr", name_key="navn")
    assert len(layer.polygons) == 1
    assert layer.polygons.geometry[0].geom_type == "MultiPolygon"


def test_a_crossing_outline_is_repaired(write_polygons: WritePolygons) -> None:
    bow_tie = [[10.40, 63.40], [10.41, 63.41], [10.41, 63.40], [10.40, 63.41], [10.40, 63.40]]
    layer = read_polygons(SourceFile(write_polygons([(bow_tie, {"nr": "1"})])))
    assert layer.polygons.geometry.is_valid.all()


def test_points_among_the_polygons_are_left_out_and_counted(write_polygons: WritePolygons) -> None:
    path = write_polygons([(box(10.4, 63.4), {"nr": "1"})])
    document = json.loads(path.read_text())
    point = {"type": "Feature", "properties": {}, "geometry": {"type": "Point", "coordinates": [10.4, 63.4]}}
    path.write_text(json.dumps({**document, "features": [point, *document["features"]]}))
    report = read_sources([path]).report
    assert [(one.kind, one.counts) for one in report.files] == [(SourceKind.POLYGONS, (("polygons", 1),))]
    assert [(one.kind, one.count) for one in report.findings] == [(FindingKind.NOT_A_POLYGON, 1)]


def test_addresses_are_found_in_their_polygon(write_polygons: WritePolygons) -> None:
    layer = read_polygons(
        SourceFile(write_polygons([(box(10.40, 63.4), {"nr": "1"}), (box(10.405, 63.4), {"nr": "2"})]))
    )
    places = pd.DataFrame({"lon": [10.402, 10.407, 10.413, 10.5], "lat": [63.405] * 4}, index=[7, 8, 9, 10])
    found = addresses_inside(layer.polygons, places)
    assert found.index.tolist() == [7, 8, 9, 10]
    assert found.tolist()[:3] == [0, 0, 1]
    assert found.isna().tolist() == [False, False, False, True]


def test_a_polygon_without_addresses_is_named_in_the_report(
    write_polygons: WritePolygons, write_register: Callable[..., Path], row: MakeRow
) -> None:
    polygons = [
        (box(10.395, 63.42), {"nr": 1, "navn": "Midtbyen"}),
        (box(10.5, 63.42), {"nr": 2, "navn": "Fjorden"}),
    ]
    report = read_sources([write_polygons(polygons), write_register([row(1)])]).report
    assert [(one.kind, one.examples) for one in report.findings] == [
        (FindingKind.POLYGON_WITHOUT_ADDRESSES, ("2 Fjorden",))
    ]
