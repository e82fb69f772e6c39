"""Whom a list names: numbers made alike, doubles merged, rows that cannot be used told with the remedy."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from app.language import _, today
from app.mobilise.columns import NAMES, Column, body_start, dialled, is_phone
from app.mobilise.errors import ColumnsMissingError, NewcomerColumnsMissingError
from app.people.contact import EMAIL

NAME_LENGTH = 80
NEW_DAYS = 30
BETWEEN_NUMBERS = re.compile(r"[/,;]| eller | og ")
DATE_FORMS = ("%Y-%m-%d", "%d.%m.%Y", "%d.%m.%y", "%d/%m/%Y")


@dataclass(frozen=True)
class Entry:
    """Somebody to ring, with the number in E.164; a newcomer also has the day they joined.

    Only a newcomer may lack a number, and then has an e-mail address.
    """

    name: str
    phone: str
    email: str = ""
    joined_on: date | None = None

    @property
    def contact(self) -> str:
        """What tells people apart: the number, else the address."""
        return self.phone or self.email


@dataclass(frozen=True)
class RowError:
    """A row that reaches nobody, and what to do about it; numbered as the spreadsheet numbers it."""

    number: int
    remedy: str


@dataclass(frozen=True)
class Reading:
    """What a list says once its columns are known. `merged` rows had a number that stood there already."""

    entries: list[Entry]
    errors: list[RowError]
    merged: int


def read_entries(
    rows: Sequence[Sequence[str]], columns: Sequence[Column], *, newcomers: bool = False
) -> Reading:
    """Read whom to ring. Two rows with one number become one entry, with both names if they differ.

    Raises
    ------
    ColumnsMissingError, NewcomerColumnsMissingError
        No column is the telephone, none is a name, or none says when newcomers joined.
    """
    _check_columns(set(columns), newcomers=newcomers)
    found: dict[str, Entry] = {}
    errors, merged = [], 0
    for number, row in enumerate(rows[body_start(rows) :], start=body_start(rows) + 1):
        if not any(row):
            continue
        said = dict(zip(columns, row, strict=False))
        entry = _entry(said)
        if remedy := _remedy(said, entry, newcomers=newcomers):
            errors.append(RowError(number, remedy))
            continue
        before = found.get(entry.contact)
        merged += before is not None
        found[entry.contact] = _merged(before, entry) if before else entry
    return Reading(list(found.values()), errors, merged)


def _check_columns(columns: set[Column], *, newcomers: bool) -> None:
    if not NAMES & columns or not {Column.PHONE, *([Column.EMAIL] if newcomers else [])} & columns:
        raise ColumnsMissingError
    if newcomers and Column.JOINED not in columns:
        raise NewcomerColumnsMissingError


def _entry(said: dict[Column, str]) -> Entry:
    parts = [said.get(column, "") for column in (Column.NAME, Column.FIRST_NAME, Column.LAST_NAME)]
    email = said.get(Column.EMAIL, "").lower()
    return Entry(
        name=" ".join(part for part in parts if part)[:NAME_LENGTH],
        phone=dialled(said.get(Column.PHONE, "")),
        email=email if EMAIL.fullmatch(email) else "",
        joined_on=_date(said.get(Column.JOINED, "")),
    )


def _date(cell: str) -> date | None:
    for form in DATE_FORMS:
        try:
            return datetime.strptime(cell, form).date()  # noqa: DTZ007 - a day, not a moment
        except ValueError:
            continue
    return None


def _remedy(said: dict[Column, str], entry: Entry, *, newcomers: bool) -> str:
    """Say what is wrong with a row and how it is mended; nothing when it can be used."""
    cell = said.get(Column.PHONE, "")
    if cell and not entry.phone and sum(is_phone(part) for part in BETWEEN_NUMBERS.split(cell)) > 1:
        return _("«{cell}» er flere numre i én rute. La ett av dem stå i fila.").format(cell=cell[:30])
    if cell and not entry.phone:
        return _(
            "«{cell}» kan ikke ringes. Norske numre har åtte siffer; et utenlandsk må begynne med landkoden, "
            "for eksempel +46."
        ).format(cell=cell[:30])
    if not entry.contact or not (entry.phone or newcomers):
        return _("Telefonen mangler. Skriv den inn i fila, eller hopp over raden.")
    if not entry.name:
        return _("Navnet mangler. Skriv det inn i fila, eller hopp over raden.")
    return _joined_remedy(said.get(Column.JOINED, ""), entry.joined_on) if newcomers else ""


def _joined_remedy(cell: str, joined_on: date | None) -> str:
    if joined_on is None:
        return _("«{cell}» er ikke en dato. Skriv den som 31.12.2026.").format(cell=cell[:30])
    if joined_on > today():
        return _("Innmeldt {cell} har ikke vært ennå. Rett datoen i fila.").format(cell=cell)
    if joined_on < today() - timedelta(days=NEW_DAYS):
        return _("Innmeldt {cell} er mer enn {days} dager siden. Hopp over raden.").format(
            cell=cell, days=NEW_DAYS
        )
    return ""


def _merged(before: Entry, entry: Entry) -> Entry:
    names = [] if entry.name.casefold() in before.name.casefold().split(" / ") else [entry.name]
    joined = [each.joined_on for each in (before, entry) if each.joined_on]
    return replace(
        before,
        name=" / ".join([before.name, *names])[:NAME_LENGTH],
        email=before.email or entry.email,
        joined_on=min(joined, default=None),
    )
