"""Arranging for districts: rows made by hand for the screens, tiny files imported for real."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from districts.town_files import place, ring
from sqlmodel import Session, select

from app.districts.actions import make_district_of_each
from app.districts.command import Imported, import_paths
from app.districts.models import Address, District, Unit, UnitKind

Import = Callable[..., Imported]
Addresses = Callable[[], dict[int, Address]]
TRONDHEIM = "5001"


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


def make_units(session: Session, kind: UnitKind, named: dict[str, tuple[int, int]]) -> dict[str, Unit]:
    """Store units by name, each around the house numbers from the first to the last, with those addresses."""
    units = {}
    for code, (name, (first, last)) in enumerate(named.items(), 1):
        outline = json.dumps({"type": "Polygon", "coordinates": [ring(first, last)]})
        units[name] = Unit(
            kind=kind,
            kommune=TRONDHEIM,
            number=str(code),
            name=name,
            outline=outline,
            addresses=last - first + 1,
        )
        krets = str(code) if kind is UnitKind.VALGKRETS else ""
        session.add_all(make_address(number, krets) for number in range(first, last + 1))
    session.add_all(units.values())
    session.flush()
    return units


def make_address(number: int, valgkrets: str) -> Address:
    lon, lat = place(number)
    return Address(
        identity=f"id:{900 + number}", kommune=TRONDHEIM, street="Prøvegata", number=number, lon=lon, lat=lat,
        valgkrets=valgkrets,
    )  # fmt: skip


def let_go(session: Session) -> None:
    """Store what was arranged and keep no transaction open beside the requests."""
    session.commit()
    session.expunge_all()


@pytest.fixture
def two_districts(session: Session) -> dict[str, District]:
    """Store eight addresses in two districts made of polygons, Vest (1–4) and Øst (5–8)."""
    units = make_units(session, UnitKind.POLYGON, {"Vest": (1, 4), "Øst": (5, 8)})
    made = make_district_of_each(session, list(units.values()))
    let_go(session)
    return {district.name: district for district in made}
