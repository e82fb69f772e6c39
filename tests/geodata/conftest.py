"""Small files of every format, the practice town, and the real samples where they are at hand."""

import json
import os
from collections.abc import Callable, Sequence
from pathlib import Path

import osmium
import pytest
from osmium.osm.mutable import Node, Way

from geodata.practice import PracticeFiles, make_practice_town
from geodata.sources import Sources, read_sources

REGISTER_HEADER = [
    "lokalid",
    "kommunenummer",
    "kommunenavn",
    "adressetype",
    "adressekode",
    "adressenavn",
    "nummer",
    "bokstav",
    "gardsnummer",
    "bruksnummer",
    "festenummer",
    "undernummer",
    "EPSG-kode",
    "Nord",
    "Øst",
    "postnummer",
    "poststed",
    "grunnkretsnummer",
    "grunnkretsnavn",
    "valgkretsnummer",
    "valgkretsnavn",
    "adresseId",
    "atkomstNord",
    "atkomstØst",
]

DWELLING_HEADER = [
    "kommunenummer",
    "adressekode",
    "adressenavn",
    "nummer",
    "bokstav",
    "gardsnummer",
    "bruksnummer",
    "festenummer",
    "undernummer",
    "bruksenhetid",
    "bruksenhetsnummerTekst",
]

Row = dict[str, str]
WriteTable = Callable[..., Path]
WriteMap = Callable[..., Path]
Tagged = tuple[Sequence[tuple[float, float]], dict[str, str]]


def address_row(number: int = 1, **changes: str) -> Row:
    """A road address in the middle of Trondheim, EPSG:25832; each number ten metres further north."""
    names = REGISTER_HEADER[:-2]
    north = f"{7034000 + 10 * number}.00"
    values = (
        f"10{number};5001;TRONDHEIM;vegadresse;01200;Prøvegata;{number};;4;{number};;;25832;{north};569900.00;"
        f"7010;TRONDHEIM;50010101;Torvet;3;Midtbyen;10{number}"
    ).split(";")
    return {**dict(zip(names, values, strict=True)), **changes}


def dwelling_row(number: int = 1, unit: str = "H0101", **changes: str) -> Row:
    """A dwelling at `address_row(number)`."""
    row = {key: value for key, value in address_row(number).items() if key in DWELLING_HEADER}
    return {**row, "bruksenhetid": f"9{number}{unit}", "bruksenhetsnummerTekst": unit, **changes}


@pytest.fixture
def row() -> Callable[..., Row]:
    return address_row


@pytest.fixture
def dwelling() -> Callable[..., Row]:
    return dwelling_row


@pytest.fixture
def write_register(tmp_path: Path) -> WriteTable:
    def write(
        rows: Sequence[Row], header: Sequence[str] = REGISTER_HEADER, encoding: str = "utf-8-sig"
    ) -> Path:
        return _write(tmp_path / "matrikkelenAdresse.csv", rows, header, encoding)

    return write


@pytest.fixture
def write_dwellings(tmp_path: Path) -> WriteTable:
    def write(
        rows: Sequence[Row], header: Sequence[str] = DWELLING_HEADER, encoding: str = "utf-8-sig"
    ) -> Path:
        return _write(tmp_path / "matrikkelenAdresseLeilighetsniva.csv", rows, header, encoding)

    return write


def _write(path: Path, rows: Sequence[Row], header: Sequence[str], encoding: str) -> Path:
    lines = [";".join(header), *(";".join(one.get(name, "") for name in header) for one in rows)]
    path.write_bytes(("\r\n".join(lines) + "\r\n").encode(encoding))
    return path


@pytest.fixture
def write_map(tmp_path: Path) -> WriteMap:
    """Write ways (points that are equal are one node) and tagged nodes, all in degrees."""

    def write(ways: Sequence[Tagged], nodes: Sequence[Tagged] = (), name: str = "kart.osm.pbf") -> Path:
        path = tmp_path / name
        places = dict.fromkeys(point for points, _ in ways for point in points)
        ids = {point: k + 1 for k, point in enumerate(places)}
        with osmium.SimpleWriter(str(path), overwrite=True) as writer:
            for point, number in ids.items():
                writer.add_node(Node(id=number, location=point, tags={}))
            for k, (points, tags) in enumerate(nodes):
                writer.add_node(Node(id=10_000 + k, location=points[0], tags=tags))
            for k, (points, tags) in enumerate(ways):
                writer.add_way(Way(id=k + 1, nodes=[ids[point] for point in points], tags=tags))
        return path

    return write


@pytest.fixture
def write_polygons(tmp_path: Path) -> WriteMap:
    """Write (ring in degrees, properties) as GeoJSON; extra members go into the collection."""

    def write(polygons: Sequence[tuple[list[list[float]], Row]], **members: object) -> Path:
        features = [
            {
                "type": "Feature",
                "properties": properties,
                "geometry": {"type": "Polygon", "coordinates": [ring]},
            }
            for ring, properties in polygons
        ]
        path = tmp_path / "flater.geojson"
        path.write_text(json.dumps({"type": "FeatureCollection", "features": features, **members}))
        return path

    return write


@pytest.fixture(scope="session")
def practice_files(tmp_path_factory: pytest.TempPathFactory) -> PracticeFiles:
    return make_practice_town(tmp_path_factory.mktemp("practice"))


@pytest.fixture(scope="session")
def practice(practice_files: PracticeFiles) -> Sources:
    return read_sources([practice_files.register.parent])


@pytest.fixture(scope="session")
def samples() -> Path:
    """The folder of real samples: DORBANK_GEODATA, or ../shared/geodata beside the project."""
    beside = Path(__file__).parents[3] / "shared" / "geodata"
    folder = Path(os.environ.get("DORBANK_GEODATA", beside))
    if not folder.is_dir():
        pytest.skip(f"no real samples in {folder}; set DORBANK_GEODATA to try them")
    return folder
