"""A map as one HTML file that leaves the app: Folium's map, all inlined. For the engine's process only."""

import json
from collections.abc import Callable, Mapping
from typing import TypeAlias, cast

import folium
from branca.element import Element, Figure
from markupsafe import Markup

from app.web import APP, templates

VENDOR = APP / "static" / "vendor"
NO_PINCH = ", maximum-scale=1.0, user-scalable=no"  # Folium's own, and a barrier to those who see little
Look: TypeAlias = dict[str, str | float]


class Part(Element):
    """Our own HTML, handed to Folium as content: it would read a template in a template's output."""

    def __init__(self, template: str, **facts: object) -> None:
        super().__init__("{{ this.content }}")
        self.content = templates.get_template(f"turf/{template}").render(**facts)


def empty_map() -> folium.Map:
    """Give a map without tiles, that asks nobody for anything."""
    drawn = folium.Map(tiles=None, prefer_canvas=True, control_scale=True)
    drawn.default_js, drawn.default_css = [], []
    return drawn


def as_file(drawn: folium.Map, *, beside: Part, palette: tuple[str, ...] = ()) -> bytes:
    """Write a map with what stands beside it; Leaflet's own code and style lie in the file."""
    figure = cast(Figure, drawn.get_root())
    style, script = _vendor("leaflet.css"), _vendor("leaflet.js")
    figure.header.add_child(Part("overview_head.html", style=style, script=script, palette=palette))
    figure.html.add_child(beside)
    html: str = figure.render()
    return html.replace(NO_PINCH, "").encode()


def feature(geometry: str, properties: Mapping[str, str]) -> str:
    """Write a geometry (GeoJSON) with its properties; texts must be escaped, Folium puts them in as HTML."""
    return json.dumps({"type": "Feature", "properties": properties, "geometry": json.loads(geometry)})


def always(look: Look) -> Callable[[object], Look]:
    """Give every feature of a layer the same look."""
    return lambda _feature: look


def _vendor(file: str) -> Markup:
    return Markup((VENDOR / file).read_text(encoding="utf-8"))  # noqa: S704 - our own pinned library, not input
