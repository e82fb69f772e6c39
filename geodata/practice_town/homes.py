"""Houses along the streets: where each stands, its number, and the dwellings in it."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field

import numpy as np
import shapely

from geodata.practice_town.plan import MOTORWAY, RAILWAY, RIVER, Point, Street, Style

SEED = 5099
ROAD_M, BARRIER_M, GAP_M = 6.0, 22.0, 2.0


@dataclass(frozen=True)
class House:
    """A building: OSM's `building`, storeys, outline in metres."""

    kind: str
    levels: int
    outline: shapely.Polygon


@dataclass(frozen=True)
class Home:
    """An address: street, number, letter, point and (rarely) access point in metres, unit numbers."""

    street: str
    number: int
    letter: str
    point: Point
    units: tuple[str, ...]
    access: Point | None = None


@dataclass
class Town:
    """What has been built so far."""

    houses: list[House] = field(default_factory=list)
    homes: list[Home] = field(default_factory=list)


@dataclass(frozen=True)
class _Lot:
    """A free piece of ground by a street: the house's outline, and the direction and depth of its front."""

    outline: shapely.Polygon
    front: Point
    along: Point
    inwards: Point
    number: int


@dataclass(frozen=True)
class _Shape:
    """Metres: width along the street, depth, distance from its middle, gap to the next house."""

    width: float
    depth: float
    setback: float
    gap: float


SHAPES = {
    Style.QUARTER: _Shape(22.0, 13.0, 9.0, 0.5),
    Style.BLOCK: _Shape(60.0, 12.0, 22.0, 56.0),
    Style.ROW: _Shape(42.0, 10.0, 13.0, 44.0),
    Style.VILLA: _Shape(12.0, 9.0, 13.0, 16.0),
}


def build(streets: Sequence[Street]) -> Town:
    """Build along every street, in order; a house stands only where it is clear of streets, barriers and
    others.

    Parameters
    ----------
    streets
        Points in metres.

    Returns
    -------
    Town
        Houses and addresses in metres. The same every time: chance comes from a fixed seed.
    """
    town, rng = Town(), np.random.default_rng(SEED)
    builders: dict[Style, Callable[[Town, Street, _Lot, np.random.Generator], None]] = {
        Style.QUARTER: _town_house,
        Style.BLOCK: _block,
        Style.ROW: _row,
        Style.VILLA: _villa,
    }
    ground = _Ground(streets)
    for street in streets:
        if street.style is not Style.NONE:
            for lot in _lots(street, SHAPES[street.style], ground):
                builders[street.style](town, street, lot, rng)
    return town


class _Ground:
    """Where one may still build."""

    def __init__(self, streets: Sequence[Street]) -> None:
        roads = [shapely.LineString(street.points).buffer(ROAD_M) for street in streets]
        barriers = [shapely.LineString(line).buffer(BARRIER_M) for line in (RIVER, RAILWAY, MOTORWAY)]
        self._closed = shapely.union_all([*roads, *barriers])
        shapely.prepare(self._closed)
        self._taken: dict[tuple[int, int], list[shapely.Polygon]] = {}

    def take(self, outline: shapely.Polygon) -> bool:
        """Take a piece of ground, if it is free."""
        if self._closed.intersects(outline):
            return False
        cells = _cells(outline)
        neighbours = [other for cell in cells for other in self._taken.get(cell, ())]
        if any(other.distance(outline) < GAP_M and not _share_a_wall(other, outline) for other in neighbours):
            return False
        for cell in cells:
            self._taken.setdefault(cell, []).append(outline)
        return True


def _share_a_wall(one: shapely.Polygon, other: shapely.Polygon) -> bool:
    """Tell houses wall to wall (half a metre apart in these plans) from houses in each other's way."""
    return not one.intersects(other) and one.distance(other) > 0.4


def _cells(outline: shapely.Polygon, size: float = 40.0) -> list[tuple[int, int]]:
    west, south, east, north = (int(value // size) for value in outline.buffer(GAP_M).bounds)
    return [(x, y) for x in range(west, east + 1) for y in range(south, north + 1)]


def _lots(street: Street, shape: _Shape, ground: _Ground) -> Iterator[_Lot]:
    """Free lots along both sides: odd numbers to the left, even to the right."""
    line = shapely.LineString(street.points)
    for side, first in ((1.0, 1), (-1.0, 2)):
        number, at = first, 4.0
        while at + shape.width <= line.length:
            lot = _lot(line, at + shape.width / 2, side, shape, number)
            if ground.take(lot.outline):
                yield lot
                number += 2
                at += shape.width + shape.gap
            else:
                at += 4.0


def _lot(line: shapely.LineString, at: float, side: float, shape: _Shape, number: int) -> _Lot:
    here, ahead = line.interpolate(at), line.interpolate(min(at + 1, line.length))
    back = line.interpolate(at - 1)
    length = float(np.hypot(ahead.x - back.x, ahead.y - back.y))
    along = ((ahead.x - back.x) / length, (ahead.y - back.y) / length)
    inwards = (-along[1] * side, along[0] * side)
    front = (here.x + inwards[0] * shape.setback, here.y + inwards[1] * shape.setback)
    return _Lot(_rectangle(front, along, inwards, shape), front, along, inwards, number)


def _rectangle(front: Point, along: Point, inwards: Point, shape: _Shape) -> shapely.Polygon:
    half = shape.width / 2
    corners = [(-half, 0.0), (half, 0.0), (half, shape.depth), (-half, shape.depth)]
    return shapely.Polygon(
        [
            (front[0] + along[0] * u + inwards[0] * v, front[1] + along[1] * u + inwards[1] * v)
            for u, v in corners
        ]
    )


def _door(lot: _Lot, along_m: float, inwards_m: float = 2.0) -> Point:
    """A door: metres along the front from its middle, and inwards from it."""
    x = lot.front[0] + lot.along[0] * along_m + lot.inwards[0] * inwards_m
    y = lot.front[1] + lot.along[1] * along_m + lot.inwards[1] * inwards_m
    return round(x, 2), round(y, 2)


def _flats(levels: int, each: int, first_floor: int = 1) -> tuple[str, ...]:
    return tuple(
        f"H{floor:02}{flat:02}" for floor in range(first_floor, levels + 1) for flat in range(1, each + 1)
    )


def _town_house(town: Town, street: Street, lot: _Lot, rng: np.random.Generator) -> None:
    """Three to five storeys; one in eight is offices, one in four has a shop, one in six a loft flat."""
    levels, chance = int(rng.integers(3, 6)), rng.random(3)
    if chance[0] < 0.125:
        town.houses.append(House("office", levels, lot.outline))
        town.homes.append(Home(street.name, lot.number, "", _door(lot, 0), ()))
        return
    units = _flats(levels, 2, first_floor=2 if chance[1] < 0.25 else 1)
    if chance[2] < 0.17:
        units = (*units, "L0101")
    town.houses.append(House("apartments", levels, lot.outline))
    town.homes.append(Home(street.name, lot.number, "", _door(lot, 0), units))


def _block(town: Town, street: Street, lot: _Lot, rng: np.random.Generator) -> None:
    """Four stairwells with a letter each, two flats on every floor; one block in ten has eight storeys."""
    levels = 8 if rng.random() < 0.1 else int(rng.integers(3, 5))
    town.houses.append(House("apartments", levels, lot.outline))
    for k, letter in enumerate("ABCD"):
        units = _flats(levels, 2)
        if k == 0:
            units = ("K0101", *units)
        town.homes.append(Home(street.name, lot.number, letter, _door(lot, -22.5 + 15 * k), units))


def _row(town: Town, street: Street, lot: _Lot, rng: np.random.Generator) -> None:
    """Six houses, a letter each; no rows are alike in storeys."""
    town.houses.append(House("terrace", int(rng.integers(1, 3)), lot.outline))
    for k, letter in enumerate("ABCDEF"):
        town.homes.append(Home(street.name, lot.number, letter, _door(lot, -17.5 + 7 * k), ("H0101",)))


def _villa(town: Town, street: Street, lot: _Lot, rng: np.random.Generator) -> None:
    """One family; one house in twelve lets its basement, one in fifteen is for two families."""
    chance = rng.random(2)
    units: tuple[str, ...] = ("H0101",)
    if chance[0] < 0.08:
        units = ("H0101", "U0101")
    elif chance[1] < 0.07:
        units = ("H0101", "H0201")
    kind = "semidetached_house" if "H0201" in units else "detached"
    town.houses.append(House(kind, 2, lot.outline))
    town.homes.append(Home(street.name, lot.number, "", _door(lot, 0), units))
