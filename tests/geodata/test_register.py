"""The address register: identity, places, and rows that are left out."""

import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from geodata.register import read_register
from geodata.report import FindingKind
from geodata.source_file import SourceFile, members_of

WriteTable = Callable[..., Path]
MakeRow = Callable[..., dict[str, str]]


def test_a_row_becomes_an_address_with_all_its_parts(write_register: WriteTable, row: MakeRow) -> None:
    path = write_register([row(13, bokstav="a")])
    read = read_register(SourceFile(path))
    address = read.addresses.iloc[0]
    assert address["identity"] == "id:1013"
    assert address["match_key"] == "5001-01200-13-A"
    assert (address["street"], address["number"], address["letter"]) == ("Prøvegata", 13, "A")
    assert (address["postcode"], address["place"]) == ("7010", "TRONDHEIM")
    assert (address["valgkrets_number"], address["grunnkrets_name"]) == ("3", "Torvet")
    assert (address["doors"], address["doors_known"], address["stand_in"]) == (1, False, False)


@pytest.mark.parametrize(
    ("epsg", "north", "east"),
    [
        ("25832", "7034263.48", "569864.34"),
        ("25833", "7041743.10", "270580.08"),
        ("4258", "63.43", "10.4"),
        ("4258", "63,43", "10,4"),
    ],
)
def test_the_same_place_is_found_from_every_coordinate_system(
    write_register: WriteTable, row: MakeRow, epsg: str, north: str, east: str
) -> None:
    path = write_register([row(1, **{"EPSG-kode": epsg, "Nord": north, "Øst": east})])
    address = read_register(SourceFile(path)).addresses.iloc[0]
    assert address["lon"] == pytest.approx(10.4, abs=2e-7)  # a centimetre, as the table rounds
    assert address["lat"] == pytest.approx(63.43, abs=1e-7)


def test_one_file_may_mix_coordinate_systems(write_register: WriteTable, row: MakeRow) -> None:
    degrees = {"EPSG-kode": "4258", "Nord": "63.43", "Øst": "10.40"}
    path = write_register([row(1), row(2, **degrees), row(3)])
    addresses = read_register(SourceFile(path)).addresses
    assert addresses["lat"].between(63.42, 63.44).all()
    assert addresses["lon"].between(10.39, 10.41).all()


def test_columns_are_found_by_name_in_any_order(write_register: WriteTable, row: MakeRow) -> None:
    from_file = [
        write_register([row(7)], header=header) for header in (tuple(row(7)), tuple(reversed(row(7))))
    ]
    first, second = (read_register(SourceFile(path)).addresses for path in from_file)
    assert first.equals(second)


def test_without_an_id_the_official_name_is_the_identity(write_register: WriteTable, row: MakeRow) -> None:
    path = write_register([row(5, adresseId="", lokalid="")])
    assert read_register(SourceFile(path)).addresses["identity"].tolist() == ["key:5001-01200-5-"]


def test_leading_zeros_stay_in_codes(write_register: WriteTable, row: MakeRow) -> None:
    path = write_register([row(1, kommunenummer="0301", postnummer="0170")])
    address = read_register(SourceFile(path)).addresses.iloc[0]
    assert (address["kommune"], address["postcode"], address["street_code"]) == ("0301", "0170", "01200")


def test_a_farm_without_a_road_address_is_known_by_its_holding(
    write_register: WriteTable, row: MakeRow
) -> None:
    farm = row(1, adressetype="matrikkeladresse", adressenavn="", nummer="", adressekode="", gardsnummer="19")
    address = read_register(SourceFile(write_register([farm]))).addresses.iloc[0]
    assert address["street"] == "Gnr. 19/1"
    assert address["match_key"] == "5001-19/1/0/0"
    assert address.isna()["number"]


def test_a_row_without_a_position_is_left_out_and_named(write_register: WriteTable, row: MakeRow) -> None:
    read = read_register(SourceFile(write_register([row(1), row(2, Nord="", Øst=""), row(3)])))
    assert read.rows == 3
    assert read.addresses["number"].tolist() == [1, 3]
    assert [(one.kind, one.count, one.examples) for one in read.findings] == [
        (FindingKind.NO_POSITION, 1, ("Prøvegata 2 (linje 3)",))
    ]


def test_an_access_point_is_kept_when_it_is_near(write_register: WriteTable, row: MakeRow) -> None:
    near = row(1, atkomstNord="7034060.00", atkomstØst="569900.00")
    far = row(2, atkomstNord="7044060.00", atkomstØst="569900.00")
    read = read_register(SourceFile(write_register([near, far])))
    access, own = read.addresses["access_lat"], read.addresses["lat"]
    assert access[0] - own[0] == pytest.approx(50 / 111_400, rel=0.01)  # fifty metres further north
    assert access.isna()[1]
    assert [one.kind for one in read.findings] == [FindingKind.FAR_ACCESS]


def test_a_zip_as_geonorge_packs_it_reads_like_the_plain_file(
    write_register: WriteTable, row: MakeRow, tmp_path: Path
) -> None:
    plain = write_register([row(1), row(2)])
    packed = tmp_path / "Basisdata_5001.zip"
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.write(plain, "Basisdata_5001_Trondheim/matrikkelenAdresse.csv")
    (member,) = members_of(packed)
    assert read_register(member).addresses.equals(read_register(SourceFile(plain)).addresses)


def test_a_blank_line_and_no_last_newline_do_no_harm(write_register: WriteTable, row: MakeRow) -> None:
    path = write_register([row(1), row(2)])
    lines = path.read_bytes().rstrip(b"\r\n").split(b"\r\n")
    path.write_bytes(b"\r\n".join([lines[0], lines[1], b"", lines[2]]))
    assert read_register(SourceFile(path)).addresses["number"].tolist() == [1, 2]
