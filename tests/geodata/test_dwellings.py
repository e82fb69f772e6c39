"""The dwelling table: doors per address and floors from the unit number."""

from collections.abc import Callable
from pathlib import Path

import pytest

from geodata.dwellings import read_dwellings
from geodata.report import FindingKind
from geodata.source_file import SourceFile
from geodata.sources import read_sources

WriteTable = Callable[..., Path]
MakeRow = Callable[..., dict[str, str]]


@pytest.mark.parametrize(
    ("unit", "floor"), [("H0101", 1), ("H0302", 3), ("U0101", 0), ("K0101", -1), ("K0201", -2), ("L0101", 4)]
)
def test_the_unit_number_tells_the_floor(
    write_dwellings: WriteTable, dwelling: MakeRow, unit: str, floor: int
) -> None:
    path = write_dwellings([dwelling(1, unit), dwelling(1, "H0301"), dwelling(2, "H0801")])
    table = read_dwellings(SourceFile(path)).dwellings
    assert table["floor"][0] == floor


def test_every_row_is_a_door_and_a_blank_unit_too(
    write_register: WriteTable, write_dwellings: WriteTable, row: MakeRow, dwelling: MakeRow
) -> None:
    homes = write_register([row(1), row(2), row(3)])
    doors = write_dwellings([dwelling(1, "H0101"), dwelling(1, "H0201"), dwelling(2, "", bruksenhetid="")])
    sources = read_sources([homes, doors])
    assert sources.addresses["doors"].tolist() == [2, 1, 0]
    assert sources.addresses["doors_known"].all()
    assert sources.doors["unit"].tolist() == ["H0101", "H0201", ""]
    assert sources.doors["floor"].isna().tolist() == [False, False, True]


def test_the_same_dwelling_twice_is_one_door(write_dwellings: WriteTable, dwelling: MakeRow) -> None:
    read = read_dwellings(SourceFile(write_dwellings([dwelling(1), dwelling(1), dwelling(1, "H0102")])))
    assert len(read.dwellings) == 2
    assert [(one.kind, one.count) for one in read.findings] == [(FindingKind.DWELLING_TWICE, 1)]


def test_an_odd_unit_number_is_a_door_without_a_floor(write_dwellings: WriteTable, dwelling: MakeRow) -> None:
    read = read_dwellings(SourceFile(write_dwellings([dwelling(1, "X0101"), dwelling(1, "H0102")])))
    assert read.dwellings["unit"].tolist() == ["", "H0102"]
    assert read.dwellings["floor"].isna().tolist() == [True, False]
    assert [(one.kind, one.examples) for one in read.findings] == [
        (FindingKind.ODD_UNIT, ("Prøvegata 1 X0101 (linje 2)",))
    ]


def test_a_dwelling_without_an_address_is_left_out_and_counted(
    write_register: WriteTable, write_dwellings: WriteTable, row: MakeRow, dwelling: MakeRow
) -> None:
    sources = read_sources([write_register([row(1)]), write_dwellings([dwelling(1), dwelling(99)])])
    assert len(sources.doors) == 1
    lost = [one for one in sources.report.findings if one.kind is FindingKind.DWELLING_WITHOUT_ADDRESS]
    assert [(one.count, one.examples) for one in lost] == [(1, ("5001-01200-99-",))]


def test_letters_and_farms_are_matched(
    write_register: WriteTable, write_dwellings: WriteTable, row: MakeRow, dwelling: MakeRow
) -> None:
    farm = {"adressenavn": "", "nummer": "", "adressekode": "", "gardsnummer": "19", "festenummer": ""}
    homes = write_register([row(1, bokstav="B"), row(2, **farm)])
    doors = write_dwellings([dwelling(1, bokstav="b"), dwelling(2, **farm), dwelling(2, "H0102", **farm)])
    assert read_sources([homes, doors]).addresses["doors"].tolist() == [1, 2]


def test_only_the_municipalities_in_the_file_are_counted(
    write_register: WriteTable, write_dwellings: WriteTable, row: MakeRow, dwelling: MakeRow
) -> None:
    homes = write_register([row(1), row(2, kommunenummer="5031")])
    sources = read_sources([homes, write_dwellings([dwelling(1)])])
    assert sources.addresses["doors_known"].tolist() == [True, False]
    assert sources.addresses["doors"].tolist() == [1, 1]
