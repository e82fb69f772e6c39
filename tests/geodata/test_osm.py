"""The map: the walking network, barriers, buildings, addresses and stand-ins."""

from collections.abc import Callable
from pathlib import Path

import geopandas as gpd
import pytest

from geodata.osm import read_osm
from geodata.osm_network import barriers_of, streets_of, without_fragments
from geodata.osm_tags import barrier_of, crossing_of, is_walkable, levels_of, number_and_letter
from geodata.report import FindingKind
from geodata.source_file import SourceFile
from geodata.sources import read_sources

WriteMap = Callable[..., Path]
Point = tuple[float, float]

WEST, MIDDLE, EAST = (10.400, 63.430), (10.402, 63.430), (10.404, 63.430)
SOUTH, NORTH = (10.402, 63.429), (10.402, 63.431)
ROAD = {"highway": "residential", "name": "Prøvegata"}


def square(lon: float, lat: float, half: float = 0.00005) -> list[Point]:
    """A closed ring around a point; half a side is about 2.5 by 5.5 metres."""
    corners = [(-half, -half), (half, -half), (half, half), (-half, half), (-half, -half)]
    return [(round(lon + dx, 7), round(lat + dy, 7)) for dx, dy in corners]


def network(path: Path) -> gpd.GeoDataFrame:
    return streets_of(read_osm(SourceFile(path)).ways)


def test_ways_are_cut_where_they_meet(write_map: WriteMap) -> None:
    streets = network(
        write_map([([WEST, MIDDLE, EAST], ROAD), ([SOUTH, MIDDLE, NORTH], {"highway": "footway"})])
    )
    assert streets["id"].tolist() == ["1_0", "1_1", "2_0", "2_1"]
    assert streets["name"].tolist() == ["Prøvegata", "Prøvegata", "", ""]
    ends = {line.coords[k] for line in streets.geometry for k in (0, -1)}
    assert ends == {WEST, MIDDLE, EAST, SOUTH, NORTH}


def test_a_bend_is_no_junction_and_a_bridge_without_common_point_neither(write_map: WriteMap) -> None:
    over = ((10.401, 63.429), (10.401, 63.431))
    streets = network(write_map([([WEST, MIDDLE, EAST], ROAD), (over, ROAD | {"bridge": "yes"})]))
    assert len(streets) == 2


def test_a_loop_is_cut_where_it_meets_itself(write_map: WriteMap) -> None:
    streets = network(write_map([([WEST, MIDDLE, NORTH, EAST, MIDDLE], ROAD)]))
    assert streets["id"].tolist() == ["1_0", "1_1"]
    assert streets.geometry[1].is_ring


def test_steps_and_crossing_classes_are_kept(write_map: WriteMap) -> None:
    kinds = ("steps", "footway", "residential", "tertiary", "secondary")
    ways = [
        ([(10.4, 63.43 + k / 1000), (10.41, 63.43 + k / 1000)], {"highway": kind})
        for k, kind in enumerate(kinds)
    ]
    streets = network(write_map(ways))
    assert streets["crossing"].tolist() == ["path", "path", "quiet", "quiet", "arterial"]
    assert streets["steps"].tolist() == [True, False, False, False, False]


@pytest.mark.parametrize(
    ("tags", "walkable"),
    [
        ({"highway": "residential"}, True),
        ({"highway": "motorway"}, False),
        ({"highway": "trunk"}, False),
        ({"highway": "trunk", "sidewalk": "both"}, True),
        ({"highway": "trunk", "sidewalk": "no"}, False),
        ({"highway": "trunk", "foot": "yes"}, True),
        ({"highway": "service", "access": "private"}, False),
        ({"highway": "service", "access": "private", "foot": "yes"}, True),
        ({"highway": "footway", "foot": "no"}, False),
        ({"highway": "pedestrian", "area": "yes"}, False),
        ({"highway": "construction"}, False),
        ({"building": "yes"}, False),
    ],
)
def test_tags_say_where_one_may_walk(tags: dict[str, str], walkable: bool) -> None:
    assert is_walkable(tags) is walkable


@pytest.mark.parametrize(
    ("tags", "kind"),
    [
        ({"railway": "rail"}, "rail"),
        ({"railway": "tram"}, ""),
        ({"railway": "subway", "tunnel": "yes"}, ""),
        ({"waterway": "river"}, "water"),
        ({"waterway": "stream"}, ""),
        ({"highway": "motorway"}, "motorway"),
        ({"highway": "trunk"}, "motorway"),
        ({"highway": "trunk", "sidewalk": "left"}, ""),
    ],
)
def test_tags_say_what_nobody_steps_over(tags: dict[str, str], kind: str) -> None:
    assert barrier_of(tags) == kind


def test_tags_say_storeys_and_house_numbers() -> None:
    assert [levels_of({"building:levels": text}) for text in ("4", "2.5", "0", "90", "", "many")] == [
        4, 2, None, None, None, None,
    ]  # fmt: skip
    assert [number_and_letter(text) for text in ("13A", "13 a", "12-14", "Nedre")] == [
        (13, "A"), (13, "A"), (12, "-14"), (None, "NEDRE"),
    ]  # fmt: skip
    assert crossing_of({"highway": "primary_link"}) == "arterial"


def test_barriers_come_with_their_kind(write_map: WriteMap) -> None:
    path = write_map(
        [([WEST, EAST], {"railway": "rail"}), ([SOUTH, NORTH], {"waterway": "river"}), ([WEST, NORTH], ROAD)]
    )
    barriers = barriers_of(read_osm(SourceFile(path)).barriers)
    assert barriers["kind"].tolist() == ["rail", "water"]


def test_a_short_piece_beside_the_network_is_dropped_and_an_island_stays(write_map: WriteMap) -> None:
    long_street = ([(10.40, 63.43), (10.42, 63.43)], ROAD)  # a kilometre
    courtyard = (
        [(10.41, 63.4301), (10.411, 63.4301)],
        {"highway": "footway"},
    )  # fifty metres, eleven metres off
    island = ([(10.41, 63.44), (10.412, 63.44)], {"highway": "track"})  # a hundred metres, a kilometre off
    streets, dropped = without_fragments(network(write_map([long_street, courtyard, island])))
    assert dropped == 1
    assert streets["highway"].tolist() == ["residential", "track"]


def test_the_map_gives_addresses_where_there_is_no_register(write_map: WriteMap) -> None:
    tags = {
        "addr:street": "Prøvegata",
        "addr:housenumber": "3B",
        "addr:postcode": "7010",
        "addr:city": "Trondheim",
    }
    path = write_map([([WEST, EAST], ROAD)], nodes=[([(10.402, 63.4301)], tags)])
    address = read_sources([path]).addresses.iloc[0]
    assert address["identity"] == "osm:n10000"
    assert (address["street"], address["number"], address["letter"]) == ("Prøvegata", 3, "B")
    assert (address["postcode"], address["place"], address["doors"]) == ("7010", "Trondheim", 1)


def test_the_same_address_on_a_node_and_its_building_is_one(write_map: WriteMap) -> None:
    tags = {"addr:street": "Prøvegata", "addr:housenumber": "3"}
    building = (square(10.402, 63.4302), {**tags, "building": "house"})
    sources = read_sources([write_map([([WEST, EAST], ROAD), building], nodes=[([(10.402, 63.4302)], tags)])])
    assert sources.addresses["identity"].tolist() == ["osm:n10000"]
    assert [one.kind for one in sources.report.findings] == [FindingKind.OSM_TWICE]


def test_the_same_number_far_away_is_another_address(write_map: WriteMap) -> None:
    tags = {"addr:street": "Prøvegata", "addr:housenumber": "3"}
    path = write_map([([WEST, EAST], ROAD)], nodes=[([(10.40, 63.43)], tags), ([(10.45, 63.43)], tags)])
    assert len(read_sources([path]).addresses) == 2


def test_an_address_without_street_is_left_out(write_map: WriteMap) -> None:
    nodes = [
        ([(10.402, 63.4301)], {"addr:housenumber": "7"}),
        ([(10.403, 63.4301)], {"addr:housenumber": "9", "addr:place": "Øya"}),
    ]
    sources = read_sources([write_map([([WEST, EAST], ROAD)], nodes=nodes)])
    assert sources.addresses["street"].tolist() == ["Øya"]
    assert [(one.kind, one.examples) for one in sources.report.findings] == [
        (FindingKind.OSM_WITHOUT_STREET, ("7",))
    ]


def test_homes_stand_in_for_addresses_and_say_so(write_map: WriteMap) -> None:
    kinds = ("apartments", "house", "office", "garage", "residential", "yes")
    homes = [
        (square(10.4005 + k / 2000, 63.4302), {"building": kind, "building:levels": "2"})
        for k, kind in enumerate(kinds)
    ]
    sources = read_sources([write_map([([WEST, EAST], ROAD), *homes])])
    assert sources.addresses["building_type"].tolist() == ["apartments", "house", "residential"]
    assert sources.addresses["stand_in"].all()
    assert sources.addresses["number"].isna().all()
    assert set(sources.addresses["street"]) == {"Prøvegata"}
    assert sources.addresses["identity"].tolist() == ["osm:w2", "osm:w3", "osm:w6"]
    assert [(one.kind, one.count) for one in sources.report.findings] == [(FindingKind.STAND_INS, 3)]


@pytest.mark.parametrize(
    ("building", "addresses", "doors"),
    [
        ({"building": "apartments", "building:levels": "5"}, 1, [10]),
        ({"building": "apartments", "building:levels": "5"}, 3, [4, 3, 3]),
        ({"building": "apartments"}, 1, [8]),
        ({"building": "dormitory", "building:levels": "1"}, 1, [2]),
        ({"building": "apartments", "building:levels": "1"}, 4, [1, 1, 1, 1]),
        ({"building": "yes", "building:levels": "3"}, 2, [3, 3]),
        ({"building": "yes", "building:levels": "2"}, 1, [1]),
        ({"building": "terrace", "building:levels": "3"}, 2, [1, 1]),
        ({"building": "office", "building:levels": "6"}, 1, [0]),
        ({"building": "garage"}, 1, [0]),
    ],
)
def test_doors_are_estimated_from_the_building(
    write_map: WriteMap, building: dict[str, str], addresses: int, doors: list[int]
) -> None:
    nodes = [
        ([(10.402, 63.4302)], {"addr:street": "Prøvegata", "addr:housenumber": str(k + 1)})
        for k in range(addresses)
    ]
    sources = read_sources(
        [write_map([([WEST, EAST], ROAD), (square(10.402, 63.4302), building)], nodes=nodes)]
    )
    assert sources.addresses["doors"].tolist() == doors
    assert not sources.addresses["doors_known"].any()
    assert len(sources.doors) == sum(doors)


def test_an_address_belongs_to_the_smallest_building_around_it(write_map: WriteMap) -> None:
    large = (square(10.402, 63.4302, 0.0002), {"building": "office"})
    small = (square(10.402, 63.4302, 0.0001), {"building": "apartments", "building:levels": "4"})
    nodes = [([(10.402, 63.4302)], {"addr:street": "Prøvegata", "addr:housenumber": "1"})]
    address = read_sources([write_map([([WEST, EAST], ROAD), small, large], nodes=nodes)]).addresses.iloc[0]
    assert (address["building_type"], address["floors"], address["doors"]) == ("apartments", 4, 8)


def test_overlapping_maps_give_each_street_once(write_map: WriteMap) -> None:
    ways = [([WEST, MIDDLE, EAST], ROAD), ([SOUTH, MIDDLE, NORTH], ROAD)]
    one = read_sources([write_map(ways)])
    two = read_sources([write_map(ways, name="en.osm.pbf"), write_map(ways, name="to.osm.pbf")])
    assert two.layers.streets["id"].tolist() == one.layers.streets["id"].tolist()
