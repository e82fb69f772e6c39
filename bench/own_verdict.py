"""Routes measured by the engine itself, where the independent evaluator is not at hand."""

from pathlib import Path

import numpy as np
import numpy.typing as npt

import routes
from bench.engine_town import load, read_routes
from bench.judging import LEAST_MINUTES, MOST_MINUTES, Verdict

Floats = npt.NDArray[np.float64]
Flags = npt.NDArray[np.bool_]


def own_verdict(instance: Path, path: Path) -> Verdict:
    """Measure routes with the engine's distances; shapes and faces are the evaluator's to judge."""
    loaded = load(instance)
    walks = read_routes(path, loaded.ids)
    nobody = np.empty(0, np.int64)
    found = routes.cut(loaded.town, loaded.settings, only=nobody, locked=walks).routes
    minutes = np.array([walk.minutes for walk in found])
    part = loaded.town.stop_part
    outside = (minutes < LEAST_MINUTES) | (minutes > MOST_MINUTES)
    excused = excused_short([int(part[walk.stops[0]]) for walk in found], minutes)
    return Verdict(
        by="engine",
        routes=len(found),
        walk_m=sum(walk.walk_m for walk in found),
        minutes_cv=float(minutes.std() / minutes.mean()),
        share_outside=float((outside & ~excused).mean()),
        unreachable_hops=sum(int((part[walk.stops[1:]] != part[walk.stops[:-1]]).sum()) for walk in found),
        doors=sum(walk.doors for walk in found),
        metres_a_door=sum(walk.walk_m for walk in found) / sum(walk.doors for walk in found),
    )


def excused_short(parts: list[int], minutes: Floats) -> Flags:
    """Tell which short routes nobody could avoid, shape (r,), by the part of the network that each lies in.

    All work of a cut-off part is too little for its routes, though they are as few as the most minutes allow.
    """
    of = np.array(parts)
    excused = np.zeros(len(of), bool)
    for part in np.unique(of):
        own = of == part
        work, number = minutes[own].sum(), own.sum()
        if work < number * LEAST_MINUTES and number == np.ceil(work / MOST_MINUTES):
            excused |= own & (minutes < LEAST_MINUTES)
    return excused
