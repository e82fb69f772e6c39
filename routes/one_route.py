"""The best order to walk a fixed set of stops: an open path on a small matrix.

The diagonal of the matrix holds the metres between a stop and the start: what an end of the path costs.
"""

import numpy as np

from routes.arrays import Floats, Ints, Seeds
from routes.chance import chance_below
from routes.compiled import compiled

LEAST_GAIN_M = 1e-6
LONGEST_SEGMENT = 3


@compiled
def greedy_path(metres: Floats) -> Ints:
    """Walk to the nearest stop left, from the stop with the most metres to all others; `metres` is (k, k)."""
    k = len(metres)
    path = np.empty(k, np.int64)
    free = np.ones(k, np.bool_)
    here = int(np.argmax(metres.sum(axis=1)))
    for place in range(k):
        path[place] = here
        free[here] = False
        nearest, best = here, np.inf
        for other in range(k):
            if free[other] and metres[here, other] < best:
                nearest, best = other, metres[here, other]
        here = nearest
    return path


@compiled
def path_metres(metres: Floats, path: Ints) -> float:
    """Add the metres of a path up, from the start to its first stop and back from its last."""
    total = float(metres[path[0], path[0]]) + float(metres[path[-1], path[-1]])
    for k in range(len(path) - 1):
        total += metres[path[k], path[k + 1]]
    return total


@compiled
def improve_path(metres: Floats, path: Ints) -> None:
    """Turn stretches (2-opt) and move up to three stops (Or-opt) in place until nothing gets shorter."""
    better = True
    while better:
        better = turn_any(metres, path)
        better = move_any(metres, path) or better


@compiled
def link_m(metres: Floats, path: Ints, place: int) -> float:
    """Give the metres from a place to the next; before the first and after the last, those to the start."""
    return float(metres[path[max(0, place)], path[min(len(path) - 1, place + 1)]])


@compiled
def between(metres: Floats, path: Ints, a: int, b: int) -> float:
    """Give the metres between two places; where one lies beyond an end, from the other to the start."""
    if a < 0 or a >= len(path):
        a = b
    elif b < 0 or b >= len(path):
        b = a
    return float(metres[path[a], path[b]])


@compiled
def turn_any(metres: Floats, path: Ints) -> bool:
    """Turn every stretch that gets the path shorter; an end of the path is free."""
    won = False
    for i in range(len(path) - 1):
        for j in range(i + 1, len(path)):
            old = link_m(metres, path, i - 1) + link_m(metres, path, j)
            new = between(metres, path, i - 1, j) + between(metres, path, i, j + 1)
            if old - new > LEAST_GAIN_M:
                path[i : j + 1] = path[i : j + 1][::-1].copy()
                won = True
    return won


@compiled
def move_any(metres: Floats, path: Ints) -> bool:
    """Move every segment of up to three stops that has a better place, either way round."""
    won = False
    for size in range(1, min(LONGEST_SEGMENT, len(path) - 1) + 1):
        for i in range(len(path) - size + 1):
            j = i + size - 1
            saved = (
                link_m(metres, path, i - 1) + link_m(metres, path, j) - between(metres, path, i - 1, j + 1)
            )
            if saved > LEAST_GAIN_M and move_segment(metres, path, (i, j), saved):
                won = True
    return won


@compiled
def move_segment(metres: Floats, path: Ints, segment: tuple[int, int], saved: float) -> bool:
    """Move the stops at places segment[0] to segment[1] to the best place, if that saves metres."""
    i, j = segment
    best, target, turned = saved - LEAST_GAIN_M, -2, False
    for place in range(-1, len(path)):
        if i - 1 <= place <= j:
            continue
        link = link_m(metres, path, place)
        straight = between(metres, path, place, i) + between(metres, path, j, place + 1) - link
        round_about = between(metres, path, place, j) + between(metres, path, i, place + 1) - link
        if min(straight, round_about) < best:
            best, target, turned = min(straight, round_about), place, round_about < straight
    if target == -2:
        return False
    piece = path[i : j + 1].copy()
    if turned:
        piece = piece[::-1].copy()
    size = j - i + 1
    if target < i:
        path[target + 1 + size : j + 1] = path[target + 1 : i].copy()
        path[target + 1 : target + 1 + size] = piece
    else:
        path[i : target + 1 - size] = path[j + 1 : target + 1].copy()
        path[target + 1 - size : target + 1] = piece
    return True


@compiled
def kick_path(metres: Floats, path: Ints, kicks: int, random: Seeds) -> Ints:
    """Swap two neighbouring stretches at random, mend, and keep the shortest path found."""
    best, best_m = path.copy(), path_metres(metres, path)
    n = len(path)
    for _ in range(kicks if n > 5 else 0):
        trial = best.copy()
        a = chance_below(random, n - 2)
        b = a + 1 + chance_below(random, min(12, n - a - 2) if n - a - 2 > 0 else 1)
        c = b + 1 + chance_below(random, min(12, n - b - 1) if n - b - 1 > 0 else 1)
        c = min(c, n)
        trial[a : a + c - b] = best[b:c]
        trial[a + c - b : c] = best[a:b]
        improve_path(metres, trial)
        trial_m = path_metres(metres, trial)
        if trial_m < best_m - LEAST_GAIN_M:
            best, best_m = trial, trial_m
    return best
