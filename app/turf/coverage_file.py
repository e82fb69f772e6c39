"""Where we have been, by street side, as one HTML file that leaves the app. For the engine's process only."""

import enum
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import folium
from markupsafe import escape

from app.districts.models import District
from app.districts.street_sides import EVEN, ODD, months_before
from app.districts.walked_streets import WalkedSide
from app.language import N_, _, day, today
from app.turf.map_file import Look, Part, always, as_file, empty_map, feature

LATELY_MONTHS = 12
OUTLINE: Look = {"color": "#8a9490", "weight": 1.5, "fillColor": "#ffffff", "fillOpacity": 0.6}


class Walked(enum.StrEnum):
    """How a side is drawn; each differs by width and dashes too, for those who print it or see no colours."""

    LATELY = "lately"
    EARLIER = "earlier"
    PARTLY = "partly"
    NEVER = "never"


LOOKS: Mapping[Walked, Look] = {
    Walked.LATELY: {"color": "#0b4f44", "weight": 6},
    Walked.EARLIER: {"color": "#4f9e8f", "weight": 4},
    Walked.PARTLY: {"color": "#b8791a", "weight": 4, "dashArray": "2 7"},
    Walked.NEVER: {"color": "#a9aeab", "weight": 2},
}
WORDS = {
    Walked.LATELY: N_("gått det siste året"),
    Walked.EARLIER: N_("gått tidligere"),
    Walked.PARTLY: N_("gått, men under halvparten"),
    Walked.NEVER: N_("ikke gått"),
}
SIDES = {ODD: N_("oddetall"), EVEN: N_("partall")}


@dataclass(frozen=True)
class DistrictLine:
    """A district in the list: how many of its street sides were walked, at least half."""

    name: str
    walked: int
    sides: int


@dataclass(frozen=True)
class CoverageText:
    """What stands beside the map."""

    title: str
    attributions: Sequence[str]


def draw_coverage(text: CoverageText, found: Sequence[tuple[District, list[WalkedSide]]]) -> bytes:
    """Draw the street sides of some districts by when they were last walked."""
    drawn, since = empty_map(), months_before(today(), LATELY_MONTHS)
    for district, _sides in found:
        if not district.outline:
            continue
        folium.GeoJson(feature(district.outline or "", {}), style_function=always(OUTLINE)).add_to(drawn)
    every = [side for _district, sides in found for side in sides]
    for kind in reversed(Walked):
        _add_sides(drawn, kind, [each for each in every if _kind(each, since) == kind])
    places = [district for district, _sides in found]
    if places:
        south_west = [min(each.south for each in places), min(each.west for each in places)]
        north_east = [max(each.north for each in places), max(each.east for each in places)]
        drawn.fit_bounds([south_west, north_east])
    lines = [
        DistrictLine(district.name, sum(each.mostly for each in sides), len(sides))
        for district, sides in found
    ]
    key = [(_(WORDS[kind]), LOOKS[kind]) for kind in Walked]
    beside = Part("coverage_list.html", text=text, lines=lines, key=key, today=day(today(), "d. MMMM y"))
    return as_file(drawn, beside=beside)


def _kind(side: WalkedSide, since: str) -> Walked:
    if not side.month:
        return Walked.NEVER
    if not side.mostly:
        return Walked.PARTLY
    return Walked.LATELY if side.month >= since else Walked.EARLIER


def _add_sides(drawn: folium.Map, kind: Walked, sides: Sequence[WalkedSide]) -> None:
    if not sides:
        return
    features = [feature(each.line, {"text": str(escape(_words(each)))}) for each in sides]
    collection = {"type": "FeatureCollection", "features": [json.loads(each) for each in features]}
    hint = folium.GeoJsonTooltip(["text"], labels=False)
    folium.GeoJson(json.dumps(collection), style_function=always(LOOKS[kind]), tooltip=hint).add_to(drawn)


def _words(side: WalkedSide) -> str:
    place = f"{side.street}, {_(SIDES[side.side])}" if side.side in SIDES else side.street
    if not side.month:
        return f"{place}: {_(WORDS[Walked.NEVER])}"
    said = _("sist gått i {month}") if side.mostly else _("under halvparten, sist i {month}")
    return f"{place}: {said.format(month=day(date.fromisoformat(f'{side.month}-01'), 'MMMM y'))}"
