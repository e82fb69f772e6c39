"""What is short this year, in whole sentences."""

from dataclasses import dataclass

from app.goal.queries import FEW_COMING, Year
from app.language import N_, _, plural
from app.rounds.queries import RoundLine

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
    """Something that is missing, and the rounds it is about."""

    sentence: str
    lines: list[RoundLine]


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
    if year.courses_short:
        text = plural("Ett kurs til må planlegges.", "{n} kurs til må planlegges.", year.courses_short)
        said.append(Shortage(_sentence(text, year.courses_short), []))
    return said
