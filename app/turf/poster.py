"""A cut on one large sheet of paper (A3): routes on a map, and a list. For the engine's process only.

Numbers, colours, minutes and doors are those of the desk, the walk sheets and the phone.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TypeAlias, TypedDict

import numpy as np
import shapely
import typst

from app.config import settings
from app.language import _, current, plural
from app.turf.changes import RouteFacts
from app.turf.colours import colour, ink
from app.turf.compass import Place
from app.turf.lines import line_of
from app.turf.maps import DISTRICT_MARGIN_M
from app.turf.paper import Paper, ground_on, paper_around, path_data, street_labels
from app.turf.signs import Arrow, Dot, arrows_on, dots_apart, origin_at
from app.turf.ways import there_and_home
from app.web import distance, minutes, templates

LAYOUT = Path(__file__).parent / "poster.typ"
MANY, LARGE_MM, SMALL_MM = 30, 3.2, 2.4
"""So many routes get smaller numbers."""
MARGIN_M, LEAST_SPAN_M = 40.0, 200.0
ARROWS_APART_MM = 28.0


Line: TypeAlias = shapely.MultiLineString
Data = dict[str, "str | float | Sequence[Data] | Sequence[float] | Data | None"]


class Plan(TypedDict):
    """Which way the sheet lies, where the list stands, and the room for the map in mm."""

    lying: bool
    list: str
    width: float
    height: float


@dataclass(frozen=True)
class Drawn:
    """A route on the poster: its walk as SVG path data, where it begins and leads, and its number."""

    colour: str
    ink: str
    line: str
    begin: Sequence[float]
    arrows: Sequence[Arrow]
    dot: Dot


@dataclass(frozen=True)
class PosterText:
    """What stands beside the map, and where teams start (longitude and latitude)."""

    title: str
    note: str
    thanks: Sequence[str]
    starts: Sequence[Place] = ()


def draw_poster(text: PosterText, ground: Path, found: Sequence[RouteFacts]) -> bytes:
    """Print the poster as PDF; `ground` is the district's map (GeoJSON), which may be missing."""
    walks = [line_of(facts.path) for facts in found]
    around = shapely.GeometryCollection(walks)
    span = paper_around(around, (1.0, 1.0), MARGIN_M, LEAST_SPAN_M)
    data: Data = {
        "language": current.get(),
        "colour": settings().colour,
        "chapter": settings().chapter,
        "title": text.title,
        "note": text.note,
        "thanks": " · ".join(text.thanks),
        "span": [span.width, span.height],
        "plan": None,
        "page": _("side {n} av {total}"),
        "routes": [_line(facts) for facts in found],
    }
    plan: Plan = json.loads(typst.query(LAYOUT, "<plan>", field="value", one=True, sys_inputs=_inputs(data)))
    paper = paper_around(
        around, (plan["width"], plan["height"]), MARGIN_M, LEAST_SPAN_M, more_m=DISTRICT_MARGIN_M - MARGIN_M
    )
    svg = _map(paper, ground, text.starts, list(zip(found, walks, strict=True)))
    drawn: Data = {"svg": svg, "width": paper.width, "height": paper.height}
    return bytes(typst.compile(LAYOUT, format="pdf", sys_inputs=_inputs(data | {"plan": plan, "map": drawn})))


def _inputs(data: Mapping[str, object]) -> dict[str, str]:
    return {"data": json.dumps(data, ensure_ascii=False)}


def _line(facts: RouteFacts) -> Data:
    said = plural("{minutes} · {doors} dør · {length}", "{minutes} · {doors} dører · {length}", facts.doors)
    told = said.format(minutes=minutes(facts.minutes), doors=facts.doors, length=distance(facts.walk_m))
    way = there_and_home(facts) if facts.way_m else ""
    return {
        "number": str(facts.number),
        "name": facts.name or _("Uten gatenavn"),
        "colour": colour(facts.colour),
        "ink": ink(facts.colour),
        "facts": " · ".join(filter(None, [told, way])),
    }


def _map(
    paper: Paper, ground: Path, starts: Sequence[Place], routes: Sequence[tuple[RouteFacts, Line]]
) -> str:
    seen = ground_on(ground, paper)
    radius = LARGE_MM if len(routes) <= MANY else SMALL_MM
    lines = paper.place(np.array([walk for _facts, walk in routes], object))
    longest = np.array([max(line.geoms, key=shapely.length) for line in lines], object)
    middles = shapely.get_coordinates(shapely.line_interpolate_point(longest, 0.5, normalized=True))
    begins = shapely.get_coordinates(shapely.get_point([line.geoms[0] for line in lines], 0))
    dots = dots_apart([facts.number for facts, _walk in routes], middles, radius, paper, begins)
    return templates.get_template("turf/poster_map.svg").render(
        paper=paper,
        paths=seen.paths(),
        labels=street_labels(seen, paper),
        routes=[
            Drawn(
                colour=colour(facts.colour),
                ink=ink(facts.colour),
                line=path_data(line),
                begin=begin,
                arrows=arrows_on(line, ARROWS_APART_MM),
                dot=dot,
            )
            for (facts, _walk), line, begin, dot in zip(routes, lines, begins.tolist(), dots, strict=True)
        ],
        starts=[origin_at(start, paper.middle, paper, dots) for start in starts],
        radius=radius,
        street=max(0.5, min(2.4, 7 * paper.mm_per_m)),
    )
