"""Where Øvingsbyen would lie, if it were: in the middle of Trondheimsfjorden, where nobody lives."""

import numpy as np

from geodata.practice_town.plan import HILL, Line, Point
from geodata.projection import to_degrees

EPSG = 25832
ORIGIN: Point = (585_000.0, 7_046_000.0)  # easting and northing of the town's south-west corner, metres
KOMMUNE, KOMMUNE_NAME, POSTCODE = "5099", "ØVINGSBYEN", "7099"
TOP_M, HILL_SPREAD_M = 95.0, 300.0


def to_map(point: Point) -> Point:
    """Turn metres of the town into easting and northing, metres, EPSG:25832."""
    return round(ORIGIN[0] + point[0], 2), round(ORIGIN[1] + point[1], 2)


def to_lon_lat(line: Line) -> list[Point]:
    """Turn metres of the town into degrees, EPSG:4326, rounded to 7 decimals as OSM has them."""
    metres = np.array([to_map(point) for point in line])
    lon, lat = to_degrees(metres[:, 0], metres[:, 1], EPSG)
    return list(zip(np.round(lon, 7).tolist(), np.round(lat, 7).tolist(), strict=True))


def height_m(point: Point) -> float:
    """Metres above the fjord: the hill, and a gentle rise to the south."""
    from_top = (point[0] - HILL[0]) ** 2 + (point[1] - HILL[1]) ** 2
    return round(
        TOP_M * float(np.exp(-from_top / (2 * HILL_SPREAD_M**2))) + max(0.0, 2200 - point[1]) / 200, 1
    )
