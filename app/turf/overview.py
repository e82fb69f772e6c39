"""A cut as one HTML file that leaves the app. For the engine's process only."""

import json
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import folium
import numpy as np
import shapely
from geopandas import GeoDataFrame
from markupsafe import escape

from app.language import _, plural
from app.turf.changes import RouteFacts
from app.turf.colours import PALETTE, colour, ink
from app.turf.compass import Place
from app.turf.ground import Floats, Ground, around
from app.turf.lines import line_of
from app.turf.map_file import Look, Part, always, as_file, empty_map, feature
from app.turf.paper import metres_per_degree
from app.turf.signs import Arrow, arrows_on
from app.turf.ways import there_and_home
from app.web import minutes

MARGIN_M = 250.0
DECIMALS = 6
DARK = "#1e2321"
ARROWS_APART_M, ARROW_M, ARROW_BESIDE_M = 60.0, 6.0, 4.0
ARROW_BACK = 2.4
"""Radians from where an arrow points to its two corners behind."""
LOOKS: Mapping[str, Look] = {
    "buildings": {"color": "#cfc9bd", "weight": 0.5, "fillColor": "#e2ddd2", "fillOpacity": 1},
    "barriers": {"color": "#9cc3d5", "weight": 4},
    "streets": {"color": "#b9b2a4", "weight": 1.5},
}


@dataclass(frozen=True)
class OverviewText:
    """What stands beside the map, and where teams start (longitude and latitude)."""

    title: str
    left_out: int
    attributions: Sequence[str]
    starts: Sequence[Place] = ()


def draw_overview(text: OverviewText, ground: Ground, found: Sequence[RouteFacts]) -> bytes:
    """Draw routes in their colours over the district's own streets and buildings, with a list beside.

    The file asks nobody for anything: no tiles, and Leaflet's own code and style lie in it.
    """
    drawn = empty_map()
    _add_surroundings(drawn, ground)
    for facts in found:
        _add_route(drawn, ground, facts)
        _add_direction(drawn, facts)
    for start in text.starts:
        _add_sign(drawn, start, folium.Tooltip(_("Startsted"), permanent=True, direction="top"), DARK)
    drawn.fit_bounds([[ground.lat.min(), ground.lon.min()], [ground.lat.max(), ground.lon.max()]])
    beside = Part("overview_list.html", text=text, routes=found, colour=colour, ink=ink, way=there_and_home)
    return as_file(drawn, beside=beside, palette=tuple(PALETTE))


def _add_surroundings(drawn: folium.Map, ground: Ground) -> None:
    box = shapely.box(*around(ground.lon, ground.lat, MARGIN_M))
    frames: dict[str, GeoDataFrame] = dict(ground.layers.named())
    for name, look in LOOKS.items():
        shapes = np.asarray(frames[name].geometry, object)
        inside = shapes[shapely.intersects(shapes, box)]
        if len(inside):
            rounded = shapely.transform(shapely.clip_by_rect(inside, *box.bounds), _rounded)
            whole = shapely.geometrycollections(rounded[~shapely.is_empty(rounded)])
            folium.GeoJson(feature(str(shapely.to_geojson(whole)), {}), style_function=always(look)).add_to(
                drawn
            )


def _add_route(drawn: folium.Map, ground: Ground, facts: RouteFacts) -> None:
    """Draw a route's walk, its stops and its number; texts are escaped, for Folium puts them in as HTML.

    The number is a tooltip: a marker would ask for Leaflet's own pictures before it gets one of ours.
    """
    tone = colour(facts.colour)
    words = plural(
        "{number}. {name} · {minutes} · {doors} dør",
        "{number}. {name} · {minutes} · {doors} dører",
        facts.doors,
    ).format(number=facts.number, name=facts.name, minutes=minutes(facts.minutes), doors=facts.doors)
    shown = {"text": str(escape(words))}
    rows = ground.rows(facts.stops)
    places = _rounded(np.column_stack([ground.lon[rows], ground.lat[rows]]))
    stops = json.dumps({"type": "MultiPoint", "coordinates": places.tolist()})
    dots: Look = {"fillColor": tone}
    dot = folium.CircleMarker(radius=4, weight=1, color="#ffffff", fill_color=tone, fill_opacity=1)
    walk: Look = {"color": tone, "weight": 4, "opacity": 0.85}
    for geometry, look in ((str(shapely.to_geojson(line_of(facts.path))), walk), (stops, dots)):
        hint = folium.GeoJsonTooltip(["text"], labels=False)
        style = always(look)
        folium.GeoJson(feature(geometry, shown), style_function=style, marker=dot, tooltip=hint).add_to(drawn)
    if not len(places):  # nobody is to be asked on it now
        return
    middle = places[len(places) // 2]
    sign = folium.Tooltip(
        str(facts.number), permanent=True, direction="center", class_name=f"route-number tone-{facts.colour}"
    )
    folium.CircleMarker([middle[1], middle[0]], radius=1, opacity=0, tooltip=sign).add_to(drawn)


def _add_direction(drawn: folium.Map, facts: RouteFacts) -> None:
    """Mark where a route begins, and which way it goes."""
    line = line_of(facts.path)
    first, tone = shapely.get_coordinates(line)[0], colour(facts.colour)
    metres = np.array(metres_per_degree(first[1])) * (1, -1)
    arrows = arrows_on(
        shapely.transform(line, lambda places: (places - first) * metres), ARROWS_APART_M, ARROW_BESIDE_M
    )
    shapes = [shapely.Polygon(_rounded(first + _corners(arrow) / metres)) for arrow in arrows]
    if shapes:
        look: Look = {"color": "#ffffff", "weight": 1, "fillColor": tone, "fillOpacity": 1}
        whole = str(shapely.to_geojson(shapely.MultiPolygon(shapes)))
        folium.GeoJson(feature(whole, {}), style_function=always(look)).add_to(drawn)
    word = _("Rute {number} starter her").format(number=facts.number)
    _add_sign(drawn, (first[0], first[1]), folium.Tooltip(word), tone)


def _corners(arrow: Arrow) -> Floats:
    turned = math.radians(arrow.degrees) + np.array([0.0, ARROW_BACK, -ARROW_BACK])
    return np.array([arrow.left, arrow.top]) + ARROW_M * np.column_stack([np.cos(turned), np.sin(turned)])


def _add_sign(drawn: folium.Map, place: Place, hint: folium.Tooltip, tone: str) -> None:
    folium.CircleMarker(
        [place[1], place[0]],
        radius=7,
        weight=4,
        color=tone,
        fill_color="#ffffff",
        fill_opacity=1,
        tooltip=hint,
    ).add_to(drawn)


def _rounded(points: Floats) -> Floats:
    return np.round(points, DECIMALS)
