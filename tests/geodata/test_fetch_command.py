"""`dorbank geodata fetch`: from a host on this machine into the database, or not at all."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from geodata_host import ADDRESSES, DWELLINGS, KOMMUNE, REGION, Host, host_of
from sqlmodel import Session, func, select
from typer.testing import CliRunner, Result

from app.districts.fetching import cli
from app.districts.models import Address, Source
from geodata import fetch
from geodata.practice import PracticeFiles


@pytest.fixture
def host(practice_files: PracticeFiles, monkeypatch: pytest.MonkeyPatch) -> Iterator[Host]:
    monkeypatch.setattr(fetch, "PAUSE_SECONDS", 0.0)
    monkeypatch.setattr(fetch, "FIRST_WAIT_SECONDS", 0.0)
    with host_of(practice_files) as running:
        yield running


def run(host: Host, folder: Path, *more: str, kommune: str = KOMMUNE) -> Result:
    words = ["fetch", kommune, "--mirror", host.url, "--folder", str(folder), *more]
    return CliRunner().invoke(cli, words, catch_exceptions=False)


def addresses_in(session: Session) -> int:
    session.rollback()
    return session.exec(select(func.count()).select_from(Address)).one()


def test_a_municipality_is_fetched_and_imported(host: Host, session: Session, tmp_path: Path) -> None:
    said = run(host, tmp_path)

    assert said.exit_code == 0, said.output
    assert addresses_in(session) == 1503
    assert f"{ADDRESSES}: © Kartverket, CC BY 4.0, hentet 20" in said.output
    thanked = {source.attribution for source in session.exec(select(Source))}
    assert thanked == {"© Kartverket", "© OpenStreetMap contributors"}


def test_the_name_of_a_municipality_is_refused_without_naming_files_nobody_has(
    host: Host, tmp_path: Path
) -> None:
    said = run(host, tmp_path, kommune="trondheim")

    assert said.exit_code == 2
    assert "Kommunenummeret har fire sifre, som 5001, men her står «trondheim»." in said.output
    assert "Basisdata" not in said.output


def test_the_import_can_wait(host: Host, session: Session, tmp_path: Path) -> None:
    said = run(host, tmp_path, "--no-import")

    assert said.exit_code == 0, said.output
    assert f"dorbank geodata import {tmp_path / KOMMUNE / ADDRESSES}" in said.output
    assert addresses_in(session) == 0


def test_where_one_file_fails_nothing_is_imported(host: Host, session: Session, tmp_path: Path) -> None:
    host.troubled(REGION).break_after = [20_000] + [0] * 5

    said = run(host, tmp_path)

    assert said.exit_code == 2
    assert "brøt flere ganger" in said.output
    assert "Ingenting er endret." in said.output
    assert addresses_in(session) == 0
    assert run(host, tmp_path).exit_code == 0  # and goes on where it broke
    assert addresses_in(session) == 1503


def test_a_refusal_names_the_pages_for_fetching_by_hand(host: Host, session: Session, tmp_path: Path) -> None:
    del host.files[host.path_of(DWELLINGS)]

    said = run(host, tmp_path)

    assert said.exit_code == 2
    assert f"har ikke filen {DWELLINGS}" in said.output
    for words in (
        "MatrikkelenAdresse/CSV/",
        "download.geofabrik.de",
        f"Basisdata_{KOMMUNE}_",
        "geodata import",
    ):
        assert words in said.output
    assert addresses_in(session) == 0


def test_a_table_that_cannot_be_read_is_refused_by_the_importer(
    host: Host, session: Session, tmp_path: Path
) -> None:
    host.change(ADDRESSES, b"PK\x03\x04 cut off")

    said = run(host, tmp_path)

    assert said.exit_code == 2
    assert ADDRESSES in said.output
    assert "For hånd" not in said.output
    assert addresses_in(session) == 0
