"""Tiny map files for tests: a register, dwellings, a map and polygons around one street in Trondheim."""

import json
from collections.abc import Iterable, Sequence
from pathlib import Path

import osmium
from osmium.osm.mutable import Node, Way

LON, LAT = 10.40, 63.43
STEP = 0.0005
"""Degrees between house numbers along Prøvegata, some 25 m."""
REGISTER = (
    "adresseId;kommunenummer;kommunenavn;adressekode;adressenavn;nummer;bokstav;EPSG-kode;Nord;Øst;postnummer;poststed;"
    "grunnkretsnummer;grunnkretsnavn;valgkretsnummer;valgkretsnavn"
)
DWELLINGS = "kommunenummer;adressekode;adressenavn;nummer;bokstav;bruksenhetid;bruksenhetsnummerTekst"


def place(number: int) -> tuple[float, float]:
    """Where a house number of Prøvegata lies: longitude and latitude, degrees."""
    return round(LON + number * STEP, 6), LAT


def write_register(path: Path, numbers: Iterable[int], street: str = "Prøvegata", krets: str = "3") -> Path:
    rows = [REGISTER]
    for number in numbers:
        lon, lat = place(number)
        names = f"50010101;Torvet;{krets};Krets {krets}"
        rows.append(
            f"{900 + number};5001;TRONDHEIM;1200;{street};{number};;4258;{lat};{lon};7010;TRONDHEIM;{names}"
        )
    path.write_text("\n".join(rows) + "\n", encoding="utf-8")
    return path


def write_dwellings(path: Path, units: dict[int, Sequence[str]]) -> Path:
    rows = [DWELLINGS]
    for number, names in units.items():
        rows += [f"5001;1200;Prøvegata;{number};;{number}{name};{name}" for name in names]
    path.write_text("\n".join(rows) + "\n", encoding="utf-8")
    return path


def write_map(path: Path, houses: Iterable[int], kind: str = "house") -> Path:
    """Write Prøvegata and a building at each house number."""
    ways: list[tuple[list[tuple[float, float]], dict[str, str]]] = [
        (
            [(LON - STEP, LAT - 0.0001), (LON + 20 * STEP, LAT - 0.0001)],
            {"highway": "residential", "name": "Prøvegata"},
        )
    ]
    for number in houses:
        lon, lat = place(number)
        corners = ((-1, -1), (1, -1), (1, 1), (-1, 1), (-1, -1))
        ring = [(round(lon + dx * 0.0001, 7), round(lat + dy * 0.00005, 7)) for dx, dy in corners]
        ways.append((ring, {"building": kind}))
    nodes = {point: k + 1 for k, point in enumerate(dict.fromkeys(p for points, _ in ways for p in points))}
    with osmium.SimpleWriter(str(path), overwrite=True) as writer:
        for point, number in nodes.items():
            writer.add_node(Node(id=number, location=point, tags={}))
        for k, (points, tags) in enumerate(ways):
            writer.add_way(Way(id=k + 1, nodes=[nodes[point] for point in points], tags=tags))
    return path


def write_polygons(path: Path, named: dict[str, tuple[int, int]], what: str = "bydel") -> Path:
    """Write polygons by name, each around the house numbers from the first to the last."""
    features = [
        {
            "type": "Feature",
            "properties": {f"{what}snummer" if what == "bydel" else f"{what}nummer": number,
                           f"{what}snavn" if what == "bydel" else f"{what}navn": name, "kommunenummer":
                           "5001"},
            "geometry": {"type": "Polygon", "coordinates": [ring(first, last)]},
        }
        for number, (name, (first, last)) in enumerate(named.items(), 1)
    ]  # fmt: skip
    path.write_text(json.dumps({"type": "FeatureCollection", "features": features}), encoding="utf-8")
    return path


def ring(first: int, last: int) -> list[list[float]]:
    """Outline a piece of Prøvegata, from before the first house number to after the last."""
    west, east = LON + (first - 0.5) * STEP, LON + (last + 0.5) * STEP
    south, north = LAT - 0.001, LAT + 0.001
    return [[west, south], [east, south], [east, north], [west, north], [west, south]]
