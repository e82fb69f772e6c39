"""Compile the engine once, at set-up, so that the first cut is as fast as the next."""

from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context

import numpy as np

from routes.compiled import STAMP, engine_stamp
from routes.cutting import cut, order
from routes.model import ARTERIAL, PATH, QUIET, STEPS, Network, Settings, Stops
from routes.town import Town


def compile_engine() -> None:
    """Call every kernel on a town of four streets; the machine code is kept beside the source.

    Two processes share the work: what orders and draws a route is compiled by the time the cut comes to it.
    """
    with ProcessPoolExecutor(2, mp_context=get_context("spawn")) as processes:
        for part in [processes.submit(compile_cutting), processes.submit(compile_ordering)]:
            part.result()
    compile_cutting()
    STAMP.parent.mkdir(exist_ok=True)
    STAMP.write_text(engine_stamp())


def compile_cutting() -> None:
    """Compile the town, the cut and the search."""
    town = tiny_town().starting_at(np.zeros((1, 2)))
    cut(town, Settings(iterations=20, least_minutes=4, target_minutes=6, most_minutes=8, off_network="price"))


def compile_ordering() -> None:
    """Compile the town, the order within a route and its line along the streets."""
    order(tiny_town(), np.arange(12), Settings())


def tiny_town() -> Town:
    """Make a square of four streets, one of each kind, with six addresses each."""
    corner = np.array([[0.0, 0.0], [120.0, 0.0], [120.0, 120.0], [0.0, 120.0], [0.0, 0.0]])
    points = np.concatenate([corner[k : k + 2] for k in range(4)])
    kinds = np.array([PATH, QUIET, ARTERIAL, STEPS], np.uint8)
    network = Network(points, np.arange(0, 9, 2), np.array(["A", "B", "C", ""]), kinds)
    along = np.linspace(0, 120, 6)
    east = np.concatenate([along, np.full(6, 128.0), along, np.full(6, -8.0)])
    north = np.concatenate([np.full(6, 8.0), along, np.full(6, 112.0), along])
    east[0], north[0] = -300.0, -300.0
    street = np.repeat(np.array(["A", "B", "C", "D"]), 6)
    return Town(Stops(east, north, np.full(24, 1.5), np.ones(24, np.int64), street), network)


if __name__ == "__main__":
    compile_engine()
