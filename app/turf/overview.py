"""A cut as one HTML file that leaves the app. For the engine's process only."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import folium
import numpy as np
import shapely
from geopandas import GeoDataFrame
from markupsafe import escape

from app.language import plural
from app.turf.changes import RouteFacts
from app.turf.colours import PALETTE, colour, ink
from app.turf.ground import Floats, Ground, around
from app.turf.map_file import Look, Part, always, as_file, empty_map, feature

MARGIN_M = 250.0
DECIMALS = 6
LOOKS: Mapping[str, Look] = {
    "buildings": {"color": "#cfc9bd", "weight": 0.5, "fillColor": "#e2ddd2", "fillOpacity": 1},
    "barriers": {"color": "#9cc3d5", "weight": 4},
    "streets": {"color": "#b9b2a4", "weight": 1.5},
}


@dataclass(frozen=True)
class OverviewText:
    """What stands beside the map."""

    title: str
    left_out: int
    attributions: Sequence[str]


def draw_overview(text: OverviewText, ground: Ground, found: Sequence[RouteFacts]) -> bytes:
    """Draw routes in their colours over the district's own streets and buildings, with a list beside.

    The file asks nobody for anything: no tiles, and Leaflet's own code and style lie in it.
    """
    drawn = empty_map()
    _add_surroundings(drawn, ground)
    for facts in found:
        _add_route(drawn, ground, facts)
    drawn.fit_bounds([[ground.lat.min(), ground.lon.min()], [ground.lat.max(), ground.lon.max()]])
    beside = Part("overview_list.html", text=text, routes=found, colour=colour, ink=ink)
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
        "{number}. {name} · {minutes} min · {doors} dør",
        "{number}. {name} · {minutes} min · {doors} dører",
        facts.doors,
    ).format(number=facts.number, name=facts.name, minutes=round(facts.minutes), doors=facts.doors)
    shown = {"text": str(escape(words))}
    rows = ground.rows(facts.stops)
    places = _rounded(np.column_stack([ground.lon[rows], ground.lat[rows]]))
    stops = json.dumps({"type": "MultiPoint", "coordinates": places.tolist()})
    dots: Look = {"fillColor": tone}
    dot = folium.CircleMarker(radius=4, weight=1, color="#ffffff", fill_color=tone, fill_opacity=1)
    walk: Look = {"color": tone, "weight": 4, "opacity": 0.85}
    for geometry, look in ((facts.path, walk), (stops, dots)):
        hint = folium.GeoJsonTooltip(["text"], labels=False)
        style = always(look)
        folium.GeoJson(feature(geometry, shown), style_function=style, marker=dot, tooltip=hint).add_to(drawn)
    middle = places[len(places) // 2]
    sign = folium.Tooltip(
        str(facts.number), permanent=True, direction="center", class_name=f"route-number tone-{facts.colour}"
    )
    folium.CircleMarker([middle[1], middle[0]], radius=1, opacity=0, tooltip=sign).add_to(drawn)


def _rounded(points: Floats) -> Floats:
    return np.round(points, DECIMALS)
