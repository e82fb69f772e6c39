"""The towns that are measured: real ones where that folder exists, and made-up ones that run anywhere."""

import csv
import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

import numpy as np

PROJECT = Path(__file__).parents[1]
METRES_PER_DEGREE = (49_800.0, 111_500.0)  # of longitude and latitude, near enough at 63.4° N
BLOCK_M, HOUSES_A_BLOCK, STAIRWELL_DOORS = 100.0, 10, 8
Point = tuple[float, float]
Feature = dict[str, object]


@dataclass(frozen=True)
class Street:
    """A hand-drawn street: its points in metres, and a door every `spacing_m` on each side (0: none)."""

    name: str
    highway: str
    points: tuple[Point, ...]
    spacing_m: float = 0.0
    dwellings: int = 1


@dataclass(frozen=True)
class Address:
    """A door to knock on, in metres."""

    street: str
    easting: float
    northing: float
    dwellings: int


def yardstick() -> Path:
    """Give the folder of the independent yardstick: instances, evaluator, baselines. It may be missing."""
    return Path(os.environ.get("DORBANK_BENCH", str(PROJECT.parent / "shared" / "bench")))


def real_instances(folder: Path) -> list[Path]:
    """List the yardstick's instances, the smallest first; none where the folder is missing."""
    return sorted((folder / "instances").glob("*/"), key=lambda f: sum(p.stat().st_size for p in f.iterdir()))


def chequerboard(scratch: Path, blocks: int) -> Path:
    """Write a town of blocks × blocks streets: houses on both sides, stairwells in the middle third."""
    streets: list[Street] = []
    for row in range(blocks + 1):
        is_middle = blocks // 3 <= row < 2 * blocks // 3
        for column in range(blocks):
            a, b = BLOCK_M * column, BLOCK_M * row
            doors = STAIRWELL_DOORS if is_middle and blocks // 3 <= column < 2 * blocks // 3 else 1
            spacing = 2 * BLOCK_M / HOUSES_A_BLOCK
            streets.append(
                Street(f"East {row}", "residential", ((a, b), (a + BLOCK_M, b)), spacing, dwellings=doors)
            )
            streets.append(Street(f"North {row}", "residential", ((b, a), (b, a + BLOCK_M))))
    return write_instance(scratch / f"chequerboard_{blocks}", streets)


def riverside(scratch: Path) -> Path:
    """Write a hand-drawn town: a river with one bridge, a main road, a loop, a blind alley, an island."""
    streets = [
        Street("Storgata", "secondary", ((0, 200), (250, 200))),
        Street("Storgata", "secondary", ((250, 200), (500, 200)), 25),
        Street("Storgata", "secondary", ((500, 200), (750, 200)), 25),
        Street("Storgata", "secondary", ((750, 200), (1000, 200))),
        Street("Brua", "tertiary", ((500, 200), (500, 420))),
        Street("Kaia", "residential", ((250, 200), (250, 320), (500, 330)), 18, dwellings=6),
        Street("Kaia", "residential", ((500, 330), (750, 320), (750, 200)), 18, dwellings=6),
        Street("Sørgata", "residential", ((250, 0), (250, 200)), 20),
        Street("Midtgata", "residential", ((500, 0), (500, 200)), 20),
        Street("Østgata", "residential", ((750, 0), (750, 200)), 20),
        Street("Bakgata", "residential", ((250, 0), (500, 0)), 20),
        Street("Bakgata", "residential", ((500, 0), (750, 0)), 20),
        Street("Blindveien", "residential", ((250, 0), (90, -60), (20, -150)), 22),
        Street("Trappa", "steps", ((500, 0), (520, -110))),
        Street("Åsringen", "residential", ((520, -110), (700, -130), (740, -260), (600, -330)), 18),
        Street("Åsringen", "residential", ((600, -330), (430, -300), (400, -190), (520, -110)), 18),
        Street("Nordre vei", "residential", ((500, 420), (250, 470), (20, 560)), 20),
        Street("Nordre vei", "residential", ((500, 420), (760, 470), (980, 450)), 20),
        Street("Blokkveien", "residential", ((500, 420), (500, 700)), 28, dwellings=12),
        Street("Skogstien", "footway", ((500, 700), (20, 560))),
        Street("Holmen", "residential", ((1150, 330), (1290, 360)), 24),
    ]
    return write_instance(scratch / "riverside", streets)


def practice_town(scratch: Path) -> Path:
    """Write Øvingsbyen, read from its own files by the importer."""
    folder = scratch / "practice_town"
    subprocess.run([sys.executable, "-m", "bench.instances", str(folder)], cwd=PROJECT, check=True)
    return folder


def write_practice_town(folder: Path) -> None:
    """Write the practice town; in a process of its own, so that the measuring one stays small."""
    from geodata.practice import make_practice_town  # noqa: PLC0415 - geopandas only where it is needed
    from geodata.sources import read_sources  # noqa: PLC0415 - as above

    made = make_practice_town(folder / "files")
    sources = read_sources(vars(made).values())
    layer = sources.layers.streets
    streets = [
        feature(name, highway, crossing, [[round(lon, 7), round(lat, 7)] for lon, lat in line.coords])
        for name, highway, crossing, line in zip(
            layer["name"], layer["highway"], layer["crossing"], layer.geometry, strict=True
        )
    ]
    homes = sources.addresses[sources.addresses["doors"] > 0]
    rows = zip(*(homes[name].tolist() for name in ("street", "lon", "lat", "doors")), strict=True)
    write_files(folder, streets, rows)


def write_instance(folder: Path, streets: list[Street]) -> Path:
    """Write hand-drawn streets and the doors along them in the yardstick's format."""
    features = [
        feature(
            street.name,
            street.highway,
            "arterial" if street.highway == "secondary" else "quiet",
            [degrees(*point) for point in street.points],
        )
        for street in streets
    ]
    doors = [door for street in streets if street.spacing_m for door in doors_along(street)]
    rows = [(door.street, *degrees(door.easting, door.northing), door.dwellings) for door in doors]
    return write_files(folder, features, rows)


def write_files(folder: Path, features: list[Feature], rows: Iterable[tuple[object, ...]]) -> Path:
    """Write streets, and rows of street, lon, lat, dwellings, as an instance."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "streets.geojson").write_text(json.dumps({"type": "FeatureCollection", "features": features}))
    with (folder / "addresses.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(("address_id", "street", "lon", "lat", "dwellings"))
        writer.writerows((f"a{k}", *row) for k, row in enumerate(rows))
    return folder


def feature(name: str, highway: str, crossing: str, points: list[list[float]]) -> Feature:
    """Describe a street as GeoJSON."""
    return {
        "type": "Feature",
        "properties": {"name": name, "highway": highway, "crossing": crossing},
        "geometry": {"type": "LineString", "coordinates": points},
    }


def doors_along(street: Street, side_m: float = 9.0) -> list[Address]:
    """Place doors on both sides of a street, the first half a spacing from its start."""
    doors = []
    for (east, north), (to_east, to_north) in pairwise(street.points):
        length = float(np.hypot(to_east - east, to_north - north))
        along_east, along_north = (to_east - east) / length, (to_north - north) / length
        for metres in np.arange(street.spacing_m / 2, length, street.spacing_m):
            doors += [
                Address(
                    street.name,
                    float(east + along_east * metres - along_north * side),
                    float(north + along_north * metres + along_east * side),
                    street.dwellings,
                )
                for side in (-side_m, side_m)
            ]
    return doors


def degrees(east: float, north: float) -> list[float]:
    """Place metres near Trondheim."""
    return [round(10.4 + east / METRES_PER_DEGREE[0], 7), round(63.4 + north / METRES_PER_DEGREE[1], 7)]


OWN: dict[str, Callable[[Path], Path]] = {
    "riverside": riverside,
    "practice_town": practice_town,
    "chequerboard_10": lambda scratch: chequerboard(scratch, 10),
}

if __name__ == "__main__":
    write_practice_town(Path(sys.argv[1]))
