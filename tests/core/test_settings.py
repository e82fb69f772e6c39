"""What an installation may set, and what happens where it does not."""

import stat
from pathlib import Path

import pytest

from app.config import Settings


@pytest.mark.parametrize(
    "given", ["postgres://u:p@h/d", "postgresql://u:p@h/d", "postgresql+psycopg://u:p@h/d"]
)
def test_any_usual_postgresql_address_is_understood(given: str) -> None:
    assert Settings(DATABASE_URL=given).database == "postgresql+psycopg://u:p@h/d"


def test_without_an_address_the_database_is_a_file_in_the_data_folder(tmp_path: Path) -> None:
    found = Settings(DATABASE_URL="", data=tmp_path).database

    assert found == f"sqlite:///{tmp_path}/dorbank.sqlite"


def test_the_port_decides_the_address_people_are_given() -> None:
    assert Settings(PORT=8123).url == "http://localhost:8123"
    assert Settings(PORT=8123, base_url="https://dorbank.example.org/").url == "https://dorbank.example.org"


def test_a_key_is_made_once_and_only_its_owner_may_read_it(tmp_path: Path) -> None:
    first = Settings(data=tmp_path, key="").secret
    file = tmp_path / "key"

    assert Settings(data=tmp_path, key="").secret == first
    assert len(first) == 32
    assert stat.S_IMODE(file.stat().st_mode) == 0o600


def test_a_key_from_the_environment_wins_over_the_file(tmp_path: Path) -> None:
    given = "ab" * 32

    assert Settings(data=tmp_path, key=given).secret == bytes.fromhex(given)
    assert not (tmp_path / "key").exists()
