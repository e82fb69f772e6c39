"""The annual wheel on one A4 sheet: the wheel, and every date in words under its quarter."""

import json
from pathlib import Path

import typst

from app.config import settings
from app.goal.queries import Year
from app.goal.wheel import DayKind, WheelDay
from app.goal.wheel_drawing import draw_wheel
from app.language import N_, _, current, day
from app.web import templates

LAYOUT = Path(__file__).parent / "wheel.typ"
MARKS = {
    DayKind.OWN: "◆",
    DayKind.ROUND: "●",
    DayKind.PLANNED: "○",
    DayKind.COURSE: "■",
    DayKind.DEADLINE: "▲",
    DayKind.HOLIDAY: "×",
}
KIND_HEADINGS = {
    DayKind.OWN: N_("Egne datoer"),
    DayKind.ROUND: N_("Runder som er holdt"),
    DayKind.PLANNED: N_("Runder som er planlagt"),
    DayKind.COURSE: N_("Kurs"),
    DayKind.DEADLINE: N_("Frist og valg"),
    DayKind.HOLIDAY: N_("Helligdager og merkedager"),
}


def print_wheel(year: Year, days: list[WheelDay]) -> bytes:
    """Print a year as PDF, tagged for screen readers (PDF/UA-1); the type shrinks until it is one page.

    A date with a sign that no font here has (🌳) is printed without it, and the sheet is then only tagged.
    """
    inputs = {"data": json.dumps(_facts(year, days), ensure_ascii=False)}
    try:
        return bytes(typst.compile(LAYOUT, format="pdf", sys_inputs=inputs, pdf_standards=["ua-1"]))
    except typst.TypstError:
        return bytes(typst.compile(LAYOUT, format="pdf", sys_inputs=inputs))


def _facts(year: Year, days: list[WheelDay]) -> dict[str, object]:
    drawing = draw_wheel(year, days)
    return {
        "language": current.get(),
        "chapter": settings().chapter,
        "heading": _("Årshjulet {year}").format(year=year.year),
        "wheel": templates.get_template("goal/wheel.svg").render(drawing=drawing),
        "alt": _("Årshjulet for {year}. Alle datoene står i lista under.").format(year=year.year),
        "key": [[MARKS[kind], _(KIND_HEADINGS[kind])] for kind in drawing.kinds]
        + [["▬", season.name] for season in year.seasons],
        "quarters": [
            [_month(year, days, number) for number in range(first, first + 3)] for first in (1, 4, 7, 10)
        ],
    }


def _month(year: Year, days: list[WheelDay], number: int) -> dict[str, object]:
    inside = [
        [MARKS[each.kind], each.line]
        for each in days
        if (each.on.month if each.on.year == year.year else 1) == number
    ]
    return {"name": day(year.months[number - 1].first, "MMMM"), "days": inside}
