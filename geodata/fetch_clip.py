"""A municipality cut out of a larger OpenStreetMap extract, with a margin.

One pass over the nodes, one over the ways, two over the relations; only the ids of nodes inside are held in
memory. osmium's own sets of ids were tried and left: they take gigabytes for the ids that nodes have today.
"""

from collections.abc import Callable
from pathlib import Path

import osmium
import shapely
from osmium.osm import Node, Relation, Way
from shapely.geometry.base import BaseGeometry

from geodata.errors import CutOffFileError, EmptyFileError

LINES = ("highway", "railway", "waterway")
OUTLINES = ("building", "addr:housenumber")
WANTED = osmium.filter.KeyFilter(*OUTLINES)
MARGIN_DEGREES = 0.006
"""About 300 m east and 650 m north at 63°: streets on the border keep their junctions."""
NODES_BETWEEN_TELLING = 1_000_000
BYTES_A_NODE = 12
"""Of a whole extract, about: Oslo centre has 3.09 MB for 251,762 nodes. Only the progress depends on it."""


def clip_map(source: Path, outline: BaseGeometry, target: Path, tell: Callable[[float], None]) -> None:
    """Write what walking needs of a map inside an outline.

    Kept are addresses inside the outline with its margin, streets, railways and waterways as far as they are
    inside, and buildings that are inside with every corner.

    Parameters
    ----------
    source
        A `.osm.pbf`, nodes before ways before relations as they always are.
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
    part = target.with_name(f".making-{target.name}")
    try:
        with osmium.SimpleWriter(str(part), overwrite=True) as writer:
            inside = _write_nodes(source, outline.buffer(MARGIN_DEGREES), writer, tell)
            members = _ways_of_outlines(source)
            ways = _write_ways(source, inside, members, writer)
            tell(0.9)
            _write_outlines(source, ways, writer)
    except RuntimeError as error:  # all that osmium says about a damaged file
        part.unlink(missing_ok=True)
        raise CutOffFileError(source.name) from error
    if not inside:
        part.unlink()
        raise EmptyFileError(target.name)
    part.replace(target)
    tell(1.0)


def _write_nodes(
    source: Path, wide: BaseGeometry, writer: osmium.SimpleWriter, tell: Callable[[float], None]
) -> set[int]:
    """Write the nodes inside an area, and give their ids."""
    west, south, east, north = wide.bounds
    foreseen = max(1, source.stat().st_size // BYTES_A_NODE)
    inside: set[int] = set()
    shapely.prepare(wide)
    for number, node in enumerate(osmium.FileProcessor(source, osmium.osm.NODE)):
        if number % NODES_BETWEEN_TELLING == 0:
            tell(min(0.7, 0.7 * number / foreseen))
        if not isinstance(node, Node):
            continue
        lon, lat = node.lon, node.lat
        if west <= lon <= east and south <= lat <= north and shapely.contains_xy(wide, lon, lat):
            writer.add_node(node)
            inside.add(node.id)
    return inside


def _ways_of_outlines(source: Path) -> set[int]:
    """Give the ways that make up buildings drawn as relations; the ways themselves have no tags of ours."""
    members: set[int] = set()
    for relation in osmium.FileProcessor(source, osmium.osm.RELATION).with_filter(WANTED):
        if isinstance(relation, Relation):
            members.update(member.ref for member in relation.members if member.type == "w")
    return members


def _write_ways(source: Path, inside: set[int], members: set[int], writer: osmium.SimpleWriter) -> set[int]:
    """Write lines that come inside and outlines that are inside with every corner; give the ids."""
    written: set[int] = set()
    for way in osmium.FileProcessor(source, osmium.osm.WAY):
        if not isinstance(way, Way):
            continue
        is_line = any(key in way.tags for key in LINES)
        is_outline = way.id in members or any(key in way.tags for key in OUTLINES)
        if not (is_line or is_outline):
            continue
        nodes = [node.ref for node in way.nodes]
        if not inside.isdisjoint(nodes) if is_line else inside.issuperset(nodes):
            writer.add_way(way)
            written.add(way.id)
    return written


def _write_outlines(source: Path, ways: set[int], writer: osmium.SimpleWriter) -> None:
    """Write the relations whose ways are all there."""
    for relation in osmium.FileProcessor(source, osmium.osm.RELATION).with_filter(WANTED):
        if isinstance(relation, Relation):
            members = {member.ref for member in relation.members if member.type == "w"}
            if members and members <= ways:
                writer.add_relation(relation)
