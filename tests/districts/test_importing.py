"""Importing again brings up to date: identities stay, vanished addresses are closed, notes are kept."""

from pathlib import Path

import pytest
from districts.conftest import Addresses, Import
from districts.town_files import place, write_dwellings, write_map, write_polygons, write_register
from sqlmodel import Session, col, select
from typer.testing import CliRunner

from app.config import settings
from app.districts.command import cli
from app.districts.models import Address, District, Door, Source, Unit, UnitKind
from app.language import today
from geodata.errors import CutOffTableError
from geodata.store import read_layers


def doors(session: Session) -> list[tuple[str, bool]]:
    session.rollback()
    session.expire_all()
    return sorted((door.unit, door.closed_on is None) for door in session.exec(select(Door)))


def test_addresses_come_in_with_doors_and_kretser(
    bring: Import, addresses: Addresses, session: Session, tmp_path: Path
) -> None:
    bring(
        write_register(tmp_path / "r.csv", [1, 2]),
        write_dwellings(tmp_path / "d.csv", {1: ["H0101", "H0201"], 2: [""]}),
    )

    found = addresses()
    assert (found[1].identity, found[1].street, found[1].doors, found[1].doors_known) == (
        "id:901",
        "Prøvegata",
        2,
        True,
    )
    assert (found[1].lon, found[1].lat) == place(1)
    assert doors(session) == [("", True), ("H0101", True), ("H0201", True)]
    units = session.exec(select(Unit).order_by(Unit.kind)).all()
    assert [(unit.kind, unit.number, unit.name, unit.addresses, unit.guessed) for unit in units] == [
        (UnitKind.GRUNNKRETS, "50010101", "Torvet", 2, True),
        (UnitKind.VALGKRETS, "3", "Krets 3", 2, True),
    ]


def test_importing_the_same_again_changes_nothing(
    bring: Import, addresses: Addresses, session: Session, tmp_path: Path
) -> None:
    files = (
        write_register(tmp_path / "r.csv", [1, 2, 3]),
        write_dwellings(tmp_path / "d.csv", {1: ["H0101"], 2: ["H0101"]}),
    )
    bring(*files)
    before = addresses(), session.exec(select(Door.id)).all()
    taken = bring(*files).taken

    assert (taken.new, taken.changed, taken.closed) == (0, 0, 0)
    assert {n: a.id for n, a in addresses().items()} == {n: a.id for n, a in before[0].items()}
    assert session.exec(select(Door.id)).all() == before[1]


def test_an_address_that_moves_or_is_renamed_stays_the_same_one(
    bring: Import, addresses: Addresses, tmp_path: Path
) -> None:
    bring(write_register(tmp_path / "r.csv", [1, 2]))
    before = addresses()
    taken = bring(write_register(tmp_path / "r.csv", [1, 2], street="Nygata")).taken

    after = addresses()
    assert (taken.new, taken.changed, taken.closed) == (0, 2, 0)
    assert (after[1].id, after[1].street) == (before[1].id, "Nygata")


def test_a_vanished_address_is_closed_and_opened_when_it_comes_back(
    bring: Import, addresses: Addresses, tmp_path: Path
) -> None:
    bring(write_register(tmp_path / "r.csv", [1, 2]))
    assert bring(write_register(tmp_path / "r.csv", [1])).taken.closed == 1
    closed = addresses()[2]
    assert closed.closed_on == today()

    assert bring(write_register(tmp_path / "r.csv", [1, 2])).taken.changed == 1
    assert (addresses()[2].id, addresses()[2].closed_on) == (closed.id, None)


def test_what_somebody_noted_about_an_address_outlives_an_import(
    bring: Import, addresses: Addresses, session: Session, tmp_path: Path
) -> None:
    bring(write_register(tmp_path / "r.csv", [1]))
    address = addresses()[1]
    address.locked = address.do_not_visit = True
    session.commit()
    bring(write_register(tmp_path / "r.csv", [1], street="Nygata"))

    assert (addresses()[1].street, addresses()[1].locked, addresses()[1].do_not_visit) == (
        "Nygata",
        True,
        True,
    )


def test_a_dwelling_that_vanishes_is_closed_and_the_others_stay(
    bring: Import, session: Session, tmp_path: Path
) -> None:
    bring(
        write_register(tmp_path / "r.csv", [1]), write_dwellings(tmp_path / "d.csv", {1: ["H0101", "H0201"]})
    )
    bring(write_dwellings(tmp_path / "d.csv", {1: ["H0201", "H0301"]}))

    assert doors(session) == [("H0101", False), ("H0201", True), ("H0301", True)]


def test_files_may_come_one_at_a_time_in_any_order(
    bring: Import, addresses: Addresses, session: Session, tmp_path: Path
) -> None:
    bring(write_map(tmp_path / "k.osm.pbf", [1, 2], kind="apartments"))
    assert all(address.stand_in for address in session.exec(select(Address)))
    bring(write_register(tmp_path / "r.csv", [1, 2]))

    session.rollback()
    session.expire_all()
    found = session.exec(select(Address).where(col(Address.closed_on).is_(None))).all()
    assert [(one.identity, one.stand_in, one.doors) for one in found] == [
        ("id:901", False, 8),
        ("id:902", False, 8),
    ]
    bring(write_dwellings(tmp_path / "d.csv", {1: ["H0101"]}))
    assert [addresses()[n].doors for n in (1, 2)] == [1, 0]
    bring(write_map(tmp_path / "k.osm.pbf", [1, 2, 3], kind="house"))
    assert [addresses()[n].doors for n in (1, 2)] == [1, 0]
    assert len(read_layers(settings().data / "geo").buildings) == 3


def test_a_map_without_a_house_closes_the_stand_in(bring: Import, session: Session, tmp_path: Path) -> None:
    bring(write_map(tmp_path / "k.osm.pbf", [1, 2]))
    assert bring(write_map(tmp_path / "k.osm.pbf", [1])).taken.closed == 1


def test_polygons_that_are_bydeler_become_districts_at_once(
    bring: Import, addresses: Addresses, session: Session, tmp_path: Path
) -> None:
    bydeler = write_polygons(tmp_path / "b.geojson", {"Vest": (1, 4), "Øst": (5, 8)})
    assert bring(bydeler, write_register(tmp_path / "r.csv", range(1, 8))).districts == 2

    districts = {one.name: one for one in session.exec(select(District))}
    assert {name: (one.addresses, one.doors) for name, one in districts.items()} == {
        "Vest": (4, 4),
        "Øst": (3, 3),
    }
    assert [addresses()[n].district_id for n in (1, 7)] == [districts["Vest"].id, districts["Øst"].id]
    assert (districts["Vest"].west, districts["Vest"].east) == (place(1)[0], place(4)[0])
    assert districts["Vest"].outline is not None
    bring(write_register(tmp_path / "r.csv", range(1, 9)))
    assert addresses()[8].district_id == districts["Øst"].id


def test_valgkretser_tell_addresses_from_the_map_where_they_vote(
    bring: Import, session: Session, tmp_path: Path
) -> None:
    kretser = write_polygons(tmp_path / "kretser.geojson", {"ILA": (1, 2), "Nardo": (3, 4)}, what="valgkrets")
    bring(kretser, write_map(tmp_path / "k.osm.pbf", [1, 2, 3]))

    assert [address.valgkrets for address in session.exec(select(Address).order_by(col(Address.lon)))] == [
        "1",
        "1",
        "2",
    ]
    units = session.exec(select(Unit).order_by(Unit.number)).all()
    assert [(unit.name, unit.addresses, unit.guessed, unit.district_id) for unit in units] == [
        ("Ila", 2, False, None), ("Nardo", 1, False, None),
    ]  # fmt: skip


def test_sources_are_remembered_once_for_each_file(bring: Import, session: Session, tmp_path: Path) -> None:
    for _again in range(2):
        bring(write_register(tmp_path / "r.csv", [1]))
    (source,) = session.exec(select(Source)).all()
    assert (source.file, source.kind, source.attribution, source.rows) == (
        "r.csv",
        "register",
        "© Kartverket",
        1,
    )


def test_a_bad_file_changes_nothing_at_all(bring: Import, addresses: Addresses, tmp_path: Path) -> None:
    bring(write_register(tmp_path / "r.csv", [1, 2]), write_map(tmp_path / "k.osm.pbf", [1]))
    broken = write_register(tmp_path / "r.csv", [1, 2, 3])
    broken.write_bytes(broken.read_bytes()[:-30])
    with pytest.raises(CutOffTableError):
        bring(broken, write_map(tmp_path / "k.osm.pbf", [1, 2, 3]))

    assert sorted(addresses()) == [1, 2]
    assert len(read_layers(settings().data / "geo").buildings) == 1
    assert len([folder for folder in (settings().data / "geo").iterdir() if folder.is_dir()]) == 1


def test_the_command_reports_and_refuses_in_plain_words(
    database: str, session: Session, tmp_path: Path
) -> None:
    good = CliRunner().invoke(cli, ["import", str(write_register(tmp_path / "r.csv", [1, 2]))])
    assert good.exit_code == 0, good.output
    assert "2 nye, 0 endret, 0 lagt ned" in good.output
    assert "© Kartverket" in good.output
    assert "Ingen gater er lest inn ennå" in good.output

    (tmp_path / "kart.osm.pbf").write_text("<html>")
    bad = CliRunner().invoke(cli, ["import", str(tmp_path / "kart.osm.pbf")])
    assert bad.exit_code == 2
    assert "kart.osm.pbf er ikke en OpenStreetMap-fil" in bad.output
    assert "Ingenting er endret" in bad.output


def test_the_command_makes_districts_of_kretser(database: str, session: Session, tmp_path: Path) -> None:
    register = write_register(tmp_path / "r.csv", [1, 2], krets="7")
    answer = CliRunner().invoke(cli, ["import", str(register), "--districts", "valgkrets"])
    assert answer.exit_code == 0, answer.output
    assert [(one.name, one.addresses) for one in session.exec(select(District))] == [("Krets 7", 2)]
