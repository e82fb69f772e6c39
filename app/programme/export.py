"""Input as a table for a spreadsheet."""

import csv
import io
from collections.abc import Iterable

from app.language import _
from app.programme.reading import InputLine

# A cell that begins like this is run as a formula by spreadsheets; an apostrophe makes it text.
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n")
BYTE_ORDER_MARK = "\ufeff"


def csv_of(lines: Iterable[InputLine]) -> str:
    """Write input as CSV that Excel opens right in Norwegian: semicolons and a byte order mark."""
    out = io.StringIO()
    writer = csv.writer(out, delimiter=";", lineterminator="\r\n")
    writer.writerow([_("Tema"), _("Bydel"), _("Periode"), _("Innspill")])
    for line in lines:
        writer.writerow([neutral(cell) for cell in (line.theme, line.district, line.period, line.text)])
    return BYTE_ORDER_MARK + out.getvalue()


def neutral(cell: str) -> str:
    """Give a cell that a spreadsheet shows and never runs."""
    return "'" + cell if cell.lstrip(" ").startswith(FORMULA_STARTS) else cell
