"""Real Norwegian files, where they are at hand: the figures that were counted when they were collected."""

from pathlib import Path

import pytest

from geodata.polygons import read_polygons
from geodata.source_file import SourceFile
from geodata.sources import read_sources


def test_elverums_register_is_read_whole(samples: Path) -> None:
    addresses = read_sources([samples / "elverum"]).addresses
    assert len(addresses) == 10_871
    assert addresses["street"].nunique() == 465
    assert addresses["grunnkrets_number"].nunique() == 44
    assert addresses["valgkrets_number"].nunique() == 4
    assert addresses["identity"].is_unique
    assert (addresses["letter"] != "").mean() == pytest.approx(0.20, abs=0.01)
    assert addresses["access_lon"].notna().mean() == pytest.approx(0.055, abs=0.003)
    assert addresses["lon"].between(11.0, 12.2).all()
    assert addresses["lat"].between(60.6, 61.2).all()


def test_the_middle_of_oslo_is_read_from_the_map(samples: Path) -> None:
    sources = read_sources([samples / "oslo" / "oslo_sentrum_entur.osm.pbf"])
    assert len(sources.addresses) == 13_226  # 13,227 on the map, one of them twice
    assert 29_500 <= len(sources.layers.streets) <= 30_300
    assert (sources.addresses["doors"] > 0).sum() == 11_075
    assert sources.addresses["doors"].sum() == 44_731
    assert sources.report.snapping is not None
    assert sources.report.snapping.without_street == 0
    assert sources.report.snapping.other_name / 11_075 < 0.05


def test_homes_stand_in_for_addresses_in_midtbyen(samples: Path) -> None:
    sources = read_sources([samples / "trondheim" / "midtbyen_roads_buildings.osm.pbf"])
    assert len(sources.addresses) == 1_906
    assert sources.addresses["stand_in"].all()
    assert sources.addresses["doors"].sum() == 6_860
    assert sources.report.snapping is not None
    assert sources.report.snapping.without_street == 100


@pytest.mark.parametrize(
    ("file", "count", "number_key", "name_key"),
    [
        ("trondheim/valgkretser_5001_2019.geojson", 42, "valgkretsnummer", "valgkretsnavn"),
        ("oslo/valgkretser_0301_2019.geojson", 103, "valgkretsnummer", "valgkretsnavn"),
        ("oslo/oslo_delbydeler.geojson", 97, "DELBYDEL", "DELBYDELSN"),
        ("trondheim/kommunegrense_5001_2025_epsg25832.geojson", 1, "kommunenummer", "kommunenavn"),
    ],
)
def test_polygons_of_every_kind_are_read(
    samples: Path, file: str, count: int, number_key: str, name_key: str
) -> None:
    layer = read_polygons(SourceFile(samples / file))
    assert len(layer.polygons) == count
    assert (layer.number_key, layer.name_key) == (number_key, name_key)
    assert layer.polygons.geometry.is_valid.all()


def test_the_border_is_the_same_in_metres_and_degrees(samples: Path) -> None:
    files = ("kommunegrense_5001_2025_epsg25832.geojson", "kommunegrense_5001_2025_wgs84.geojson")
    metres, degrees = (read_polygons(SourceFile(samples / "trondheim" / file)).polygons for file in files)
    assert metres.geometry[0].symmetric_difference(degrees.geometry[0]).area < 1e-4 * metres.geometry[0].area
