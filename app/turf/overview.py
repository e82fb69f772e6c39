"""A cut as one HTML file that leaves the app: Folium's map, all inlined. For the engine's process only."""

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeAlias, cast

import folium
import numpy as np
import shapely
from branca.element import Element, Figure
from geopandas import GeoDataFrame
from markupsafe import Markup, escape

from app.language import plural
from app.turf.changes import RouteFacts
from app.turf.colours import PALETTE, colour, ink
from app.turf.ground import Floats, Ground, around
from app.web import APP, templates

VENDOR = APP / "static" / "vendor"
MARGIN_M = 250.0
DECIMALS = 6
NO_PINCH = ", maximum-scale=1.0, user-scalable=no"  # Folium's own, and a barrier to those who see little
Look: TypeAlias = dict[str, str | float]
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
    drawn = folium.Map(tiles=None, prefer_canvas=True, control_scale=True)
    drawn.default_js, drawn.default_css = [], []
    _add_surroundings(drawn, ground)
    for facts in found:
        _add_route(drawn, ground, facts)
    drawn.fit_bounds([[ground.lat.min(), ground.lon.min()], [ground.lat.max(), ground.lon.max()]])
    figure = cast(Figure, drawn.get_root())
    style, script = _vendor("leaflet.css"), _vendor("leaflet.js")
    figure.header.add_child(Part("overview_head.html", style=style, script=script, palette=PALETTE))
    figure.html.add_child(Part("overview_list.html", text=text, routes=found, colour=colour, ink=ink))
    html: str = figure.render()
    return html.replace(NO_PINCH, "").encode()


class Part(Element):
    """Our own HTML, handed to Folium as content: it would read a template in a template's output."""

    def __init__(self, template: str, **facts: object) -> None:
        super().__init__("{{ this.content }}")
        self.content = templates.get_template(f"turf/{template}").render(**facts)


def _vendor(file: str) -> Markup:
    return Markup((VENDOR / file).read_text(encoding="utf-8"))  # noqa: S704 - our own pinned library, not input


def _add_surroundings(drawn: folium.Map, ground: Ground) -> None:
    box = shapely.box(*around(ground.lon, ground.lat, MARGIN_M))
    frames: dict[str, GeoDataFrame] = dict(ground.layers.named())
    for name, look in LOOKS.items():
        shapes = np.asarray(frames[name].geometry, object)
        inside = shapes[shapely.intersects(shapes, box)]
        if len(inside):
            rounded = shapely.transform(shapely.clip_by_rect(inside, *box.bounds), _rounded)
            whole = shapely.geometrycollections(rounded[~shapely.is_empty(rounded)])
            folium.GeoJson(_feature(str(shapely.to_geojson(whole)), {}), style_function=_always(look)).add_to(
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
        style = _always(look)
        folium.GeoJson(_feature(geometry, shown), style_function=style, marker=dot, tooltip=hint).add_to(
            drawn
        )
    middle = places[len(places) // 2]
    sign = folium.Tooltip(
        str(facts.number), permanent=True, direction="center", class_name=f"route-number tone-{facts.colour}"
    )
    folium.CircleMarker([middle[1], middle[0]], radius=1, opacity=0, tooltip=sign).add_to(drawn)


def _rounded(points: Floats) -> Floats:
    return np.round(points, DECIMALS)


def _feature(geometry: str, properties: dict[str, str]) -> str:
    return json.dumps({"type": "Feature", "properties": properties, "geometry": json.loads(geometry)})


def _always(look: Look) -> Callable[[object], Look]:
    return lambda _feature: look
