"""A picture of where we knocked: the districts, shaded by how many rounds were held in each."""

import json
import math
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlmodel import Session, col, select

from app.districts.models import District
from app.programme.models import Conversation
from app.web import templates

WIDTH = 600.0
SHADES = ("#f1efe9", "#bcd8cf", "#6fae9d", "#2c7a66")
"""For no round, one, two or three, and more."""
STEPS = (1, 2, 4)
INKS = ("#1c1b19", "#1c1b19", "#1c1b19", "#ffffff")


@dataclass(frozen=True)
class Outlined:
    """A district as SVG path data, with where its name stands."""

    name: str
    path: str
    shade: str
    ink: str
    left: float
    top: float


def map_of_rounds(session: Session) -> str:
    """Draw the districts that have an outline as SVG; empty when none has."""
    outlined = select(District).where(col(District.outline).is_not(None)).order_by(col(District.name))
    districts = session.exec(outlined).all()
    if not districts:
        return ""
    rounds: Counter[UUID] = Counter()
    for district_id, n in session.exec(select(Conversation.district_id, Conversation.rounds)):
        rounds[district_id] += n
    frame = _Frame.around(districts)
    shapes = [_outlined(frame, district, rounds[district.id]) for district in districts]
    return templates.get_template("programme/document_map.svg").render(
        shapes=shapes, width=WIDTH, height=frame.height
    )


@dataclass(frozen=True)
class _Frame:
    """Degrees to points on paper: plain, with a degree of longitude as short as it is up here."""

    west: float
    north: float
    scale: float
    squeeze: float
    height: float

    @classmethod
    def around(cls, districts: Sequence[District]) -> "_Frame":
        west, east = min(d.west for d in districts), max(d.east for d in districts)
        south, north = min(d.south for d in districts), max(d.north for d in districts)
        squeeze = math.cos(math.radians((south + north) / 2))
        scale = WIDTH / max((east - west) * squeeze, 1e-6)
        return cls(west, north, scale, squeeze, max((north - south) * scale, 1.0))

    def point(self, lon: float, lat: float) -> tuple[float, float]:
        return (lon - self.west) * self.squeeze * self.scale, (self.north - lat) * self.scale


def _outlined(frame: _Frame, district: District, rounds: int) -> Outlined:
    geometry = json.loads(district.outline or "{}")
    polygons = geometry["coordinates"] if geometry["type"] == "MultiPolygon" else [geometry["coordinates"]]
    rings = [[frame.point(*position[:2]) for position in ring] for polygon in polygons for ring in polygon]
    path = " ".join("M" + " L".join(f"{left:.1f} {top:.1f}" for left, top in ring) + "Z" for ring in rings)
    left, top = frame.point((district.west + district.east) / 2, (district.south + district.north) / 2)
    step = sum(rounds >= step for step in STEPS)
    return Outlined(district.name, path, SHADES[step], INKS[step], left, top)
