"""The two official tables, written as Kartverket writes them: UTF-8 with a byte order mark, `;`, CRLF."""

import uuid
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from geodata.practice_town.areas import Area, units_at
from geodata.practice_town.homes import Home
from geodata.practice_town.place import EPSG, KOMMUNE, KOMMUNE_NAME, POSTCODE, to_map
from geodata.practice_town.plan import Point

REGISTER_COLUMNS = [
    "lokalid",
    "kommunenummer",
    "kommunenavn",
    "adressetype",
    "adressetilleggsnavn",
    "adressetilleggsnavnKilde",
    "adressekode",
    "adressenavn",
    "nummer",
    "bokstav",
    "gardsnummer",
    "bruksnummer",
    "festenummer",
    "undernummer",
    "adresseTekst",
    "adresseTekstUtenAdressetilleggsnavn",
    "EPSG-kode",
    "Nord",
    "Øst",
    "postnummer",
    "poststed",
    "grunnkretsnummer",
    "grunnkretsnavn",
    "soknenummer",
    "soknenavn",
    "organisasjonsnummer",
    "tettstednummer",
    "tettstednavn",
    "valgkretsnummer",
    "valgkretsnavn",
    "oppdateringsdato",
    "datauttaksdato",
    "adresseId",
    "uuidAdresse",
    "atkomstId",
    "uuidAtkomst",
    "atkomstNord",
    "atkomstØst",
    "sommeratkomstId",
    "uuidSommeratkomst",
    "sommeratkomstNord",
    "sommeratkomstØst",
    "vinteratkomstId",
    "uuidVinteratkomst",
    "vinteratkomstNord",
    "vinteratkomstØst",
]

DWELLING_COLUMNS = [
    "kommunenummer",
    "kommunenavn",
    "adressetype",
    "adressetilleggsnavn",
    "adressetilleggsnavnKilde",
    "adressekode",
    "adressenavn",
    "nummer",
    "bokstav",
    "gardsnummer",
    "bruksnummer",
    "festenummer",
    "seksjonsnummer",
    "undernummer",
    "bruksenhetid",
    "bruksenhetsnummerTekst",
    "offisiellAdresseTekst",
    "offisiellAdresseTekstUtenAdressetilleggsnavn",
    "EPSG-kode",
    "Nord",
    "Øst",
    "postnummer",
    "poststed",
    "grunnkretsnummer",
    "grunnkretsnavn",
    "soknenummer",
    "soknenavn",
    "organisasjonsnummer",
    "tettstednummer",
    "tettstednavn",
    "valgkretsnummer",
    "valgkretsnavn",
    "oppdateringsdato",
    "datauttaksdato",
    "adresseId",
]

UPDATED, TAKEN_OUT = "01.06.2026 12:00:00", "02.06.2026 12:00:00"
FIRST_ID, FIRST_DWELLING_ID = 990000001, 890000001
Row = dict[str, str]


def write_tables(register: Path, dwellings: Path, homes: list[Home], areas: list[Area]) -> None:
    """Write both tables, with rows that no map can place at the end of each.

    Parameters
    ----------
    register, dwellings
        Files to write.
    homes
        Addresses with points in metres of the town.
    areas
        The districts, for the electoral and statistical units.
    """
    streets = {name: str(1000 + 10 * k) for k, name in enumerate(sorted({home.street for home in homes}))}
    rows = [_address_row(k, home, streets[home.street], areas) for k, home in enumerate(homes)]
    _write(register, REGISTER_COLUMNS, [*rows, *_unplaceable(rows[0])])
    units = [(row, unit) for row, home in zip(rows, homes, strict=True) for unit in home.units]
    dwelling_rows = [_dwelling_row(k, row, unit) for k, (row, unit) in enumerate(units)]
    _write(dwellings, DWELLING_COLUMNS, [*dwelling_rows, *_doubtful(dwelling_rows)])


def _address_row(k: int, home: Home, code: str, areas: list[Area]) -> Row:
    text = f"{home.street} {home.number}{home.letter}"
    units = units_at(areas, home.point, KOMMUNE)
    row = {
        **_common(f"{FIRST_ID + k}", text),
        **_position(home.point, "Nord", "Øst"),
        "adressekode": code,
        "adressenavn": home.street,
        "nummer": str(home.number),
        "bokstav": home.letter,
        "gardsnummer": "47",
        "bruksnummer": str(k + 1),
        "grunnkretsnummer": units.grunnkrets_number,
        "grunnkretsnavn": units.grunnkrets_name,
        "valgkretsnummer": units.valgkrets_number,
        "valgkretsnavn": units.valgkrets_name,
    }
    if home.access:
        row |= {
            "atkomstId": f"{FIRST_ID + 500000 + k}",
            **_position(home.access, "atkomstNord", "atkomstØst"),
        }
    return row


def _common(identity: str, text: str) -> Row:
    return {
        "lokalid": identity,
        "adresseId": identity,
        "uuidAdresse": str(uuid.uuid5(uuid.NAMESPACE_OID, f"{KOMMUNE_NAME} {identity}")),
        "kommunenummer": KOMMUNE,
        "kommunenavn": KOMMUNE_NAME,
        "adressetype": "vegadresse",
        "adresseTekst": text,
        "adresseTekstUtenAdressetilleggsnavn": text,
        "offisiellAdresseTekst": text,
        "offisiellAdresseTekstUtenAdressetilleggsnavn": text,
        "postnummer": POSTCODE,
        "poststed": KOMMUNE_NAME,
        "soknenummer": f"{KOMMUNE}0101",
        "soknenavn": KOMMUNE_NAME.capitalize(),
        "tettstednummer": KOMMUNE,
        "tettstednavn": KOMMUNE_NAME.capitalize(),
        "oppdateringsdato": UPDATED,
        "datauttaksdato": TAKEN_OUT,
    }


def _position(point: Point, north: str, east: str) -> Row:
    easting, northing = to_map(point)
    return {"EPSG-kode": str(EPSG), north: f"{northing:.2f}", east: f"{easting:.2f}"}


def _unplaceable(example: Row) -> Iterator[Row]:
    """A farm without a road address, and an address whose position has not been measured."""
    farm = {
        **example,
        **_common("991000001", "47/2000"),
        "adressetype": "matrikkeladresse",
        "bruksnummer": "2000",
    }
    yield {**farm, "adressekode": "", "adressenavn": "", "nummer": "", "bokstav": ""}
    yield {
        **example,
        **_common("991000002", "Torggata 99"),
        "nummer": "99",
        "bokstav": "",
        "Nord": "",
        "Øst": "",
    }


def _dwelling_row(k: int, address: Row, unit: str) -> Row:
    return {
        **address,
        "bruksenhetid": str(FIRST_DWELLING_ID + k),
        "bruksenhetsnummerTekst": unit,
        "seksjonsnummer": "",
    }


def _doubtful(rows: list[Row]) -> Iterator[Row]:
    """A dwelling written twice, one with an odd unit number, one at an address the register lacks."""
    yield rows[3]
    yield {**rows[5], "bruksenhetid": "891000001", "bruksenhetsnummerTekst": "X0101"}
    yield {**rows[5], "bruksenhetid": "891000002", "nummer": "9999", "bokstav": ""}


def _write(path: Path, columns: Iterable[str], rows: Iterable[Mapping[str, str]]) -> None:
    names = list(columns)
    lines = [";".join(names), *(";".join(row.get(name, "") for name in names) for row in rows)]
    path.write_bytes(("\ufeff" + "\r\n".join(lines) + "\r\n").encode("utf-8"))
