"""Time and memory against the size of a made-up town, each size in a process of its own.

python -m bench.sizes ADDRESSES      # one size, as JSON
"""

import json
import os
import resource
import subprocess
import sys
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from bench.instances import PROJECT

if TYPE_CHECKING:
    from routes import Network, Stops

SIZES = (2_000, 11_000, 60_000, 200_000)
BLOCK_M, HOUSES_A_BLOCK, STAIRWELL_DOORS = 100.0, 10, 8


@dataclass(frozen=True)
class Sized:
    """One town: seconds to load the engine and cut two addresses, then from arrays to the first complete cut.

    The first complete cut is that of a warm engine with no time to search: streets, distances, tour, split.
    """

    addresses: int
    start_seconds: float
    first_seconds: float
    megabytes: float
    load: float


def measure_sizes(sizes: list[int]) -> list[Sized]:
    """Measure every size in a new process."""
    found = []
    for size in sizes:
        command = [sys.executable, "-m", "bench.sizes", str(size)]
        said = subprocess.run(command, cwd=PROJECT, check=True, capture_output=True, text=True).stdout
        found.append(Sized(**json.loads(said)))
        sys.stderr.write(f"{size:,} addresses: first complete cut after {found[-1].first_seconds} s\n")
    return found


def main() -> None:
    """Measure one size and print it."""
    load = round(os.getloadavg()[0], 1)
    begun = time.monotonic()
    import routes  # noqa: PLC0415 - its loading is what is timed

    two = made_up_town(2)
    routes.cut(routes.Town(*two), routes.Settings(seconds=0, draw=False))
    start_seconds = time.monotonic() - begun

    stops, network = made_up_town(int(sys.argv[1]))
    begun = time.monotonic()
    routes.cut(routes.Town(stops, network), routes.Settings(seconds=0, draw=False))
    first_seconds = time.monotonic() - begun
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    sized = Sized(len(stops.easting), round(start_seconds, 2), round(first_seconds, 2), round(memory), load)
    sys.stdout.write(json.dumps(vars(sized)))


def made_up_town(addresses: int) -> "tuple[Stops, Network]":
    """Draw a chequerboard with houses at random along the streets, stairwells in its middle third."""
    import routes  # noqa: PLC0415 - see main

    blocks = max(1, int(np.ceil(np.sqrt(addresses / HOUSES_A_BLOCK))))
    random = np.random.default_rng(1)
    row, column = (
        grid.ravel() for grid in np.meshgrid(np.arange(blocks + 1), np.arange(blocks), indexing="ij")
    )
    east = np.column_stack([column, row, column + 1, row])
    lines = np.concatenate([east, east[:, [1, 0, 3, 2]]]).reshape(-1, 2) * BLOCK_M
    names = np.array([f"{way} {k}" for way in ("East", "North") for k in row])
    block = np.sort(random.permutation(np.repeat(np.arange(len(row)), HOUSES_A_BLOCK))[:addresses])
    middle = (row[block] * 3 // (blocks + 1) == 1) & (column[block] * 3 // blocks == 1)
    doors = np.where(middle, STAIRWELL_DOORS, 1)
    stops = routes.Stops(
        easting=(column[block] + random.random(addresses)) * BLOCK_M,
        northing=row[block] * BLOCK_M + random.choice([-9.0, 9.0], addresses),
        service_minutes=np.where(doors == 1, 1.5, 0.5 + doors),
        doors=doors,
        street=names[block],
    )
    kinds = np.full(len(names), routes.QUIET, np.uint8)
    return stops, routes.Network(lines, np.arange(0, len(lines) + 1, 2), names, kinds)


if __name__ == "__main__":
    main()
