"""A municipality cut out of a larger OpenStreetMap extract, with a margin."""

from collections.abc import Callable
from pathlib import Path

import numpy as np
import osmium
import shapely
from osmium.osm import Node
from shapely.geometry.base import BaseGeometry

from geodata.errors import CutOffFileError, EmptyFileError
from geodata.osm import KEYS

MARGIN_DEGREES = 0.006
"""About 300 m east and 650 m north at 63°: streets on the border keep their junctions."""
NODES_BETWEEN_TELLING = 1_000_000


def clip_map(source: Path, outline: BaseGeometry, target: Path, tell: Callable[[float], None]) -> None:
    """Write what walking needs of a map inside an outline.

    Kept are streets, railways, waterways, buildings and addresses that touch the outline with its margin,
    each of them whole.

    Parameters
    ----------
    source
        A `.osm.pbf`.
    outline
        Degrees, EPSG:4326.
    target
        Written beside first and then put in place.
    tell
        Hears the share done (0–1).

    Raises
    ------
    CutOffFileError
        If the map is damaged.
    EmptyFileError
        If it holds nothing inside the outline.
    """
    wide = outline.buffer(MARGIN_DEGREES)
    part = target.with_name(f".making-{target.name}")
    try:
        keep = _kept(source, wide, tell)
        tell(0.6)
        keep.complete_backward_references(str(source), relation_depth=1)
        written = 0
        with osmium.SimpleWriter(str(part), overwrite=True) as writer:
            for item in osmium.FileProcessor(source).with_filter(keep.id_filter()):
                writer.add(item)
                written += 1
    except RuntimeError as error:  # all that osmium says about a damaged file
        part.unlink(missing_ok=True)
        raise CutOffFileError(source.name) from error
    if not written:
        part.unlink()
        raise EmptyFileError(target.name)
    part.replace(target)
    tell(1.0)


def _kept(source: Path, wide: BaseGeometry, tell: Callable[[float], None]) -> osmium.IdTracker:
    """Find the addresses, ways and outlines that touch an area."""
    inside, keep = osmium.IdTracker(), osmium.IdTracker()
    ids, addressed = _nodes_inside(source, wide, tell)
    for node in ids:
        inside.add_node(node)
    for node in addressed:
        keep.add_node(node)
    wanted = osmium.filter.KeyFilter(*KEYS)
    for way in osmium.FileProcessor(source, osmium.osm.WAY).with_filter(wanted):
        if inside.contains_any_references(way):
            keep.add_way(way.id)
    tell(0.5)
    for relation in osmium.FileProcessor(source, osmium.osm.RELATION).with_filter(wanted):
        if keep.contains_any_references(relation):
            keep.add_relation(relation.id)
    return keep


def _nodes_inside(
    source: Path, wide: BaseGeometry, tell: Callable[[float], None]
) -> tuple[list[int], list[int]]:
    """List the nodes inside an area, and those of them that are addresses."""
    west, south, east, north = wide.bounds
    ids: list[int] = []
    places: list[tuple[float, float]] = []
    addressed: set[int] = set()
    for number, node in enumerate(osmium.FileProcessor(source, osmium.osm.NODE)):
        if number % NODES_BETWEEN_TELLING == 0:
            tell(0.0)
        if not isinstance(node, Node):
            continue
        lon, lat = node.lon, node.lat
        if west <= lon <= east and south <= lat <= north:
            ids.append(node.id)
            places.append((lon, lat))
            if "addr:housenumber" in node.tags:
                addressed.add(node.id)
    if not ids:
        return [], []
    shapely.prepare(wide)
    is_inside = shapely.contains_xy(wide, np.array(places))
    kept = [node for node, inside in zip(ids, is_inside.tolist(), strict=True) if inside]
    return kept, [node for node in kept if node in addressed]
