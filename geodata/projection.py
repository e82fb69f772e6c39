"""Coordinates: Norway's systems to degrees, degrees to metres, and is this in Norway at all.

References
----------
EPSG:4258 (ETRS89), EPSG:25832 and 25833 (ETRS89 / UTM zones 32N and 33N), https://epsg.io. ETRS89 and WGS84
(EPSG:4326) are treated as one: they differ by less than a metre.
"""

import numpy as np
import numpy.typing as npt
import pyproj

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]
Bools = npt.NDArray[np.bool_]
Geometries = npt.NDArray[np.object_]

DEGREES = (4258, 4326)
METRES = (25832, 25833)
READABLE = DEGREES + METRES

WEST, SOUTH, EAST, NORTH = 4.0, 57.5, 31.7, 71.5


def to_degrees(east: Floats, north: Floats, epsg: int) -> tuple[Floats, Floats]:
    """Turn coordinates of a readable system into longitude and latitude.

    Parameters
    ----------
    east, north
        Shape (n,). Degrees for EPSG:4258 and 4326, metres for EPSG:25832 and 25833.
    epsg
        One of `READABLE`.

    Returns
    -------
    tuple of numpy.ndarray
        Longitude and latitude, shape (n,), degrees, EPSG:4326, rounded to 8 decimals (a millimetre).
    """
    if epsg in DEGREES:
        return np.asarray(east, float), np.asarray(north, float)
    lon, lat = pyproj.Transformer.from_crs(epsg, 4326, always_xy=True).transform(east, north)
    return np.round(lon, 8), np.round(lat, 8)


def to_metres(lon: Floats, lat: Floats, epsg: int) -> tuple[Floats, Floats]:
    """Turn degrees (EPSG:4326) into metres.

    Parameters
    ----------
    lon, lat
        Shape (n,), degrees.
    epsg
        25832 or 25833, as `metres_for` says.

    Returns
    -------
    tuple of numpy.ndarray
        Easting and northing, shape (n,), metres.
    """
    easting, northing = pyproj.Transformer.from_crs(4326, epsg, always_xy=True).transform(lon, lat)
    return np.asarray(easting, float), np.asarray(northing, float)


def metres_for(lon: Floats) -> int:
    """Choose the UTM zone for some places: EPSG:25832 when their median lies west of 12° E, else 25833."""
    return 25832 if len(lon) == 0 or float(np.median(lon)) < 12.0 else 25833


def are_swapped(east: Floats, north: Floats, epsg: int) -> Bools:
    """Tell which points would lie in Norway if north and east changed places, and do not as they are.

    Parameters
    ----------
    east, north
        Shape (n,), in the units of `epsg`.
    epsg
        One of `READABLE`.

    Returns
    -------
    numpy.ndarray
        bool, shape (n,).
    """
    return are_in_norway(north, east, epsg) & ~are_in_norway(east, north, epsg)


def are_in_norway(east: Floats, north: Floats, epsg: int) -> Bools:
    """Tell which points lie in the box around mainland Norway (4.0–31.7° E, 57.5–71.5° N).

    Parameters
    ----------
    east, north
        Shape (n,), in the units of `epsg`.
    epsg
        One of `READABLE`.

    Returns
    -------
    numpy.ndarray
        bool, shape (n,).
    """
    lon, lat = to_degrees(east, north, epsg)
    return (lon >= WEST) & (lon <= EAST) & (lat >= SOUTH) & (lat <= NORTH)
