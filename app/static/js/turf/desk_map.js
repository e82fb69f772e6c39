/**
 * The map of the desk: the district's ground, its routes in colours, one of them in focus. What is drawn first is
 * the routes' outlines; addresses, numbers and buildings follow for what is looked at.
 *
 * @typedef {import("./stops.js").Dot} Dot
 * @typedef {{id: string, number: number, name: string, minutes: number, colour: string, locked: boolean,
 *   path: [number, number][][], sign: [number, number]}} Route
 * @typedef {{routes: Route[], others: Dot[], outline: string|null, addresses: number,
 *   box: [number, number, number, number]|null, starts: [number, number][]}} MapData
 */

import { drawGround, makeMap } from "../map/base.js";
import { writeNames } from "../map/names.js";
import { Direction } from "./direction.js";
import { Draft } from "./draft.js";
import { ink, places } from "./drawing.js";
import { startMark } from "./starts.js";
import { Signs, words } from "./signs.js";
import { Stops } from "./stops.js";

const NORWAY = [[58, 5], [71, 30]];
const QUIET = 0.25;
const HALO = 0.55;
const BUILDINGS_ZOOM = 15;

export class Desk {
  /**
   * @param {HTMLElement} element
   * @param {(id: string) => void} openRoute
   */
  constructor(element, openRoute) {
    this.map = makeMap(element);
    this.openRoute = openRoute;
    // Routes and addresses share it: of two canvases in a pane, the upper takes every press and the lower none.
    this.canvas = L.canvas({ padding: 0.4, tolerance: 6 });
    this.routes = new Map();
    this.byNumber = new Map();
    this.drawn = L.layerGroup().addTo(this.map);
    this.pick = () => {};
    this.map.createPane("outline").style.zIndex = "350";
    this.fit(null);
    this.signs = new Signs(this.map, openRoute);
    this.stops = new Stops(this.map, this.canvas, (dot) => this.press(dot), (number) => this.look(number));
    this.draft = new Draft(this.map, this.canvas, this.stops);
    this.direction = new Direction(this.map, this.canvas, element.dataset.start);
    this.map.on("moveend", () => this.layBuildings());
  }

  /** Draw what is not drawn yet, and put the chosen route in focus. */
  async show({ map, base, route, shape, draft, pick }) {
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
      fetchJson(`${base}?part=streets`).then((clip) => clip && this.layStreets(clip));
    }
    this.draft.show(draft);
    this.frame(shape);
    if (!shape) this.focus(route ?? null);
  }

  layStreets(clip) {
    drawGround(this.map, clip);
    writeNames(this.map, clip);
    this.layBuildings();
  }

  /** Houses come when one is near enough to see them. */
  async layBuildings() {
    if (this.built === this.base || this.map.getZoom() < BUILDINGS_ZOOM) return;
    this.built = this.base;
    const clip = await fetchJson(`${this.base}?part=buildings`);
    if (clip) drawGround(this.map, clip);
  }

  /** Show the shape that the panel is about, and come near it. */
  frame(shape) {
    this.shape?.remove();
    this.shape = null;
    if (!shape) return;
    this.shade(this.focused = null);
    this.direction.show(null);
    this.stops.number(0);
    const style = { interactive: false, weight: 3, dashArray: "6 5", color: ink(), fillOpacity: 0.08 };
    this.shape = L.polygon(places(shape), style).addTo(this.map);
    this.map.fitBounds(this.shape.getBounds().pad(0.3), { maxZoom: 18 });
  }

  fit(box) {
    const bounds = box ? [[box[1], box[0]], [box[3], box[2]]] : NORWAY;
    this.map.fitBounds(bounds, { padding: [24, 24], animate: false });
  }

  /** @param {MapData} data */
  draw(data) {
    this.drawn.clearLayers();
    this.routes.clear();
    this.byNumber.clear();
    this.box = data.box;
    if (data.outline) this.drawn.addLayer(outline(data.outline));
    for (const route of data.routes) this.addRoute(route);
    for (const place of data.starts) this.drawn.addLayer(startMark(turn(place)));
    this.signs.show(data.routes);
    const url = data.routes.length ? this.shown.replace(/map\.json.*/, "stops.json") : null;
    this.stops.open(url, data.others, data.addresses);
  }

  /** @param {Route} route */
  addRoute(route) {
    const line = route.path.map((piece) => piece.map(turn));
    // A pale halo lifts dark colours from a dark map and pale ones from a light street.
    const halo = L.polyline(line, { renderer: this.canvas, color: "#fff", weight: 7, opacity: HALO, interactive: false });
    const path = L.polyline(line, { renderer: this.canvas, color: route.colour, weight: 4, opacity: 0.9 });
    path.bindTooltip(words(route), { sticky: true }).on("click", () => this.openRoute(route.id));
    this.drawn.addLayer(halo).addLayer(path);
    const known = { ...route, path, halo, opacity: 1 };
    this.routes.set(route.id, known);
    this.byNumber.set(route.number, known);
  }

  look(number) {
    const { colour, opacity, front } = this.byNumber.get(number) ?? { colour: "#808785", opacity: 1 };
    return { colour, opacity, front };
  }

  /** An address was pressed: of the route in focus, or in none, it is ticked; of another, that route is opened. */
  press(dot) {
    const route = this.byNumber.get(dot.route);
    if (!route || route.id === this.focused) this.pick(dot.id);
    else this.openRoute(route.id);
  }

  /** Put one route in front and the others back; none: all alike. */
  focus(id) {
    const before = this.focused;
    this.focused = id && this.routes.has(id) ? id : null;
    this.shade(this.focused);
    this.signs.focus(this.focused);
    const route = this.routes.get(this.focused);
    this.direction.show(route?.path.getLatLngs() ?? null, route?.colour);
    this.stops.number(route?.number ?? 0);
    if (route) this.map.fitBounds(route.path.getBounds().pad(0.2), { maxZoom: 18 });
    else if (before && this.box) this.fit(this.box);
  }

  hint(id) {
    if (!this.focused && !this.shape) this.shade(id);
  }

  shade(id) {
    for (const [other, route] of this.routes) {
      const opacity = !id || other === id ? 1 : QUIET;
      const front = other === id;
      if (route.opacity === opacity && Boolean(route.front) === front) continue;
      Object.assign(route, { opacity, front });
      route.path.setStyle({ opacity: opacity * 0.9, weight: front ? 6 : 4 });
      route.halo.setStyle({ opacity: opacity === 1 ? HALO : 0, weight: front ? 10 : 7 });
      if (front) for (const layer of [route.halo, route.path]) layer.bringToFront();
    }
    this.stops.shade();
  }

  pointOut(id) {
    this.map.once("moveend", () => this.stops.pointOut(id));
    this.stops.pointOut(id);
  }

  mark(ids) {
    this.stops.mark(ids);
  }
}

const turn = ([lon, lat]) => [lat, lon];

function outline(text) {
  const style = { interactive: false, fill: false, weight: 2, dashArray: "8 6", color: "#808785", pane: "outline" };
  return L.geoJSON(JSON.parse(text), { style });
}

async function fetchJson(url) {
  const answer = await fetch(url, { headers: { Accept: "application/json" } });
  return answer.ok ? answer.json() : null;
}
