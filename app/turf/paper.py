"""A map on paper: a sheet laid over a part of the ground, lines as SVG, and street names along them."""

import math
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

METRES_PER_DEGREE = 111_320.0
EDGE_MM = 4.0
LABEL_LEAST_MM = 16.0
"""A street is named along a stretch that is at least this long."""
Feature = tuple[str, str, BaseGeometry]
"""Kind, name and geometry (degrees, EPSG:4326) of something on the ground."""


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


def paper_around(around: BaseGeometry, size: tuple[float, float], margin_m: float, least_m: float) -> Paper:
    """Fit what is to be seen, with a margin, on a page of a size in mm; it shows `least_m` at the least."""
    west, south, east, north = around.bounds
    lon, lat = (west + east) / 2, (south + north) / 2
    across = METRES_PER_DEGREE * math.cos(math.radians(lat))
    width_m = max((east - west) * across + 2 * margin_m, least_m)
    height_m = max((north - south) * METRES_PER_DEGREE + 2 * margin_m, least_m)
    scale = min(size[0] / width_m, size[1] / height_m)
    return Paper(lon, lat, width_m * scale, height_m * scale, scale)


def path_data(geometry: BaseGeometry) -> str:
    """Write lines and rings as SVG path data, to a hundredth of a millimetre; points draw nothing."""
    return "".join(
        "M" + "L".join(f"{left:.2f} {top:.2f}" for left, top in line) + ("Z" if closed else "")
        for line, closed in lines_of(geometry)
    )


def lines_of(geometry: BaseGeometry) -> Iterator[tuple[list[tuple[float, float]], bool]]:
    """Take a geometry apart into lines, each with whether it is a closed ring; points give nothing."""
    if isinstance(geometry, shapely.Polygon):
        for ring in (geometry.exterior, *geometry.interiors):
            yield [(left, top) for left, top, *_ in ring.coords], True
    elif isinstance(geometry, shapely.LineString):
        yield [(left, top) for left, top, *_ in geometry.coords], False
    else:
        for part in getattr(geometry, "geoms", []):
            yield from lines_of(part)


def street_labels(features: Iterable[Feature], paper: Paper) -> list[Label]:
    """Name every street once, in the middle of its longest stretch and along it."""
    longest: dict[str, shapely.LineString] = {}
    for kind, name, geometry in features:
        if kind not in {"street", "path"} or not name:
            continue
        for line, _closed in lines_of(paper.place(geometry)):
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
