"""What the committee reads: released input under safe labels, with the conversations behind the counts."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from uuid import UUID

from sqlmodel import Session, col, func, select

from app.districts.models import District
from app.language import _, day
from app.programme.anonymity import (
    NOWHERE,
    Cell,
    Label,
    district_key,
    is_month,
    labels,
    matches,
    placed,
    quarter_of,
    safe_sum,
    theme_key,
)
from app.programme.forms import InputFilter
from app.programme.listing import by_label, by_search
from app.programme.models import Conversation, Input
from app.programme.themes import merges, themes
from app.programme.uncertainty import per_hundred

PAGE_SIZE = 50
MOST_IN_A_QUERY = 500
CITY, MIXED, NO_THEME = "city", "mixed", "none"


@dataclass(frozen=True)
class Choice:
    """A value one can filter by."""

    value: str
    words: str


@dataclass(frozen=True)
class InputLine:
    """One input as it is shown."""

    id: UUID
    text: str
    theme: str
    district: str
    period: str
    when: str
    """The period as it sorts: «2026-11», «2026», or nothing."""


@dataclass(frozen=True)
class Row:
    """A theme in the table, with its count in each column; None is «fewer than five»."""

    words: str
    value: str
    counts: list[int | None]
    total: int | None
    rate: str


@dataclass(frozen=True)
class Reading:
    """The whole page: counts with denominators, and one page of input."""

    total: int | None
    conversations: int | None
    columns: list[Choice]
    column_conversations: list[int | None]
    rows: list[Row]
    lines: list[InputLine]
    found: int
    pages: int


class Room:
    """The released input with its labels, read once for a request."""

    def __init__(self, session: Session) -> None:
        self.session = session
        cells = select(Input.district_id, Input.month, Input.theme_id, func.count()).group_by(
            col(Input.district_id), col(Input.month), col(Input.theme_id)
        )
        self.counts = {Cell(*row[:3]): row[3] for row in session.exec(cells)}
        self.read_as = merges(session)
        self.labels = {cell: self._read(label) for cell, label in labels(self.counts).items()}
        self.districts = {d.id: d.name for d in session.exec(select(District))}
        self.themes = {theme.id: theme.name for theme in themes(session, retired=True)}
        self.talked = self._talked()

    def _read(self, label: Label) -> Label:
        """Give a label under the theme that its own is read as since a merge."""
        into = self.read_as.get(label.theme_id) if label.theme_id else None
        return replace(label, theme_id=into) if into else label

    def _talked(self) -> dict[Label, int]:
        """Give the conversations under labels as safe as those of the input, without themes."""
        rows = self.session.exec(select(Conversation.district_id, Conversation.month, Conversation.talked))
        counts = {Cell(district_id, month, None): talked for district_id, month, talked in rows}
        found: dict[Label, int] = defaultdict(int)
        for cell, label in labels(counts).items():
            found[label] += counts[cell]
        return found

    def words_of(self, label: Label) -> tuple[str, str, str]:
        """Give the words for a label's theme, district and period."""
        return (*self.names_of(label), period_words(label.period))

    def names_of(self, label: Label) -> tuple[str, str]:
        """Give the names of a label's theme and district."""
        theme = self.themes.get(label.theme_id, "") if label.theme_id else _("Uten tema")
        district = self.districts.get(label.district_id, "") if label.district_id else _("Uten bydel")
        return _("Flere temaer") if label.mixed else theme, district

    def visible(self, wanted: InputFilter) -> dict[Cell, Label]:
        """Give the cells under a filter, with their labels; an old link may name a theme merged since."""
        theme = self._theme_read(wanted.theme)
        fits = {
            label
            for label in set(self.labels.values())
            if matches(label, district=wanted.district, period=wanted.period, theme=theme)
        }
        return {cell: label for cell, label in self.labels.items() if label in fits}

    def _untagged(self, wanted: InputFilter) -> dict[Cell, Label]:
        """Give the cells without a theme, also the last that are too few to be counted, with their labels.

        A list to work through, not a count: each stands under no finer place than it has anyway.
        """
        none = (cell for cell in placed(self.counts) | set(self.labels) if cell.theme_id is None)
        shown = {cell: self.labels.get(cell, NOWHERE) for cell in none}
        place = {"district": wanted.district, "period": wanted.period}
        return {cell: label for cell, label in shown.items() if matches(label, **place)}

    def _theme_read(self, theme: str) -> str:
        return next((str(into) for merged, into in self.read_as.items() if str(merged) == theme), theme)

    def lines(self, wanted: InputFilter) -> list[InputLine]:
        """List all input under a filter."""
        return self.list(wanted, 0, sum(self.counts.values()))[1]

    def list(self, wanted: InputFilter, first: int, most: int) -> tuple[int, list[InputLine]]:
        """Count the input under a filter, and give so many of it from number `first` on."""
        cells = self._untagged(wanted) if wanted.theme == NO_THEME else self.visible(wanted)
        order = {label: (*self.names_of(label), label.period) for label in set(cells.values())}
        if wanted.text.strip():
            ids = by_search(self.session, wanted.text, cells, order)
            return len(ids), [self.line(row) for row in self._rows(ids[first : first + most])]
        runs = by_label(self.session, cells, self.counts, order)
        return runs.found, [self.line(row) for row in runs.page(first, most)]

    def _rows(self, ids: Sequence[UUID]) -> Iterator[Input]:
        for first in range(0, len(ids), MOST_IN_A_QUERY):
            some = ids[first : first + MOST_IN_A_QUERY]
            rows = {row.id: row for row in self.session.exec(select(Input).where(col(Input.id).in_(some)))}
            yield from (rows[id_] for id_ in some)

    def line(self, row: Input) -> InputLine:
        """Give one input as it may be shown; with no label of its own it is shown without any."""
        cell = Cell(row.district_id, row.month, row.theme_id)
        label = self.labels.get(cell, NOWHERE)
        return InputLine(row.id, row.text, *self.words_of(label), label.period)

    def conversations(self, *, district: str = "", period: str = "") -> int | None:
        """Count the conversations of a district and period; None is «fewer than five»."""
        return safe_sum(
            count for label, count in self.talked.items() if matches(label, district=district, period=period)
        )


def read(room: Room, wanted: InputFilter) -> Reading:
    """Gather the reading room's page."""
    visible = room.visible(wanted)
    found, lines = room.list(wanted, (wanted.page - 1) * PAGE_SIZE, PAGE_SIZE)
    columns = _columns(room, visible.values())
    talked = room.conversations(district=wanted.district, period=wanted.period)
    return Reading(
        total=safe_sum(room.counts[cell] for cell in visible),
        conversations=talked,
        columns=columns,
        column_conversations=[
            room.conversations(district=column.value, period=wanted.period) for column in columns
        ],
        rows=_rows(room, visible, columns, talked),
        lines=lines,
        found=found,
        pages=max(1, -(-found // PAGE_SIZE)),
    )


def _columns(room: Room, shown: Iterable[Label]) -> list[Choice]:
    ids = {label.district_id for label in shown}
    columns = [Choice(str(id_), name) for id_, name in room.districts.items() if id_ in ids]
    columns.sort(key=lambda choice: choice.words)
    return [*columns, Choice(CITY, _("Uten bydel"))] if None in ids else columns


def _rows(room: Room, visible: dict[Cell, Label], columns: list[Choice], talked: int | None) -> list[Row]:
    sums: dict[tuple[str, str], int] = defaultdict(int)
    for cell, label in visible.items():
        sums[theme_key(label), district_key(label)] += room.counts[cell]
    rows = []
    for theme in theme_choices(room):
        counts = [sums.get((theme.value, column.value), 0) for column in columns]
        if any(counts):
            total = safe_sum(counts)
            shown = [safe_sum([count]) for count in counts]
            rows.append(Row(theme.words, theme.value, shown, total, per_hundred(total, talked)))
    return sorted(rows, key=lambda row: -(row.total or 0))


def theme_choices(room: Room) -> list[Choice]:
    """List the themes one can filter by."""
    named = [Choice(str(id_), name) for id_, name in room.themes.items()]
    return [*named, Choice(NO_THEME, _("Uten tema")), Choice(MIXED, _("Flere temaer"))]


def district_choices(room: Room) -> list[Choice]:
    """List the districts one can filter by."""
    named = [Choice(str(id_), name) for id_, name in room.districts.items()]
    return [*sorted(named, key=lambda choice: choice.words), Choice(CITY, _("Uten bydel"))]


def period_words(period: str) -> str:
    """Say a month, a quarter, a year or all of the time: «november 2026», «juli–september 2026»."""
    if is_month(period):
        return day(_first_day(period), "LLLL y")
    if "-Q" in period:
        year, quarter = period.split("-Q")
        first, last = (f"{year}-{3 * int(quarter) - before:02}" for before in (2, 0))
        return f"{day(_first_day(first), 'LLLL')}–{day(_first_day(last), 'LLLL y')}"
    return period or _("Hele tiden")


def _first_day(month: str) -> date:
    return date.fromisoformat(month + "-01")


def period_choices(room: Room) -> list[Choice]:
    """List the periods that labels show: of each year itself, then its quarters, then its months."""
    periods = {label.period for label in room.labels.values() if label.period}
    wider = {period[:4] for period in periods} | {quarter_of(period) for period in periods}
    ordered = sorted(periods | wider, key=lambda period: (period[:4], is_month(period), period))
    return [Choice(period, period_words(period)) for period in ordered]
