"""The wheel as a drawing: where each month, season, mark and label stands, in drawing units around (0, 0).

The year runs clockwise from the top. `templates/goal/wheel.svg` draws it, on the page and on paper alike.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from app.goal.queries import Year
from app.goal.wheel import DayKind, WheelDay
from app.language import day
from app.rounds.models import Season

INNER, OUTER, SEASON, MARK, LABEL = 132.0, 212.0, 229.0, 251.0, 272.0
"""Radii: the ring of months from `INNER` to `OUTER`, the seasons outside it, then marks, then labels."""
TURN = 360.0
LARGEST_TYPE = 16.5
LINE = 1.12
MOST_LETTERS = 21


@dataclass(frozen=True)
class Label:
    """A day's mark at `angle` degrees, and its words at `turn`, moved so that no two stand on each other."""

    day: WheelDay
    text: str
    x: float
    y: float
    angle: float
    turn: float

    @property
    def is_left(self) -> bool:
        """Tell whether the words stand left of the middle, where they are turned to be read."""
        return self.turn > TURN / 2

    @property
    def line(self) -> str:
        """The line from the mark to its words, as an SVG path."""
        return f"M{_at(MARK + 9, self.angle)}L{_at(LABEL - 5, self.turn)}"


@dataclass(frozen=True)
class Wedge:
    """A month: its outline, its short name and where that stands."""

    path: str
    name: str
    x: float
    y: float


@dataclass(frozen=True)
class Drawing:
    """The whole wheel; `type_size` is smaller the more there is in the year."""

    year: Year
    months: list[Wedge]
    seasons: list[tuple[Season, str]]
    spans: list[str]
    labels: list[Label]
    type_size: float
    label_radius: float = LABEL

    @property
    def kinds(self) -> list[DayKind]:
        """The kinds of day there are in it, for the key."""
        found = {label.day.kind for label in self.labels}
        return [kind for kind in DayKind if kind in found]


def draw_wheel(year: Year, days: Sequence[WheelDay]) -> Drawing:
    """Place everything of a year on its wheel."""
    angles = [_angle(max(each.on, date(year.year, 1, 1)), 0.5) for each in days]
    gap = min(TURN / max(1, len(days)), math.degrees(LARGEST_TYPE * LINE / LABEL))
    turns = spread(angles, gap)
    labels = [
        Label(each, _words(each), *_point(MARK, angle), round(angle, 2), round(turn, 2))
        for each, angle, turn in zip(days, angles, turns, strict=True)
    ]
    size = math.radians(gap) * LABEL / LINE
    return Drawing(
        year,
        [_wedge(year.year, month) for month in range(1, 13)],
        [(each, _arc(SEASON, *_clipped(year.year, each.starts_on, each.ends_on))) for each in year.seasons],
        [_arc(MARK, *_clipped(year.year, each.on, each.until)) for each in days if each.until],
        labels,
        round(min(LARGEST_TYPE, size), 1),
    )


def spread(angles: Sequence[float], gap: float) -> list[float]:
    """Move sorted angles as little as can be (least squares), so that neighbours stand `gap` degrees apart.

    All stay between 0 and a whole turn. Isotonic regression by pooling adjacent violators: Barlow et al.,
    Statistical Inference under Order Restrictions (1972).
    """
    pools: list[tuple[float, int]] = []
    for place, angle in enumerate(angles):
        mean, size = angle - place * gap, 1
        while pools and pools[-1][0] > mean:
            before, others = pools.pop()
            mean, size = (before * others + mean * size) / (others + size), others + size
        pools.append((mean, size))
    flat = [mean for mean, size in pools for _each in range(size)]
    low, high = gap / 2, TURN - gap / 2 - (len(angles) - 1) * gap
    return [max(low, min(high, mean)) + place * gap for place, mean in enumerate(flat)]


def _words(each: WheelDay) -> str:
    words, most = each.words, MOST_LETTERS + len(day(each.on, "d. "))
    return words if len(words) <= most else words[: most - 1].rstrip() + "…"


def _angle(on: date, part: float = 0.0) -> float:
    """Give the degrees from the top at a day, or a part into it."""
    days = (date(on.year + 1, 1, 1) - date(on.year, 1, 1)).days
    return ((on - date(on.year, 1, 1)).days + part) / days * TURN


def _clipped(year: int, first: date, last: date | None) -> tuple[float, float]:
    """Give from and to in degrees, of what lies in the year."""
    starts, ends = max(first, date(year, 1, 1)), min(last or first, date(year, 12, 31))
    return _angle(starts), _angle(ends) + _angle(date(year, 1, 2))


def _wedge(year: int, month: int) -> Wedge:
    first = date(year, month, 1)
    starts, ends = _clipped(year, first, (first + timedelta(days=31)).replace(day=1) - timedelta(days=1))
    path = f"M{_at(INNER, starts)}L{_at(OUTER, starts)}{_bow(OUTER, starts, ends)}L{_at(INNER, ends)}"
    path += f"A{INNER} {INNER} 0 0 0 {_at(INNER, starts)}"
    x, y = _point((INNER + OUTER) / 2, (starts + ends) / 2)
    return Wedge(path, day(first, "MMM").replace(".", ""), x, y)


def _arc(radius: float, starts: float, ends: float) -> str:
    return f"M{_at(radius, starts)}{_bow(radius, starts, ends)}"


def _bow(radius: float, starts: float, ends: float) -> str:
    """Draw along the circle; in two halves, for one arc cannot go all the way around."""
    middle = (starts + ends) / 2
    return "".join(f"A{radius} {radius} 0 0 1 {_at(radius, angle)}" for angle in (middle, ends))


def _at(radius: float, angle: float) -> str:
    x, y = _point(radius, angle)
    return f"{x} {y}"


def _point(radius: float, angle: float) -> tuple[float, float]:
    turned = math.radians(angle)
    return round(radius * math.sin(turned), 1), round(-radius * math.cos(turned), 1)
