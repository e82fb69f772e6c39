/**
 * The map of the desk: the district's ground, its routes in colours, one of them in focus.
 *
 * @typedef {{id: number, at: [number, number], label: string, doors: number, stand_in: boolean}} Dot
 * @typedef {{id: string, number: number, name: string, minutes: number, colour: string, locked: boolean,
 *   path: [number, number][], stops: Dot[]}} Route
 * @typedef {{routes: Route[], others: Dot[], outline: string|null, box: [number, number, number, number]|null}} MapData
 */

import { drawGround, makeMap } from "../map/base.js";
import { writeNames } from "../map/names.js";
import { ink, places } from "./drawing.js";

const NORWAY = [[58, 5], [71, 30]];
const QUIET = 0.25;
const HALO = 0.55;

export class Desk {
  /**
   * @param {HTMLElement} element
   * @param {(id: string) => void} openRoute
   */
  constructor(element, openRoute) {
    this.map = makeMap(element);
    this.openRoute = openRoute;
    this.canvas = L.canvas({ padding: 0.3, tolerance: 6 });
    this.routes = new Map();
    this.dots = new Map();
    this.drawn = L.layerGroup().addTo(this.map);
    this.pick = () => {};
    this.map.createPane("outline").style.zIndex = "350";
    this.fit(null);
    this.map.on("zoomend", () => this.scale());
  }

  /** Draw what is not drawn yet, and put the chosen route in focus. */
  async show({ map, base, route, shape, pick }) {
    this.pick = pick;
    if (map !== this.shown) {
      this.shown = map;
      const data = await fetchJson(map);
      if (!data || this.shown !== map) return;
      if (!this.box) this.fit(data.box);
      this.draw(data);
    }
    if (base !== this.base) {
      this.base = base;
      fetchJson(base).then((clip) => clip && this.lay(clip));
    }
    this.frame(shape);
    if (!shape) this.focus(route ?? null);
  }

  /** Show the shape that the panel is about, and come near it. */
  frame(shape) {
    this.shape?.remove();
    this.shape = null;
    if (!shape) return;
    this.shade(this.focused = null);
    const style = { interactive: false, weight: 3, dashArray: "6 5", color: ink(), fillOpacity: 0.08 };
    this.shape = L.polygon(places(shape), style).addTo(this.map);
    this.map.fitBounds(this.shape.getBounds().pad(0.3), { maxZoom: 18 });
  }

  lay(clip) {
    drawGround(this.map, clip);
    writeNames(this.map, clip);
  }

  fit(box) {
    const bounds = box ? [[box[1], box[0]], [box[3], box[2]]] : NORWAY;
    this.map.fitBounds(bounds, { padding: [24, 24], animate: false });
  }

  /** @param {MapData} data */
  draw(data) {
    this.drawn.clearLayers();
    this.routes.clear();
    this.dots.clear();
    this.box = data.box;
    if (data.outline) this.drawn.addLayer(outline(data.outline));
    for (const route of data.routes) this.addRoute(route);
    for (const dot of data.others) this.addDot(dot, "#808785", this.drawn);
  }

  /** @param {Route} route */
  addRoute(route) {
    const group = L.layerGroup();
    const open = () => this.openRoute(route.id);
    const line = route.path.map(turn);
    // A pale halo lifts dark colours from a dark map and pale ones from a light street.
    const halo = L.polyline(line, { renderer: this.canvas, color: "#fff", weight: 7, opacity: HALO, interactive: false });
    halo.addTo(group);
    const path = L.polyline(line, { renderer: this.canvas, color: route.colour, weight: 4, opacity: 0.9 });
    path.bindTooltip(words(route), { sticky: true }).on("click", open).addTo(group);
    const dots = route.stops.map((stop) => this.addDot(stop, route.colour, group, route.id));
    const middle = route.stops[Math.floor(route.stops.length / 2)];
    const sign = L.marker(turn(middle.at), { icon: badge(route), keyboard: false, title: words(route) });
    sign.on("click", open).addTo(group);
    group.addTo(this.drawn);
    this.routes.set(route.id, { ...route, path, halo, dots, sign });
  }

  addDot(dot, colour, group, routeId = null) {
    const mark = L.circleMarker(turn(dot.at), {
      renderer: this.canvas, radius: this.radius(dot), color: "#fff", weight: 1, fillColor: colour, fillOpacity: 1,
    });
    mark.doors = dot.doors;
    mark.bindTooltip(dot.label || "–").addTo(group);
    mark.on("click", () => (routeId === null || routeId === this.focused ? this.pick(dot.id) : this.openRoute(routeId)));
    this.dots.set(dot.id, mark);
    return mark;
  }

  /** Dots grow as one comes nearer; a stairwell's is larger than a house's. */
  radius({ doors }) {
    const near = Math.min(1, Math.max(0, (this.map.getZoom() - 13.5) / 4));
    return (1.5 + 4 * near) * (doors > 1 ? 1.35 : 1);
  }

  scale() {
    for (const dot of this.dots.values()) dot.setRadius(this.radius(dot));
    this.map.getContainer().classList.toggle("far", this.map.getZoom() < 15);
  }

  /** Put one route in front and the others back; none: all alike. */
  focus(id) {
    const before = this.focused;
    this.focused = id && this.routes.has(id) ? id : null;
    this.shade(this.focused);
    const route = this.routes.get(this.focused);
    if (route) this.map.fitBounds(route.path.getBounds().pad(0.2), { maxZoom: 18 });
    else if (before && this.box) this.fit(this.box);
  }

  hint(id) {
    if (!this.focused) this.shade(id);
  }

  shade(id) {
    for (const [other, route] of this.routes) {
      const opacity = !id || other === id ? 1 : QUIET;
      route.path.setStyle({ opacity: opacity * 0.9, weight: other === id ? 6 : 4 });
      route.halo.setStyle({ opacity: opacity === 1 ? HALO : 0, weight: other === id ? 10 : 7 });
      for (const dot of route.dots) dot.setStyle({ opacity, fillOpacity: opacity });
      route.sign.getElement()?.classList.toggle("quiet", opacity < 1);
      if (other === id) for (const layer of [route.halo, route.path]) layer.bringToFront();
    }
    for (const dot of this.routes.get(id)?.dots ?? []) dot.bringToFront();
  }

  /** Put a ring round one stop and say what it is. */
  pointOut(id) {
    const dot = this.dots.get(id);
    this.map.once("moveend", () => dot?.openTooltip());
    dot?.setStyle({ color: ink(), weight: 4 }).bringToFront().openTooltip();
  }

  /** Show which stops are ticked in the list. */
  mark(ids) {
    const wanted = new Set(ids);
    const ring = ink();
    for (const [id, dot] of this.dots) {
      const ticked = wanted.has(id);
      if (ticked !== Boolean(dot.ticked)) dot.setStyle({ color: ticked ? ring : "#fff", weight: ticked ? 4 : 1 });
      dot.ticked = ticked;
    }
  }
}

const turn = ([lon, lat]) => [lat, lon];
const words = (route) => `${route.number} · ${route.name} · ${Math.round(route.minutes)} min`;

function badge(route) {
  const sign = document.createElement("span");
  sign.textContent = route.number;
  sign.style.borderColor = route.colour;
  return L.divIcon({ html: sign, className: "route-sign", iconSize: [30, 30] });
}

function outline(text) {
  const style = { interactive: false, fill: false, weight: 2, dashArray: "8 6", color: "#808785", pane: "outline" };
  return L.geoJSON(JSON.parse(text), { style });
}

async function fetchJson(url) {
  const answer = await fetch(url, { headers: { Accept: "application/json" } });
  return answer.ok ? answer.json() : null;
}
