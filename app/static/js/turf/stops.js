/**
 * The addresses on the desk's map: fetched and drawn only for what is looked at, all at once where they are few.
 *
 * @typedef {{id: number, at: [number, number], label: string, doors: number, stand_in: boolean, route: number, seq: number, out: boolean}} Dot
 */

import { ink } from "./drawing.js";
import { StopNumbers } from "./stop_numbers.js";

const FEW = 2500;
const NEAR_ZOOM = 15.5;
const ROOM = 0.4;
const LOOSE = "#808785";
const FAINT = 0.35;

export class Stops {
  /**
   * @param {L.Map} map
   * @param {L.Canvas} canvas that the routes are drawn on as well
   * @param {(dot: Dot) => void} press
   * @param {(route: number) => {colour: string, opacity: number}} look
   */
  constructor(map, canvas, press, look) {
    Object.assign(this, { map, canvas, press, look });
    this.layer = L.layerGroup().addTo(map);
    this.numbers = new StopNumbers(map);
    this.numbered = 0;
    this.dots = new Map();
    this.ticked = new Set();
    map.on("moveend", () => this.follow());
    map.on("zoomend", () => this.scale());
  }

  /** Take up another cut: `url` gives its addresses by box, `loose` are in no route. */
  open(url, loose, count) {
    Object.assign(this, { url, loose, few: count <= FEW, fetched: null });
    this.draw(loose);
    return this.follow();
  }

  /** Fetch what is looked at, unless it is here already; far away there is nothing to tell apart. */
  async follow() {
    if (!this.url) return;
    if (!this.few && this.map.getZoom() < NEAR_ZOOM) {
      if (this.fetched) this.draw(this.loose);
      this.fetched = null;
      return;
    }
    const view = this.map.getBounds();
    if (this.fetched?.contains(view)) return;
    const box = this.few ? L.latLngBounds([-90, -180], [90, 180]) : view.pad(ROOM);
    this.fetched = box;
    const [west, south, east, north] = [box.getWest(), box.getSouth(), box.getEast(), box.getNorth()];
    const answer = await fetch(`${this.url}?${new URLSearchParams({ west, south, east, north })}`);
    if (!answer.ok || this.fetched !== box) return;
    const { dots } = await answer.json();
    if (this.fetched === box) this.draw([...this.loose, ...dots]);
  }

  draw(dots) {
    this.layer.clearLayers();
    this.dots.clear();
    for (const dot of dots) this.add(dot);
    this.number(this.numbered);
  }

  /** Number the addresses of one route in the order it is walked; of 0, none. */
  number(route) {
    this.numbered = route;
    const dots = route ? [...this.dots.values()].map(({ dot }) => dot).filter((dot) => dot.route === route) : [];
    this.numbers.show(dots, this.look(route).colour);
  }

  add(dot) {
    const { colour, opacity } = dot.route ? this.look(dot.route) : { colour: LOOSE, opacity: 1 };
    const mark = L.circleMarker([dot.at[1], dot.at[0]], {
      renderer: this.canvas, radius: this.radius(dot), weight: 1, color: "#fff",
      fillColor: dot.out ? LOOSE : colour, opacity, fillOpacity: fill(dot, opacity),
    });
    mark.dot = dot;
    mark.bindTooltip(dot.label || "–").on("click", () => this.press(dot));
    if (this.ticked.has(dot.id)) mark.setStyle({ color: ink(), weight: 4 });
    this.layer.addLayer(mark);
    this.dots.set(dot.id, mark);
  }

  /** Dots grow as one comes nearer; a stairwell's is larger than a house's. */
  radius({ doors }) {
    const near = Math.min(1, Math.max(0, (this.map.getZoom() - 13.5) / 4));
    return (1.5 + 4 * near) * (doors > 1 ? 1.35 : 1);
  }

  scale() {
    for (const mark of this.dots.values()) mark.setRadius(this.radius(mark.dot));
  }

  /** Dots follow their routes when those come forward or step back, and stay on top of the lines. */
  shade() {
    for (const mark of this.dots.values()) {
      if (!mark.dot.route) continue;
      const { opacity, front } = this.look(mark.dot.route);
      if (mark.options.opacity !== opacity) mark.setStyle({ opacity, fillOpacity: fill(mark.dot, opacity) });
      if (front) mark.bringToFront();
    }
  }

  /** Give the places of addresses that are drawn, latitude first. */
  places(ids) {
    return ids.flatMap((id) => this.dots.get(id)?.getLatLng() ?? []);
  }

  /** Colour addresses that are in no route yet as the one they may come to be in. */
  paint(ids, colour) {
    for (const id of ids) this.dots.get(id)?.setStyle({ fillColor: colour }).bringToFront();
  }

  /** Show which stops are ticked in the list. */
  mark(ids) {
    const wanted = new Set(ids);
    for (const [id, mark] of this.dots) {
      const ticked = wanted.has(id);
      if (ticked !== this.ticked.has(id)) mark.setStyle({ color: ticked ? ink() : "#fff", weight: ticked ? 4 : 1 });
    }
    this.ticked = wanted;
  }

  /** Put a ring round one stop and say what it is, as soon as it is there. */
  async pointOut(id) {
    await this.follow();
    const mark = this.dots.get(id);
    mark?.setStyle({ color: ink(), weight: 4 }).bringToFront().openTooltip();
  }
}

/** An address that nobody is to visit is there, but faint. */
const fill = (dot, opacity) => opacity * (dot.out ? FAINT : 1);
