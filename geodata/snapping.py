"""How addresses lie to the streets: by their own street, by another, far off, or without any."""

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely

from geodata.projection import Bools, Floats, Geometries, Ints, metres_for, to_metres
from geodata.report import Finding, Snapping

OWN_NAME_M = 100.0
REACH_M = 150.0
FAR_M = 10_000.0


def snap(addresses: pd.DataFrame, streets: gpd.GeoDataFrame) -> Snapping:
    """Count how the addresses with doors lie to the walking network.

    The rule is the engine's: the nearest street with the address's own name within 100 m, else the nearest
    street within 150 m. Where the register gives an access point, that is the point that counts.

    Parameters
    ----------
    addresses
        `ADDRESS_COLUMNS`; rows without doors are not counted.
    streets
        `STREET_COLUMNS`, EPSG:4326.

    Returns
    -------
    Snapping
    """
    homes = addresses[addresses["doors"] > 0].reset_index(drop=True)
    if homes.empty:
        return Snapping()
    own, nearest = _distances(homes, streets)
    by_name = own <= OWN_NAME_M
    other = ~by_name & (nearest <= OWN_NAME_M)
    doubtful = ~by_name & ~other & (nearest <= REACH_M)
    without = ~by_name & ~other & ~doubtful
    chosen = np.where(by_name, own, nearest)[~without]
    worst = homes[without | doubtful].head(Finding.EXAMPLES)
    return Snapping(
        snapped=int(by_name.sum()),
        other_name=int(other.sum()),
        doubtful=int(doubtful.sum()),
        without_street=int(without.sum()),
        median_m=round(float(np.median(chosen)), 1) if len(chosen) else 0.0,
        examples=tuple(label(row) for _, row in worst.iterrows()),
    )


def far_from_streets(addresses: pd.DataFrame, streets: gpd.GeoDataFrame) -> Bools:
    """Tell which addresses lie over 10 km outside the box around all streets, shape (n,).

    Such addresses belong to another map, or their EPSG code is wrong: UTM zone 33 read as 32 moves a place by
    300 km and leaves it in Norway. Without streets there is nothing to compare with.
    """
    if streets.empty or addresses.empty:
        return np.zeros(len(addresses), np.bool_)
    lon, lat = addresses["lon"].to_numpy(float), addresses["lat"].to_numpy(float)
    epsg = metres_for(lon)
    east, north = to_metres(lon, lat, epsg)
    box = shapely.box(*streets.geometry.to_crs(epsg).total_bounds)
    far: Bools = shapely.distance(shapely.points(east, north), box) > FAR_M
    return far


def label(address: "pd.Series[str]") -> str:
    """Write an address as people read it: "Storgata 13 A"; without a number only the street."""
    number = "" if pd.isna(address["number"]) else f" {address['number']}"
    letter = f" {address['letter']}" if address["letter"] else ""
    return f"{address['street']}{number}{letter}".strip() or str(address["identity"])


def _distances(homes: pd.DataFrame, streets: gpd.GeoDataFrame) -> tuple[Floats, Floats]:
    """Metres to the nearest street of the own name, and to the nearest at all; infinite beyond reach."""
    own, nearest = np.full(len(homes), np.inf), np.full(len(homes), np.inf)
    if streets.empty:
        return own, nearest
    lon = homes["access_lon"].fillna(homes["lon"]).to_numpy()
    lat = homes["access_lat"].fillna(homes["lat"]).to_numpy()
    epsg = metres_for(lon)
    lines = np.asarray(streets.geometry.to_crs(epsg))
    points = np.asarray(shapely.points(*to_metres(lon, lat, epsg)), object)
    tree = shapely.STRtree(lines)
    (place, _), metres = tree.query_nearest(
        points, max_distance=REACH_M, return_distance=True, all_matches=False
    )
    nearest[place] = metres
    _take_least(own, *_own_names(homes, streets, points, lines, tree))
    return own, nearest


def _own_names(
    homes: pd.DataFrame,
    streets: gpd.GeoDataFrame,
    points: Geometries,
    lines: Geometries,
    tree: shapely.STRtree,
) -> tuple[Ints, Floats]:
    """Pairs of an address and a street of its name within reach: row of the address, metres."""
    names = pd.concat([homes["street"], streets["name"]]).str.casefold()
    code, _ = pd.factorize(names.where(names != "", None))  # unknown names are -1 and match nothing
    of_home, of_street = code[: len(homes)], code[len(homes) :]
    near, street = tree.query(points, predicate="dwithin", distance=OWN_NAME_M)
    same = (of_home[near] == of_street[street]) & (of_home[near] >= 0)
    near, street = near[same], street[same]
    return near, shapely.distance(points[near], lines[street])


def _take_least(target: Floats, rows: Ints, metres: Floats) -> None:
    np.minimum.at(target, rows, metres)
