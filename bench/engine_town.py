"""An instance as the engine sees it, and files of routes read and written."""

import csv
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt

import routes
from app.turf.town_files import read_addresses, read_streets

Ints = npt.NDArray[np.int64]
PACE_M_PER_MINUTE = 4000 / 60


@dataclass(frozen=True)
class EngineTown:
    """A town with the ids of its addresses, row by row."""

    town: routes.Town
    ids: list[str]
    settings: routes.Settings


def load(instance: Path) -> EngineTown:
    """Read an instance; addresses far from every street are walked to, as the evaluator has it."""
    stops, ids, plane = read_addresses(instance / "addresses.csv")
    town = routes.Town(stops, read_streets(instance / "streets.geojson", plane))
    settings = routes.Settings(speed_m_per_minute=PACE_M_PER_MINUTE, off_network="price", draw=False)
    return EngineTown(town, ids, settings)


def read_routes(path: Path, ids: list[str]) -> list[Ints]:
    """Read routes as rows of addresses in walking order."""
    number = {address: row for row, address in enumerate(ids)}
    found: dict[str, list[int]] = {}
    with path.open(encoding="utf-8") as file:
        for row in csv.DictReader(file):
            found.setdefault(row["route"], []).append(number[row["address_id"]])
    return [np.array(stops, np.int64) for stops in found.values()]


def write_routes(path: Path, walks: list[Ints], ids: list[str]) -> None:
    """Write routes in the yardstick's format."""
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(("route", "seq", "address_id"))
        for route, stops in enumerate(walks, 1):
            writer.writerows((route, seq, ids[stop]) for seq, stop in enumerate(stops.tolist(), 1))
