"""What is short this year, in whole sentences."""

from dataclasses import dataclass, field

from app.goal.queries import FEW_COMING, Year
from app.language import N_, _, day, plural
from app.rounds.queries import RoundLine
from app.training.models import Course

NUMBERS = (
    N_("ingen"),
    N_("én"),
    N_("to"),
    N_("tre"),
    N_("fire"),
    N_("fem"),
    N_("seks"),
    N_("sju"),
    N_("åtte"),
    N_("ni"),
    N_("ti"),
    N_("elleve"),
    N_("tolv"),
)


@dataclass(frozen=True)
class Shortage:
    """Something that is missing, and the rounds or the courses it is about."""

    sentence: str
    lines: list[RoundLine]
    courses: list[Course] = field(default_factory=list)


def number(count: int) -> str:
    """Write a count as running text does: words up to twelve."""
    return _(NUMBERS[count]) if count < len(NUMBERS) else str(count)


def _sentence(text: str, count: int) -> str:
    said = text.format(n=number(count), few=number(FEW_COMING))
    return said[:1].upper() + said[1:]


def shortages(year: Year) -> list[Shortage]:
    """Say what somebody must do something about, the most pressing first."""
    found = [
        (
            year.without_general,
            plural("{n} runde mangler general.", "{n} runder mangler general.", len(year.without_general)),
        ),
        (
            year.few_coming,
            plural(
                "{n} runde de neste to ukene har færre enn {few} påmeldte.",
                "{n} runder de neste to ukene har færre enn {few} påmeldte.",
                len(year.few_coming),
            ),
        ),
        (
            year.without_routes,
            plural("{n} runde mangler ruter.", "{n} runder mangler ruter.", len(year.without_routes)),
        ),
        (
            year.unclosed,
            plural(
                "{n} runde er over, men teller ikke før oppsummeringen er lukket.",
                "{n} runder er over, men teller ikke før oppsummeringen er lukket.",
                len(year.unclosed),
            ),
        ),
    ]
    said = [Shortage(_sentence(text, len(lines)), lines) for lines, text in found if lines]
    return said + _to_plan(year)


def _to_plan(year: Year) -> list[Shortage]:
    said = []
    if year.short:
        text = plural("{n} runde til må planlegges.", "{n} runder til må planlegges.", year.short)
        weeks = plural(
            "Det er {n} uke igjen av sesongene.", "Det er {n} uker igjen av sesongene.", year.weeks_left
        )
        said.append(
            Shortage(
                _sentence(text, year.short)
                + (f" {_sentence(weeks, year.weeks_left)}" if year.weeks_left else ""),
                [],
            )
        )
    if year.courses_over:
        text = plural("Ble kurset holdt? {names}.", "Ble kursene holdt? {names}.", len(year.courses_over))
        said.append(Shortage(text.format(names=_named(year.courses_over)), [], year.courses_over))
    if year.courses_short:
        text = plural("Ett kurs til må planlegges.", "{n} kurs til må planlegges.", year.courses_short)
        said.append(Shortage(_sentence(text, year.courses_short), []))
    return said


def _named(courses: list[Course]) -> str:
    return ", ".join(f"{each.name} {day(each.on, 'd. MMMM')}" for each in courses)


def forecast_words(year: Year) -> tuple[str, str]:
    """Say where the year ends, and what that counts; only the first before there is enough to count."""
    found = year.forecast
    if found is None:
        said = _("Holdes alle de planlagte, blir det {n} av {goal} runder.")
        return said.format(n=year.all_held, goal=year.goal), ""
    said = (
        _("Året ender trolig på {low} runder; målet er {goal}.")
        if found.low == found.high
        else _("Året ender trolig på mellom {low} og {high} runder, helst {middle}; målet er {goal}.")
    )
    counted = [_("Vi teller det som er holdt ({held}), og det som er planlagt ({planned}).")]
    if found.planned:
        counted.append(
            _("Av {over} runder som er over, ble {held} holdt, og vi regner med at det går likedan.")
        )
    if found.more:
        counted.append(
            _("Tempoet hittil, {held} runder på {gone} uker, gir {more} til i ukene som er igjen ({left}).")
        )
    if found.low != found.high:
        counted.append(_("Fire av fem slike år havner innenfor."))
    facts = {
        "low": found.low, "middle": found.middle, "high": found.high, "goal": year.goal,
        "held": found.held, "over": found.over, "planned": found.planned,
        "more": found.more, "gone": found.weeks_gone, "left": found.weeks_left,
    }  # fmt: skip
    return said.format(**facts), " ".join(counted).format(**facts)
