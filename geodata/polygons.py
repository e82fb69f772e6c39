"""Polygons from GeoJSON: municipality, valgkrets, grunnkrets or any other division into districts.

References
----------
RFC 7946 (GeoJSON: degrees, longitude first); its 2008 predecessor for the `crs` member that Norwegian files
carry.
"""

import json
import re
from dataclasses import dataclass

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely
from shapely.geometry.base import BaseGeometry

from geodata.errors import (
    CutOffFileError,
    NotGeoJsonError,
)
from geodata.frames import POLYGON_COLUMNS, as_geoframe
from geodata.place_errors import (
    DuplicatePolygonError,
    EmptyPolygonError,
    MissingPropertyError,
    NoPolygonCrsError,
    NoPolygonsError,
    PolygonOutsideNorwayError,
    SwappedPolygonError,
    UnknownCrsError,
)
from geodata.polygon_properties import guess_name, guess_number, kommune_of, property_texts
from geodata.projection import READABLE, Geometries, are_in_norway, are_swapped, to_degrees
from geodata.source_file import SourceFile

SMALLEST_DEGREES2 = 1e-12  # a hundredth of a square metre


@dataclass(frozen=True)
class PolygonLayer:
    """The polygons of one file.

    Attributes
    ----------
    file
        Its name.
    polygons
        `POLYGON_COLUMNS` and Polygons or MultiPolygons in EPSG:4326, in the file's order.
    keys
        The properties one may choose among.
    number_key, name_key
        The properties that number and name were taken from; "" for a running number, or for no name at all.
    not_polygons
        How many points and lines were left out.
    """

    file: str
    polygons: gpd.GeoDataFrame
    keys: tuple[str, ...]
    number_key: str
    name_key: str
    not_polygons: int


def read_polygons(
    source: SourceFile, number_key: str | None = None, name_key: str | None = None
) -> PolygonLayer:
    """Read polygons with a number and a name.

    Polygons with the same number and name become one. Crossing outlines are repaired.

    Parameters
    ----------
    source
        A GeoJSON FeatureCollection or Feature, in degrees or in the system its `crs` member names.
    number_key, name_key
        Properties to take number and name from; None to guess by their names and values.

    Returns
    -------
    PolygonLayer

    Raises
    ------
    NotGeoJsonError, CutOffFileError
        If the text is not JSON, or ends too early.
    NoPolygonsError, EmptyPolygonError
        If there is no polygon, or one without area.
    NoPolygonCrsError, UnknownCrsError, SwappedPolygonError, PolygonOutsideNorwayError
        If the place of a polygon cannot be trusted.
    MissingPropertyError
        If a chosen property is not on every polygon.
    DuplicatePolygonError
        If two polygons have the same number and different names.
    """
    features, epsg = _parse(source)
    shapes = [_shape(feature) for feature in features]
    areal = [k for k, shape in enumerate(shapes) if _is_areal(shape)]
    if not areal:
        raise NoPolygonsError(source.name)
    outlines = _outlines(source, np.array([shapes[k] for k in areal], object), np.array(areal) + 1, epsg)
    texts = property_texts([features[k].get("properties") for k in areal])
    _refuse_missing(source, texts, (number_key, name_key), np.array(areal) + 1)
    name_key = guess_name(texts) if name_key is None else name_key
    number_key = guess_number(texts, besides=name_key) if number_key is None else number_key
    rows = pd.DataFrame(
        {
            "number": texts[number_key] if number_key else [str(k + 1) for k in range(len(areal))],
            "name": texts[name_key] if name_key else "",
            "kommune": kommune_of(texts),
            "feature": np.array(areal) + 1,
        }
    )
    polygons = _united(source, rows, outlines)
    return PolygonLayer(
        source.name, polygons, tuple(texts.columns), number_key, name_key, len(shapes) - len(areal)
    )


def addresses_inside(polygons: gpd.GeoDataFrame, addresses: pd.DataFrame) -> "pd.Series[int]":
    """Find the polygon each address lies in.

    Parameters
    ----------
    polygons
        Polygons in EPSG:4326; where two overlap, the first wins.
    addresses
        Columns lon, lat (degrees, EPSG:4326).

    Returns
    -------
    pandas.Series
        Int64, index as `addresses`: row number in `polygons`, null for none.
    """
    points = shapely.points(addresses["lon"].to_numpy(), addresses["lat"].to_numpy())
    place, polygon = shapely.STRtree(np.asarray(polygons.geometry)).query(points, predicate="intersects")
    found = pd.Series(pd.NA, index=addresses.index, dtype="Int64")
    order = np.lexsort((-polygon, place))
    found.iloc[place[order]] = polygon[order]
    return found


Json = dict[str, object]


def _parse(source: SourceFile) -> tuple[list[Json], int | None]:
    """Features and the EPSG code that the file names, if any."""
    text = source.read_text()
    try:
        document = json.loads(text)
    except json.JSONDecodeError as error:
        if text.lstrip().startswith("{") and not text.rstrip().endswith("}"):
            raise CutOffFileError(source.name) from error
        raise NotGeoJsonError(source.name, error.lineno) from error
    kind = document.get("type") if isinstance(document, dict) else None
    features = document.get("features") if kind == "FeatureCollection" else [document]
    if kind not in {"FeatureCollection", "Feature"} or not isinstance(features, list):
        raise NotGeoJsonError(source.name, 1)
    return features, _named_crs(source, document)


def _named_crs(source: SourceFile, document: Json) -> int | None:
    """Read the old `crs` member: "EPSG:25832", "urn:ogc:def:crs:EPSG::25832", "urn:…:OGC:1.3:CRS84"."""
    if not document.get("crs"):
        return None
    text = json.dumps(document["crs"])
    if "CRS84" in text:
        return 4326
    match = re.search(r"EPSG:+(?:[\d.]+:)?(\d{4,5})", text)
    if match is None or int(match[1]) not in READABLE:
        raise UnknownCrsError(source.name, 1, epsg=match[1] if match else text)
    return int(match[1])


def _shape(feature: Json) -> BaseGeometry | None:
    geometry = feature.get("geometry") if isinstance(feature, dict) else None
    if not geometry:
        return None
    shape: BaseGeometry | None = shapely.from_geojson(json.dumps(geometry), on_invalid="ignore")
    return None if shape is None else shapely.force_2d(shape)


def _is_areal(shape: BaseGeometry | None) -> bool:
    """Nothing at all counts as a polygon here: it is refused as an empty one, not passed over as a line."""
    return shape is None or shape.geom_type in {"Polygon", "MultiPolygon"}


def _outlines(source: SourceFile, shapes: Geometries, features: np.ndarray, epsg: int | None) -> Geometries:
    """Repaired outlines in degrees, each of them in Norway and with an area."""
    for shape, feature in zip(shapes, features, strict=True):
        if shape is None or shape.is_empty:
            raise EmptyPolygonError(source.name, int(feature))
        _refuse_misplaced(source, shape, int(feature), epsg)
    outlines = np.asarray(
        shapely.transform(shapes, lambda c: np.column_stack(to_degrees(c[:, 0], c[:, 1], epsg or 4326)))
    )
    outlines = np.array([_areal_part(shapely.make_valid(outline)) for outline in outlines], object)
    for outline, feature in zip(outlines, features, strict=True):
        if shapely.area(outline) < SMALLEST_DEGREES2:
            raise EmptyPolygonError(source.name, int(feature))
    return outlines


def _refuse_misplaced(source: SourceFile, shape: BaseGeometry, feature: int, epsg: int | None) -> None:
    points = shapely.get_coordinates(shape)
    east, north = points[:, 0], points[:, 1]
    if epsg is None and (np.abs(east).max() > 180 or np.abs(north).max() > 90):
        raise NoPolygonCrsError(source.name, feature)
    if are_in_norway(east, north, epsg or 4326).all():
        return
    if are_swapped(east, north, epsg or 4326).all():
        raise SwappedPolygonError(source.name, feature)
    raise PolygonOutsideNorwayError(source.name, feature)


def _areal_part(shape: BaseGeometry) -> BaseGeometry:
    """Drop the lines and points that a repair may leave behind."""
    parts = [part for part in shapely.get_parts(shape) if _is_areal(part)]
    return parts[0] if len(parts) == 1 else shapely.union_all(parts)


def _refuse_missing(
    source: SourceFile, texts: pd.DataFrame, keys: tuple[str | None, str | None], features: np.ndarray
) -> None:
    for key in keys:
        if not key:
            continue
        absent = (texts[key] == "").to_numpy() if key in texts.columns else np.ones(len(texts), bool)
        if absent.any():
            names = ", ".join(texts.columns) or "–"
            raise MissingPropertyError(source.name, int(features[absent][0]), key=key, keys=names)


def _united(source: SourceFile, rows: pd.DataFrame, outlines: Geometries) -> gpd.GeoDataFrame:
    """Make one polygon of those with the same number and name."""
    for _, same in rows.groupby("number", sort=False):
        other = same[same["name"] != same["name"].iloc[0]]
        if len(other):
            feature, number = int(other["feature"].iloc[0]), str(other["number"].iloc[0])
            raise DuplicatePolygonError(source.name, feature, number=number)
    groups = rows.groupby("number", sort=False).indices
    first = [int(group[0]) for group in groups.values()]
    united = [shapely.union_all(outlines[group]) for group in groups.values()]
    return as_geoframe(rows.iloc[first], POLYGON_COLUMNS, united)
