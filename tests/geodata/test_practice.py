"""Øvingsbyen: large enough, varied enough, the same every time, and read like any other town."""

from collections import Counter
from pathlib import Path

import numpy as np
import shapely
from scipy.sparse import coo_array
from scipy.sparse.csgraph import connected_components

from geodata.polygons import addresses_inside
from geodata.practice import PracticeFiles, make_practice_town
from geodata.report import FindingKind, SourceKind
from geodata.sources import Sources


def test_the_files_are_read_as_what_they_are(practice: Sources) -> None:
    assert [one.kind for one in practice.report.files] == [
        SourceKind.REGISTER, SourceKind.DWELLINGS, SourceKind.OSM, SourceKind.POLYGONS,
    ]  # fmt: skip


def test_the_town_has_about_1500_addresses_and_3000_doors(practice: Sources) -> None:
    assert 1450 <= len(practice.addresses) <= 1550
    assert 2850 <= practice.addresses["doors"].sum() <= 3150
    assert practice.addresses["doors_known"].all()


def test_making_it_again_gives_the_same_files(practice_files: PracticeFiles, tmp_path: Path) -> None:
    again = make_practice_town(tmp_path)
    make_practice_town(tmp_path)  # over its own files
    assert sorted(path.name for path in tmp_path.iterdir()) == sorted(p.name for p in vars(again).values())
    for first, second in zip(vars(practice_files).values(), vars(again).values(), strict=True):
        assert first.read_bytes() == second.read_bytes()


def test_four_districts_hold_every_address(practice: Sources) -> None:
    (layer,) = practice.polygons
    assert layer.polygons["name"].tolist() == ["Sentrum", "Åsen", "Enga", "Stranda"]
    counts = addresses_inside(layer.polygons, practice.addresses).value_counts(dropna=False)
    assert counts.sum() == counts.dropna().sum() == len(practice.addresses)
    assert counts.min() >= 200
    assert practice.addresses["valgkrets_number"].nunique() == 8
    assert practice.addresses["grunnkrets_number"].nunique() >= 12


def test_there_are_blocks_terraces_villas_and_offices(practice: Sources) -> None:
    kinds = Counter(practice.addresses["building_type"])
    assert kinds["apartments"] > 150
    assert kinds["terrace"] > 200
    assert kinds["detached"] > 500
    assert kinds["office"] > 5
    stairwells = practice.addresses[
        practice.addresses["letter"].isin(list("ABCD")) & (practice.addresses["doors"] > 5)
    ]
    assert len(stairwells) > 80
    assert practice.doors["floor"].max() >= 8
    assert practice.doors["floor"].min() == -1


def test_the_streets_are_one_network_and_an_island(practice: Sources) -> None:
    streets = practice.layers.streets
    ends = np.array([(line.coords[0], line.coords[-1]) for line in streets.geometry])
    _, node = np.unique(ends.reshape(-1, 2), axis=0, return_inverse=True)
    first, last = node.reshape(-1, 2).T
    size = int(node.max()) + 1
    graph = coo_array((np.ones(len(first)), (first, last)), shape=(size, size))
    parts, label = connected_components(graph, directed=False)
    assert parts == 2
    island = streets[label[first] == label[first][streets["name"].tolist().index("Lamøyvegen")]]
    assert set(island["name"]) == {"Lamøyvegen", "Bryggestien"}
    assert streets["steps"].sum() >= 4
    assert {"path", "quiet", "arterial"} == set(streets["crossing"])


def test_few_bridges_cross_the_river_and_the_railway(practice: Sources) -> None:
    streets, barriers = practice.layers.streets, practice.layers.barriers
    assert barriers["kind"].tolist() == ["water", "rail", "motorway"]
    river, railway, motorway = barriers.geometry
    assert set(streets["name"][streets.crosses(river)]) == {"Bruvegen", "Garverbrua", "Møllevegen"}
    assert set(streets["name"][streets.crosses(railway)]) == {
        "Åsvegen",
        "Engvegen",
        "Elvestien",
        "Stasjonstrappa",
    }
    assert not streets.crosses(motorway).any()


def test_no_house_stands_in_another_or_in_a_street(practice: Sources) -> None:
    houses = np.asarray(practice.layers.buildings.geometry)
    one, other = shapely.STRtree(houses).query(houses, predicate="intersects")
    assert (one == other).all()
    assert practice.layers.streets.sindex.query(houses, predicate="intersects").size == 0


def test_there_are_blind_alleys(practice: Sources) -> None:
    streets = practice.layers.streets
    ends = Counter(line.coords[k] for line in streets.geometry for k in (0, -1))
    alleys = {
        name
        for name, line in zip(streets["name"], streets.geometry, strict=True)
        if name.endswith("tunet") and 1 in {ends[line.coords[0]], ends[line.coords[-1]]}
    }
    assert len(alleys) >= 10


def test_the_troublesome_records_are_found_and_explained(practice: Sources) -> None:
    found = {one.kind: one.count for one in practice.report.findings}
    assert found == {
        FindingKind.NO_POSITION: 1,
        FindingKind.DWELLING_TWICE: 1,
        FindingKind.ODD_UNIT: 1,
        FindingKind.DWELLING_WITHOUT_ADDRESS: 1,
        FindingKind.NO_DWELLINGS: found[FindingKind.NO_DWELLINGS],
        FindingKind.SAME_PLACE: 12,
    }
    snapping = practice.report.snapping
    assert snapping is not None
    assert (snapping.without_street, snapping.other_name) == (1, 4)
    assert snapping.doubtful == 12
    assert practice.addresses["access_lon"].notna().sum() == 1
    assert practice.addresses["number"].isna().sum() == 1
