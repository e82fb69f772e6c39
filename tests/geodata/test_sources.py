"""All sources together: which of them counts for what, and what the report says."""

import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from geodata.frames import ADDRESS_COLUMNS, FrameError, as_frame, check_addresses
from geodata.report import FindingKind, Phase, SourceKind, Step
from geodata.sources import Sources, read_sources

WriteTable = Callable[..., Path]
MakeRow = Callable[..., dict[str, str]]

STREET = ([(10.39, 63.428), (10.41, 63.429)], {"highway": "residential", "name": "Prøvegata"})


def map_address(lon: float, lat: float, number: int) -> tuple[list[tuple[float, float]], dict[str, str]]:
    return [(lon, lat)], {"addr:street": "Prøvegata", "addr:housenumber": str(number)}


def kinds(sources: Sources) -> list[FindingKind]:
    return [one.kind for one in sources.report.findings]


def test_the_register_is_the_truth_where_both_have_addresses(
    write_register: WriteTable, write_map: WriteTable, row: MakeRow
) -> None:
    nodes = [map_address(10.400, 63.427, 1), map_address(10.402, 63.430, 77)]
    sources = read_sources([write_map([STREET], nodes=nodes), write_register([row(1), row(2)])])
    assert sources.addresses["identity"].tolist() == ["id:101", "id:102"]
    assert kinds(sources) == [FindingKind.OSM_INSIDE_REGISTER]


def test_the_map_fills_in_where_no_register_reaches(
    write_register: WriteTable, write_map: WriteTable, row: MakeRow
) -> None:
    nodes = [map_address(10.75, 59.91, 1), map_address(10.76, 59.92, 2)]
    street = ([(10.75, 59.91), (10.76, 59.92)], {"highway": "residential"})
    sources = read_sources([write_map([street], nodes=nodes), write_register([row(1)])])
    assert sources.addresses["identity"].tolist() == ["id:101", "osm:n10000", "osm:n10001"]


def test_register_addresses_get_building_and_doors_from_the_map(
    write_register: WriteTable, write_map: WriteTable, row: MakeRow
) -> None:
    plain = read_sources([write_register([row(1)])]).addresses.iloc[0]
    lon, lat = round(plain["lon"], 6), round(plain["lat"], 6)
    corners = [(-1, -1), (1, -1), (1, 1), (-1, 1), (-1, -1)]
    ring = [(round(lon + dx / 10_000, 7), round(lat + dy / 10_000, 7)) for dx, dy in corners]
    block = (ring, {"building": "apartments", "building:levels": "3"})
    address = read_sources([write_register([row(1)]), write_map([STREET, block])]).addresses.iloc[0]
    assert (plain["building_type"], plain["doors"]) == ("", 1)
    assert (address["building_type"], address["floors"], address["doors"]) == ("apartments", 3, 6)
    assert not address["doors_known"]


def test_homes_do_not_stand_in_where_the_register_reaches(
    write_register: WriteTable, write_map: WriteTable, row: MakeRow
) -> None:
    ring = [(10.40, 63.427), (10.42, 63.427), (10.42, 63.44), (10.40, 63.44), (10.40, 63.427)]
    house = (ring, {"building": "house"})
    away = ([(lon - 0.03, lat) for lon, lat in ring], {"building": "house"})
    sources = read_sources([write_register([row(1)]), write_map([STREET, house, away])])
    assert not sources.addresses["stand_in"].any()
    assert kinds(sources) == []


def test_the_same_register_twice_counts_once(
    write_register: WriteTable, row: MakeRow, tmp_path: Path
) -> None:
    path = write_register([row(1), row(2)])
    again = tmp_path / "igjen.csv"
    again.write_bytes(path.read_bytes())
    sources = read_sources([path, again])
    assert len(sources.addresses) == 2
    assert [(one.kind, one.count) for one in sources.report.findings] == [(FindingKind.ADDRESS_TWICE, 2)]


def test_many_addresses_on_one_point_are_mentioned(write_register: WriteTable, row: MakeRow) -> None:
    crowd = [row(k, Nord="7034100.00") for k in range(1, 11)]
    sources = read_sources([write_register([*crowd, row(11), row(12)])])
    assert [(one.kind, one.count) for one in sources.report.findings] == [(FindingKind.SAME_PLACE, 10)]


def test_addresses_read_in_the_wrong_zone_are_said_to_lie_outside_the_map(
    write_register: WriteTable, write_map: WriteTable, row: MakeRow
) -> None:
    town = write_map([STREET])
    wrong = [row(k, **{"EPSG-kode": "25833"}) for k in (1, 2, 3)]
    sources = read_sources([town, write_register([*wrong, row(4)])])
    (far,) = [one for one in sources.report.findings if one.kind is FindingKind.FAR_FROM_STREETS]
    assert (far.count, far.examples) == (3, ("Prøvegata 1", "Prøvegata 2", "Prøvegata 3"))

    right = read_sources([town, write_register([row(k) for k in (1, 2, 3, 4)])])
    assert kinds(right) == []


def test_a_folder_is_read_and_other_files_in_it_left_alone(
    write_register: WriteTable, row: MakeRow, tmp_path: Path
) -> None:
    path = write_register([row(1)])
    (tmp_path / "lesmeg.md").write_text("# hei")
    (tmp_path / "helt_annet.csv").write_text("a;b\n1;2\n")
    inner = tmp_path / "zip"
    inner.mkdir()
    with zipfile.ZipFile(inner / "flere.zip", "w") as archive:
        archive.writestr("om.json", '{"om": "fila"}')
        archive.writestr(
            "b/matrikkelenAdresse.csv", path.read_bytes().replace(b"10" + b"1;5001", b"109;5001")
        )
    sources = read_sources([tmp_path])
    assert [one.kind for one in sources.report.files] == [SourceKind.REGISTER, SourceKind.REGISTER]
    left = [one.file for one in sources.report.findings if one.kind is FindingKind.UNKNOWN_FILE]
    assert left == ["helt_annet.csv", "lesmeg.md"]


def test_progress_grows_to_the_end(practice_files: object) -> None:
    steps: list[Step] = []
    read_sources([vars(practice_files)["register"].parent], steps.append)
    shares = [step.share for step in steps]
    assert shares == sorted(shares)
    assert shares[-1] == 1.0
    assert [step.phase for step in steps[:4]] == [Phase.READING] * 4
    assert all(step.file for step in steps[:4])


def test_each_source_is_credited_once(practice: Sources) -> None:
    assert practice.report.attributions == ("© Kartverket", "© OpenStreetMap contributors")


def test_frames_that_disagree_are_caught(practice: Sources) -> None:
    check_addresses(practice.addresses, practice.doors)
    with pytest.raises(FrameError, match="do not agree"):
        check_addresses(practice.addresses, practice.doors.iloc[:-1])
    twice = as_frame(practice.addresses.iloc[[0, 0]], ADDRESS_COLUMNS)
    with pytest.raises(FrameError, match="twice"):
        check_addresses(twice, practice.doors)
    with pytest.raises(FrameError, match="postcode"):
        check_addresses(practice.addresses.drop(columns="postcode"), practice.doors)
