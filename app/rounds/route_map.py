"""A walk route on paper: streets, buildings, the line to walk and the numbered stops, as SVG."""

import json
import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import shapely
from shapely.geometry import shape
from shapely.geometry.base import BaseGeometry

from app.turf.colours import colour
from app.turf.models import WalkRoute
from app.turf.queries import StopLine, route_clip
from app.web import templates

METRES_PER_DEGREE = 111_320.0
MARGIN_M = 30.0
WIDTH_MM, MOST_HEIGHT_MM, LEAST_SPAN_M = 182.0, 145.0, 120.0
EDGE_MM = 4.0
LABEL_LEAST_MM = 16.0
"""A street is named along a stretch that is at least this long."""


@dataclass(frozen=True)
class Shape:
    """Something drawn: `d` is SVG path data in millimetres on the paper."""

    kind: str
    d: str


@dataclass(frozen=True)
class Label:
    """A street name, turned along its street; never upside down."""

    name: str
    left: float
    top: float
    degrees: float


@dataclass(frozen=True)
class Dot:
    """A numbered stop."""

    number: int
    left: float
    top: float


@dataclass(frozen=True)
class Paper:
    """The piece of paper that the map fills: its middle in degrees, its size and scale in millimetres."""

    lon: float
    lat: float
    width: float
    height: float
    mm_per_m: float

    @property
    def mm_per_degree(self) -> tuple[float, float]:
        """The scale eastwards and northwards."""
        north = METRES_PER_DEGREE * self.mm_per_m
        return north * math.cos(math.radians(self.lat)), north

    def place(self, geometry: BaseGeometry) -> BaseGeometry:
        """Move a geometry from degrees (EPSG:4326) to millimetres from the paper's upper left."""
        east, north = self.mm_per_degree
        return shapely.transform(
            geometry,
            lambda p: np.column_stack(
                [self.width / 2 + (p[:, 0] - self.lon) * east, self.height / 2 - (p[:, 1] - self.lat) * north]
            ),
        )

    @property
    def frame(self) -> BaseGeometry:
        """What is seen, in degrees."""
        east, north = (self.width / 2 / self.mm_per_degree[0], self.height / 2 / self.mm_per_degree[1])
        return shapely.box(self.lon - east, self.lat - north, self.lon + east, self.lat + north)


def route_map(walk_route: WalkRoute, stops: Sequence[StopLine]) -> str:
    """Draw a walk route; without a clip from the cut there is the line and the stops on plain ground."""
    path = shape(json.loads(walk_route.path))
    points = shapely.MultiPoint([(stop.address.lon, stop.address.lat) for stop in stops])
    paper = _paper(shapely.union(path.envelope, points.envelope))
    features = list(_clip(walk_route, paper.frame))
    return templates.get_template("rounds/route_map.svg").render(
        paper=paper,
        shapes=[Shape(kind, _path_data(paper.place(geometry))) for kind, _name, geometry in features],
        line=_path_data(paper.place(path)),
        colour=colour(walk_route.colour),
        labels=_labels(features, paper),
        dots=[_dot(stop, paper) for stop in stops],
        radius=2.1 if len(stops) < 90 else 1.7,
    )


def _paper(around: BaseGeometry) -> Paper:
    """Fit what is to be seen, with a margin, on the page's width; a tall route gets a narrower map."""
    west, south, east, north = around.bounds
    lon, lat = (west + east) / 2, (south + north) / 2
    across = METRES_PER_DEGREE * math.cos(math.radians(lat))
    width_m = max((east - west) * across + 2 * MARGIN_M, LEAST_SPAN_M)
    height_m = max((north - south) * METRES_PER_DEGREE + 2 * MARGIN_M, LEAST_SPAN_M)
    scale = min(WIDTH_MM / width_m, MOST_HEIGHT_MM / height_m)
    return Paper(lon, lat, width_m * scale, height_m * scale, scale)


def _clip(walk_route: WalkRoute, frame: BaseGeometry) -> Iterator[tuple[str, str, BaseGeometry]]:
    """Give kind, name and geometry of what lies within the frame."""
    file = route_clip(walk_route.id)
    if file is None:
        return
    for feature in json.loads(file.read_text(encoding="utf-8"))["features"]:
        seen = shape(feature["geometry"]).intersection(frame)
        if not seen.is_empty:
            facts = feature["properties"]
            yield str(facts.get("kind") or "street"), str(facts.get("name") or ""), seen


def _path_data(geometry: BaseGeometry) -> str:
    """Write lines and rings as SVG path data, to a hundredth of a millimetre; points draw nothing."""
    return "".join(
        "M" + "L".join(f"{left:.2f} {top:.2f}" for left, top in line) + ("Z" if closed else "")
        for line, closed in _lines(geometry)
    )


def _lines(geometry: BaseGeometry) -> Iterator[tuple[list[tuple[float, float]], bool]]:
    if isinstance(geometry, shapely.Polygon):
        for ring in (geometry.exterior, *geometry.interiors):
            yield [(left, top) for left, top, *_ in ring.coords], True
    elif isinstance(geometry, shapely.LineString):
        yield [(left, top) for left, top, *_ in geometry.coords], False
    else:
        for part in getattr(geometry, "geoms", []):
            yield from _lines(part)


def _labels(features: list[tuple[str, str, BaseGeometry]], paper: Paper) -> list[Label]:
    """Name every street once, in the middle of its longest stretch and along it."""
    longest: dict[str, shapely.LineString] = {}
    for kind, name, geometry in features:
        if kind not in {"street", "path"} or not name:
            continue
        for line, _closed in _lines(paper.place(geometry)):
            stretch = shapely.LineString(line)
            if stretch.length > max(longest[name].length if name in longest else 0.0, LABEL_LEAST_MM):
                longest[name] = stretch
    labels = [_label(name, stretch) for name, stretch in longest.items()]
    return [label for label in labels if _inside(label, paper)]


def _inside(label: Label, paper: Paper) -> bool:
    """Tell whether a name keeps off the edge, where it would be cut."""
    return EDGE_MM < label.left < paper.width - EDGE_MM and EDGE_MM < label.top < paper.height - EDGE_MM


def _label(name: str, stretch: shapely.LineString) -> Label:
    middle = stretch.interpolate(0.5, normalized=True)
    before = stretch.interpolate(stretch.length / 2 - LABEL_LEAST_MM / 2)
    after = stretch.interpolate(stretch.length / 2 + LABEL_LEAST_MM / 2)
    degrees = math.degrees(math.atan2(after.y - before.y, after.x - before.x))
    return Label(name, middle.x, middle.y, (degrees + 90) % 180 - 90)


def _dot(stop: StopLine, paper: Paper) -> Dot:
    left, top, *_ = paper.place(shapely.Point(stop.address.lon, stop.address.lat)).bounds
    return Dot(stop.seq, left, top)
