"""Buildings as a frame, and which building an address belongs to."""

from collections.abc import Sequence

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely

from geodata.frames import BUILDING_COLUMNS, as_geoframe
from geodata.osm import Building
from geodata.projection import Ints


def buildings_of(buildings: Sequence[Building]) -> gpd.GeoDataFrame:
    """Collect buildings.

    Parameters
    ----------
    buildings
        Outlines in degrees, EPSG:4326.

    Returns
    -------
    geopandas.GeoDataFrame
        `BUILDING_COLUMNS`, Polygons and MultiPolygons in EPSG:4326, ordered by id so that the same map gives
        the same frame.
    """
    ordered = sorted(buildings, key=lambda one: (one.id[0], int(one.id[1:])))
    rows = pd.DataFrame(
        {
            "id": [one.id for one in ordered],
            "kind": [one.kind for one in ordered],
            "levels": pd.array([one.levels for one in ordered], dtype="Int64"),
        }
    )
    return as_geoframe(rows, BUILDING_COLUMNS, [one.outline for one in ordered])


def building_at(addresses: pd.DataFrame, buildings: gpd.GeoDataFrame) -> Ints:
    """Find the building each address belongs to: the one it is drawn on, else the smallest one around its
    point.

    Parameters
    ----------
    addresses
        Columns identity, lon, lat (degrees, EPSG:4326). An identity "osm:w123" is drawn on building "w123".
    buildings
        `BUILDING_COLUMNS`, EPSG:4326.

    Returns
    -------
    numpy.ndarray
        int64, shape (addresses,): row number in `buildings`, or -1 for none.
    """
    found = np.full(len(addresses), -1, np.int64)
    if buildings.empty or addresses.empty:
        return found
    outlines = np.asarray(buildings.geometry)
    points = shapely.points(addresses["lon"].to_numpy(), addresses["lat"].to_numpy())
    address, building = shapely.STRtree(outlines).query(points, predicate="intersects")
    order = np.lexsort((building, -shapely.area(outlines[building])))
    found[address[order]] = building[order]  # the smallest is written last
    rows = pd.Series(np.arange(len(buildings)), index="osm:" + buildings["id"])
    own = addresses["identity"].map(rows[~rows.index.duplicated()])
    drawn = own.notna().to_numpy()
    found[drawn] = own[drawn].astype("int64").to_numpy()
    return found
