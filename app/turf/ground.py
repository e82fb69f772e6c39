"""A district's addresses on its streets, made ready for the engine. Only for the engine's process."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import NamedTuple

import numpy as np
import numpy.typing as npt
import pyproj
import shapely
import sqlalchemy
from geopandas import GeoDataFrame
from sqlmodel import Session, col, exists, or_, select

import routes
from app.config import settings
from app.districts.earlier import heights_folder
from app.districts.models import Address, FactKind, PlaceFact
from app.districts.queries import may_be_visited
from app.turf.clips import Surroundings
from app.turf.door_minutes import Pace, service_minutes
from app.turf.learnt import learnt_pace
from app.turf.models import Cut, WalkRoute, WalkStop
from app.turf.positions import Position
from geodata.heights import kept_heights
from geodata.projection import metres_for, to_metres
from geodata.store import CURRENT, Bounds, Layers, read_layers

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]
Start = tuple[float, float]

STAIRS_SLOWDOWN = 2.0
"""How many times longer stairs out of doors take than the flat."""

MARGIN_M = 400.0
"""Streets this far outside the district are known too: the way between two addresses may lead there."""
METRES_PER_DEGREE = 111_320.0
KEPT_GROUNDS = 3
NEAR_STREET_M = 150.0
"""A route is named by a street so far from its middle, where its own streets do not tell."""
CROSSING_KINDS = {"path": routes.PATH, "quiet": routes.QUIET, "arterial": routes.ARTERIAL}

_kept: "dict[tuple[object, ...], Ground]" = {}


@dataclass(frozen=True)
class Ground:
    """Addresses row by row (positions in degrees, EPSG:4326), and the town the engine walks in."""

    ids: Ints
    lon: Floats
    lat: Floats
    streets: list[str]
    numbers: list[int | None]
    doors: Ints
    epsg: int
    layers: Layers
    town: routes.Town

    def rows(self, address_ids: Sequence[int]) -> Ints:
        """Find the rows of those addresses that can be visited now, in the given order."""
        row_of = self._row_of
        return np.array([row_of[one] for one in address_ids if one in row_of], np.int64)

    def position(self, address_ids: Sequence[int]) -> Position:
        """Tell where a route with these addresses lies, and which streets are near its middle."""
        rows = self.rows(address_ids)
        if not len(rows):
            return Position(0.0, 0.0)
        middle = self.metres()[rows].mean(axis=0)
        points, names = self._named_points
        away = np.hypot(*(points - middle).T)
        near = np.flatnonzero(away < NEAR_STREET_M)
        nearest: dict[str, float] = {}
        for point in near[np.argsort(away[near], kind="stable")]:
            nearest.setdefault(str(names[point]), float(away[point]))
        return Position(
            float(middle[0]), float(middle[1]), [(metres, name) for name, metres in nearest.items()]
        )

    @cached_property
    def _named_points(self) -> tuple[Floats, npt.NDArray[np.str_]]:
        """Give the points of all streets that have a name, with it."""
        network = self.town.network
        names = np.repeat(network.name, np.diff(network.first_point))
        named = names != ""
        return network.points[named], names[named]

    @cached_property
    def _row_of(self) -> dict[int, int]:
        return {int(address_id): row for row, address_id in enumerate(self.ids)}

    def degrees(self, metres: Floats) -> Floats:
        """Turn positions in this ground's plane, shape (n, 2), into longitude and latitude."""
        back = pyproj.Transformer.from_crs(self.epsg, 4326, always_xy=True)
        return np.column_stack(back.transform(metres[:, 0], metres[:, 1]))

    @cached_property
    def surroundings(self) -> Surroundings:
        """Index the layers for clips, once for all changes of a cut."""
        return Surroundings(self.layers)

    @cached_property
    def stairs(self) -> npt.NDArray[np.object_]:
        """Give the middle of each flight of stairs out of doors, points in this ground's plane."""
        network = self.town.network
        flights = [
            network.points[network.first_point[k] : network.first_point[k + 1]]
            for k in np.flatnonzero(network.kind == routes.STEPS)
        ]
        lines = [shapely.LineString(points) for points in flights]
        return np.array([line.interpolate(0.5, normalized=True) for line in lines], object)

    def metres(self) -> Floats:
        """Give the addresses' positions in this ground's plane, shape (n, 2)."""
        return np.column_stack([self.town.stops.easting, self.town.stops.northing])


def geo_folder() -> Path:
    """Name the folder of streets, barriers and buildings."""
    return settings().data / "geo"


def load_ground(session: Session, cut: Cut) -> Ground:
    """Load the district's addresses and streets, or give what was loaded last when neither has changed.

    Addresses in the cut's routes belong to it even when the district has been drawn anew since.
    """
    addresses = _addresses(session, cut)
    wishes = Wishes([(lon, lat) for lon, lat in cut.starts], learnt_pace(session))
    key = _key(addresses, wishes)
    if key not in _kept:
        while len(_kept) >= KEPT_GROUNDS:
            _kept.pop(next(iter(_kept)))
        _kept[key] = _make_ground(addresses, wishes)
    return _kept[key]


class Wishes(NamedTuple):
    """What a ground depends on beside addresses and map: where teams start, in degrees, and their pace."""

    starts: list[Start]
    pace: Pace


class Place(NamedTuple):
    """What the engine must know of an address; read as plain columns, for every change by hand reads all."""

    id: int
    lon: float
    lat: float
    access_lon: float | None
    access_lat: float | None
    doors: int
    floors: int | None
    street: str
    number: int | None
    locked: bool
    steps: bool


def _addresses(session: Session, cut: Cut) -> list[Place]:
    """List the open addresses of the district, and those in the cut's routes, by id."""
    in_routes = (
        select(WalkStop.address_id)
        .join(WalkRoute, col(WalkRoute.id) == WalkStop.walk_route_id)
        .where(WalkRoute.cut_id == cut.id)
    )
    columns = [getattr(Address, name) for name in Place._fields if name != "steps"]
    steps = exists().where(col(PlaceFact.address_id) == Address.id, col(PlaceFact.kind) == FactKind.STEPS)
    ours = or_(col(Address.district_id) == cut.district_id, col(Address.id).in_(in_routes))
    query = sqlalchemy.select(*columns, steps).where(ours, *may_be_visited()).order_by(col(Address.id))
    return [Place(*row) for row in session.connection().execute(query)]


def _key(addresses: Sequence[Place], wishes: Wishes) -> tuple[object, ...]:
    current = geo_folder() / CURRENT
    layers = current.read_text(encoding="ascii") if current.exists() else ""
    grids = [(file.name, file.stat().st_mtime_ns) for file in sorted(heights_folder().glob("*.npz"))]
    return settings().database, layers, str(grids), hash(tuple(addresses)), len(addresses), str(wishes)


def _door_way(address: Place) -> tuple[float, float]:
    """Give where one walks in from when the register says so, else the address itself; degrees."""
    if address.access_lon is None or address.access_lat is None:
        return address.lon, address.lat
    return address.access_lon, address.access_lat


def _minutes(address: Place, pace: Pace) -> float:
    return service_minutes(address.doors, address.floors, pace, steps=address.steps)


def _make_ground(addresses: Sequence[Place], wishes: Wishes) -> Ground:
    points = np.array([_door_way(address) for address in addresses], float).reshape(-1, 2)
    doors = np.array([address.doors for address in addresses], np.int64)
    lon, lat = points[:, 0], points[:, 1]
    epsg = metres_for(lon)
    layers = read_layers(geo_folder(), around(lon, lat)) if len(lon) else read_layers(geo_folder())
    easting, northing = to_metres(lon, lat, epsg)
    stops = routes.Stops(
        easting,
        northing,
        np.array([_minutes(address, wishes.pace) for address in addresses], float),
        doors,
        np.array([address.street for address in addresses], str),
        np.array([address.locked for address in addresses], bool),
    )
    town = routes.Town(stops, network_of(layers.streets, epsg))
    begin = np.array(wishes.starts, float).reshape(-1, 2)
    return Ground(
        ids=np.array([address.id for address in addresses], np.int64),
        lon=lon,
        lat=lat,
        streets=[address.street for address in addresses],
        numbers=[address.number for address in addresses],
        doors=doors,
        epsg=epsg,
        layers=layers,
        town=town.with_way_in().starting_at(np.column_stack(to_metres(begin[:, 0], begin[:, 1], epsg))),
    )


def around(lon: Floats, lat: Floats, margin_m: float = MARGIN_M) -> Bounds:
    """Give the box around some places with a margin in metres: west, south, east, north in degrees."""
    up = margin_m / METRES_PER_DEGREE
    aside = up / math.cos(math.radians(float(lat.mean())))
    return float(lon.min()) - aside, float(lat.min()) - up, float(lon.max()) + aside, float(lat.max()) + up


def network_of(streets: GeoDataFrame, epsg: int) -> routes.Network:
    """Turn the streets (`STREET_COLUMNS`, EPSG:4326) into the engine's network in the plane of `epsg`."""
    lines = np.asarray(streets.geometry, object)
    points, owner = shapely.get_coordinates(lines, return_index=True)
    easting, northing = to_metres(points[:, 0], points[:, 1], epsg)
    first = np.concatenate([[0], np.cumsum(np.bincount(owner, minlength=len(lines)))])
    kind = streets["crossing"].map(CROSSING_KINDS).to_numpy(np.uint8)
    return routes.Network(
        points=np.column_stack([easting, northing]),
        first_point=first.astype(np.int64),
        name=streets["name"].to_numpy(str),
        kind=np.where(streets["steps"].to_numpy(bool), np.uint8(routes.STEPS), kind),
        height_m=kept_heights(heights_folder(), points[:, 0], points[:, 1]),
        stairs_slowdown=STAIRS_SLOWDOWN,
    )
