"""Routes measured by the engine itself, where the independent evaluator is not at hand."""

from pathlib import Path

import numpy as np

import routes
from bench.engine_town import Ints, load, read_routes
from bench.judging import LEAST_MINUTES, MOST_MINUTES, Verdict


def own_verdict(instance: Path, path: Path) -> Verdict:
    """Measure routes with the engine's distances; shapes and faces are the evaluator's to judge."""
    loaded = load(instance)
    walks = read_routes(path, loaded.ids)
    nobody = np.empty(0, np.int64)
    found = routes.cut(loaded.town, loaded.settings, only=nobody, locked=walks).routes
    minutes = np.array([walk.minutes for walk in found])
    part = loaded.town.stop_part
    outside = (minutes < LEAST_MINUTES) | (minutes > MOST_MINUTES)
    excused = np.array([is_whole_part(part, walk.stops) for walk in found])
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


def is_whole_part(part: Ints, stops: Ints) -> bool:
    """Tell if a route holds all of a cut-off part of the network, so that it could not be longer."""
    own = np.unique(part[stops])
    return len(own) == 1 and int((part == own[0]).sum()) == len(stops)
