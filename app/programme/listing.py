"""The list of input under a filter, a page at a time: by theme, district and period, as they are shown."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from uuid import UUID

from sqlalchemy import ColumnElement
from sqlmodel import Session, and_, col, or_, select

from app.programme.anonymity import Cell, Label
from app.programme.models import Input
from app.programme.search import having

MOST_CELLS = 200
"""So many conditions go in one query; SQLite refuses a thousand."""

Place = tuple[str, str, str]
"""Where a label comes in the list: by its theme's name, its district's name, and its period."""


def by_label(
    session: Session, cells: dict[Cell, Label], counts: dict[Cell, int], order: dict[Label, Place]
) -> "Runs":
    """Line up the labels as they are shown, each with its cells."""
    behind: dict[Label, list[Cell]] = defaultdict(list)
    for cell, label in cells.items():
        behind[label].append(cell)
    lined_up = sorted(behind, key=lambda label: order[label])
    return Runs(session, [(behind[label], sum(counts[cell] for cell in behind[label])) for label in lined_up])


class Runs:
    """Labels in the order they are shown, of which only those on the page are read."""

    def __init__(self, session: Session, runs: Sequence[tuple[list[Cell], int]]) -> None:
        self.session = session
        self.runs = runs
        self.found = sum(count for _cells, count in runs)

    def page(self, first: int, most: int) -> Iterator[Input]:
        """Give the input from number `first` on, within a label in an order that tells nothing."""
        start = 0
        for cells, count in self.runs:
            if start < first + most and start + count > first:
                rows = sorted(self._rows(cells), key=lambda row: row.id)
                yield from rows[max(0, first - start) : max(0, first + most - start)]
            start += count

    def _rows(self, cells: list[Cell]) -> Iterator[Input]:
        for first in range(0, len(cells), MOST_CELLS):
            wanted = [_in_cell(cell) for cell in cells[first : first + MOST_CELLS]]
            yield from self.session.exec(select(Input).where(or_(*wanted)))


def by_search(session: Session, text: str, cells: dict[Cell, Label], order: dict[Label, Place]) -> list[UUID]:
    """Give the ids of the input that has all the words of `text`, in the order they are shown."""
    columns = select(Input.id, Input.district_id, Input.month, Input.theme_id)
    rows = session.exec(columns.where(*having(text)))
    found = [(order[cells[cell]], row[0]) for row in rows if (cell := Cell(*row[1:])) in cells]
    return [id_ for _place, id_ in sorted(found)]


def _in_cell(cell: Cell) -> ColumnElement[bool]:
    return and_(
        col(Input.district_id) == cell.district_id,  # SQLAlchemy writes IS NULL for None
        col(Input.month) == cell.month,
        col(Input.theme_id) == cell.theme_id,
    )
