"""The monthly report to the board: a page of numbers and what is missing, as PDF. No names."""

import json
from pathlib import Path

import typst
from sqlmodel import Session

from app.config import settings
from app.goal.activity import Activity, activity, talks_with
from app.goal.branch_counts import branch_counts
from app.goal.coverage import coverage_map
from app.goal.queries import Year
from app.goal.sentences import forecast_words, shortages
from app.goal.size import members, share
from app.language import _, current, day, plural, today
from app.mobilise.welcome import queue
from app.rounds.queries import RoundLine

LAYOUT = Path(__file__).parent / "report.typ"


def report(session: Session, year: Year) -> bytes:
    """Print the report of the day as PDF."""
    return bytes(
        typst.compile(
            LAYOUT,
            format="pdf",
            sys_inputs={"data": json.dumps(report_facts(session, year), ensure_ascii=False)},
        )
    )


def report_facts(session: Session, year: Year) -> dict[str, object]:
    """Gather what the report says, for its layout."""
    people = activity(session, year.year)
    return {
        "language": current.get(),
        "colour": settings().colour,
        "chapter": settings().chapter,
        "heading": _("Rapport til styret"),
        "day": day(today(), "d. MMMM y"),
        "goal": year.goal,
        "held": len(year.held),
        "planned": len(year.planned),
        "figures": [
            [len(year.held), _("av {goal} runder er holdt").format(goal=year.goal)],
            [len(year.planned), plural("runde er planlagt", "runder er planlagt", len(year.planned))],
            [len(year.courses_held), _("av {goal} kurs er holdt").format(goal=settings().goal_courses)],
            [people.active, _("aktive i år")],
            [people.new, _("av dem er nye i år")],
            [len(queue(session)), _("nye medlemmer venter på oss")],
            *_share(session, people),
            *_talks(session, year),
        ],
        "forecast": " ".join(forecast_words(year)),
        "missing_heading": _("Dette mangler"),
        "missing": [each.sentence for each in shortages(year)] or [_("Ingenting mangler akkurat nå")],
        "coming_heading": _("Kommende runder"),
        "coming": [_line(line) for line in year.planned],
        "districts_heading": _("Bydel for bydel"),
        "districts_head": [_("Bydel"), _("Holdt"), _("Planlagt"), _("Dører vi har nådd")],
        "districts": _districts(session, year),
        "branches_heading": _("Bydelslagene"),
        "branches_head": [_("Bydelslag"), _("Holdt"), _("Planlagt"), _("Folk"), _("Dører vi har nådd")],
        "branches": _branches(session, year),
    }


def _line(line: RoundLine) -> list[str]:
    coming = _("{n} av {capacity} plasser tatt").format(n=line.coming, capacity=line.round.capacity)
    return [day(line.round.starts_at, "EEE d. MMMM"), line.district, coming]


def _share(session: Session, people: Activity) -> list[list[object]]:
    """Say how large a share of the members has walked; nothing until somebody has said how many they are."""
    count = members(session)
    return [[f"{share(people.active, count)} %", _("av {n} medlemmer").format(n=count)]] if count else []


def _talks(session: Session, year: Year) -> list[list[object]]:
    """Say how many conversations had points and cards at hand; nothing while there are none."""
    talks = talks_with(session, year.year)
    said: list[list[object]] = [
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
