"""A small district drawn by hand: streets in a grid, houses on both sides, every tenth a stairwell."""

from dataclasses import dataclass
from pathlib import Path

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely
from sqlmodel import Session

from app.districts.models import Address, District, Door
from geodata.frames import BARRIER_COLUMNS, BUILDING_COLUMNS, STREET_COLUMNS, as_geoframe
from geodata.store import Layers, stage_layers

WEST, SOUTH = 10.40, 63.43
LON_M, LAT_M = 1 / 49_800, 1 / 111_500
"""Degrees a metre, near enough at 63.4° N."""
BLOCK_M = 90.0
HOUSE_M = 15.0


@dataclass(frozen=True)
class Size:
    """Streets along (west to east) and across; houses stand along the streets that go west to east.

    South of them an island may lie, with three houses in a street of its own and no bridge.
    """

    along: int = 5
    across: int = 6
    island: bool = False


def degrees(east_m: float, north_m: float) -> tuple[float, float]:
    return WEST + east_m * LON_M, SOUTH + north_m * LAT_M


def draw_district(
    session: Session, data: Path, size: Size | None = None, name: str = "Bakkebyen"
) -> District:
    """Store a district with addresses and doors, and its streets where the engine finds them."""
    size = size or Size()
    stage_layers(data / "geo", _layers(size)).publish()
    district = District(name=name, number="01")
    session.add(district)
    session.flush()
    addresses = _on_the_island(name) if size.island else []
    addresses += [address for row in range(size.along) for address in _houses(size, row, name)]
    for address in addresses:
        address.district_id = district.id
    session.add_all(addresses)
    session.flush()
    session.add_all(
        Door(address_id=address.id or 0, position=position)
        for address in addresses
        for position in range(address.doors)
    )
    _count(district, addresses)
    session.commit()
    return district


def _count(district: District, addresses: list[Address]) -> None:
    district.addresses = len(addresses)
    district.doors = sum(address.doors for address in addresses)
    district.west, district.south = addresses[0].lon, addresses[0].lat
    district.east, district.north = addresses[-1].lon, addresses[-1].lat


def _houses(size: Size, row: int, name: str) -> list[Address]:
    """Build both sides of one street: even numbers to the north, odd to the south."""
    found = []
    for place in range(int((size.across - 1) * BLOCK_M / HOUSE_M) - 1):
        for side in (0, 1):
            number = 2 * place + 1 + side
            lon, lat = degrees((place + 1) * HOUSE_M, row * BLOCK_M + (12 if side else -12))
            found.append(
                Address(
                    identity=f"id:{name}-{row}-{number}",
                    street=f"{'ABCDEFGHIJKLMNOPQRSTUVWXYZ'[row % 26]}-gata",
                    number=number,
                    lon=lon,
                    lat=lat,
                    doors=8 if place % 10 == 9 else 1,
                )
            )
    return found


def _on_the_island(name: str) -> list[Address]:
    places = [degrees(east_m, -490) for east_m in (100, 120, 140)]
    return [
        Address(identity=f"id:{name}-island-{number}", street="Holmen", number=number, lon=lon, lat=lat)
        for number, (lon, lat) in enumerate(places, 1)
    ]


def _layers(size: Size) -> Layers:
    lines, names = [], []
    for row in range(size.along):
        for column in range(size.across - 1):
            lines.append(_line((column, row), (column + 1, row)))
            names.append(f"{'ABCDEFGHIJKLMNOPQRSTUVWXYZ'[row % 26]}-gata")
    for column in range(size.across):
        for row in range(size.along - 1):
            lines.append(_line((column, row), (column, row + 1)))
            names.append(f"Tverrgata {column + 1}")
    if size.island:
        lines.append(shapely.LineString([degrees(80, -500), degrees(160, -500)]))
        names.append("Holmen")
    streets = pd.DataFrame(
        {
            "id": [f"{k}_0" for k in range(len(lines))],
            "name": names,
            "highway": "residential",
            "crossing": np.where([name == "Tverrgata 1" for name in names], "arterial", "quiet"),
            "steps": False,
        }
    )
    houses = [shapely.box(*degrees(20, 20), *degrees(30, 28))]
    buildings = pd.DataFrame({"id": ["w1"], "kind": ["house"], "levels": pd.array([2], dtype="Int64")})
    river = [shapely.LineString([degrees(-50, -60), degrees(500, -60)])]
    return Layers(
        as_geoframe(streets, STREET_COLUMNS, lines),
        as_geoframe(pd.DataFrame({"kind": ["water"]}), BARRIER_COLUMNS, river),
        as_geoframe(buildings, BUILDING_COLUMNS, gpd.GeoSeries(houses)),
    )


def _line(begin: tuple[int, int], end: tuple[int, int]) -> shapely.LineString:
    return shapely.LineString([degrees(BLOCK_M * east, BLOCK_M * north) for east, north in (begin, end)])
