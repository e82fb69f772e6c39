"""Arranging for districts: tiny files imported for real."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TypeVar

import pytest
from districts.town_files import write_polygons, write_register
from sqlmodel import Session, select

from app.districts.command import Imported, import_paths
from app.districts.models import Address, District, Unit

T = TypeVar("T", District, Unit)
Import = Callable[..., Imported]
Addresses = Callable[[], dict[int, Address]]


@pytest.fixture
def bring(database: str) -> Import:
    """Give a function that imports files for real: `bring(register, map)`."""

    def run(*paths: Path) -> Imported:
        return import_paths(paths)

    return run


@pytest.fixture
def addresses(session: Session) -> Addresses:
    """Give a function that reads all addresses by house number, closed ones too."""

    def read() -> dict[int, Address]:
        session.rollback()
        session.expire_all()
        return {address.number or 0: address for address in session.exec(select(Address))}

    return read


def loose(session: Session, things: Sequence[T]) -> dict[str, T]:
    """Give things by name, read once and let go, so that no transaction stays open beside the requests."""
    session.expunge_all()
    session.rollback()
    return {thing.name: thing for thing in things}


@pytest.fixture
def two_districts(bring: Import, session: Session, tmp_path: Path) -> dict[str, District]:
    """Import eight addresses in two bydeler, Vest (1–4) and Øst (5–8)."""
    files = write_register(tmp_path / "r.csv", range(1, 9)), tmp_path / "bydeler.geojson"
    write_polygons(files[1], {"Vest": (1, 4), "Øst": (5, 8)})
    bring(*files)
    return loose(session, session.exec(select(District)).all())
