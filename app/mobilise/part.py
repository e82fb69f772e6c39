"""The part of a list that is rung: those of one municipality, say, or a hundred drawn by lot."""

import random
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from app.mobilise.columns import Column, body_start, first_row, has_heading
from app.mobilise.entries import Entry

MOST_VALUES, LEAST_VALUES = 60, 2
LEAST_SHARED = 3
"""A column whose values so few rows share, on average, tells people apart rather than groups them."""


@dataclass(frozen=True)
class Group:
    """The rows of a list where one column says the same; `key` names it in a form."""

    key: str
    words: str
    rows: int


@dataclass(frozen=True)
class GroupedColumn:
    """A column that splits the list into groups."""

    heading: str
    groups: list[Group]


def groups_of(rows: Sequence[Sequence[str]], columns: Sequence[Column]) -> list[GroupedColumn]:
    """Give what the list can be narrowed by: columns that few values share, and nobody is named by."""
    if not has_heading(rows):
        return []
    headings, body = rows[first_row(rows)], [row for row in rows[body_start(rows) :] if any(row)]
    found = []
    for index, column in enumerate(columns):
        counted = Counter(row[index] for row in body if row[index])
        if column == Column.SKIP and _splits(counted):
            groups = [Group(f"{index}:{words}", words, n) for words, n in sorted(counted.items())]
            found.append(GroupedColumn(headings[index], groups))
    return found


def _splits(counted: Counter[str]) -> bool:
    return LEAST_VALUES <= len(counted) <= MOST_VALUES and counted.total() >= LEAST_SHARED * len(counted)


def rows_of_group(rows: Sequence[Sequence[str]], key: str) -> Sequence[Sequence[str]]:
    """Blank the rows outside a group, so that those left keep their numbers; all when there is no such group.

    An empty key is the whole list. A key may be of the list before: then nobody is better than everybody.
    """
    if not key:
        return rows
    named, _colon, words = key.partition(":")
    column = int(named) if named.isdecimal() else len(rows[0])
    start, blank = body_start(rows), [""] * len(rows[0])
    return [*rows[:start], *(row if row[column : column + 1] == [words] else blank for row in rows[start:])]


def drawn(fresh: Mapping[str, Entry], most: int | None) -> dict[str, Entry]:
    """Draw at most so many by lot, so that nobody stands first on every list."""
    if most is None or most >= len(fresh):
        return dict(fresh)
    return dict(random.SystemRandom().sample(sorted(fresh.items(), key=lambda pair: pair[0]), most))
