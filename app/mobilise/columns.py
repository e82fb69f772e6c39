"""What the columns of a list are, by their headings or by what stands in them."""

import enum
from collections.abc import Sequence

from app.people.contact import ContactError, parse_contact


class Column(enum.StrEnum):
    SKIP = "skip"
    NAME = "name"
    FIRST_NAME = "first_name"
    LAST_NAME = "last_name"
    PHONE = "phone"
    EMAIL = "email"
    JOINED = "joined"


NAMES = frozenset({Column.NAME, Column.FIRST_NAME, Column.LAST_NAME})


HEADINGS = {
    Column.FIRST_NAME: ("fornavn", "first name", "firstname", "given name"),
    Column.LAST_NAME: ("etternavn", "last name", "lastname", "surname"),
    Column.NAME: ("navn", "fullt navn", "medlem", "name", "full name"),
    Column.PHONE: ("telefon", "mobil", "mobiltelefon", "tlf", "mobilnummer", "telefonnummer", "phone"),
    Column.EMAIL: ("epost", "epostadresse", "email", "mail"),
    Column.JOINED: ("innmeldt", "innmeldtdato", "innmeldingsdato", "medlem siden", "meldt inn", "joined"),
}


def first_row(rows: Sequence[Sequence[str]]) -> int:
    """Give where the list begins: the first row that says something."""
    return next(index for index, row in enumerate(rows) if any(row))


def has_heading(rows: Sequence[Sequence[str]]) -> bool:
    """Tell whether the first row names the columns: no cell of it is a telephone number."""
    return not any(is_phone(cell) for cell in rows[first_row(rows)])


def body_start(rows: Sequence[Sequence[str]]) -> int:
    """Give where the people begin."""
    return first_row(rows) + has_heading(rows)


def guess_columns(rows: Sequence[Sequence[str]]) -> list[Column]:
    """Guess each column by its heading, else by what its cells look like; each kind once."""
    found = [_by_heading(cell) if has_heading(rows) else Column.SKIP for cell in rows[first_row(rows)]]
    if Column.PHONE not in found:
        phones = [sum(is_phone(row[index]) for row in rows) for index in range(len(found))]
        if max(phones):
            found[phones.index(max(phones))] = Column.PHONE
    if not NAMES & set(found):
        first = next((index for index, column in enumerate(found) if column == Column.SKIP), None)
        if first is not None:
            found[first] = Column.NAME
    return [column if found.index(column) == index else Column.SKIP for index, column in enumerate(found)]


def _by_heading(heading: str) -> Column:
    plain = heading.casefold().replace("-", "").replace(".", "").strip()
    return next((column for column, words in HEADINGS.items() if plain in words), Column.SKIP)


def is_phone(cell: str) -> bool:
    """Tell whether a cell is a number that can be rung."""
    return bool(dialled(cell))


def dialled(cell: str) -> str:
    """Give a number in E.164, Norwegian unless it carries another country's code; empty when it is none."""
    try:
        return parse_contact(cell).phone or ""
    except ContactError:
        return ""
