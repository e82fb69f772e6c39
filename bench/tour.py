"""The tour step alone, on TSPLIB instances with known optima: how far over the optimum it ends.

    python -m bench.tour [--folder ../shared/bench/tsplib] [--kicks 0,20]

The engine measures along streets. Here every stop gets a street of its own that nothing joins, so each hop
costs what the engine charges where no way leads: 2 × straight line + 500 m. Every tour has as many hops, so
the order that is shortest by that price is shortest by straight lines too. The length is then counted as
TSPLIB does: each straight line rounded to a whole number (EUC_2D, Reinelt 1991,
https://doi.org/10.1287/ijoc.3.4.376).
"""

import argparse
import json
import time
from pathlib import Path

import numpy as np
import numpy.typing as npt
from scipy.spatial import cKDTree

import routes
from bench.instances import yardstick
from bench.toured import Toured, tour_table
from routes.chance import new_chance
from routes.distances import NEAR, SEATS, Table, Walk, choose_near, new_walk
from routes.ring import new_ring
from routes.tour import greedy_tour
from routes.tour_search import kick_and_mend, settle
from routes.walking import UNREACHABLE_FACTOR, UNREACHABLE_M, Ground

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]
AROUND = 96
HALF_STREET = np.array([0.002, 0.0])


def main() -> None:
    """Tour every instance and print a table; print JSON instead where that is asked for."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--folder", type=Path, default=yardstick() / "tsplib")
    parser.add_argument("--kicks", default="0", help="random kicks a stop; several with commas between")
    parser.add_argument("--most", type=int, default=99, help="so many instances, the smallest first")
    parser.add_argument("--json", action="store_true", help="print JSON")
    asked = parser.parse_args()
    paths = sorted(asked.folder.glob("*.vrp"), key=lambda path: path.stat().st_size)[: asked.most]
    toured = [tour_file(path, int(kicks)) for path in paths for kicks in asked.kicks.split(",")]
    print(json.dumps([vars(one) for one in toured]) if asked.json else tour_table(toured))


def tour_file(path: Path, kicks: int) -> Toured:
    """Tour one TSPLIB instance and compare with the solution beside it."""
    places = read_places(path)
    optimum = int(path.with_suffix(".sol").read_text().split("Cost:")[1].split()[0])
    begun = time.monotonic()
    tour = straight_tour(places, kicks)
    seconds = round(time.monotonic() - begun, 2)
    return Toured(path.stem, len(places), kicks, seconds, rounded_length(places, tour), optimum)


def read_places(path: Path) -> Floats:
    """Read the positions of a TSPLIB file, shape (n, 2)."""
    lines = path.read_text().split("NODE_COORD_SECTION", 1)[1].split("\n")
    rows = [line.split() for line in lines if len(line.split()) == 3]
    return np.array([[float(east), float(north)] for _, east, north in rows])


def straight_tour(places: Floats, kicks: int, seed: int = 1) -> Ints:
    """Run the engine's tour step on straight lines; returns the stops in order.

    `kicks` for each stop come after the local search; a cut makes none in its tour, but in each route.
    """
    town = lonely_town(places)
    table = straight_table(places, town.ground)
    walk: Walk = new_walk(table, town.ground, len(town.corners.link))
    ring = new_ring(
        greedy_tour(table, town.stops.easting, town.stops.northing, np.arange(len(places))), len(places)
    )
    settle(walk, ring)
    kick_and_mend(walk, ring, kicks * len(places), new_chance(seed))
    return ring.order


def lonely_town(places: Floats) -> routes.Town:
    """Put every stop on a short street of its own that meets no other."""
    n = len(places)
    doors = np.ones(n, np.int64)
    names = np.arange(n).astype(np.str_)
    stops = routes.Stops(places[:, 0].copy(), places[:, 1].copy(), np.ones(n), doors, names)
    ends = np.stack([places - HALF_STREET, places + HALF_STREET], axis=1).reshape(-1, 2)
    kinds = np.full(n, routes.QUIET, np.uint8)
    return routes.Town(stops, routes.Network(ends, np.arange(0, 2 * n + 1, 2), names, kinds))


def straight_table(places: Floats, ground: Ground) -> Table:
    """Choose candidates by straight line with the engine's own rule, at the price of hops without a way."""
    n = len(places)
    table = Table(
        np.full((n, NEAR + SEATS), -1, np.int64), np.zeros((n, NEAR + SEATS)), np.full((n, 2), -1, np.int64)
    )
    away, nearest = (np.asarray(found) for found in cKDTree(places).query(places, k=min(AROUND + 1, n)))
    for stop in range(n):
        others = nearest[stop] != stop
        metres = UNREACHABLE_FACTOR * away[stop][others] + UNREACHABLE_M
        choose_near(ground, table, stop, nearest[stop][others].astype(np.int64), metres)
    return table


def rounded_length(places: Floats, tour: Ints) -> int:
    """Add up a closed tour as TSPLIB does, each straight line rounded."""
    step = places[tour] - places[np.roll(tour, -1)]
    return int(np.floor(np.hypot(step[:, 0], step[:, 1]) + 0.5).sum())


if __name__ == "__main__":
    main()
