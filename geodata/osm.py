"""OpenStreetMap `.osm.pbf` to ways, barriers, buildings and address points, all in one pass over the file."""

from dataclasses import dataclass, field

import osmium
import shapely
from osmium.osm import Area, Node, TagList, Way
from shapely.geometry.base import BaseGeometry

from geodata.errors import CutOffFileError, EmptyFileError, MapWithoutStreetsError, NotPbfError
from geodata.osm_tags import Tags, barrier_of, crossing_of, is_walkable, levels_of
from geodata.source_file import SourceFile

ATTRIBUTION = "© OpenStreetMap contributors"

KEYS = ("highway", "railway", "waterway", "building", "addr:housenumber")
Coordinates = list[tuple[float, float]]


@dataclass(frozen=True)
class WalkableWay:
    """A way that people may walk: OSM id, the tags we keep, node ids and (lon, lat) in degrees along it."""

    id: int
    name: str
    highway: str
    crossing: str
    nodes: list[int]
    points: Coordinates


@dataclass(frozen=True)
class Building:
    """A building: id "w123" or "r123", value of `building`, storeys or None, outline in degrees."""

    id: str
    kind: str
    levels: int | None
    outline: BaseGeometry


@dataclass(frozen=True)
class AddressPoint:
    """An address as it is tagged: id "n123", "w123" or "r123", and a point in degrees (EPSG:4326)."""

    id: str
    street: str
    house_number: str
    postcode: str
    place: str
    lon: float
    lat: float


@dataclass
class RawMap:
    """What one file holds for us, in its order; `broken_buildings` counts outlines that do not close."""

    ways: list[WalkableWay] = field(default_factory=list)
    barriers: list[tuple[str, Coordinates]] = field(default_factory=list)
    buildings: list[Building] = field(default_factory=list)
    addresses: list[AddressPoint] = field(default_factory=list)
    broken_buildings: int = 0


def read_osm(source: SourceFile) -> RawMap:
    """Read what walking needs from a `.osm.pbf`.

    Parameters
    ----------
    source
        A plain file.

    Returns
    -------
    RawMap
        Coordinates in degrees, EPSG:4326, rounded to 7 decimals (OSM's own precision). Points of a way that
        lie outside a clipped extract are skipped.

    Raises
    ------
    NotPbfError
        If the content is something else.
    CutOffFileError
        If the file ends too early or is damaged.
    EmptyFileError, MapWithoutStreetsError
        If it holds neither ways, buildings nor addresses; or addresses alone.
    """
    if not looks_like_pbf(source.read_bytes(at_most=64)):
        raise NotPbfError(source.name)
    raw = RawMap()
    shapes = osmium.geom.WKBFactory()
    wanted = osmium.filter.KeyFilter(*KEYS)
    outlines = osmium.filter.KeyFilter("building", "addr:housenumber")
    file = osmium.FileProcessor(source.path).with_locations().with_areas(outlines).with_filter(wanted)
    try:
        for item in file:
            if isinstance(item, Node):
                _take_node(raw, item)
            elif isinstance(item, Way):
                _take_way(raw, item)
            elif isinstance(item, Area):
                _take_area(raw, item, shapes)
    except RuntimeError as error:  # all that osmium says about a damaged file
        raise CutOffFileError(source.name) from error
    _refuse_bare(raw, source)
    return raw


def _refuse_bare(raw: RawMap, source: SourceFile) -> None:
    """Nodes come first in such a file: where there is nothing but addresses, the rest was never fetched."""
    if raw.ways or raw.buildings:
        return
    raise MapWithoutStreetsError(source.name) if raw.addresses else EmptyFileError(source.name)


def looks_like_pbf(head: bytes) -> bool:
    """Tell a PBF by its first block: a length in four bytes, then a header that names itself OSMHeader."""
    return b"OSMHeader" in head[4:32]


def _tags(tags: TagList) -> Tags:
    return {tag.k: tag.v for tag in tags}


def _take_node(raw: RawMap, node: Node) -> None:
    if "addr:housenumber" in node.tags:
        raw.addresses.append(_address(f"n{node.id}", _tags(node.tags), node.location.lon, node.location.lat))


def _take_way(raw: RawMap, way: Way) -> None:
    tags = _tags(way.tags)
    if not ("highway" in tags or "railway" in tags or "waterway" in tags):
        return
    kind = "" if is_walkable(tags) else barrier_of(tags)
    if not kind and not is_walkable(tags):
        return
    nodes, points = _line(way)
    if len(points) < 2:
        return
    if kind:
        raw.barriers.append((kind, points))
    else:
        name, highway = tags.get("name", ""), tags.get("highway", "")
        raw.ways.append(WalkableWay(way.id, name, highway, crossing_of(tags), nodes, points))


def _line(way: Way) -> tuple[list[int], Coordinates]:
    """Nodes and points of a way, without those outside the extract and without standing still."""
    nodes: list[int] = []
    points: Coordinates = []
    for node in way.nodes:
        if not node.location.valid():
            continue
        point = (round(node.lon, 7), round(node.lat, 7))
        if not points or point != points[-1]:
            nodes.append(node.ref)
            points.append(point)
    return nodes, points


def _take_area(raw: RawMap, area: Area, shapes: osmium.geom.WKBFactory) -> None:
    """Keep a building's outline, and an address that is drawn as an outline."""
    tags = _tags(area.tags)
    name = f"{'w' if area.from_way() else 'r'}{area.orig_id()}"
    try:
        outline = shapely.from_wkb(shapes.create_multipolygon(area))
    except (RuntimeError, shapely.GEOSException):
        raw.broken_buildings += 1
        return
    if tags.get("building", "no") != "no":
        raw.buildings.append(Building(name, tags["building"], levels_of(tags), _plain(outline)))
    if "addr:housenumber" in tags:
        point = shapely.make_valid(outline).representative_point()
        raw.addresses.append(_address(name, tags, round(point.x, 7), round(point.y, 7)))


def _plain(outline: BaseGeometry) -> BaseGeometry:
    """Take the one polygon out of a multipolygon that has only one."""
    parts = shapely.get_parts(outline)
    return parts[0] if len(parts) == 1 else outline


def _address(name: str, tags: Tags, lon: float, lat: float) -> AddressPoint:
    street = (tags.get("addr:street") or tags.get("addr:place") or "").strip()
    return AddressPoint(
        name,
        street,
        tags["addr:housenumber"],
        tags.get("addr:postcode", ""),
        tags.get("addr:city", ""),
        lon,
        lat,
    )
