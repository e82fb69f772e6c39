"""A list as somebody saved it, CSV in any of the usual shapes or a spreadsheet, to rows of text."""

import csv
import io
import zipfile
from collections.abc import Iterable
from datetime import date, datetime

from python_calamine import CalamineError, CalamineWorkbook

from app.mobilise.errors import EmptyListError, LongListError, UnreadableListError
from app.mobilise.sheet_bounds import MOST_COLUMNS, MOST_ROWS, is_bounded

PACKED = b"PK\x03\x04"
UTF_16 = (b"\xff\xfe", b"\xfe\xff")
SEPARATORS = ";\t,"
LATIN = "cp1252"  # what Excel on Windows saves; Latin-1 with the euro sign and the curly quotes


def read_rows(content: bytes) -> list[list[str]]:
    """Give the rows as the file has them, each as long as the longest, cells without surrounding spaces.

    Blank rows between the others stay, so that a row's number is the one the spreadsheet shows.

    Raises
    ------
    UnreadableListError, EmptyListError, LongListError
        As their sentences say.
    """
    raw = _sheet(content) if content.startswith(PACKED) else _text(content)
    rows = [[cell.strip() for cell in row] for row in raw]
    said = [index for index, row in enumerate(rows) if any(row)]
    if not said:
        raise EmptyListError
    if said[-1] >= MOST_ROWS:
        raise LongListError(most=MOST_ROWS)
    rows = rows[: said[-1] + 1]
    width = max(len(row) for row in rows)
    if width > MOST_COLUMNS:
        raise UnreadableListError
    return [row + [""] * (width - len(row)) for row in rows]


def _sheet(content: bytes) -> Iterable[list[str]]:
    """Read the first sheet. A small file can lay out to a huge one, so its size is asked first."""
    try:
        if not is_bounded(content):
            raise UnreadableListError
        sheet = CalamineWorkbook.from_filelike(io.BytesIO(content)).get_sheet_by_index(0)
        cells = sheet.to_python(skip_empty_area=False)
    except (CalamineError, zipfile.BadZipFile, OSError, IndexError, ValueError, RuntimeError):
        raise UnreadableListError from None
    return [[_cell(value) for value in row] for row in cells]


def _cell(value: object) -> str:
    """Write a cell as people see it: spreadsheets keep numbers as decimals and dates with a clock."""
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, datetime):
        return value.date().isoformat()
    return value.isoformat() if isinstance(value, date) else str(value)


def _text(content: bytes) -> Iterable[list[str]]:
    text = _decode(content)
    if "\0" in text:
        raise UnreadableListError
    first = next((line for line in text.splitlines() if line.strip()), "")
    separator = max(SEPARATORS, key=first.count)
    try:
        return list(csv.reader(io.StringIO(text, newline=""), delimiter=separator))
    except csv.Error:
        raise UnreadableListError from None


def _decode(content: bytes) -> str:
    if content.startswith(UTF_16):
        return content.decode("utf-16", errors="replace")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode(LATIN, errors="replace")
