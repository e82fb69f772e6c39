"""The frames that geodata hands out: their columns, their types, and checks that they keep to them.

Text is never null: "" means unknown. Degrees are EPSG:4326. Row order is part of the answer: the same files
give the same frames.
"""

from collections.abc import Mapping

import geopandas as gpd
import pandas as pd

from geodata.projection import EAST, NORTH, SOUTH, WEST

DEGREES_CRS = "EPSG:4326"

ADDRESS_COLUMNS: Mapping[str, str] = {
    "identity": "str",  # unique: "id:<adresseId>", else "key:<match_key>"; from OSM "osm:n123"
    "match_key": "str",  # kommune-adressekode-number-letter, what a dwelling row is matched by; "" from OSM
    "kommune": "str",  # four digits
    "kommune_name": "str",
    "street_code": "str",
    "street": "str",
    "number": "Int64",  # null for a place without a house number (matrikkeladresse, stand-in)
    "letter": "str",
    "postcode": "str",
    "place": "str",
    "lon": "float64",  # degrees, never null
    "lat": "float64",
    "access_lon": "float64",  # where one walks in from, when the register says so; both null otherwise
    "access_lat": "float64",
    "valgkrets_number": "str",
    "valgkrets_name": "str",
    "grunnkrets_number": "str",
    "grunnkrets_name": "str",
    "building_type": "str",  # OSM's value of `building`
    "floors": "Int64",  # storeys of the building, null when unknown
    "stand_in": "bool",  # a residential building that stands in for an address nobody has given us
    "doors": "int64",  # dwellings, 0 or more
    "doors_known": "bool",  # True: counted in the dwelling file; False: estimated from the building
}

DOOR_COLUMNS: Mapping[str, str] = {
    "identity": "str",  # of the address
    "unit": "str",  # "H0101", or "" when the door is estimated or the register has no number for it
    "floor": "Int64",  # 1 is the ground floor (H01), 0 and below are underground, null when unknown
}

STREET_COLUMNS: Mapping[str, str] = {
    "id": "str",  # "<way>_<piece>"
    "name": "str",
    "highway": "str",  # OSM's value of `highway`
    "crossing": "str",  # "path", "quiet" or "arterial": what it costs to cross
    "steps": "bool",
}

BARRIER_COLUMNS: Mapping[str, str] = {"kind": "str"}  # "rail", "water" or "motorway"

BUILDING_COLUMNS: Mapping[str, str] = {
    "id": "str",  # "w123" or "r123"
    "kind": "str",  # OSM's value of `building`
    "levels": "Int64",  # storeys, null when unknown
}

POLYGON_COLUMNS: Mapping[str, str] = {
    "number": "str",
    "name": "str",
    "kommune": "str",  # four digits, "" when the file does not say
}

DWELLING_COLUMNS: Mapping[str, str] = {
    "match_key": "str",  # of the address
    "unit": "str",  # as in DOOR_COLUMNS
    "floor": "Int64",
}


class FrameError(AssertionError):
    """A frame that breaks its contract: a mistake in this package, never in the user's file."""


def as_frame(data: pd.DataFrame, columns: Mapping[str, str]) -> pd.DataFrame:
    """Bring a frame to a contract: its columns in order, missing ones filled with what "unknown" is, a fresh
    index.

    Parameters
    ----------
    data
        Any of the columns; text may be null.
    columns
        One of the contracts above.

    Returns
    -------
    pandas.DataFrame
        A new frame; `data` is left alone.
    """
    made = data.reindex(columns=list(columns)).reset_index(drop=True)
    for name, kind in columns.items():
        if name not in data.columns:
            made[name] = _unknown(kind)
        elif kind == "str":
            made[name] = made[name].fillna("")
    return made.astype(dict(columns))


def _unknown(kind: str) -> str | float | bool | None:
    return {"str": "", "Int64": None, "float64": float("nan"), "bool": False, "int64": 0}[kind]


def as_geoframe(data: pd.DataFrame, columns: Mapping[str, str], geometry: object) -> gpd.GeoDataFrame:
    """Bring a frame and its geometries (array of shapely geometries, degrees, EPSG:4326) to a contract."""
    return gpd.GeoDataFrame(as_frame(data, columns), geometry=geometry, crs=DEGREES_CRS)


def empty_addresses() -> pd.DataFrame:
    """Return an address frame without rows."""
    return as_frame(pd.DataFrame(), ADDRESS_COLUMNS)


def empty_layer(columns: Mapping[str, str]) -> gpd.GeoDataFrame:
    """Return a street, barrier, building or polygon frame without rows."""
    return as_geoframe(pd.DataFrame(), columns, [])


def check_frame(frame: pd.DataFrame, columns: Mapping[str, str]) -> None:
    """Check a frame's columns and types.

    Raises
    ------
    FrameError
        If a column is missing, has another type, or holds a null where "" is the contract.
    """
    for name, kind in columns.items():
        if name not in frame.columns:
            raise FrameError(f"column {name} is missing")
        if str(frame[name].dtype) != kind:
            raise FrameError(f"column {name} is {frame[name].dtype}, not {kind}")
        if kind == "str" and frame[name].isna().any():
            raise FrameError(f"column {name} holds a null")


def check_layer(frame: gpd.GeoDataFrame, columns: Mapping[str, str]) -> None:
    """Check a frame with geometry: its columns, its coordinate system, and that no geometry is missing or
    empty.

    Raises
    ------
    FrameError
        If one of these does not hold.
    """
    check_frame(frame, columns)
    if frame.crs is None or frame.crs.to_epsg() != 4326:
        raise FrameError("the geometry is not in EPSG:4326")
    if frame.geometry.isna().any() or frame.geometry.is_empty.any():
        raise FrameError("a geometry is missing or empty")


def check_addresses(addresses: pd.DataFrame, doors: pd.DataFrame) -> None:
    """Check addresses and doors, and that they agree.

    Raises
    ------
    FrameError
        If a contract is broken, an identity comes twice, a place is outside Norway, or an address does not
        have exactly as many rows in `doors` as it says.
    """
    check_frame(addresses, ADDRESS_COLUMNS)
    check_frame(doors, DOOR_COLUMNS)
    if addresses["identity"].duplicated().any() or (addresses["identity"] == "").any():
        raise FrameError("an identity is missing or comes twice")
    inside = addresses["lon"].between(WEST, EAST) & addresses["lat"].between(SOUTH, NORTH)
    if not inside.all():
        raise FrameError("an address lies outside Norway")
    counted = doors["identity"].value_counts().reindex(addresses["identity"]).fillna(0).to_numpy()
    if len(doors) != addresses["doors"].sum() or (counted != addresses["doors"].to_numpy()).any():
        raise FrameError("doors and addresses do not agree")
