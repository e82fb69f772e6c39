"""Where the chapter has been: doors reached as a map of the districts, and how many stand on each step."""

import json
import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby

from sqlmodel import Session, col, func, select

from app.districts.branch_models import BranchMember
from app.districts.branches import Scope, is_within
from app.districts.models import District
from app.districts.queries import districts
from app.people.models import Level, Person
from app.rounds.reached import Reached, doors_reached

WIDTH = 1000
STEPS = (0.0, 0.1, 0.25, 0.5)
"""A district's shade rises when its share of doors reached passes each of these."""

Ring = Sequence[Sequence[float]]


@dataclass(frozen=True)
class Covered:
    """One district: its doors, how many were reached, how often anybody knocked, and its outline as SVG.

    The path is empty without a map.
    """

    name: str
    doors: int
    reached: int
    knocks: int
    path: str

    @property
    def share(self) -> float:
        """The share of the doors that somebody has knocked on, 0 to 1."""
        return self.reached / self.doors if self.doors else 0.0

    @property
    def step(self) -> int:
        """The shade on the map, 0 (not yet) to 4 (half or more)."""
        return sum(self.share > 0 if limit == 0 else self.share >= limit for limit in STEPS)


@dataclass(frozen=True)
class CoverageMap:
    """Districts in one drawing, `WIDTH` wide and `height` high."""

    height: int
    districts: list[Covered]


def coverage_map(session: Session, scope: Scope | None = None) -> CoverageMap:
    """Draw the districts with the doors reached since the campaign began; totals only, never a street."""
    found = [each for each in districts(session) if is_within(each.id, scope)]
    reached = doors_reached(session)
    rings = {district.id: _rings(district.outline) for district in found}
    frame = _Frame([point for drawn in rings.values() for ring in drawn for point in ring])
    lines = [_covered(d, reached.get(d.id, Reached()), frame.path(rings[d.id])) for d in found]
    return CoverageMap(frame.height, lines)


def _covered(district: District, seen: Reached, path: str) -> Covered:
    return Covered(district.name, district.doors, min(seen.doors, district.doors), seen.knocks, path)


def ladder(session: Session, scope: Scope | None = None) -> dict[Level, int]:
    """Count the people on each step, lowest first; no names. A branch's are for the board alone."""
    query = select(Person.level, func.count()).group_by(col(Person.level))
    if scope:
        query = query.join(BranchMember).where(BranchMember.branch_id == scope.branch.id)
    counts = {Level(level): count for level, count in session.exec(query)}
    return {level: counts.get(level, 0) for level in Level}


def _rings(outline: str | None) -> list[Ring]:
    """Take the rings out of a GeoJSON polygon or several; none without a map."""
    if not outline:
        return []
    shape = json.loads(outline)
    polygons = shape["coordinates"] if shape["type"] == "MultiPolygon" else [shape["coordinates"]]
    return [ring for polygon in polygons for ring in polygon]


class _Frame:
    """Degrees to drawing units: all outlines' bounding box, true to shape at its middle latitude."""

    def __init__(self, points: Ring) -> None:
        lons, lats = [point[0] for point in points] or [0.0], [point[1] for point in points] or [0.0]
        self.west, self.north = min(lons), max(lats)
        self.squeeze = math.cos(math.radians((self.north + min(lats)) / 2))
        self.scale = WIDTH / max((max(lons) - self.west) * self.squeeze, 1e-9)
        self.height = math.ceil((self.north - min(lats)) * self.scale)

    def path(self, rings: Sequence[Ring]) -> str:
        """Write rings as an SVG path in whole units."""
        return " ".join(
            "M" + "L".join(_once(self._point(*point[:2]) for point in ring)) + "Z" for ring in rings
        )

    def _point(self, lon: float, lat: float) -> str:
        x = round((lon - self.west) * self.squeeze * self.scale)
        return f"{x} {round((self.north - lat) * self.scale)}"


def _once(points: Iterable[str]) -> Iterable[str]:
    """Leave out points that fall on the one before."""
    return (point for point, _same in groupby(points))
