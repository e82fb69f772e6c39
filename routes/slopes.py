"""What walking a street up, down or by its stairs costs, in metres that take as long on the flat.

The search goes by the mean of both directions, so that distances stay alike both ways; a finished route is
then measured in its own direction, and walked the quicker way round. Without heights and stairs that are
slower, every flat metre is a metre.

References
----------
Tobler (1993), Three presentations on geographical analysis and modeling, NCGIA technical report 93-1,
https://escholarship.org/uc/item/05r820mz
"""

import numpy as np

from routes.arrays import Floats, Ints
from routes.compiled import compiled, record
from routes.model import STEPS, Network

STEEPEST = 0.35  # heights of a grid lie where there is a bridge, a tunnel or a wall; no street is steeper
SHORTEST_M = 25.0  # over less than this, a grid's noise is steeper than the street


@record
class Slopes:
    """Each street in its direction of drawing (`forth`) and against it (`back`), shape (e,).

    Attributes
    ----------
    forth_m, back_m, mean_m : float64
        Metres on the flat that take as long.
    climb_forth_m, climb_back_m : float64
        Metres upwards; not a number where a height is unknown.
    length_m : float64
        True metres.
    """

    forth_m: Floats
    back_m: Floats
    mean_m: Floats
    climb_forth_m: Floats
    climb_back_m: Floats
    length_m: Floats


def slopes_of(network: Network, plane_m: Floats, along_m: Floats, length_m: Floats) -> Slopes:
    """Price every street in both directions.

    Parameters
    ----------
    network : Network
        With heights, or without: then climbs are unknown and a flat metre is a metre.
    plane_m, along_m : float64, shape (e,) and (m,)
        Metres in the plane of each street, and from its first point to each point.
    length_m : float64, shape (e,)
        True metres.
    """
    height_m = network.height_m if network.height_m is not None else np.full(len(network.points), np.nan)
    walked = walked_both_ways(network.first_point, along_m, height_m)
    scale = np.divide(length_m, plane_m, out=np.ones(len(length_m)), where=plane_m > 0)
    known = ~np.isnan(walked[2])
    on_stairs = network.kind == STEPS
    forth_m = np.where(known, walked[0] * scale, length_m)
    back_m = np.where(known, walked[1] * scale, length_m)
    stairs_m = length_m * network.stairs_slowdown
    forth_m, back_m = np.where(on_stairs, stairs_m, forth_m), np.where(on_stairs, stairs_m, back_m)
    mean_m = np.where(forth_m == back_m, forth_m, (forth_m + back_m) / 2)
    return Slopes(forth_m, back_m, mean_m, walked[2], walked[3], np.ascontiguousarray(length_m, np.float64))


@compiled
def walked_both_ways(first_point: Ints, along_m: Floats, height_m: Floats) -> Floats:
    """Give flat metres forth and back, and metres upwards forth and back, of each street, shape (4, e).

    A street is taken in pieces of `SHORTEST_M` or more; the last may be shorter.
    """
    walked = np.zeros((4, len(first_point) - 1))
    for street in range(walked.shape[1]):
        start, last = first_point[street], first_point[street + 1] - 1
        for k in range(start + 1, last + 1):
            run = along_m[k] - along_m[start]
            if run < SHORTEST_M and k < last:
                continue
            rise = height_m[k] - height_m[start]
            slope = min(STEEPEST, max(-STEEPEST, rise / run)) if run > 0 else 0.0
            walked[0, street] += run * slowdown(slope)
            walked[1, street] += run * slowdown(-slope)
            walked[2, street] += np.nan if np.isnan(rise) else max(0.0, rise)
            walked[3, street] += np.nan if np.isnan(rise) else max(0.0, -rise)
            start = k
    return walked


@compiled
def slowdown(slope: float) -> float:
    """Give how many times longer a slope takes than the flat (Tobler's function over its value at 0)."""
    return float(np.exp(3.5 * (abs(slope + 0.05) - 0.05)))
