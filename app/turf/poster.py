"""A cut on one large sheet of paper (A3): routes on a map, and a list. For the engine's process only.

Numbers, colours, minutes and doors are those of the desk, the walk sheets and the phone.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import shapely
import typst

from app.config import settings
from app.language import _, current, plural
from app.turf.changes import RouteFacts
from app.turf.colours import colour, ink
from app.turf.paper import Paper, ground_on, paper_around, path_data, street_labels
from app.web import distance, templates

LAYOUT = Path(__file__).parent / "poster.typ"
BESIDE = 30
"""So many routes have room in the list beside the map; with more the list gets a sheet of its own."""
NARROW_MM, WIDE_MM, HEIGHT_MM = 282.0, 392.0, 246.0
MARGIN_M, LEAST_SPAN_M = 40.0, 200.0


@dataclass(frozen=True)
class Drawn:
    """A route on the poster: its walk as SVG path data, and where its number stands."""

    number: int
    colour: str
    ink: str
    line: str
    left: float
    top: float


@dataclass(frozen=True)
class PosterText:
    """What stands beside the map."""

    title: str
    note: str
    thanks: Sequence[str]


def draw_poster(text: PosterText, ground: Path, found: Sequence[RouteFacts]) -> bytes:
    """Print the poster as PDF; `ground` is the district's map (GeoJSON), which may be missing."""
    beside = len(found) <= BESIDE
    walks = [shapely.LineString(json.loads(facts.path)["coordinates"]) for facts in found]
    around = shapely.union_all([walk.envelope for walk in walks])
    paper = paper_around(around, (NARROW_MM if beside else WIDE_MM, HEIGHT_MM), MARGIN_M, LEAST_SPAN_M)
    data = {
        "language": current.get(),
        "colour": settings().colour,
        "chapter": settings().chapter,
        "title": text.title,
        "note": text.note,
        "thanks": " · ".join(text.thanks),
        "beside": beside,
        "map": _map(paper, ground, found, walks),
        "page": _("side {n} av {total}"),
        "routes": [_line(facts) for facts in found],
    }
    inputs = {"data": json.dumps(data, ensure_ascii=False)}
    return bytes(typst.compile(LAYOUT, format="pdf", sys_inputs=inputs))


def _line(facts: RouteFacts) -> dict[str, str]:
    return {
        "number": str(facts.number),
        "name": facts.name or _("Uten gatenavn"),
        "colour": colour(facts.colour),
        "ink": ink(facts.colour),
        "facts": plural(
            "{minutes} min · {doors} dør · {length}", "{minutes} min · {doors} dører · {length}", facts.doors
        ).format(minutes=round(facts.minutes), doors=facts.doors, length=distance(facts.walk_m)),
    }


def _map(paper: Paper, ground: Path, found: Sequence[RouteFacts], walks: Sequence[shapely.LineString]) -> str:
    seen = ground_on(ground, paper)
    return templates.get_template("turf/poster_map.svg").render(
        paper=paper,
        paths=seen.paths(),
        labels=street_labels(seen, paper),
        routes=[_drawn(paper, facts, walk) for facts, walk in zip(found, walks, strict=True)],
        radius=3.2 if len(found) <= BESIDE else 2.4,
        street=max(0.5, min(2.4, 7 * paper.mm_per_m)),
    )


def _drawn(paper: Paper, facts: RouteFacts, walk: shapely.LineString) -> Drawn:
    placed = paper.place(np.array([walk, walk.interpolate(0.5, normalized=True)]))
    left, top = shapely.get_coordinates(placed[1])[0]
    tone = facts.colour
    return Drawn(facts.number, colour(tone), ink(tone), path_data(placed[:1]), left, top)
