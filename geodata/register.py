"""The address register: Kartverket's MatrikkelenAdresse CSV to addresses.

References
----------
MatrikkelenAdresse, product specification and download: https://kartkatalog.geonorge.no (Kartverket, CC BY
4.0).
"""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from geodata.csv_table import as_numbers, read_table
from geodata.errors import (
    BadHouseNumberError,
    DuplicateIdError,
)
from geodata.frames import ADDRESS_COLUMNS, as_frame
from geodata.place_errors import (
    NoCrsError,
    OutsideNorwayError,
    SwappedCoordinatesError,
    UnknownCrsError,
)
from geodata.projection import READABLE, Floats, are_in_norway, are_swapped, metres_for, to_degrees, to_metres
from geodata.report import Finding, FindingKind
from geodata.source_file import SourceFile

ATTRIBUTION = "© Kartverket"

NEEDED = ("kommunenummer", "adressekode", "adressenavn", "nummer", "EPSG-kode", "Nord", "Øst")
WANTED = (
    *NEEDED,
    "kommunenavn",
    "adressetype",
    "adressetilleggsnavn",
    "bokstav",
    "gardsnummer",
    "bruksnummer",
    "festenummer",
    "undernummer",
    "postnummer",
    "poststed",
    "grunnkretsnummer",
    "grunnkretsnavn",
    "valgkretsnummer",
    "valgkretsnavn",
    "adresseId",
    "lokalid",
    "atkomstNord",
    "atkomstØst",
)  # fmt: skip - a table of names reads better in lines than in a column of 25
ACCESS_MOST_M = 1000.0
HOUSE_NUMBER_MOST = 9999
"""Kartverket gives `nummer` four digits."""


@dataclass(frozen=True)
class RegisterRead:
    """What one register file held.

    Attributes
    ----------
    addresses
        `ADDRESS_COLUMNS`, in the file's order; doors 1 each, not known.
    rows
        Rows in the file.
    findings
        Rows left out or doubtful, and why.
    """

    addresses: pd.DataFrame
    rows: int
    findings: tuple[Finding, ...]


def read_register(source: SourceFile) -> RegisterRead:
    """Read a MatrikkelenAdresse table; each row may be in EPSG:4258, 25832 or 25833.

    A road address is known by street and number, a matrikkel address by farm and holding ("Gnr. 19/1"). Rows
    without a position are left out and reported.

    Parameters
    ----------
    source
        The CSV, plain or inside a zip.

    Returns
    -------
    RegisterRead

    Raises
    ------
    NoCrsError, UnknownCrsError
        If a row with a position does not say in which system, or in one we do not read.
    SwappedCoordinatesError, OutsideNorwayError
        If a position is not in Norway.
    BadValueError, BadHouseNumberError
        If a coordinate is not a number, or a house number is none that a house can have.
    DuplicateIdError
        If two rows have the same identity.
    GeodataError
        As `csv_table.read_table`.
    """
    table = read_table(source, NEEDED, WANTED)
    rows = len(table)
    placed = (table["Nord"] != "") & (table["Øst"] != "")
    findings = [Finding.of(FindingKind.NO_POSITION, source.name, _labels(table[~placed]))]
    table = table[placed]
    addresses = _named(table, _house_numbers(table, source))
    addresses["lon"], addresses["lat"] = _positions(table, "Øst", "Nord", source)
    _refuse_duplicates(addresses["identity"], source)
    findings.append(_add_access(addresses, table, source))
    return RegisterRead(as_frame(addresses, ADDRESS_COLUMNS), rows, tuple(f for f in findings if f.count))


def match_keys(table: pd.DataFrame) -> "pd.Series[str]":
    """Make the key that address rows and dwelling rows share.

    Parameters
    ----------
    table
        Text columns kommunenummer, adressekode, adressenavn, nummer, bokstav, gardsnummer, bruksnummer,
        festenummer, undernummer.

    Returns
    -------
    pandas.Series
        "5001-10050-13-A" for a road address, "5001-19/1/0/0" for a matrikkel address; index as `table`.
    """
    road = table["adressekode"] + "-" + table["nummer"].str.lstrip("0") + "-" + table["bokstav"].str.upper()
    zero = [table[name].where(table[name] != "", "0") for name in ("festenummer", "undernummer")]
    farm = table["gardsnummer"] + "/" + table["bruksnummer"] + "/" + zero[0] + "/" + zero[1]
    return table["kommunenummer"] + "-" + road.where(_is_road(table), farm)


def _house_numbers(table: pd.DataFrame, source: SourceFile) -> "pd.Series[float]":
    numbers = as_numbers(table, "nummer", source)
    bad = (numbers < 0) | (numbers > HOUSE_NUMBER_MOST) | (numbers % 1 != 0) & numbers.notna()
    if bad.any():
        line = int(table.index[bad][0])
        raise BadHouseNumberError(source.name, line, value=str(table.loc[line, "nummer"]), column="nummer")
    return numbers


def _is_road(table: pd.DataFrame) -> "pd.Series[bool]":
    return (table["adressenavn"] != "") & (table["nummer"] != "")


def _named(table: pd.DataFrame, number: "pd.Series[float]") -> pd.DataFrame:
    """Everything about the addresses except where they are."""
    key = match_keys(table)
    official = table["adresseId"].where(table["adresseId"] != "", table["lokalid"])
    farm = "Gnr. " + table["gardsnummer"] + "/" + table["bruksnummer"]
    road = _is_road(table)
    return pd.DataFrame(
        {
            "identity": ("id:" + official).where(official != "", "key:" + key),
            "match_key": key,
            "kommune": table["kommunenummer"],
            "kommune_name": table["kommunenavn"],
            "street_code": table["adressekode"],
            "street": table["adressenavn"].where(road, farm),
            "number": number.where(road).astype("Int64"),
            "letter": table["bokstav"].str.upper(),
            "postcode": table["postnummer"],
            "place": table["poststed"],
            "valgkrets_number": table["valgkretsnummer"],
            "valgkrets_name": table["valgkretsnavn"],
            "grunnkrets_number": table["grunnkretsnummer"],
            "grunnkrets_name": table["grunnkretsnavn"],
            "doors": 1,
        },
        index=table.index,
    )


def _positions(
    table: pd.DataFrame, east_name: str, north_name: str, source: SourceFile
) -> tuple[Floats, Floats]:
    """Longitude and latitude in degrees of every row, each from its own coordinate system."""
    east = as_numbers(table, east_name, source)
    north = as_numbers(table, north_name, source)
    lon, lat = np.empty(len(table)), np.empty(len(table))
    for code in table["EPSG-kode"].unique():
        here = (table["EPSG-kode"] == code).to_numpy()
        epsg = _readable(code, int(table.index[here][0]), source)
        e, n = east[here].to_numpy(), north[here].to_numpy()
        _refuse_misplaced(e, n, epsg, table.index[here], source)
        lon[here], lat[here] = to_degrees(e, n, epsg)
    return lon, lat


def _readable(code: str, line: int, source: SourceFile) -> int:
    digits = code.upper().removeprefix("EPSG:")
    if not digits:
        raise NoCrsError(source.name, line)
    if not digits.isdigit() or int(digits) not in READABLE:
        raise UnknownCrsError(source.name, line, epsg=code)
    return int(digits)


def _refuse_misplaced(
    east: Floats, north: Floats, epsg: int, lines: "pd.Index[int]", source: SourceFile
) -> None:
    bad = np.flatnonzero(~are_in_norway(east, north, epsg))
    if len(bad) == 0:
        return
    first = int(bad[0])
    line = int(lines[first])
    if are_swapped(east[bad], north[bad], epsg)[0]:
        raise SwappedCoordinatesError(source.name, line)
    raise OutsideNorwayError(source.name, line, east=f"{east[first]:g}", north=f"{north[first]:g}")


def _refuse_duplicates(identity: "pd.Series[str]", source: SourceFile) -> None:
    again = identity.duplicated()
    if again.any():
        line = int(identity.index[again][0])
        first_line = int(identity.index[identity == identity[line]][0])
        name = identity[line].split(":", 1)[1]
        raise DuplicateIdError(source.name, line, identity=name, first_line=first_line)


def _add_access(addresses: pd.DataFrame, table: pd.DataFrame, source: SourceFile) -> Finding:
    """Fill in the access points; one over a kilometre away is a slip of the pen, or no help in a walk."""
    addresses["access_lon"] = np.nan
    addresses["access_lat"] = np.nan
    given = table[(table["atkomstNord"] != "") & (table["atkomstØst"] != "")]
    lon, lat = _positions(given, "atkomstØst", "atkomstNord", source)
    lines = given.index
    epsg = metres_for(lon)
    here = np.hypot(*np.subtract(
        to_metres(lon, lat, epsg),
        to_metres(addresses.loc[lines, "lon"].to_numpy(), addresses.loc[lines, "lat"].to_numpy(), epsg),
    )) <= ACCESS_MOST_M  # fmt: skip
    addresses.loc[lines[here], "access_lon"] = lon[here]
    addresses.loc[lines[here], "access_lat"] = lat[here]
    return Finding.of(FindingKind.FAR_ACCESS, source.name, _labels(given[~here]))


def _labels(table: pd.DataFrame) -> list[str]:
    """Name rows for the report: street, number and line."""
    return [
        f"{row.adressenavn} {row.nummer}{row.bokstav} (linje {row.Index})".strip()
        for row in table.head(Finding.EXAMPLES).itertuples()
    ] + [""] * max(0, len(table) - Finding.EXAMPLES)
