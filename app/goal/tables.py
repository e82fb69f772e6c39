"""The year's tables as CSV, as spreadsheets in Norway open it: semicolons and a byte order mark."""

import csv
import io
from collections.abc import Callable, Iterable, Sequence

from sqlmodel import Session

from app.goal.coverage import coverage_map
from app.goal.dates import dates_in
from app.goal.queries import Year
from app.language import _, local
from app.mobilise.queries import calling_rounds
from app.mobilise.welcome import tallies
from app.people.models import Level
from app.spreadsheet import neutral
from app.training.ladder import standings

Row = Sequence[str | int | float]


def csv_of(rows: Iterable[Row]) -> bytes:
    """Write rows as CSV; a cell that a spreadsheet would take for a formula is kept as text."""
    out = io.StringIO()
    writer = csv.writer(out, delimiter=";", lineterminator="\r\n")
    writer.writerows([[_safe(cell) for cell in row] for row in rows])
    return out.getvalue().encode("utf-8-sig")


def _safe(cell: str | float) -> str | float:
    return neutral(cell) if isinstance(cell, str) else cell


def rounds_table(_session: Session, year: Year) -> list[Row]:
    """Give the year's rounds, held, waiting for their debrief and planned."""
    head: Row = [_("Dato"), _("Bydel"), _("Oppmøte"), _("Status"), _("Påmeldte"), _("Plasser")]
    kinds = [
        (year.held, _("Holdt")),
        (year.unclosed, _("Venter på oppsummering")),
        (year.planned, _("Planlagt")),
    ]
    return [head] + [
        [
            local(line.round.starts_at).date().isoformat(),
            line.district,
            line.round.meeting_place,
            words,
            line.coming,
            line.round.capacity,
        ]
        for lines, words in kinds
        for line in lines
    ]


def districts_table(session: Session, year: Year) -> list[Row]:
    """Give each district's rounds this year, and its doors reached since the campaign began."""
    reached = {each.name: each for each in coverage_map(session).districts}
    head: Row = [_("Bydel"), _("Holdt"), _("Planlagt"), _("Dører"), _("Dører vi har nådd")]
    return [head] + [
        [each.name, each.held, each.planned, reached[each.name].doors, reached[each.name].reached]
        for each in year.districts
        if each.name in reached
    ]


def courses_table(_session: Session, year: Year) -> list[Row]:
    """Give the year's courses."""
    head: Row = [_("Dato"), _("Kurs"), _("Sted"), _("Status")]
    held, planned = _("Holdt"), _("Planlagt")
    return [head] + [
        [course.on.isoformat(), course.name, course.place, held if course in year.courses_held else planned]
        for course in year.courses_held + year.courses_planned
    ]


def calling_table(session: Session, _year: Year) -> list[Row]:
    """Give every calling round's tallies."""
    head: Row = [_("Ringerunde"), _("Åpnet"), _("Samtaler"), _("Meldt på")]
    return [head] + [
        [
            each.calling_round.name,
            local(each.calling_round.opened_at).date().isoformat(),
            each.calls_made,
            each.signed_up,
        ]
        for each in calling_rounds(session)
    ]


def welcome_table(session: Session, _year: Year) -> list[Row]:
    """Give how many new members were welcomed in time, by the month they joined."""
    head: Row = [_("Meldte seg inn"), _("Innen to uker"), _("For sent")]
    return [head] + [[each.month, each.in_time, each.late] for each in tallies(session)]


def seasons_table(_session: Session, year: Year) -> list[Row]:
    """Give the seasons that touch the year."""
    head: Row = [_("Navn"), _("Formål"), _("Fra"), _("Til")]
    return [head] + [
        [each.name, each.purpose, each.starts_on.isoformat(), each.ends_on.isoformat()]
        for each in year.seasons
    ]


def dates_table(session: Session, year: Year) -> list[Row]:
    """Give the chapter's own dates of the year."""
    head: Row = [_("Navn"), _("Fra"), _("Til")]
    return [head] + [
        [each.name, each.on.isoformat(), (each.ends_on or each.on).isoformat()]
        for each in dates_in(session, year.year)
    ]


def people_table(session: Session) -> list[Row]:
    """Give everybody's name, step and rounds walked; never a contact: those are opened one by one."""
    head: Row = [_("Navn"), _("Trinn"), _("Runder")]
    words = {
        Level.NEW: _("Ny"),
        Level.EXPERIENCED: _("Erfaren"),
        Level.IN_TRAINING: _("General under opplæring"),
        Level.GENERAL: _("General"),
    }
    return [head] + [[each.name, words[each.level], each.walked] for each in standings(session)]


TABLES: dict[str, Callable[[Session, Year], list[Row]]] = {
    "rounds": rounds_table,
    "districts": districts_table,
    "courses": courses_table,
    "calling-rounds": calling_table,
    "welcomes": welcome_table,
    "seasons": seasons_table,
    "dates": dates_table,
}
