"""The year's tables as CSV, as spreadsheets in Norway open it: semicolons and a byte order mark."""

import csv
import io
from collections.abc import Callable, Iterable
from datetime import time
from uuid import UUID

from sqlmodel import Session

from app.districts.branches import branches, districts_by_branch
from app.districts.queries import districts
from app.goal.activity import talks_with
from app.goal.branch_counts import branch_counts
from app.goal.dates import dates_in
from app.goal.queries import Year
from app.goal.round_tables import (
    Row,
    day_of,
    experiences_table,
    generals_by_round,
    lines_of,
    sign_ups_table,
    streets_table,
    teams_and_doors,
    teams_table,
)
from app.language import _, clock, local
from app.mobilise.queries import calling_rounds
from app.mobilise.welcome import tallies
from app.people.models import Level
from app.rounds.reached import Reached, doors_reached
from app.spreadsheet import neutral
from app.training.ladder import standings


def csv_of(rows: Iterable[Row]) -> bytes:
    """Write rows as CSV; a cell that a spreadsheet would take for a formula is kept as text."""
    out = io.StringIO()
    writer = csv.writer(out, delimiter=";", lineterminator="\r\n")
    writer.writerows([[_safe(cell) for cell in row] for row in rows])
    return out.getvalue().encode("utf-8-sig")


def _safe(cell: str | float) -> str | float:
    return neutral(cell) if isinstance(cell, str) else cell


def rounds_table(session: Session, year: Year) -> list[Row]:
    """Give the year's rounds, held, waiting for their debrief and planned; with branches, whose each is."""
    head: Row = [
        _("Dato"), _("Fra"), _("Til"), _("Bydel"), _("Oppmøte"), _("Status"), _("Påmeldte"), _("Plasser"),
        _("Generaler"), _("Lag"), _("Dører på rutene"),
    ]  # fmt: skip
    branch_of, led, walked = _branch_cells(session), generals_by_round(session), teams_and_doors(session)
    lines: list[Row] = [
        [
            day_of(line),
            clock(line.round.starts_at),
            clock(line.round.ends_at),
            line.district,
            line.round.meeting_place,
            words,
            line.coming,
            line.round.capacity,
            led.get(line.round.id, 0),
            *walked.get(line.round.id, (0, 0)),
            *branch_of(line.round.district_id),
        ]
        for line, words in lines_of(year)
    ]
    return [[*head, *branch_of(None)], *lines]


def _branch_cells(session: Session) -> Callable[[UUID | None], list[str]]:
    """Give a district's last cell, its branch; the heading for none, and no cell at all without branches."""
    names = {each.id: each.name for each in branches(session)}
    home = districts_by_branch(session)

    def cells(district_id: UUID | None) -> list[str]:
        if not names:
            return []
        return [_("Bydelslag") if district_id is None else names.get(home.get(district_id, district_id), "")]

    return cells


def branches_table(session: Session, year: Year) -> list[Row]:
    """Give the district branches' rounds this year, people, and doors reached since the campaign began."""
    head: Row = [
        _("Bydelslag"), _("Mål"), _("Holdt"), _("Planlagt"), _("Folk"), _("Dører"), _("Dører vi har nådd"),
    ]  # fmt: skip
    return [head] + [
        [each.name, each.goal, each.held, each.planned, each.people, each.doors, each.reached]
        for each in branch_counts(session, year)
    ]


def districts_table(session: Session, year: Year) -> list[Row]:
    """Give each district's rounds this year, and its doors reached since the campaign began."""
    doors = {each.id: each.doors for each in districts(session)}
    reached, branch_of = doors_reached(session), _branch_cells(session)
    head: Row = [_("Bydel"), _("Holdt"), _("Planlagt"), _("Dører"), _("Dører vi har nådd"), _("Banket på")]
    lines: list[Row] = []
    for each in year.districts:
        seen = reached.get(each.id, Reached())
        counts = [each.held, each.planned, doors[each.id], seen.doors, seen.knocks]
        lines.append([each.name, *counts, *branch_of(each.id)])
    return [[*head, *branch_of(None)], *lines]


def courses_table(_session: Session, year: Year) -> list[Row]:
    """Give the year's courses."""
    head: Row = [_("Dato"), _("Fra"), _("Til"), _("Kurs"), _("Sted"), _("Status")]
    kinds = [
        (year.courses_held, _("Holdt")),
        (year.courses_over, _("Ikke satt som holdt")),
        (year.courses_planned, _("Planlagt")),
    ]
    return [head] + [
        [course.on.isoformat(), _clock(course.starts), _clock(course.ends), course.name, course.place, words]
        for courses, words in kinds
        for course in courses
    ]


def _clock(clock: time | None) -> str:
    return f"{clock:%H:%M}" if clock else ""


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
        [each.own.name, each.on.isoformat(), (each.until or each.on).isoformat()]
        for each in dates_in(session, year.year)
    ]


def doorstep_table(session: Session, year: Year) -> list[Row]:
    """Give how many conversations had points and cards at hand, in whole fives of months that are over."""
    head: Row = [_("Til døra"), _("År"), _("Samtaler som hadde dem med")]
    talks = talks_with(session, year.year)
    return [
        head,
        [_("Programpunkter"), year.year, talks.points],
        [_("Kandidatkort"), year.year, talks.cards],
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
    "sign-ups": sign_ups_table,
    "teams": teams_table,
    "experiences": experiences_table,
    "streets": streets_table,
    "districts": districts_table,
    "branches": branches_table,
    "courses": courses_table,
    "calling-rounds": calling_table,
    "welcomes": welcome_table,
    "seasons": seasons_table,
    "dates": dates_table,
    "doorstep": doorstep_table,
}
