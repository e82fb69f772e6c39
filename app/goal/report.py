"""The monthly report to the board: a month, its year so far and what is missing, as PDF. No names."""

import json
from datetime import date
from pathlib import Path

import typst
from sqlmodel import Session

from app.config import settings
from app.goal.activity import Activity, activity, talks_with
from app.goal.branch_counts import branch_counts
from app.goal.coverage import coverage_map
from app.goal.month import MonthFacts, month_facts
from app.goal.queries import Year
from app.goal.sentences import forecast_words, shortages
from app.goal.size import members, share
from app.language import N_, _, current, day, plural, today
from app.mobilise.welcome import queue
from app.rounds.queries import RoundLine

UNCOUNTED = N_("av medlemmene har gått: skriv inn hvor mange dere er, under «aktive i år» på siden «Året»")
LAYOUT = Path(__file__).parent / "report.typ"


def report(session: Session, year: Year, month: date) -> bytes:
    """Print the report of a month, and of its year so far, as PDF."""
    return bytes(
        typst.compile(
            LAYOUT,
            format="pdf",
            sys_inputs={"data": json.dumps(report_facts(session, year, month), ensure_ascii=False)},
        )
    )


def report_facts(session: Session, year: Year, month: date) -> dict[str, object]:
    """Gather what the report says, for its layout."""
    of_month = month_facts(session, year, month)
    return {
        "language": current.get(),
        "colour": settings().colour,
        "chapter": settings().chapter,
        "heading": _("Rapport til styret"),
        "month": day(month, "MMMM y"),
        "day": _("Skrevet {day}").format(day=day(today(), "d. MMMM y")),
        "month_heading": _("Denne måneden"),
        "month_figures": _month_figures(of_month),
        "month_rounds": [
            [day(line.round.starts_at, "EEE d. MMMM"), line.district] for line in of_month.rounds
        ],
        "year_heading": _("Året {year}").format(year=year.year),
        "goal": year.goal,
        "held": len(year.held),
        "planned": len(year.planned),
        "key": [_("holdt"), _("planlagt"), _("ikke planlagt")],
        "figures": _year_figures(session, year),
        "forecast": " ".join(forecast_words(year)) if year.year >= today().year else "",
        "missing_heading": _("Dette mangler"),
        "missing": _missing(year),
        "coming_heading": _("Kommende runder"),
        "coming": [_line(line) for line in year.planned],
        "districts_heading": _("Bydel for bydel"),
        "districts_head": [_("Bydel"), _("Holdt"), _("Planlagt"), _("Dører vi har nådd")],
        "districts": _districts(session, year),
        "branches_heading": _("Bydelslagene"),
        "branches_head": [_("Bydelslag"), _("Holdt"), _("Planlagt"), _("Folk"), _("Dører vi har nådd")],
        "branches": _branches(session, year),
    }


Figure = list[object]


def _month_figures(found: MonthFacts) -> list[Figure]:
    said: list[Figure] = [
        [len(found.rounds), plural("runde er holdt", "runder er holdt", len(found.rounds))],
        [found.walked, _("har gått, {new} av dem for første gang").format(new=found.new)],
        [found.knocks, _("ganger har vi banket på")],
        [len(found.courses), _("kurs er holdt")],
    ]
    if welcomed := found.welcomed_in_time + found.welcomed_late:
        text = _("av {n} nye medlemmer fikk høre fra oss i tide").format(n=welcomed)
        said.append([found.welcomed_in_time, text])
    return said


def _year_figures(session: Session, year: Year) -> list[Figure]:
    people = activity(session, year.year)
    return [
        [len(year.held), _("av {goal} runder er holdt").format(goal=year.goal)],
        [len(year.planned), plural("runde er planlagt", "runder er planlagt", len(year.planned))],
        [len(year.courses_held), _("av {goal} kurs er holdt").format(goal=settings().goal_courses)],
        [people.active, _("aktive i år")],
        [people.new, _("av dem er nye i år")],
        _share(session, people),
        [people.generals, plural("general", "generaler", people.generals)],
        [people.teams, _("lag kan være ute samtidig")],
        [len(queue(session)), _("nye medlemmer venter på oss")],
        *_talks(session, year),
    ]


def _missing(year: Year) -> list[str]:
    if year.year < today().year:
        return []
    return [each.sentence for each in shortages(year)] or [_("Ingenting mangler akkurat nå")]


def _line(line: RoundLine) -> list[str]:
    coming = _("{n} av {capacity} plasser tatt").format(n=line.coming, capacity=line.round.capacity)
    return [day(line.round.starts_at, "EEE d. MMMM"), line.district, coming]


def _share(session: Session, people: Activity) -> Figure:
    """Say how large a share of the members has walked, or how the board gets to see it."""
    count = members(session)
    if not count:
        return [
            "–",
            _(UNCOUNTED),
        ]
    return [f"{share(people.active, count)} %", _("av {n} medlemmer har gått").format(n=count)]


def _talks(session: Session, year: Year) -> list[Figure]:
    """Say how many conversations had points and cards at hand; nothing while there are none."""
    talks = talks_with(session, year.year)
    said: list[Figure] = [
        [talks.points, _("samtaler hadde programpunkter med")],
        [talks.cards, _("samtaler hadde kandidatkort med")],
    ]
    return [each for each in said if each[0]]


def _branches(session: Session, year: Year) -> list[list[str]]:
    return [
        [
            each.name,
            _("{held} av {goal}").format(held=each.held, goal=each.goal),
            str(each.planned),
            str(each.people),
            f"{each.reached} / {each.doors}",
        ]
        for each in branch_counts(session, year)
    ]


def _districts(session: Session, year: Year) -> list[list[str]]:
    reached = {each.name: f"{each.reached} / {each.doors}" for each in coverage_map(session).districts}
    return [
        [each.name, str(each.held), str(each.planned), reached.get(each.name, "–")] for each in year.districts
    ]
