"""Kretser and polygons of an import, as units that districts are made of. Not for the web process."""

from collections.abc import Sequence

import numpy as np
import pandas as pd
import shapely
from sqlalchemy import and_
from sqlalchemy import select as table_select
from sqlmodel import Session, col, select, update

from app.districts.earlier import ADDRESSES, frame_of
from app.districts.models import Address, Unit, UnitKind
from geodata.polygons import PolygonLayer
from geodata.sources import Sources

KRETSER = {UnitKind.VALGKRETS: "valgkrets", UnitKind.GRUNNKRETS: "grunnkrets"}
HULL_RATIO, HULL_MARGIN_DEGREES = 0.3, 0.0002
SIMPLER_DEGREES = 0.00002
DECIMALS = 6


def take_in_units(session: Session, sources: Sources) -> list[Unit]:
    """Add and renew the units that the sources tell of; give those that are districts by nature.

    Polygons come with an outline. A krets that only stands in the addresses' rows gets one drawn around its
    addresses.
    """
    bydeler: list[Unit] = []
    for layer in sources.polygons:
        units = _take_in_polygons(session, layer)
        bydeler += units if speaks_of_districts(layer) else []
    session.flush()
    _tell_addresses_their_krets(session)
    for kind in KRETSER:
        _take_in_codes(session, kind, sources.addresses)
    session.flush()
    _count(session)
    return [unit for unit in bydeler if unit.addresses]


def speaks_of_districts(layer: PolygonLayer) -> bool:
    """Tell whether a file's polygons are bydeler already, by its name or the names of its properties."""
    return "bydel" in f"{layer.file} {layer.number_key} {layer.name_key}".casefold()


def kind_of(layer: PolygonLayer) -> UnitKind:
    """Tell what a file's polygons are, by the names of its properties."""
    words = f"{layer.number_key} {layer.name_key}".casefold()
    return next((kind for kind in KRETSER if kind.value in words), UnitKind.POLYGON)


def _take_in_polygons(session: Session, layer: PolygonLayer) -> list[Unit]:
    kind = kind_of(layer)
    units = []
    # together, so that neighbours keep the border they share
    outlines = shapely.coverage_simplify(layer.polygons.geometry.to_numpy(), SIMPLER_DEGREES)
    for row, outline in zip(layer.polygons.itertuples(), outlines, strict=True):
        unit = _unit(session, kind, str(row.kommune), str(row.number), str(row.name))
        unit.outline, unit.guessed = _geojson(outline), False
        units.append(unit)
    return units


def _unit(session: Session, kind: UnitKind, kommune: str, number: str, name: str) -> Unit:
    """The unit with this number, new or renamed; polygons may share numbers, so their names tell too."""
    query = select(Unit).where(Unit.kind == kind, Unit.kommune == kommune, Unit.number == number)
    name = _readable(name)[:80] or number
    if kind is UnitKind.POLYGON:
        query = query.where(Unit.name == name)
    unit = session.exec(query).first()
    if unit is None:
        unit = Unit(kind=kind, kommune=kommune, number=number[:20], name=name)
        session.add(unit)
        session.flush()
    elif unit.name.casefold() != name.casefold():
        unit.name = name
    return unit


def _readable(name: str) -> str:
    """Write a name that came in capitals as a name."""
    return name.title() if name.isupper() else name


def _geojson(shape: shapely.Geometry) -> str:
    return shapely.to_geojson(shapely.set_precision(shape, 10**-DECIMALS))


def _tell_addresses_their_krets(session: Session) -> None:
    """Write kommune and krets on addresses that came without: the map knows neither, the polygons do."""
    for kind, column in KRETSER.items():
        query = select(Unit).where(
            Unit.kind == kind, col(Unit.guessed).is_(False), col(Unit.outline).is_not(None)
        )
        units = session.exec(query).all()
        blank = table_select(ADDRESSES.id, ADDRESSES.lon, ADDRESSES.lat).where(
            ADDRESSES[column] == "", ADDRESSES.closed_on.is_(None)
        )
        places = frame_of(session, blank) if units else pd.DataFrame()
        if places.empty:
            continue
        inside = _inside(units, places).drop_duplicates("place")  # where two overlap, the first has the place
        for k, unit in enumerate(units):
            ids = places["id"].iloc[inside["place"][inside["unit"] == k]].tolist()
            _write(session, ids, {column: unit.number, "kommune": unit.kommune})


def _inside(units: Sequence[Unit], places: pd.DataFrame) -> pd.DataFrame:
    """Which places lie in which units: row numbers in columns `unit` and `place`, by unit."""
    outlines = shapely.from_geojson([unit.outline for unit in units])
    points = np.asarray(shapely.points(places["lon"].to_numpy(), places["lat"].to_numpy()))
    unit, place = shapely.STRtree(points).query(outlines, predicate="intersects")
    return pd.DataFrame({"unit": unit, "place": place})


def _write(session: Session, ids: list[int], values: dict[str, str], at_once: int = 5000) -> None:
    for k in range(0, len(ids), at_once):
        session.exec(update(Address).where(col(Address.id).in_(ids[k : k + at_once])).values(values))


def _take_in_codes(session: Session, kind: UnitKind, addresses: pd.DataFrame) -> None:
    """Add a unit for every krets that stands in the addresses' rows, with an outline if it has none."""
    column = KRETSER[kind]
    rows = addresses[addresses[f"{column}_number"] != ""]
    for (kommune, number), group in rows.groupby(["kommune", f"{column}_number"], sort=True):
        unit = _unit(session, kind, str(kommune), str(number), group[f"{column}_name"].iloc[0])
        if unit.outline is None or unit.guessed:
            unit.outline, unit.guessed = _geojson(_around(group)), True


def _around(places: pd.DataFrame) -> shapely.Geometry:
    points = shapely.MultiPoint(places[["lon", "lat"]].to_numpy())
    return shapely.concave_hull(points, ratio=HULL_RATIO).buffer(HULL_MARGIN_DEGREES)


def _count(session: Session) -> None:
    """Count each unit's open addresses with a door: by code, and for polygons by place."""
    names = ("id", "kommune", *KRETSER.values(), "lon", "lat")
    is_home = and_(ADDRESSES.closed_on.is_(None), ADDRESSES.doors > 0)
    homes = table_select(*(ADDRESSES[name] for name in names)).where(is_home)
    places = frame_of(session, homes)
    counts = {kind: places.groupby(["kommune", column]).size() for kind, column in KRETSER.items()}
    units = session.exec(select(Unit)).all()
    for unit in units:
        if unit.kind in counts:
            unit.addresses = int(counts[unit.kind].get((unit.kommune, unit.number), 0))
    polygons = [unit for unit in units if unit.kind is UnitKind.POLYGON and unit.outline]
    inside = _inside(polygons, places)["unit"] if polygons and len(places) else pd.Series(dtype="int64")
    for unit, count in zip(polygons, np.bincount(inside, minlength=len(polygons)), strict=True):
        unit.addresses = int(count)
    session.flush()
