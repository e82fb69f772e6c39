"""Bad input: one clear sentence that names file, line and remedy, and nothing half imported."""

import pickle
import zipfile
from collections.abc import Callable
from pathlib import Path

import osmium
import pytest
from geodata_refusals import refusal
from osmium.osm.mutable import Node

from geodata import errors, place_errors
from geodata.sources import read_sources

WriteTable = Callable[..., Path]
MakeRow = Callable[..., dict[str, str]]

BOX = [[10.4, 63.4], [10.41, 63.4], [10.41, 63.41], [10.4, 63.4]]


def test_a_missing_file_is_refused(tmp_path: Path) -> None:
    assert refusal(tmp_path / "finnes ikke.csv", errors.SourceMissingError).file == "finnes ikke.csv"


def test_a_folder_without_map_files_is_refused(tmp_path: Path) -> None:
    (tmp_path / "notat.txt").write_text("hei")
    refusal(tmp_path, errors.SourceMissingError)


def test_an_empty_file_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "tom.csv"
    path.touch()
    refusal(path, errors.EmptyFileError)


@pytest.mark.parametrize("name", ["bilde.png", "brev.docx", "kart"])
def test_a_file_of_another_kind_is_refused(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    path.write_bytes(b"\x89PNG\r\n\x1a\n not a map at all")
    refusal(path, errors.UnknownFileError)


def test_wrong_columns_are_named(write_register: WriteTable, row: MakeRow) -> None:
    header = [name for name in row() if name not in {"Nord", "EPSG-kode"}]
    refused = refusal(write_register([row()], header=header), errors.WrongColumnsError)
    assert refused.line == 1
    assert refused.values["columns"] == "EPSG-kode, Nord"


def test_commas_instead_of_semicolons_are_wrong_columns(tmp_path: Path, row: MakeRow) -> None:
    path = tmp_path / "komma.csv"
    path.write_text(",".join(row()) + "\n" + ",".join(row().values()) + "\n")
    refusal(path, errors.WrongColumnsError)


def test_latin1_is_refused_with_its_line(write_register: WriteTable, row: MakeRow) -> None:
    rows = [row(1, adressenavn="Alm gate"), row(2, adressenavn="Øvre gate")]
    header = [*row(), "atkomstNord"]
    path = write_register(rows, header=header, encoding="latin-1")
    assert refusal(path, errors.WrongEncodingError).line == 1  # the header's own Øst

    path.write_bytes(path.read_bytes().replace(b"\xd8st", "Øst".encode()))
    refused = refusal(path, errors.WrongEncodingError)
    assert (refused.line, refused.values["guess"]) == (3, "Latin-1")


def test_utf16_is_refused(write_register: WriteTable, row: MakeRow) -> None:
    path = write_register([row()])
    for encoding in ("utf-16", "utf-16-le", "utf-16-be"):
        path.write_bytes("\n".join((";".join(row()), ";".join(row().values()), "")).encode(encoding))
        assert refusal(path, errors.WrongEncodingError).values["guess"] == "UTF-16"


def test_a_byte_of_zero_in_a_name_is_refused_with_its_line(write_register: WriteTable, row: MakeRow) -> None:
    path = write_register([row(1), row(2, adressenavn="Prøve\0gata")])
    assert refusal(path, errors.WrongEncodingError).line == 3


@pytest.mark.parametrize("rows", ["", ";;;;;;;;;;;;;;;;;;;;;;;\n"])
def test_a_table_with_a_header_alone_is_refused(
    write_register: WriteTable, write_dwellings: WriteTable, row: MakeRow, rows: str
) -> None:
    path = write_register([row()])
    path.write_text(path.read_text().split("\n", 1)[0] + "\n" + rows)
    refusal(path, errors.NoRowsError)
    homes = write_dwellings([])
    refusal(homes, errors.NoRowsError)


def test_a_column_that_comes_twice_is_refused(write_register: WriteTable, row: MakeRow) -> None:
    path = write_register([row()])
    path.write_text(path.read_text().replace("bokstav", "Nummer", 1))
    assert refusal(path, errors.RepeatedColumnError).values["column"] == "Nummer"


@pytest.mark.parametrize("number", ["-3", "1.5", "99999999999"])
def test_a_number_that_no_house_has_is_refused(write_register: WriteTable, row: MakeRow, number: str) -> None:
    refused = refusal(write_register([row(1), row(2, nummer=number)]), errors.BadHouseNumberError)
    assert (refused.line, refused.values["value"]) == (3, number)


@pytest.mark.parametrize("cut", [5, 60, 120])
def test_a_table_cut_off_in_its_last_line_is_refused(
    write_register: WriteTable, row: MakeRow, cut: int
) -> None:
    path = write_register([row(1), row(2), row(3)])
    path.write_bytes(path.read_bytes()[:-cut])
    assert refusal(path, errors.CutOffTableError).line == 4


def test_a_table_cut_off_inside_a_letter_is_refused(write_register: WriteTable, row: MakeRow) -> None:
    data = write_register([row(1)]).read_bytes()
    path = write_register([row(1)])
    path.write_bytes(data[: data.index("Prøve".encode()) + 3])
    refusal(path, errors.CutOffFileError)


def test_a_row_with_a_field_too_many_is_refused(write_register: WriteTable, row: MakeRow) -> None:
    path = write_register([row(1, adressenavn="Prøve;gata"), row(2)])
    refused = refusal(path, errors.WrongFieldCountError)
    assert (refused.line, refused.values["found"], refused.values["expected"]) == (2, 25, 24)


@pytest.mark.parametrize(
    ("column", "value"), [("nummer", "tolv"), ("nummer", "inf"), ("Nord", "nord"), ("Øst", "5699OO")]
)
def test_a_value_that_is_no_number_is_refused(
    write_register: WriteTable, row: MakeRow, column: str, value: str
) -> None:
    refused = refusal(write_register([row(1), row(2, **{column: value})]), errors.BadValueError)
    assert (refused.line, refused.values["column"], refused.values["value"]) == (3, column, value)


def test_a_row_without_coordinate_system_is_refused(write_register: WriteTable, row: MakeRow) -> None:
    assert refusal(write_register([row(1), row(2, **{"EPSG-kode": ""})]), place_errors.NoCrsError).line == 3


def test_an_unknown_coordinate_system_is_refused(write_register: WriteTable, row: MakeRow) -> None:
    refused = refusal(write_register([row(1, **{"EPSG-kode": "27393"})]), place_errors.UnknownCrsError)
    assert (refused.line, refused.values["epsg"]) == (2, "27393")


@pytest.mark.parametrize(
    "swapped",
    [{"Nord": "569900.00", "Øst": "7034010.00"}, {"EPSG-kode": "4258", "Nord": "10.4", "Øst": "63.43"}],
)
def test_swapped_coordinates_are_refused(
    write_register: WriteTable, row: MakeRow, swapped: dict[str, str]
) -> None:
    path = write_register([row(1), row(2), row(3, **swapped)])
    assert refusal(path, place_errors.SwappedCoordinatesError).line == 4


@pytest.mark.parametrize(
    "elsewhere",
    [{"Nord": "6034010.00"}, {"Nord": "0", "Øst": "0"}, {"EPSG-kode": "4258", "Nord": "55.7", "Øst": "12.6"}],
)
def test_a_place_outside_norway_is_refused(
    write_register: WriteTable, row: MakeRow, elsewhere: dict[str, str]
) -> None:
    path = write_register([row(1), row(2, **elsewhere)])
    assert refusal(path, place_errors.OutsideNorwayError).line == 3


def test_duplicate_ids_are_refused_with_both_lines(write_register: WriteTable, row: MakeRow) -> None:
    path = write_register([row(1), row(2), row(3, adresseId="101")])
    refused = refusal(path, errors.DuplicateIdError)
    assert (refused.line, refused.values["first_line"], refused.values["identity"]) == (4, 2, "101")


def test_a_zip_without_a_table_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "Basisdata.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("lesmeg.txt", "ikke noe her")
    refusal(path, errors.ZipWithoutCsvError)


def test_a_zip_cut_off_is_refused(write_register: WriteTable, row: MakeRow, tmp_path: Path) -> None:
    path = tmp_path / "Basisdata.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.write(write_register([row(k) for k in range(1, 200)]), "matrikkelenAdresse.csv")
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])
    refusal(path, errors.CutOffFileError)


def test_a_zip_with_a_password_is_refused(write_register: WriteTable, row: MakeRow, tmp_path: Path) -> None:
    path = tmp_path / "Basisdata.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.write(write_register([row()]), "matrikkelenAdresse.csv")
    data = bytearray(path.read_bytes())
    for mark, flags in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        data[data.index(mark) + flags] |= 1  # the bit that says "a password is needed"
    path.write_bytes(data)
    refusal(path, errors.LockedZipError)


def test_other_files_in_a_folder_are_left_alone(
    write_register: WriteTable, row: MakeRow, tmp_path: Path
) -> None:
    write_register([row()])
    (tmp_path / "notat.txt").touch()
    with zipfile.ZipFile(tmp_path / "budsjett.xlsx", "w") as archive:
        archive.writestr("xl/workbook.xml", "<workbook/>")
    assert len(read_sources([tmp_path]).addresses) == 1

    (tmp_path / "adresser.csv").touch()
    with pytest.raises(errors.EmptyFileError):
        read_sources([tmp_path])


def test_a_web_page_called_pbf_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "kart.osm.pbf"
    path.write_text("<!doctype html><title>404</title>")
    refusal(path, errors.NotPbfError)


def test_a_map_cut_off_is_refused(practice_files: object, tmp_path: Path) -> None:
    whole = vars(practice_files)["map"].read_bytes()
    path = tmp_path / "kart.osm.pbf"
    path.write_bytes(whole[: len(whole) // 2])
    refusal(path, errors.CutOffFileError)


def test_a_map_cut_off_between_its_addresses_and_its_streets_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "kart.osm.pbf"
    with osmium.SimpleWriter(str(path), overwrite=True) as writer:
        tags = {"addr:housenumber": "1", "addr:street": "Prøvegata"}
        writer.add_node(Node(id=1, location=(10.4, 63.4), tags=tags))
    refusal(path, errors.MapWithoutStreetsError)


def test_a_map_without_anything_to_walk_is_refused(write_map: WriteTable) -> None:
    path = write_map([([(10.4, 63.4), (10.5, 63.4)], {"power": "line"})])
    refusal(path, errors.EmptyFileError)


def test_one_bad_file_among_good_ones_stops_the_import(
    write_register: WriteTable, write_polygons: WriteTable, row: MakeRow, tmp_path: Path
) -> None:
    bad = tmp_path / "dårlig.osm.pbf"
    bad.write_bytes(b"not a map")
    refusal([write_register([row()]), write_polygons([(BOX, {"nr": "1"})]), bad], errors.NotPbfError)


def test_a_refusal_survives_the_way_home_from_another_process() -> None:
    error = errors.BadValueError("fil.csv", 3, value="x", column="Nord")
    copy = pickle.loads(pickle.dumps(error))  # noqa: S301 - our own bytes, a line ago
    assert (type(copy), copy.sentence, copy.line) == (errors.BadValueError, error.sentence, 3)
