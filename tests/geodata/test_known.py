"""Files may come one at a time: what earlier imports gave is used together with the new files."""

from collections.abc import Callable
from pathlib import Path

from geodata.frames import DWELLING_COLUMNS, as_frame
from geodata.gathering import Known
from geodata.sources import Sources, read_sources
from geodata.store import empty_layers

WriteTable = Callable[..., Path]
MakeRow = Callable[..., dict[str, str]]

STREET = ([(10.39, 63.428), (10.41, 63.429)], {"highway": "residential", "name": "Prøvegata"})


def known_from(sources: Sources) -> Known:
    """What a caller would hand back after an import."""
    dwellings = sources.doors.merge(
        sources.addresses[["identity", "match_key", "doors_known"]], on="identity"
    )
    return Known(
        sources.addresses, as_frame(dwellings[dwellings["doors_known"]], DWELLING_COLUMNS), sources.layers
    )


def block_around(lon: float, lat: float) -> tuple[list[tuple[float, float]], dict[str, str]]:
    corners = [(-1, -1), (1, -1), (1, 1), (-1, 1), (-1, -1)]
    ring = [(round(lon + dx / 10_000, 7), round(lat + dy / 10_000, 7)) for dx, dy in corners]
    return ring, {"building": "apartments", "building:levels": "3"}


def test_a_map_that_comes_later_gives_known_addresses_their_buildings(
    write_register: WriteTable, write_map: WriteTable, row: MakeRow
) -> None:
    first = read_sources([write_register([row(1), row(2)])])
    block = block_around(*first.addresses.loc[0, ["lon", "lat"]])
    later = read_sources([write_map([STREET, block])], known=known_from(first))
    assert later.addresses["identity"].tolist() == ["id:101", "id:102"]
    assert later.addresses["building_type"].tolist()[0] == "apartments"
    assert not later.addresses["stand_in"].any()
    assert later.report.snapping is not None


def test_a_register_that_comes_later_uses_the_known_map(
    write_register: WriteTable, write_map: WriteTable, row: MakeRow
) -> None:
    place = read_sources([write_register([row(1)])]).addresses.loc[0, ["lon", "lat"]]
    first = read_sources([write_map([STREET, block_around(*place)])])
    assert first.addresses["stand_in"].all()
    known = Known(first.addresses.iloc[:0], known_from(first).dwellings, first.layers)
    later = read_sources([write_register([row(1)])], known=known)
    assert later.addresses[["identity", "doors"]].values.tolist() == [["id:101", 6]]
    assert len(later.layers.streets) == 1


def test_dwellings_that_come_later_count_known_doors(
    write_register: WriteTable, write_dwellings: WriteTable, row: MakeRow, dwelling: MakeRow
) -> None:
    first = read_sources([write_register([row(1), row(2)])])
    later = read_sources([write_dwellings([dwelling(1), dwelling(1, "H0201")])], known=known_from(first))
    assert later.addresses["doors"].tolist() == [2, 0]


def test_known_dwellings_outlive_a_new_map(
    write_register: WriteTable,
    write_dwellings: WriteTable,
    write_map: WriteTable,
    row: MakeRow,
    dwelling: MakeRow,
) -> None:
    first = read_sources([write_register([row(1)]), write_dwellings([dwelling(1), dwelling(1, "H0201")])])
    later = read_sources([write_map([STREET])], known=known_from(first))
    assert later.doors["unit"].tolist() == ["H0101", "H0201"]
    assert later.addresses["doors_known"].all()


def test_a_new_register_replaces_the_known_addresses_of_its_municipality_only(
    write_register: WriteTable, write_map: WriteTable, row: MakeRow
) -> None:
    first = read_sources([write_register([row(1), row(2), row(3, kommunenummer="5031")])])
    files = [write_register([row(2), row(4)]), write_map([STREET])]
    later = read_sources(files, known=Known(first.addresses, known_from(first).dwellings, empty_layers()))
    assert sorted(later.addresses["identity"]) == ["id:102", "id:103", "id:104"]
