"""What is drawn upon a map on paper so that it can be read: arrows, numbers that cover no other, signs."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import shapely
from shapely.geometry.base import BaseGeometry

from app.language import _
from app.turf.compass import Place, metres_between
from app.turf.paper import Paper
from app.web import distance

Floats = npt.NDArray[np.float64]
ROUNDS = 80
EDGE_MM = 4.0
CLEAR_MM, KEEP_OFF_MM = 0.4, 2.4
BESIDE_MM = 1.1
"""Arrows stand to the right of the line, so that both ways of a street walked twice are seen."""
LETTERS_MM, LETTER_SHARE = 3.4, 0.62
"""Height of the letters of a sign; a letter's width as a share of it, bold and with room to spare."""


@dataclass(frozen=True)
class Arrow:
    """A place on the paper and a direction: degrees clockwise from the right."""

    left: float
    top: float
    degrees: float


@dataclass(frozen=True)
class Dot:
    """A numbered stop: where the number stands, and where the house is."""

    number: int
    left: float
    top: float
    house_left: float
    house_top: float
    moved: bool


@dataclass(frozen=True)
class Sign:
    """A word in a frame beside a point; the middle of the frame, and its size."""

    word: str
    left: float
    top: float
    width: float
    height: float
    point_left: float
    point_top: float


def arrows_on(lines: BaseGeometry, apart: float, beside: float = BESIDE_MM) -> list[Arrow]:
    """Place arrows along each of some lines."""
    along = [shapely.get_coordinates(line) for line in shapely.get_parts(lines)]
    return [arrow for line in along for arrow in arrows_along(line, apart, beside)]


def arrows_along(line: Floats, apart: float, beside: float = BESIDE_MM) -> list[Arrow]:
    """Place arrows along a line (n, 2), evenly, half a space from its start; one at the least.

    The line grows downwards, in mm like the two distances; or all in metres.
    """
    steps = np.diff(line, axis=0)
    lengths = np.hypot(steps[:, 0], steps[:, 1])
    reached = np.concatenate([[0.0], np.cumsum(lengths)])
    if reached[-1] <= 0:
        return []
    apart = reached[-1] / max(1, round(reached[-1] / apart))
    found = []
    for along in np.arange(apart / 2, reached[-1], apart):
        step = min(int(np.searchsorted(reached, along, side="right")) - 1, len(steps) - 1)
        ahead = steps[step] / lengths[step]
        left, top = line[step] + ahead * (along - reached[step]) + beside * np.array([-ahead[1], ahead[0]])
        found.append(Arrow(float(left), float(top), math.degrees(math.atan2(ahead[1], ahead[0]))))
    return found


def dots_apart(
    numbers: Sequence[int], houses: Floats, radius: float, paper: Paper, keep_off: Floats
) -> list[Dot]:
    """Place numbers at their houses (n, 2), pushed apart where they would cover each other, on the paper.

    They also keep off some points (m, 2), where something else is drawn.
    """
    nudge = 0.01 * np.column_stack([np.cos(range(len(houses))), np.sin(range(len(houses)))])
    places = houses.copy()
    least, most = np.array([radius, radius]), np.array([paper.width - radius, paper.height - radius])
    for _round in range(ROUNDS):
        places = places + nudge  # two at one place would not know which way to go
        between = places[:, None] - places[None, :]
        away = np.maximum(1e-3, np.hypot(between[..., 0], between[..., 1]))
        np.fill_diagonal(away, np.inf)
        lacking = np.maximum(0.0, 2 * radius + CLEAR_MM - away)
        off = places[:, None] - keep_off[None, :]
        near = np.maximum(0.01, np.hypot(off[..., 0], off[..., 1]))
        covered = np.maximum(0.0, radius + KEEP_OFF_MM - near)
        if not lacking.any() and not covered.any():
            break
        push = (between / away[..., None] * lacking[..., None] / 2).sum(1)
        push += (off / near[..., None] * covered[..., None]).sum(1)
        places = np.clip(places + 0.5 * push, least, most)
    moved = np.hypot(*(places - houses).T) > radius
    rows = zip(numbers, places.tolist(), houses.tolist(), moved.tolist(), strict=True)
    return [Dot(number, here[0], here[1], house[0], house[1], far) for number, here, house, far in rows]


def sign_at(point: Floats, word: str, dots: Sequence[Dot], paper: Paper, beside: Sign | None = None) -> Sign:
    """Put a word beside a point, on the paper, where it covers the fewest numbers and no other sign."""
    height = LETTERS_MM
    width, tall = LETTER_SHARE * height * len(word) + height, 1.6 * height
    aside, away = width / 2 + 2.2, tall / 2 + 2.2
    steps = [(0, -away), (0, away), (aside, 0), (-aside, 0), (aside, -away), (-aside, -away)]
    steps += [(aside, away), (-aside, away)]
    middles = [(float(point[0]) + left, float(point[1]) + top) for left, top in steps]

    def trouble(middle: tuple[float, float]) -> int:
        left, top = middle
        near = sum(
            abs(d.left - left) < width / 2 + height and abs(d.top - top) < tall / 2 + height for d in dots
        )
        inside = width / 2 < left < paper.width - width / 2 and tall / 2 < top < paper.height - tall / 2
        clash = (
            beside is not None
            and abs(beside.left - left) < (beside.width + width) / 2 + CLEAR_MM
            and abs(beside.top - top) < tall + CLEAR_MM
        )
        return near + 50 * clash + 100 * (not inside)

    left, top = min(middles, key=trouble)
    return Sign(word, left, top, width, tall, float(point[0]), float(point[1]))


def origin_at(
    start: Place, seen_from: Place, paper: Paper, dots: Sequence[Dot], beside: Sign | None = None
) -> tuple[Sign, Arrow | None]:
    """Sign a place where teams start; an arrow at the edge points to one that is not on the paper."""
    places = paper.place(np.asarray(shapely.points([start, seen_from]), object))
    place, here = shapely.get_coordinates(places)
    pointed = _at_edge(here, place, paper)
    if pointed is None:
        return sign_at(place, _("Startsted"), dots, paper, beside), None
    word = _("Startsted {away}").format(away=distance(math.hypot(*metres_between(seen_from, start))))
    return sign_at(np.array([pointed.left, pointed.top]), word, dots, paper, beside), pointed


def _at_edge(seen_from: Floats, place: Floats, paper: Paper) -> Arrow | None:
    """Point from the edge of the paper to a place outside it; None for a place that is on it."""
    away = place - seen_from
    limits = np.where(away > 0, [paper.width - EDGE_MM, paper.height - EDGE_MM], EDGE_MM)
    with np.errstate(divide="ignore", invalid="ignore"):
        share = np.nanmin(np.where(away == 0, np.inf, (limits - seen_from) / away))
    if share >= 1:
        return None
    left, top = seen_from + away * max(0.0, float(share))
    return Arrow(float(left), float(top), math.degrees(math.atan2(away[1], away[0])))
