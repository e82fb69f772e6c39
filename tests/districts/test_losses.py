"""A file that was cut off between two lines does not close half the town: the import stops and asks."""

from pathlib import Path

import pytest
from districts.conftest import Addresses, Import
from districts.town_files import LAT, LON, write_dwellings, write_map, write_register
from osmium import SimpleWriter
from osmium.osm.mutable import Node, Way
from sqlmodel import Session, col, func, select
from typer.testing import CliRunner

from app.config import settings
from app.districts.command import cli
from app.districts.losses import AddressLossError, DoorLossError, StreetLossError
from app.districts.models import Address, Door
from geodata.store import read_layers

HOUSES = range(1, 121)


def halved(path: Path) -> Path:
    """Cut a table off where a line ends: nothing in the file itself tells."""
    lines = path.read_text().splitlines(keepends=True)
    path.write_text("".join(lines[: len(lines) // 2]))
    return path


def is_open(session: Session) -> int:
    session.rollback()
    return session.exec(
        select(func.count()).select_from(Address).where(col(Address.closed_on).is_(None))
    ).one()


def test_half_a_register_is_refused_and_nothing_is_closed(
    bring: Import, session: Session, tmp_path: Path
) -> None:
    register = write_register(tmp_path / "r.csv", HOUSES)
    bring(register)
    with pytest.raises(AddressLossError) as caught:
        bring(halved(register))

    assert caught.value.facts == {"files": "r.csv", "lost": 61, "before": 120}
    assert is_open(session) == 120


def test_the_command_says_what_is_missing_and_does_it_when_told_to(
    bring: Import, session: Session, tmp_path: Path
) -> None:
    register = write_register(tmp_path / "r[1].csv", HOUSES)
    bring(register)
    halved(register)
    refused = CliRunner().invoke(cli, ["import", str(register)])
    assert refused.exit_code == 2
    assert "r[1].csv mangler 61 av 120 adresser" in refused.output
    assert "--accept-losses" in refused.output

    done = CliRunner().invoke(cli, ["import", str(register), "--accept-losses"])
    assert done.exit_code == 0
    assert "r[1].csv" in done.output
    assert is_open(session) == 59


def test_a_few_houses_may_go_without_a_question(bring: Import, session: Session, tmp_path: Path) -> None:
    bring(write_register(tmp_path / "r.csv", HOUSES))
    bring(write_register(tmp_path / "r.csv", range(1, 110)))
    assert is_open(session) == 109


def test_half_a_dwelling_file_is_refused_and_no_door_is_closed(
    bring: Import, session: Session, tmp_path: Path
) -> None:
    homes = write_dwellings(tmp_path / "d.csv", {n: ["H0101"] for n in HOUSES})
    bring(write_register(tmp_path / "r.csv", HOUSES), homes)
    with pytest.raises(DoorLossError) as caught:
        bring(halved(homes))

    assert (caught.value.facts["files"], caught.value.facts["before"]) == ("d.csv", 120)
    session.rollback()
    closed = select(func.count()).select_from(Door).where(col(Door.closed_on).is_not(None))
    assert session.exec(closed).one() == 0


def test_a_register_may_take_the_place_of_all_stand_ins(
    bring: Import, addresses: Addresses, tmp_path: Path
) -> None:
    bring(write_map(tmp_path / "k.osm.pbf", HOUSES))
    assert bring(write_register(tmp_path / "r.csv", HOUSES)).taken.closed == len(HOUSES)


def test_half_a_map_is_refused_and_the_streets_stay(bring: Import, tmp_path: Path) -> None:
    bring(streets(tmp_path / "k.osm.pbf", 120), write_register(tmp_path / "r.csv", [1]))
    before = read_layers(settings().data / "geo").streets
    with pytest.raises(StreetLossError) as caught:
        bring(streets(tmp_path / "k.osm.pbf", 60, corner=120))

    assert (caught.value.facts["files"], caught.value.facts["before"]) == ("k.osm.pbf", len(before))
    assert len(read_layers(settings().data / "geo").streets) == len(before)


def streets(path: Path, count: int, corner: int = 0) -> Path:
    """Write a ladder of streets, the first `count` rungs; with `corner`, a shed marks where it once ended."""
    with SimpleWriter(str(path), overwrite=True) as writer:
        for k in range(count + 1):
            for side in (0, 1):
                place = (LON + side * 0.002, LAT + k * 0.0002)
                writer.add_node(Node(id=2 * k + side + 1, location=place, tags={}))
        far = (LON, LAT + corner * 0.0002)
        for k, (dx, dy) in enumerate(((0, 0), (0.0001, 0), (0.0001, 0.0001))):
            writer.add_node(Node(id=1000 + k, location=(far[0] + dx, far[1] + dy), tags={}))
        for k in range(count):
            ends = [2 * k + 1, 2 * k + 2, 2 * k + 4, 2 * k + 3]
            writer.add_way(Way(id=k + 1, nodes=ends, tags={"highway": "residential", "name": f"Gate {k}"}))
        writer.add_way(Way(id=1000, nodes=[1000, 1001, 1002, 1000], tags={"building": "shed"}))
    return path
