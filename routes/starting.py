"""Where teams start: the walk from a meeting place or a bus stop to the first door, and back."""

import numpy as np

from routes.arrays import Floats
from routes.compiled import compiled
from routes.corners import Corners
from routes.model import Network, Stops
from routes.snapping import Snapped, snap
from routes.walking import (
    UNREACHABLE_FACTOR,
    UNREACHABLE_M,
    Ground,
    Scratch,
    lay_out,
    nearest_stops,
    new_scratch,
    straight_m,
)


def ways_to_starts(corners: Corners, network: Network, snapped: Snapped, starts: Floats) -> Floats:
    """Give the exact metres on foot between each stop and its nearest starting point.

    Parameters
    ----------
    corners, network, snapped
        The streets, and where the stops stand on them.
    starts : float64, shape (k, 2)
        Easting and northing in metres; each stands on its nearest street.

    Returns
    -------
    float64, shape (n,)
        Where no way leads, the metres are those of a hop without a way.
    """
    stops = len(snapped.pavement)
    places = Stops(
        starts[:, 0],
        starts[:, 1],
        np.zeros(len(starts)),
        np.zeros(len(starts), np.int64),
        np.full(len(starts), ""),
    )
    everyone = together(snapped, snap(places, network, corners.length_m))
    ground = lay_out(corners, everyone)
    scratch = new_scratch(len(corners.link), stops + len(starts))
    nearest_m = np.full(stops, np.inf)
    for k in range(len(starts)):
        nearest_m = np.minimum(nearest_m, metres_from(ground, scratch, stops + k, stops))
    return nearest_m


def together(stops: Snapped, starts: Snapped) -> Snapped:
    """Put the places of stops and of starts in one row."""
    return Snapped(
        np.concatenate([stops.pavement, starts.pavement]),
        np.concatenate([stops.from_start_m, starts.from_start_m]),
        np.concatenate([stops.to_end_m, starts.to_end_m]),
        np.concatenate([stops.access_m, starts.access_m]),
        np.concatenate([stops.gap_m, starts.gap_m]),
        np.concatenate([stops.way_in_m, starts.way_in_m]),
        np.concatenate([stops.easting, starts.easting]),
        np.concatenate([stops.northing, starts.northing]),
    )


@compiled
def metres_from(ground: Ground, scratch: Scratch, start: int, stops: int) -> Floats:
    """Search from one start to all stops, which come first among the places."""
    metres = np.empty(stops)
    for stop in range(stops):
        metres[stop] = UNREACHABLE_FACTOR * straight_m(ground, start, stop) + UNREACHABLE_M
    row = np.empty(len(ground.member), np.int64)
    row_m = np.empty(len(ground.member))
    for k in range(nearest_stops(ground, scratch, start, row, row_m)):
        if row[k] < stops:
            metres[row[k]] = row_m[k]
    return metres
