"""A picture of what the city talks about: themes by district and over time, per hundred conversations."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from app.language import _
from app.programme.anonymity import Label, district_key, is_month, matches, quarter_of, safe_sum, theme_key
from app.programme.forms import PictureFilter
from app.programme.reading import Room, district_choices, period_words, theme_choices
from app.programme.uncertainty import Rate, rate_of

MOST_MONTHS = 12
"""So many columns a reader can follow; with more months the columns are quarters."""
LEAST_WITH_MONTH = 2 / 3
"""So much of the input must be shown with its month, or the columns are quarters too: they lose less."""
STEPS = 4
NO_PERIOD = ""


@dataclass(frozen=True)
class Heat:
    """One cell; a count of None is «fewer than five», a rate of None that the conversations are too few."""

    count: int | None
    rate: Rate | None
    step: int
    """How strong a shade: 0 without a rate, else 1 to `STEPS` by its share of the grid's highest."""


@dataclass(frozen=True)
class Column:
    """A district or a period, with the conversations behind its numbers; without a key no filter says it."""

    key: str
    words: str
    conversations: int | None


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
    belonging = {cell: label for cell, label in room.labels.items() if matches(label, district=district)}
    fine = _shows_months(
        [(label.period, room.counts[cell]) for cell, label in belonging.items()], most_months
    )
    key_of = _month_key if fine else _quarter_key
    talked: dict[str, int] = defaultdict(int)
    for label, count in room.talked.items():
        if matches(label, district=district):
            talked[key_of(label)] += count
    keys = {key_of(label) for label in (*room.labels.values(), *room.talked)} - {NO_PERIOD}
    without = Column(NO_PERIOD, _("Uten måned") if fine else _("Uten kvartal"), None)
    columns = [Column(key, period_words(key), safe_sum([talked[key]])) for key in sorted(keys)]
    return _grid(room, [*columns, without], key_of, lambda label: matches(label, district=district))


def _shows_months(counts: Sequence[tuple[str, int]], most: int) -> bool:
    """Tell whether the months are few enough to follow, and most of the input is shown with one."""
    months = {period for period, _count in counts if is_month(period)}
    with_month = sum(count for period, count in counts if is_month(period))
    enough = with_month >= LEAST_WITH_MONTH * sum(count for _period, count in counts)
    return len(months) <= most and enough


def _month_key(label: Label) -> str:
    return label.period if is_month(label.period) else NO_PERIOD


def _quarter_key(label: Label) -> str:
    quarter = quarter_of(label.period)
    return quarter if "-Q" in quarter else NO_PERIOD


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
