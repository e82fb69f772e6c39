"""How large a spreadsheet would become, told from its parts before anything lays it out.

A reader lays a sheet out as a full rectangle: two cells in opposite corners, a kilobyte packed, would take
all memory there is. So rows, columns and the length of texts are counted in the parts themselves first.
"""

import io
import re
import zipfile

MOST_ROWS = 5000
MOST_COLUMNS = 200
MOST_CELLS = 150_000
MOST_UNPACKED_BYTES = 50_000_000
MOST_LETTERS = 2000
"""Of one text: a shared one is copied into every cell that names it."""
ROW = re.compile(rb"<(?:\w+:)?row\b")
CELL = re.compile(rb"<(?:\w+:)?c[\s>/]")
PLACE = re.compile(rb"<(?:\w+:)?c\b[^>]*?\br\s*=\s*[\"']([A-Za-z]{1,3})(\d{1,7})[\"'][^>]*(?<!/)>")
LONG = re.compile(rb">[^<]{%d}" % (MOST_LETTERS + 1))


def is_bounded(content: bytes) -> bool:
    """Tell whether an .xlsx lays out to no more than we take; anything else in a zip does not.

    Raises
    ------
    zipfile.BadZipFile
        It is damaged, or a part is not as long as it says.
    """
    with zipfile.ZipFile(io.BytesIO(content)) as packed:
        parts = packed.infolist()
        if sum(part.file_size for part in parts) > MOST_UNPACKED_BYTES:
            return False
        if not any(part.filename.startswith("xl/") for part in parts):
            return False
        return all(_is_bounded(packed.read(part)) for part in parts if part.filename.endswith(".xml"))


def _is_bounded(part: bytes) -> bool:
    if b"\0" in part or LONG.search(part):
        return False
    if b"sheetData" not in part:
        return True
    rows = ROW.split(part)[1:]
    cells = [len(CELL.findall(row)) for row in rows]
    if len(rows) > MOST_ROWS or sum(cells) > MOST_CELLS or max(cells, default=0) > MOST_COLUMNS:
        return False
    places = [(_column(letters), int(row)) for letters, row in PLACE.findall(part)]
    return all(column <= MOST_COLUMNS and row <= MOST_ROWS for column, row in places)


def _column(letters: bytes) -> int:
    """Number a column: A is 1, AA is 27."""
    number = 0
    for letter in letters.upper():
        number = number * 26 + letter - ord("A") + 1
    return number
