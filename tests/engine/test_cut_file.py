"""Cutting from files: the routes are written whole or not at all, and bad input gets one sentence."""

import csv
import gzip
import json
from pathlib import Path

import pytest
import typer

from app.turf.cut_file import cut_file

HEADER = "address_id,street,number,lon,lat,dwellings\n"


def street_file(folder: Path) -> Path:
    line = {"type": "LineString", "coordinates": [[10.40, 63.43], [10.41, 63.43]]}
    names = {"name": "Storgata", "highway": "residential", "crossing": "quiet"}
    path = folder / "streets.geojson"
    path.write_text(json.dumps({"features": [{"properties": names, "geometry": line}]}))
    return path


def address_file(folder: Path, rows: list[str], header: str = HEADER) -> Path:
    path = folder / "addresses.csv"
    path.write_text(header + "".join(f"{row}\n" for row in rows))
    return path


def with_line(points: str, properties: str = "{}") -> str:
    line = f'{{"type": "LineString", "coordinates": {points}}}'
    return f'{{"features": [{{"properties": {properties}, "geometry": {line}}}]}}'


def houses(count: int) -> list[str]:
    return [f"a{k},Storgata,{k},{10.40 + 0.008 * k / count:.7f},63.4301,1" for k in range(count)]


def refusal(capsys: pytest.CaptureFixture[str], addresses: Path, streets: Path, **wishes: float) -> str:
    out = addresses.parent / "routes.csv"
    with pytest.raises(typer.Exit) as stopped:
        cut_file(addresses, streets, out=out, **wishes)  # type: ignore[arg-type]  # options by name
    assert stopped.value.exit_code == 2
    assert not list(addresses.parent.glob("*routes.csv*"))
    return capsys.readouterr().err


def test_every_address_is_written_once_in_walking_order(tmp_path: Path) -> None:
    out = tmp_path / "routes.csv"

    cut_file(address_file(tmp_path, houses(120)), street_file(tmp_path), seconds=0, out=out)

    rows = list(csv.DictReader(out.read_text().splitlines()))
    assert sorted(row["address_id"] for row in rows) == sorted(f"a{k}" for k in range(120))
    assert list(rows[0]) == ["route", "seq", "address_id"]
    for route in {row["route"] for row in rows}:
        places = [int(row["seq"]) for row in rows if row["route"] == route]
        assert places == list(range(1, len(places) + 1))


def test_packed_files_are_read_alike(tmp_path: Path) -> None:
    addresses, streets = address_file(tmp_path, houses(20)), street_file(tmp_path)
    for path in (addresses, streets):
        path.with_name(path.name + ".gz").write_bytes(gzip.compress(path.read_bytes()))
        path.unlink()

    cut_file(addresses, streets, seconds=0, out=tmp_path / "routes.csv")

    assert len((tmp_path / "routes.csv").read_text().splitlines()) == 21


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        ([], "ingen adresser"),
        (["a,Storgata,1,10.4,63.43,1", "a,Storgata,2,10.4,63.43,1"], "linje 3: address_id a "),
        (["a,Storgata,1,ti,63.43,1"], "linje 2: «ti» i kolonnen lon"),
        (["a,Storgata,1,10.4,63.43,nan"], "linje 2: «nan» i kolonnen dwellings"),
        (["a,Storgata,1,10.4,163,1"], "kolonnen lat"),
        (["a,Storgata"], "linje 2: «» i kolonnen lon"),
        ([",Storgata,1,10.4,63.43,1"], "linje 2: address_id er tom"),
    ],
)
def test_a_bad_line_is_named(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], rows: list[str], said: str
) -> None:
    assert said in refusal(capsys, address_file(tmp_path, rows), street_file(tmp_path))


def test_a_missing_column_is_named(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    addresses = address_file(tmp_path, ["a,Storgata,10.4,63.43"], "address_id,street,lon,lat\n")

    assert "mangler kolonnen dwellings" in refusal(capsys, addresses, street_file(tmp_path))


def test_a_missing_file_is_named(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert "finnes ikke" in refusal(capsys, tmp_path / "gone.csv", street_file(tmp_path))


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("{", "ikke gyldig GeoJSON"),
        ("[]", "ikke gyldig GeoJSON"),
        ('{"features": []}', "ingen gater"),
        ('{"features": [{"geometry": {"type": "Point", "coordinates": [10, 63]}}]}', "ingen gater"),
        ('{"features": [{"geometry": {"type": "LineString", "coordinates": [[10, 63]]}}]}', "gate nummer 1"),
        ('{"features": [{"geometry": {"type": "LineString", "coordinates": [[10], [9]]}}]}', "gate nummer 1"),
        ('{"features": [{"geometry": {"type": "LineString"}}]}', "gate nummer 1"),
        (with_line("[[569000, 7034000], [569100, 7034000]]"), "gate nummer 1: tallene er ikke"),
        (with_line("[[63.43, 10.40], [63.43, 10.41]]"), "ligger ikke der adressene ligger"),
        (with_line("[[10.4, 63.43], [10.41, 63.43]]", "[1]"), "«properties» må være et objekt"),
    ],
)
def test_streets_that_are_none_are_refused(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], text: str, said: str
) -> None:
    streets = tmp_path / "streets.geojson"
    streets.write_text(text)

    assert said in refusal(capsys, address_file(tmp_path, houses(3)), streets)


def test_an_address_far_from_every_street_is_counted(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    rows = [*houses(20), "far,Fjellet,1,10.40,63.44,1"]
    cut_file(address_file(tmp_path, rows), street_file(tmp_path), seconds=0, out=tmp_path / "routes.csv")

    said = capsys.readouterr().out
    assert "Adresser over 150 m fra en gate" in said


def test_a_file_that_is_no_text_is_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    addresses = tmp_path / "addresses.csv"
    addresses.write_bytes(b"\xff\xfe\x00")

    assert "ikke en lesbar tekstfil" in refusal(capsys, addresses, street_file(tmp_path))


@pytest.mark.parametrize(
    "wishes", [{"min_minutes": 95}, {"max_minutes": 80}, {"min_minutes": float("nan")}, {"speed": 0}], ids=str
)
def test_wishes_that_contradict_each_other_are_refused(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], wishes: dict[str, float]
) -> None:
    assert (
        "Rett minuttene"
        in (said := refusal(capsys, address_file(tmp_path, houses(3)), street_file(tmp_path), **wishes))
        or "Farten" in said
    )


def test_a_folder_that_is_not_there_gets_no_routes(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(typer.Exit):
        cut_file(
            address_file(tmp_path, houses(3)),
            street_file(tmp_path),
            seconds=0,
            out=tmp_path / "gone" / "r.csv",
        )

    assert "Kan ikke skrive" in capsys.readouterr().err
