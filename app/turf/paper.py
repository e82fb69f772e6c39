"""A map on paper: a sheet laid over a part of the ground, lines as SVG, and street names along them."""

import json
import math
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt
import shapely
from shapely import GeometryType
from shapely.geometry.base import BaseGeometry

METRES_PER_DEGREE = 111_320.0
EDGE_MM = 4.0
LABEL_LEAST_MM = 16.0
"""A street is named along a stretch that is at least this long."""
KINDS = ("water", "building", "rail", "street", "path")
Geometries = npt.NDArray[np.object_]


@dataclass(frozen=True)
class Ground:
    """What lies under a route: kind and name of each thing, and its shape in millimetres on the paper."""

    kinds: npt.NDArray[np.str_]
    names: npt.NDArray[np.str_]
    shapes: Geometries

    def paths(self) -> dict[str, str]:
        """Write everything of a kind as one SVG path."""
        return {kind: path_data(self.shapes[self.kinds == kind]) for kind in KINDS}


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
    def middle(self) -> tuple[float, float]:
        """The middle of the paper, longitude and latitude."""
        return self.lon, self.lat

    @property
    def mm_per_degree(self) -> tuple[float, float]:
        """The scale eastwards and northwards."""
        east, north = metres_per_degree(self.lat)
        return east * self.mm_per_m, north * self.mm_per_m

    def place(self, shapes: Geometries) -> Geometries:
        """Move geometries from degrees (EPSG:4326) to millimetres from the paper's upper left."""
        scale = np.array(self.mm_per_degree) * (1, -1)
        middle = np.array([self.width / 2, self.height / 2])
        placed = shapely.transform(shapes, lambda points: middle + (points - (self.lon, self.lat)) * scale)
        return np.asarray(placed, object)

    @property
    def frame(self) -> BaseGeometry:
        """What is seen, in degrees."""
        east, north = (self.width / 2 / self.mm_per_degree[0], self.height / 2 / self.mm_per_degree[1])
        return shapely.box(self.lon - east, self.lat - north, self.lon + east, self.lat + north)


def metres_per_degree(lat: float) -> tuple[float, float]:
    """Give the length of a degree eastwards and northwards."""
    return METRES_PER_DEGREE * math.cos(math.radians(lat)), METRES_PER_DEGREE


def paper_around(
    around: BaseGeometry, size: tuple[float, float], margin_m: float, least_m: float, *, more_m: float = 0.0
) -> Paper:
    """Fit what is to be seen, with a margin, on a page of a size in mm; it shows `least_m` at the least.

    Where the page is wider or higher than that, it shows up to `more_m` more to each side.
    """
    west, south, east, north = around.bounds
    lon, lat = (west + east) / 2, (south + north) / 2
    across = METRES_PER_DEGREE * math.cos(math.radians(lat))
    width_m = max((east - west) * across + 2 * margin_m, least_m)
    height_m = max((north - south) * METRES_PER_DEGREE + 2 * margin_m, least_m)
    scale = min(size[0] / width_m, size[1] / height_m)
    width = min(size[0], (width_m + 2 * more_m) * scale)
    height = min(size[1], (height_m + 2 * more_m) * scale)
    return Paper(lon, lat, width, height, scale)


def ground_on(file: Path | None, paper: Paper) -> Ground:
    """Lay what a clip (GeoJSON) holds on the paper, all of it at once; nothing when there is no file."""
    if file is None or not file.is_file():
        return Ground(np.empty(0, str), np.empty(0, str), np.empty(0, object))
    text = file.read_text(encoding="utf-8")
    facts = [feature["properties"] for feature in json.loads(text)["features"]]
    shapes = shapely.clip_by_rect(shapely.get_parts(shapely.from_geojson(text)), *paper.frame.bounds)
    seen = ~shapely.is_empty(shapes)
    kinds = np.array([str(each["kind"]) for each in facts])
    names = np.array([str(each["name"] or "") for each in facts])
    return Ground(kinds[seen], names[seen], paper.place(shapes[seen]))


def path_data(shapes: BaseGeometry | Geometries) -> str:
    """Write lines and rings as SVG path data, to a hundredth of a millimetre; points draw nothing.

    Shells and holes turn opposite ways, so that filled by «nonzero» two houses that overlap are both filled.
    """
    parts = shapely.get_parts(shapes)
    kinds = shapely.get_type_id(parts)
    rings = shapely.get_rings(shapely.orient_polygons(parts[kinds == GeometryType.POLYGON]))
    return _subpaths(rings, "Z") + _subpaths(parts[kinds == GeometryType.LINESTRING], "")


def _subpaths(lines: Geometries, end: str) -> str:
    """Let GEOS write all lines at once, «MULTILINESTRING ((1 2, 3 4), (5 6, 7 8))», and say it in SVG."""
    if not len(lines):
        return ""
    together = shapely.multilinestrings(lines)
    whole = shapely.to_wkt(together, rounding_precision=2, output_dimension=2)
    body = str(whole).partition("((")[2].removesuffix("))")
    return "M" + body.replace("), (", f"{end}M").replace(", ", "L") + end


def street_labels(ground: Ground, paper: Paper) -> list[Label]:
    """Name every street once, in the middle of its longest stretch and along it."""
    named = np.isin(ground.kinds, ["street", "path"]) & (ground.names != "")
    stretches, of = shapely.get_parts(ground.shapes[named], return_index=True)
    lengths, names = shapely.length(stretches), ground.names[named][of]
    longest: dict[str, shapely.LineString] = {}
    for row in np.argsort(lengths, kind="stable"):
        if lengths[row] > LABEL_LEAST_MM:
            longest[names[row]] = stretches[row]
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
