"""A walk route on paper: streets, buildings, the line to walk and the numbered stops, as SVG."""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import shapely
from shapely.geometry import shape
from shapely.geometry.base import BaseGeometry

from app.turf.colours import colour
from app.turf.models import WalkRoute
from app.turf.paper import Feature, Paper, Shape, paper_around, path_data, street_labels
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
    path = shape(json.loads(walk_route.path))
    points = shapely.MultiPoint([(stop.address.lon, stop.address.lat) for stop in stops])
    seen = shapely.union(path.envelope, points.envelope)
    paper = paper_around(seen, (WIDTH_MM, MOST_HEIGHT_MM), MARGIN_M, LEAST_SPAN_M)
    features = list(_clip(walk_route, paper.frame))
    return templates.get_template("rounds/route_map.svg").render(
        paper=paper,
        shapes=[Shape(kind, path_data(paper.place(geometry))) for kind, _name, geometry in features],
        line=path_data(paper.place(path)),
        colour=colour(walk_route.colour),
        labels=street_labels(features, paper),
        dots=[_dot(stop, paper) for stop in stops],
        radius=2.1 if len(stops) < 90 else 1.7,
    )


def _clip(walk_route: WalkRoute, frame: BaseGeometry) -> Iterator[Feature]:
    """Give kind, name and geometry of what lies within the frame."""
    file = route_clip(walk_route.id)
    if file is None:
        return
    for feature in json.loads(file.read_text(encoding="utf-8"))["features"]:
        seen = shape(feature["geometry"]).intersection(frame)
        if not seen.is_empty:
            facts = feature["properties"]
            yield str(facts.get("kind") or "street"), str(facts.get("name") or ""), seen


def _dot(stop: StopLine, paper: Paper) -> Dot:
    left, top, *_ = paper.place(shapely.Point(stop.address.lon, stop.address.lat)).bounds
    return Dot(stop.seq, left, top)
