"""Labels that hide the few: every combination of district, period and theme that is shown has at least five.

Each input is published under one label, made coarser until at least `LEAST` inputs share it. Whatever is
then counted, filtered or subtracted is a sum of whole labels, so no sequence of questions gives a number
between 0 and `LEAST`. Free text is not a label: it was reviewed before it came here.

References
----------
L. Sweeney, k-anonymity: a model for protecting privacy (2002), https://doi.org/10.1142/S0218488502001648
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from uuid import UUID

LEAST = 5


@dataclass(frozen=True)
class Cell:
    """What is stored with an input: district null where too few walked, `month` then perhaps a year."""

    district_id: UUID | None
    month: str
    theme_id: UUID | None


@dataclass(frozen=True)
class Label:
    """What is shown with an input; `mixed`: the theme is left out.

    `period` is a month, a quarter («2026-Q4»), a year or nothing.
    """

    district_id: UUID | None
    period: str
    theme_id: UUID | None
    mixed: bool = False


NOWHERE = Label(None, "", None, mixed=True)
LADDER: tuple[Callable[[Cell], Label], ...] = (
    lambda cell: Label(cell.district_id, cell.month, cell.theme_id),
    lambda cell: Label(cell.district_id, quarter_of(cell.month), cell.theme_id),
    lambda cell: Label(cell.district_id, cell.month[:4], cell.theme_id),
    lambda cell: Label(None, cell.month, cell.theme_id),
    lambda cell: Label(None, quarter_of(cell.month), cell.theme_id),
    lambda cell: Label(None, cell.month[:4], cell.theme_id),
    lambda cell: Label(None, cell.month[:4], None, mixed=True),
    lambda _cell: NOWHERE,
)


def is_month(period: str) -> bool:
    """Tell «2026-11» from a quarter, a year and nothing."""
    return len(period) == len("2026-11") and "Q" not in period


def quarter_of(period: str) -> str:
    """Give the quarter of a month, «2026-Q4»; what is no month stays as it is."""
    return f"{period[:4]}-Q{(int(period[5:]) + 2) // 3}" if is_month(period) else period


def covers(period: str, other: str) -> bool:
    """Tell whether a month, quarter or year takes another of them in; nothing takes in all."""
    return other.startswith(period) or quarter_of(other) == period


def labels(counts: Mapping[Cell, int]) -> dict[Cell, Label]:
    """Give each cell the finest label that at least `LEAST` inputs share; a cell without one is not shown.

    First where and when, as if there were no themes; then the themes, under no finer place than that. So
    whatever the committee does to the themes, before and after together never tell where or when more
    closely than at least `LEAST` inputs share (docs/decisions/0017).

    Parameters
    ----------
    counts
        How many inputs each cell has; all of them, whoever asks for what.

    Returns
    -------
    dict
        The label of every cell that may be shown; the same counts always give the same labels.
    """
    places = _coarsened(_added((_place(cell), count) for cell, count in counts.items()))
    placed = {cell: _placed(cell, places.get(_place(cell), NOWHERE)) for cell in counts}
    shown = _coarsened(_added((placed[cell], count) for cell, count in counts.items()))
    return {cell: shown[placed[cell]] for cell in counts if placed[cell] in shown}


def placed(counts: Mapping[Cell, int]) -> set[Cell]:
    """Give the cells whose where and when at least `LEAST` inputs share, whatever their themes."""
    places = _coarsened(_added((_place(cell), count) for cell, count in counts.items()))
    return {cell for cell in counts if _place(cell) in places}


def _place(cell: Cell) -> Cell:
    return Cell(cell.district_id, cell.month, None)


def _placed(cell: Cell, place: Label) -> Cell:
    """Give a cell as it may be known at all: its theme, where and when its place's label says."""
    return Cell(place.district_id, place.period, cell.theme_id)


def _added(counts: Iterable[tuple[Cell, int]]) -> dict[Cell, int]:
    sums: dict[Cell, int] = defaultdict(int)
    for cell, count in counts:
        sums[cell] += count
    return sums


def _coarsened(counts: Mapping[Cell, int]) -> dict[Cell, Label]:
    """Climb the ladder with what is too small to stay; the same counts always give the same labels."""
    shown: dict[Cell, Label] = {}
    left = dict(counts)
    for coarser in LADDER:
        sums: dict[Label, int] = defaultdict(int)
        for cell, count in left.items():
            sums[coarser(cell)] += count
        open_already = set(shown.values())
        for cell in list(left):
            label = coarser(cell)
            if sums[label] >= LEAST or label in open_already:
                shown[cell] = label
                del left[cell]
    return shown


def matches(label: Label, *, district: str = "", period: str = "", theme: str = "") -> bool:
    """Tell whether a label falls under a filter; «city» and «mixed» ask for what is shown without them."""
    return (
        district in ("", district_key(label))
        and covers(period, label.period)
        and theme in ("", theme_key(label))
    )


def district_key(label: Label) -> str:
    """Name a label's district as a filter does."""
    return str(label.district_id) if label.district_id else "city"


def theme_key(label: Label) -> str:
    """Name a label's theme as a filter does."""
    if label.mixed:
        return "mixed"
    return str(label.theme_id) if label.theme_id else "none"


def safe_sum(counts: Iterable[int]) -> int | None:
    """Add counts up; None stands for «fewer than five»."""
    total = sum(counts)
    return total if total >= LEAST else None
