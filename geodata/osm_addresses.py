"""Addresses from the map, where we have no register; and buildings that stand in for addresses."""

from collections.abc import Sequence

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely

from geodata.frames import ADDRESS_COLUMNS, as_frame, empty_addresses
from geodata.osm import AddressPoint
from geodata.osm_tags import is_home, number_and_letter
from geodata.projection import Floats, metres_for, to_metres
from geodata.report import Finding, FindingKind

DUPLICATE_M = 100.0
STAND_IN_STREET_M = 150.0


def addresses_of(points: Sequence[AddressPoint], file: str) -> tuple[pd.DataFrame, list[Finding]]:
    """Make addresses of the map's address points.

    The same street, number and letter within 100 m is one address (a node and the building around it): nodes
    win over ways, ways over relations. An address without street or place is left out.

    Parameters
    ----------
    points
        Positions in degrees, EPSG:4326.
    file
        Name for the findings.

    Returns
    -------
    tuple
        `ADDRESS_COLUMNS` ordered by kind and OSM id, identity "osm:<id>", doors 1 each; and what was left
        out.
    """
    ordered = sorted(points, key=lambda one: ("nwr".index(one.id[0]), int(one.id[1:])))
    named = [one for one in ordered if one.street]
    nameless = [one.house_number for one in ordered if not one.street]
    frame = _frame(named)
    again = _repeated(frame)
    findings = [
        Finding.of(FindingKind.OSM_WITHOUT_STREET, file, nameless),
        Finding.of(
            FindingKind.OSM_TWICE, file, [f"{named[k].street} {named[k].house_number}" for k in again]
        ),
    ]
    kept = np.setdiff1d(np.arange(len(frame)), again)
    return as_frame(frame.iloc[kept], ADDRESS_COLUMNS), [one for one in findings if one.count]


def _frame(named: Sequence[AddressPoint]) -> pd.DataFrame:
    numbers = [number_and_letter(one.house_number) for one in named]
    return as_frame(
        pd.DataFrame(
            {
                "identity": [f"osm:{one.id}" for one in named],
                "street": [one.street for one in named],
                "number": pd.array([number for number, _ in numbers], dtype="Int64"),
                "letter": [letter for _, letter in numbers],
                "postcode": [one.postcode for one in named],
                "place": [one.place for one in named],
                "lon": [one.lon for one in named],
                "lat": [one.lat for one in named],
                "doors": 1,
            }
        ),
        ADDRESS_COLUMNS,
    )


def _repeated(frame: pd.DataFrame) -> list[int]:
    """Row numbers of addresses that an earlier row within reach already names."""
    key = frame["street"].str.casefold() + "|" + frame["number"].astype("str") + "|" + frame["letter"]
    lon, lat = frame["lon"].to_numpy(), frame["lat"].to_numpy()
    east, north = to_metres(lon, lat, metres_for(lon))
    again: list[int] = []
    for rows in key.groupby(key).indices.values():
        kept: list[int] = []
        for row in rows if len(rows) > 1 else ():
            if any(np.hypot(east[row] - east[k], north[row] - north[k]) <= DUPLICATE_M for k in kept):
                again.append(int(row))
            else:
                kept.append(int(row))
    return sorted(again)


def stand_ins_of(buildings: gpd.GeoDataFrame, streets: gpd.GeoDataFrame) -> pd.DataFrame:
    """Let residential buildings stand in for addresses.

    A stand-in has no house number, since nobody knows it; its street is the nearest one with a name within
    150 m.

    Parameters
    ----------
    buildings
        `BUILDING_COLUMNS`, EPSG:4326.
    streets
        `STREET_COLUMNS`, EPSG:4326.

    Returns
    -------
    pandas.DataFrame
        `ADDRESS_COLUMNS` in the order of the buildings: identity "osm:<building id>", stand_in=True, doors 1
        each, position inside the outline.
    """
    homes = buildings[buildings["kind"].map(is_home).astype(bool)]
    if homes.empty:
        return empty_addresses()
    points = shapely.get_coordinates(shapely.point_on_surface(shapely.make_valid(np.asarray(homes.geometry))))
    lon, lat = np.round(points[:, 0], 7), np.round(points[:, 1], 7)
    frame = pd.DataFrame(
        {"identity": "osm:" + homes["id"], "lon": lon, "lat": lat, "stand_in": True, "doors": 1}
    )
    frame["street"] = _nearest_name(lon, lat, streets)
    return as_frame(frame, ADDRESS_COLUMNS)


def _nearest_name(
    lon: Floats,
    lat: Floats,
    streets: gpd.GeoDataFrame,
) -> list[str]:
    """Name of the nearest named street, "" where none is within reach."""
    named = streets[streets["name"] != ""]
    names = [""] * len(lon)
    if named.empty:
        return names
    epsg = metres_for(lon)
    lines = np.asarray(named.geometry.to_crs(epsg))
    points = shapely.points(*to_metres(lon, lat, epsg))
    place, street = shapely.STRtree(lines).query_nearest(
        points, max_distance=STAND_IN_STREET_M, all_matches=False
    )
    for k, name in zip(place, named["name"].to_numpy()[street], strict=True):
        names[k] = name
    return names
