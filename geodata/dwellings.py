"""The dwelling level: Kartverket's MatrikkelenAdresseLeilighetsniva CSV to doors.

References
----------
MatrikkelenAdresse – leilighetsnivå, https://kartkatalog.geonorge.no (Kartverket, CC BY 4.0). How dwellings
are numbered
(H0101: kind of floor, floor, dwelling): matrikkelforskriften § 53.
"""

from dataclasses import dataclass

import pandas as pd

from geodata.csv_table import read_table
from geodata.register import match_keys
from geodata.report import Finding, FindingKind
from geodata.source_file import SourceFile

UNIT = r"^([HUKL])(\d{2})\d{2}$"

NEEDED = ("kommunenummer", "adressekode", "adressenavn", "nummer", "bokstav", "bruksenhetsnummerTekst")
WANTED = (*NEEDED, "gardsnummer", "bruksnummer", "festenummer", "undernummer", "bruksenhetid")


@dataclass(frozen=True)
class DwellingsRead:
    """What one dwelling file held.

    Attributes
    ----------
    dwellings
        Columns match_key (str), unit (str, "" when blank), floor (Int64, null when unknown), in the file's
        order.
    rows
        Rows in the file.
    findings
        Rows left out or doubtful, and why.
    """

    dwellings: pd.DataFrame
    rows: int
    findings: tuple[Finding, ...]


def read_dwellings(source: SourceFile) -> DwellingsRead:
    """Read a dwelling table: one row per dwelling; a blank unit counts as one dwelling.

    Columns are found by name. The same dwelling (bruksenhetid) twice at one address is one door.

    Parameters
    ----------
    source
        The CSV, plain or inside a zip.

    Returns
    -------
    DwellingsRead

    Raises
    ------
    GeodataError
        As `csv_table.read_table`.
    """
    table = read_table(source, NEEDED, WANTED)
    key = match_keys(table)
    again = (key + "|" + table["bruksenhetid"]).duplicated() & (table["bruksenhetid"] != "")
    unit = table["bruksenhetsnummerTekst"].str.upper()
    odd = (unit != "") & ~unit.str.match(UNIT)
    frame = pd.DataFrame({"match_key": key, "unit": unit.where(~odd, ""), "floor": _floors(key, unit)})
    findings = (
        Finding.of(FindingKind.DWELLING_TWICE, source.name, _labels(table[again])),
        Finding.of(FindingKind.ODD_UNIT, source.name, _labels(table[odd])),
    )
    kept = frame[~again].reset_index(drop=True)
    return DwellingsRead(kept, len(table), tuple(one for one in findings if one.count))


def _floors(key: "pd.Series[str]", unit: "pd.Series[str]") -> "pd.Series[int]":
    """Floor from the unit: H02 is 2, U01 (lower ground) 0, K01 (cellar) -1, L01 above the highest H."""
    parts = unit.str.extract(UNIT)
    digits = pd.to_numeric(parts[1]).astype("Int64")
    floor = digits.where(parts[0] != "U", 1 - digits).where(parts[0] != "K", -digits)
    top = digits.where(parts[0] == "H").groupby(key).transform("max").fillna(0)
    return floor.where(parts[0] != "L", top + digits).astype("Int64")


def _labels(table: pd.DataFrame) -> list[str]:
    return [
        f"{row.adressenavn} {row.nummer}{row.bokstav} {row.bruksenhetsnummerTekst} (linje {row.Index})"
        for row in table.head(Finding.EXAMPLES).itertuples()
    ] + [""] * max(0, len(table) - Finding.EXAMPLES)
