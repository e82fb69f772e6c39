"""A walk route on paper: streets, buildings, the line to walk, which way, and the numbered stops, as SVG."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import shapely

from app.language import _
from app.turf.colours import colour
from app.turf.lines import line_of, pieces_of
from app.turf.maps import CLIP_MARGIN_M
from app.turf.models import WalkRoute
from app.turf.paper import Paper, ground_on, paper_around, path_data, street_labels
from app.turf.queries import StopLine, route_clip
from app.turf.signs import arrows_on, dots_apart, origin_at, sign_at
from app.turf.ways import nearest_start
from app.web import templates

MARGIN_M, LEAST_SPAN_M = 25.0, 120.0
TALL = 1.45
ARROWS_APART_MM = 24.0
MANY, LARGE_MM, SMALL_MM = 60, 2.6, 2.1
"""So many stops get smaller numbers."""


@dataclass(frozen=True)
class DrawnMap:
    """A map as SVG, and how large it became, in mm."""

    svg: str
    width: float
    height: float


@dataclass(frozen=True)
class Walk:
    """What a map is drawn of: a route, its stops, and the places where teams start, in degrees."""

    route: WalkRoute
    stops: Sequence[StopLine]
    starts: Sequence[tuple[float, float]]

    @property
    def line(self) -> shapely.MultiLineString:
        """The line to walk, in degrees."""
        return line_of(self.route.path)

    @property
    def first(self) -> tuple[float, float]:
        """Where the line begins, in degrees."""
        return pieces_of(self.route.path)[0][0]

    @property
    def houses(self) -> list[tuple[float, float]]:
        """Where the stops are, in degrees."""
        return [(stop.address.lon, stop.address.lat) for stop in self.stops]

    def paper(self, size: tuple[float, float], more_m: float = 0.0) -> Paper:
        """Lay paper of a size around line and stops."""
        seen = shapely.MultiPoint([*shapely.get_coordinates(self.line), *self.houses])
        return paper_around(seen, size, MARGIN_M, LEAST_SPAN_M, more_m=more_m)

    @property
    def is_tall(self) -> bool:
        """Tell whether the route is so much longer northwards that its map should stand upright."""
        square = self.paper((1.0, 1.0))
        return square.height > TALL * square.width


def route_map(walk: Walk, size: tuple[float, float]) -> DrawnMap:
    """Draw a walk route on a size in mm; without a clip from the cut there is plain ground.

    Where teams start is a place on the map, or an arrow at its edge.
    """
    paper = walk.paper(size, CLIP_MARGIN_M - MARGIN_M)
    ground = ground_on(route_clip(walk.route.id), paper)
    radius = LARGE_MM if len(walk.stops) < MANY else SMALL_MM
    houses = shapely.get_coordinates(
        paper.place(np.asarray(shapely.points(np.array(walk.houses, float).reshape(-1, 2)), object))
    )
    line = paper.place(np.array([walk.line], object))
    walked = shapely.get_coordinates(line)
    numbers = [stop.seq for stop in walk.stops]
    dots = dots_apart(numbers, houses, radius, paper, keep_off=walked[[0, -1]])
    begin = sign_at(walked[0], _("Start"), dots, paper)
    start = nearest_start(walk.first, walk.starts)
    svg = templates.get_template("rounds/route_map.svg").render(
        paper=paper,
        paths=ground.paths(),
        line=path_data(line),
        colour=colour(walk.route.colour),
        labels=street_labels(ground, paper),
        arrows=arrows_on(line[0], ARROWS_APART_MM),
        dots=dots,
        radius=radius,
        begin=begin,
        end=walked[-1].tolist(),
        starts=[origin_at(start, walk.first, paper, dots, begin)] if start else [],
    )
    return DrawnMap(svg, paper.width, paper.height)
