"""A picture of what the city talks about: themes by district and over time, per hundred conversations."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from app.language import _
from app.programme.anonymity import Label, district_key, matches, safe_sum, theme_key
from app.programme.forms import PictureFilter
from app.programme.reading import Room, district_choices, period_words, theme_choices
from app.programme.uncertainty import Rate, rate_of

MOST_MONTHS = 12
"""So many columns a reader can follow; with more months the columns are quarters."""
STEPS = 4
MONTH_LENGTH = len("2026-11")
NO_MONTH = ""


@dataclass(frozen=True)
class Heat:
    """One cell; a count of None is «fewer than five», a rate of None that the conversations are too few."""

    count: int | None
    rate: Rate | None
    step: int
    """How dark: 0 without a rate, else 1 to `STEPS` by its share of the grid's highest."""


@dataclass(frozen=True)
class Column:
    """A district or a period, with the conversations behind its numbers."""

    key: str
    words: str
    conversations: int | None

    @property
    def is_filter(self) -> bool:
        """Tell whether the reading room can show just this column: it knows no quarters."""
        return self.key != NO_MONTH and "Q" not in self.key


@dataclass(frozen=True)
class GridRow:
    """A theme with its cells, and its sum over all of them."""

    words: str
    value: str
    cells: list[Heat]
    total: int | None


@dataclass(frozen=True)
class Grid:
    """Themes down, districts or periods across."""

    columns: list[Column]
    rows: list[GridRow]


@dataclass(frozen=True)
class Picture:
    """The same input by place and by time."""

    places: Grid
    times: Grid


def picture(room: Room, wanted: PictureFilter) -> Picture:
    """Lay the input out by district within a period, and by period within a district."""
    return Picture(
        places=by_district(room, wanted.period),
        times=by_period(room, wanted.district, most_months=MOST_MONTHS),
    )


def by_district(room: Room, period: str) -> Grid:
    """Lay the input of a period, «2026» or «2026-11» or all, out by theme and district."""
    columns = [
        Column(choice.value, choice.words, room.conversations(district=choice.value, period=period))
        for choice in district_choices(room)
    ]
    return _grid(room, columns, district_key, lambda label: matches(label, period=period))


def by_period(room: Room, district: str, *, most_months: int) -> Grid:
    """Lay the input of a district, or of all the city, out by theme and month; by quarter if many."""
    known = {*room.labels.values(), *room.talked}
    months = {_month(label) for label in known} - {NO_MONTH}
    key_of = _month if len(months) <= most_months else _quarter
    talked: dict[str, int] = defaultdict(int)
    for label, count in room.talked.items():
        if matches(label, district=district):
            talked[key_of(label)] += count
    keys = {key_of(label) for label in known} - {NO_MONTH}
    columns = [Column(key, _period_words(key), safe_sum([talked[key]])) for key in (*sorted(keys), NO_MONTH)]
    return _grid(room, columns, key_of, lambda label: matches(label, district=district))


def _grid(
    room: Room, columns: Iterable[Column], key_of: Callable[[Label], str], belongs: Callable[[Label], bool]
) -> Grid:
    """Add whole labels up, so that no cell is between zero and five (see `anonymity`)."""
    sums: dict[tuple[str, str], int] = defaultdict(int)
    for cell, label in room.labels.items():
        if belongs(label):
            sums[theme_key(label), key_of(label)] += room.counts[cell]
    filled = {key for _theme, key in sums}
    shown = [column for column in columns if column.key in filled or (column.key and column.conversations)]
    highest = max((rate.per_hundred for rate in _rates(sums, shown)), default=0.0)
    rows = []
    for theme in theme_choices(room):
        counts = [sums.get((theme.value, column.key), 0) for column in shown]
        if any(counts):
            cells = [_heat(count, column, highest) for count, column in zip(counts, shown, strict=True)]
            rows.append(GridRow(theme.words, theme.value, cells, safe_sum(counts)))
    return Grid(shown, sorted(rows, key=lambda row: -(row.total or 0)))


def _rates(sums: dict[tuple[str, str], int], columns: Sequence[Column]) -> Iterable[Rate]:
    talked = {column.key: column.conversations for column in columns}
    rates = (rate_of(count, talked[key]) for (_theme, key), count in sums.items() if key in talked)
    return (rate for rate in rates if rate)


def _heat(count: int, column: Column, highest: float) -> Heat:
    rate = rate_of(count, column.conversations)
    step = max(1, round(STEPS * rate.per_hundred / highest)) if rate else 0
    return Heat(safe_sum([count]), rate, step)


def _month(label: Label) -> str:
    return label.period if len(label.period) == MONTH_LENGTH else NO_MONTH


def _quarter(label: Label) -> str:
    """Give «2026-Q4»."""
    month = _month(label)
    return f"{month[:4]}-Q{(int(month[5:]) + 2) // 3}" if month else NO_MONTH


def _period_words(key: str) -> str:
    if key == NO_MONTH:
        return _("Uten måned")
    if "Q" in key:
        year, quarter = key.split("-Q")
        return _("{n}. kvartal {year}").format(n=quarter, year=year)
    return period_words(key)
