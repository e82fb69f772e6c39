"""A walk route on paper: streets, buildings, the line to walk and the numbered stops, as SVG."""

import json
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import shapely

from app.turf.colours import colour
from app.turf.models import WalkRoute
from app.turf.paper import ground_on, paper_around, path_data, street_labels
from app.turf.queries import StopLine, route_clip
from app.web import templates

MARGIN_M = 30.0
WIDTH_MM, MOST_HEIGHT_MM, LEAST_SPAN_M = 182.0, 145.0, 120.0


@dataclass(frozen=True)
class Dot:
    """A numbered stop."""

    number: int
    left: float
    top: float


def route_map(walk_route: WalkRoute, stops: Sequence[StopLine]) -> str:
    """Draw a walk route; without a clip from the cut there is the line and the stops on plain ground."""
    path = shapely.LineString(json.loads(walk_route.path)["coordinates"])
    points = [(stop.address.lon, stop.address.lat) for stop in stops]
    seen = shapely.MultiPoint([*path.coords, *points])
    paper = paper_around(seen, (WIDTH_MM, MOST_HEIGHT_MM), MARGIN_M, LEAST_SPAN_M)
    ground = ground_on(route_clip(walk_route.id), paper)
    places = shapely.get_coordinates(paper.place(np.array([shapely.Point(one) for one in points], object)))
    return templates.get_template("rounds/route_map.svg").render(
        paper=paper,
        paths=ground.paths(),
        line=path_data(paper.place(np.array([path]))),
        colour=colour(walk_route.colour),
        labels=street_labels(ground, paper),
        dots=[Dot(stop.seq, left, top) for stop, (left, top) in zip(stops, places, strict=True)],
        radius=2.1 if len(stops) < 90 else 1.7,
    )
