"""The map as `.osm.pbf`: streets, river, railway, motorway, buildings; and the districts as GeoJSON."""

import json
from collections.abc import Iterator, Sequence
from pathlib import Path

import osmium
from osmium.osm.mutable import Node, Way

from geodata.practice_town.areas import Area
from geodata.practice_town.homes import House
from geodata.practice_town.place import height_m, to_lon_lat
from geodata.practice_town.plan import MOTORWAY, RAILWAY, RIVER, Line, Point, Street

Tags = dict[str, str]


class _Drawing:
    """Ways over numbered nodes; the same point is the same node."""

    def __init__(self) -> None:
        self.nodes: dict[Point, int] = {}
        self.ways: list[tuple[Tags, list[int]]] = []

    def add(self, line: Line, tags: Tags, shared: bool) -> None:
        """Add a way. A line that shares no nodes (a river under a bridge) gets nodes of its own height."""
        self.ways.append((tags, [self._node(point, shared) for point in line]))

    def _node(self, point: Point, shared: bool) -> int:
        key = point if shared else (point[0] + 1e-4, point[1])
        return self.nodes.setdefault(key, len(self.nodes) + 1)


def write_map(path: Path, streets: Sequence[Street], lines: Sequence[Line], houses: Sequence[House]) -> None:
    """Write the map.

    Parameters
    ----------
    path
        File to write; must end in `.osm.pbf` and not exist.
    streets, lines
        Streets, and their points with junctions (metres of the town), in the same order.
    houses
        Outlines in metres of the town.
    """
    drawing = _Drawing()
    for street, line in zip(streets, lines, strict=True):
        drawing.add(line, _street_tags(street), shared=True)
    for line, tags in _barriers():
        drawing.add(line, tags, shared=False)
    for house in houses:
        ring = tuple((round(x, 2), round(y, 2)) for x, y in house.outline.exterior.coords)
        drawing.add(ring, {"building": house.kind, "building:levels": str(house.levels)}, shared=False)
    header = osmium.io.Header()
    header.set("generator", "dorbank practice town")
    with osmium.SimpleWriter(str(path), header=header) as writer:
        places = to_lon_lat(tuple(drawing.nodes))
        for (point, number), place in zip(drawing.nodes.items(), places, strict=True):
            writer.add_node(Node(id=number, version=1, location=place, tags={"ele": str(height_m(point))}))
        for number, (tags, nodes) in enumerate(drawing.ways, start=1):
            writer.add_way(Way(id=number, version=1, nodes=nodes, tags=tags))


def _street_tags(street: Street) -> Tags:
    tags = {"highway": street.highway}
    if street.name:
        tags["name"] = street.name
    if street.bridge:
        tags |= {"bridge": "yes", "layer": "1"}
    return tags


def _barriers() -> Iterator[tuple[Line, Tags]]:
    yield RIVER, {"waterway": "river", "name": "Øvelva"}
    yield RAILWAY, {"railway": "rail", "name": "Øvingsbanen"}
    yield MOTORWAY, {"highway": "motorway", "name": "Omkjøringsvegen"}


def write_districts(path: Path, areas: Sequence[Area]) -> None:
    """Write the districts as GeoJSON in degrees, properties bydelsnummer and bydelsnavn."""
    features = [
        {
            "type": "Feature",
            "properties": {"bydelsnummer": area.number, "bydelsnavn": area.name},
            "geometry": {
                "type": "Polygon",
                "coordinates": [to_lon_lat(tuple((x, y) for x, y in area.outline.exterior.coords))],
            },
        }
        for area in areas
    ]
    text = json.dumps({"type": "FeatureCollection", "features": features}, ensure_ascii=False, indent=1)
    path.write_text(text + "\n", encoding="utf-8")
