"""What the columns of a list are, and whom the rows name: numbers made alike, doubles merged, errors told."""

import enum
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from app.language import _
from app.mobilise.errors import ColumnsMissingError
from app.people.contact import ContactError, parse_contact

NAME_LENGTH = 80


class Column(enum.StrEnum):
    SKIP = "skip"
    NAME = "name"
    FIRST_NAME = "first_name"
    LAST_NAME = "last_name"
    PHONE = "phone"


HEADINGS = {
    Column.FIRST_NAME: ("fornavn", "first name", "firstname", "given name"),
    Column.LAST_NAME: ("etternavn", "last name", "lastname", "surname"),
    Column.NAME: ("navn", "fullt navn", "medlem", "name", "full name"),
    Column.PHONE: (
        "telefon",
        "mobil",
        "mobiltelefon",
        "tlf",
        "mobilnummer",
        "telefonnummer",
        "phone",
        "mobile",
    ),
}


@dataclass(frozen=True)
class Entry:
    """Somebody who can be rung, with the number in E.164."""

    name: str
    phone: str


@dataclass(frozen=True)
class RowError:
    """A row that nobody can be rung by, and what to do about it; numbered as the spreadsheet numbers it."""

    number: int
    remedy: str


@dataclass(frozen=True)
class Reading:
    """What a list says once its columns are known. `merged` rows had a number that stood there already."""

    entries: list[Entry]
    errors: list[RowError]
    merged: int


def has_heading(rows: Sequence[Sequence[str]]) -> bool:
    """Tell whether the first row names the columns: no cell of it is a telephone number."""
    return not any(is_phone(cell) for cell in rows[0])


def guess_columns(rows: Sequence[Sequence[str]]) -> list[Column]:
    """Guess each column by its heading, else by what its cells look like; each kind once."""
    found = [_by_heading(cell) if has_heading(rows) else Column.SKIP for cell in rows[0]]
    if Column.PHONE not in found:
        phones = [sum(is_phone(row[index]) for row in rows) for index in range(len(found))]
        if max(phones):
            found[phones.index(max(phones))] = Column.PHONE
    if not {Column.NAME, Column.FIRST_NAME, Column.LAST_NAME} & set(found):
        first = next((index for index, column in enumerate(found) if column == Column.SKIP), None)
        if first is not None:
            found[first] = Column.NAME
    return [column if found.index(column) == index else Column.SKIP for index, column in enumerate(found)]


def _by_heading(heading: str) -> Column:
    plain = heading.casefold().replace("-", "").replace(".", "").strip()
    return next((column for column, words in HEADINGS.items() if plain in words), Column.SKIP)


def read_entries(rows: Sequence[Sequence[str]], columns: Sequence[Column]) -> Reading:
    """Read whom to ring. Two rows with one number become one entry, with both names if they differ.

    Raises
    ------
    ColumnsMissingError
        No column is the telephone, or none is a name.
    """
    if Column.PHONE not in columns or not {Column.NAME, Column.FIRST_NAME, Column.LAST_NAME} & set(columns):
        raise ColumnsMissingError
    found: dict[str, list[str]] = {}
    errors, merged = [], 0
    for number, name, cell in _people(rows, columns):
        phone = dialled(cell)
        if remedy := _remedy(name, cell, phone):
            errors.append(RowError(number, remedy))
            continue
        names = found.setdefault(phone, [])
        merged += bool(names)
        if name.casefold() not in {each.casefold() for each in names}:
            names.append(name)
    entries = [Entry(" / ".join(names)[:NAME_LENGTH], phone) for phone, names in found.items()]
    return Reading(entries, errors, merged)


def _people(rows: Sequence[Sequence[str]], columns: Sequence[Column]) -> Iterator[tuple[int, str, str]]:
    start = int(has_heading(rows))
    for number, row in enumerate(rows[start:], start=start + 1):
        said = dict(zip(columns, row, strict=False))
        parts = [said.get(column, "") for column in (Column.NAME, Column.FIRST_NAME, Column.LAST_NAME)]
        yield number, " ".join(part for part in parts if part)[:NAME_LENGTH], said[Column.PHONE]


def _remedy(name: str, cell: str, phone: str) -> str:
    if not cell:
        return _("Telefonen mangler. Skriv den inn i fila, eller hopp over raden.")
    if not phone:
        return _(
            "«{cell}» kan ikke ringes. Norske numre har åtte siffer; et utenlandsk må begynne med landkoden, "
            "for eksempel +46."
        ).format(cell=cell[:30])
    return "" if name else _("Navnet mangler. Skriv det inn i fila, eller hopp over raden.")


def is_phone(cell: str) -> bool:
    """Tell whether a cell is a number that can be rung."""
    return bool(dialled(cell))


def dialled(cell: str) -> str:
    """Give a number in E.164, Norwegian unless it carries another country's code; empty when it is none."""
    try:
        return parse_contact(cell).phone or ""
    except ContactError:
        return ""
