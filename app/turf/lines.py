"""The line of a walk, as it is stored: in pieces where no way leads from one stop to the next."""

import json
from itertools import pairwise

import shapely

from app.turf.compass import Place


def pieces_of(path: str) -> list[list[Place]]:
    """Read a walk's path (GeoJSON): its pieces in walking order, each of two points at the least, in degrees.

    Between two pieces nobody can walk, and nothing is drawn.
    """
    line = json.loads(path)
    points = [(lon, lat) for lon, lat in line["coordinates"]]
    ends = [0, *(leap + 1 for leap in line.get("leaps", [])), len(points)]
    pieces = [points[begin:end] for begin, end in pairwise(ends) if begin < end]
    return [piece if len(piece) > 1 else piece * 2 for piece in pieces]


def line_of(path: str) -> shapely.MultiLineString:
    """Give a walk's line, in degrees (EPSG:4326)."""
    return shapely.MultiLineString(pieces_of(path))
