"""The committee's document: proposals, their reasons, and what the city said behind them.

What stands in it is gathered here once; `document_pdf` and `document_word` only set it.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from sqlmodel import Session

from app.config import settings
from app.language import _, current, day, today
from app.programme.anonymity import is_month, quarter_of
from app.programme.choices import Deadline, deadline
from app.programme.document_map import map_of_rounds
from app.programme.document_method import limits, method
from app.programme.forms import InputFilter
from app.programme.models import ProposalStatus
from app.programme.picture import Heat, by_period
from app.programme.printable import cleaned
from app.programme.proposals import ProposalSheet, proposal_sheets, source_words
from app.programme.reading import CITY, Reading, Room, district_choices, period_words, read
from app.programme.search import stems

MOST_QUOTES, MOST_MONTHS = 3, 6
MOST_COLUMNS = 10
"""So many months stand beside each other on a page; of more, their quarters are told."""


@dataclass(frozen=True)
class Table:
    """A table with a caption above; every cell is text, figures from the second column on."""

    caption: str
    head: list[str]
    rows: list[list[str]]


@dataclass(frozen=True)
class Printed:
    """A proposal as it is printed."""

    title: str
    status: str
    text: list[str]
    reasons: list[str]
    sources: list[str]
    quotes: list[str]


@dataclass(frozen=True)
class Document:
    """The whole document, in words; `map` is an SVG, empty where no district has an outline."""

    language: str
    colour: str
    chapter: str
    title: str
    made: str
    words: dict[str, str]
    method: list[str]
    limits: list[str]
    tables: list[Table]
    map: str
    map_words: str
    proposals: list[Printed]


def gather(session: Session) -> Document:
    """Gather all proposals with their sources, the method and its limits, and the counts."""
    document: Document = cleaned(_gathered(session))
    return document


def _gathered(session: Session) -> Document:
    room = Room(session)
    whole = read(room, InputFilter())
    return Document(
        language=current.get(),
        colour=settings().colour,
        chapter=settings().chapter,
        title=_("Forslag til programkomiteen"),
        made=_made(deadline(session)),
        words=_headings(),
        method=method(session, whole),
        limits=limits(session),
        tables=[table for table in (_conversations(room), _themes(whole), _times(room)) if table.rows],
        map=map_of_rounds(session),
        map_words=_("Kart over bydelene: jo mørkere, jo flere runder har vi holdt der."),
        proposals=[_proposal(sheet) for sheet in proposal_sheets(session)],
    )


def _made(due: Deadline | None) -> str:
    """Say when it was made, and how long is left until the committee must have it."""
    made = _("Laget {day}").format(day=day(today(), "d. MMMM y"))
    return f"{made}. {due.words}" if due else made


def _headings() -> dict[str, str]:
    return {
        "contents": _("Innhold"),
        "method": _("Slik har vi hørt"),
        "limits": _("Hva tallene ikke kan si"),
        "where": _("Hvor og når"),
        "proposals": _("Forslagene"),
        "empty": _("Det er ingen forslag ennå."),
        "reasons": _("Begrunnelse"),
        "sources": _("Bygger på"),
        "quotes": _("Slik ble det sagt"),
        "page": _("side"),
        "of": _("av"),
    }


def _conversations(room: Room) -> Table:
    """Tell how many talked to us in each district and period; where fewer than five did, not how many."""
    periods = _periods(room)
    rows = []
    for district in district_choices(room):
        counts = [room.conversations(district=district.value, period=period) for period in periods]
        total = room.conversations(district=district.value)
        if total or (district.value != CITY and any(counts)):
            rows.append([district.words, *map(_short, counts), _short(total)])
    head = [_("Bydel"), *map(_column, periods), _("Sum")]
    return Table(_("Samtaler etter bydel og måned"), head, rows)


def _periods(room: Room) -> list[str]:
    """List the months that any conversations are shown under, or their quarters, so that rows add up."""
    months = sorted({label.period for label in room.talked if is_month(label.period)})
    return months if len(months) <= MOST_COLUMNS else sorted({quarter_of(month) for month in months})


def _column(period: str) -> str:
    """Write a month as narrowly as a column wants: «sep. 2026»; a quarter in full."""
    return day(date.fromisoformat(period + "-01"), "LLL y") if is_month(period) else period_words(period)


def _themes(whole: Reading) -> Table:
    head = [_("Tema"), *(column.words for column in whole.columns), _("Sum")]
    rows = [[row.words, *map(_short, row.counts), _short(row.total)] for row in whole.rows]
    return Table(_("Innspill etter tema og bydel"), head, rows)


def _times(room: Room) -> Table:
    """Tell how much each theme was spoken of through the year, with how unsure that is."""
    grid = by_period(room, "", most_months=MOST_MONTHS)
    told = [column for column in grid.columns if column.conversations]
    rows = [[row.words, *(_rate(cell) for cell in row.cells[: len(told)])] for row in grid.rows]
    caption = _("Innspill per 100 samtaler etter tema og tid, med usikkerhet i parentes")
    return Table(caption, [_("Tema"), *(column.words for column in told)], rows)


def _rate(cell: Heat) -> str:
    """Say a rate; «< 5» would be read as a rate too."""
    return cell.rate.words if cell.rate else _("for få")


def _proposal(sheet: ProposalSheet) -> Printed:
    said = status_words(sheet.proposal.status, sheet.proposal.paragraph)
    return Printed(
        title=sheet.proposal.title,
        status=f"{said}: {sheet.proposal.answer}" if sheet.proposal.answer else said,
        text=list(_paragraphs(sheet.proposal.text)),
        reasons=list(_paragraphs(sheet.proposal.reasons)),
        sources=list(source_words(sheet.sources)),
        quotes=[_("«{text}»").format(text=text) for text in _unlike([line.text for line in sheet.inputs])],
    )


def _unlike(texts: Sequence[str]) -> Iterator[str]:
    """Choose a few quotes that share as few words as can be: the likeliest neighbours say the same thing."""
    left = [(text, stems(text)) for text in texts]
    told: set[str] = set()
    for _n in range(min(MOST_QUOTES, len(left))):
        chosen = min(left, key=lambda one: len(one[1] & told) / max(1, len(one[1])))
        left.remove(chosen)
        told |= chosen[1]
        yield chosen[0]


def _paragraphs(text: str) -> Iterator[str]:
    return (part.strip() for part in text.splitlines() if part.strip())


def _short(n: int | None) -> str:
    return "< 5" if n is None else str(n)


def status_words(status: ProposalStatus, paragraph: str = "") -> str:
    """Say a proposal's status in words: «I programmet, § 4.2»."""
    if status == ProposalStatus.ADOPTED and paragraph:
        return _("I programmet, {paragraph}").format(paragraph=paragraph)
    return {
        ProposalStatus.DRAFT: _("Utkast"),
        ProposalStatus.SENT: _("Sendt til komiteen"),
        ProposalStatus.ADOPTED: _("I programmet"),
        ProposalStatus.DECLINED: _("Ikke tatt inn"),
    }[status]
