"""The four districts of Øvingsbyen, and the electoral and statistical units inside them."""

from dataclasses import dataclass

import shapely

from geodata.practice_town.plan import EAST, NORTH, RAILWAY, RIVER, SOUTH, WEST, Point

# the district's number and name, a point inside it, and the line (easting, metres) that parts its two
# valgkretser
DISTRICTS: tuple[tuple[str, str, Point, float], ...] = (
    ("1", "Sentrum", (700, 1660), 690),
    ("2", "Åsen", (620, 480), 620),
    ("3", "Enga", (2200, 500), 2100),
    ("4", "Stranda", (2200, 1800), 2050),
)
HALVES = ("vest", "øst")


@dataclass(frozen=True)
class Area:
    """A district: number, name and outline in metres."""

    number: str
    name: str
    outline: shapely.Polygon
    parted_at: float


@dataclass(frozen=True)
class Units:
    """Where an address votes and is counted: numbers and names as the register writes them."""

    valgkrets_number: str
    valgkrets_name: str
    grunnkrets_number: str
    grunnkrets_name: str


def districts() -> list[Area]:
    """Part the town along the river and the railway, in the order of their numbers."""
    frame = shapely.box(WEST, SOUTH, EAST, NORTH)
    river = shapely.LineString((*RIVER, (RIVER[-1][0], NORTH)))
    lines = shapely.union_all([frame.boundary, river, shapely.LineString(RAILWAY)])
    parts = shapely.get_parts(shapely.polygonize(shapely.get_parts(lines)))
    return [
        Area(number, name, next(part for part in parts if part.contains(shapely.Point(inside))), parted_at)
        for number, name, inside, parted_at in DISTRICTS
    ]


def units_at(areas: list[Area], point: Point, kommune: str) -> Units:
    """Tell which valgkrets (two a district) and grunnkrets (four a district) a point in metres lies in."""
    area = next(area for area in areas if area.outline.covers(shapely.Point(point)))
    half = int(point[0] >= area.parted_at)
    south, north = area.outline.bounds[1], area.outline.bounds[3]
    upper = int(point[1] >= (south + north) / 2)
    name = f"{area.name} {HALVES[half]}"
    return Units(
        valgkrets_number=str(2 * int(area.number) - 1 + half),
        valgkrets_name=name,
        grunnkrets_number=f"{kommune}{int(area.number):02}{2 * half + upper + 1:02}",
        grunnkrets_name=f"{name} {('nedre', 'øvre')[upper]}",
    )
