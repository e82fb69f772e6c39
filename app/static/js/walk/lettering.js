/**
 * Street names along their streets, numbers on the stops and the way to the next, drawn on a canvas of their
 * own: upright, with a rim, and never on top of each other.
 *
 * @typedef {{seq: number, lat: number, lon: number, mark: string, others: boolean, current: boolean}} StopMark
 */
/* global L */
import { inkOn, lineColour, mapColours } from "./basemap.js";
import { drawLeg } from "./leg.js";

const STREET_FONT = "600 13px system-ui, sans-serif";
const LEAST_ZOOM_FOR_NAMES = 16;
const ALONG = [0.5, 0.25, 0.75];

const LETTERING = {
  /**
   * @param {any} geojson
   * @param {string} colour of the route
   */
  initialize(geojson, colour) {
    this.lines = namedLines(geojson);
    this.colour = colour;
    /** @type {StopMark[]} */
    this.stops = [];
    /** @type {import("./leg.js").Place[]} */
    this.leg = [];
  },

  onAdd(map) {
    this.canvas = L.DomUtil.create("canvas", "leaflet-zoom-hide");
    this.canvas.style.pointerEvents = "none";
    map.getPane("markerPane").appendChild(this.canvas);
    map.on("moveend zoomend resize", this.draw, this);
    this.draw();
  },

  onRemove(map) {
    map.off("moveend zoomend resize", this.draw, this);
    this.canvas.remove();
  },

  /**
   * Show the stops as they are now: in the next frame, so that a tap does not wait for a picture of it.
   * @param {StopMark[]} stops
   * @param {import("./leg.js").Place[]} leg the way to the current one
   */
  setStops(stops, leg) {
    const known = stops.map(({ seq, mark, others, current }) => `${seq}${mark}${others}${current}`).join();
    if (known === this.known) return;
    this.known = known;
    this.stops = stops;
    this.leg = leg;
    this.frame ??= requestAnimationFrame(() => this.draw());
  },

  draw() {
    cancelAnimationFrame(this.frame);
    this.frame = undefined;
    if (!this._map) return;
    const size = this._map.getSize();
    const ratio = devicePixelRatio || 1;
    L.DomUtil.setPosition(this.canvas, this._map.containerPointToLayerPoint([0, 0]));
    Object.assign(this.canvas, { width: size.x * ratio, height: size.y * ratio });
    Object.assign(this.canvas.style, { width: `${size.x}px`, height: `${size.y}px` });
    const pen = this.canvas.getContext("2d");
    pen.scale(ratio, ratio);
    pen.textAlign = "center";
    pen.textBaseline = "middle";
    drawLeg(pen, this.leg.map((place) => this._map.latLngToContainerPoint(place)), this.colour, mapColours().street);
    const taken = this.drawStops(pen, size);
    if (this._map.getZoom() >= LEAST_ZOOM_FOR_NAMES) this.drawNames(pen, size, taken);
  },

  drawStops(pen, size) {
    const colours = mapColours();
    const close = this._map.getZoom() >= 17;
    const taken = [];
    const order = [...this.stops].sort((a, b) => Number(b.current) - Number(a.current) || isDim(a) - isDim(b));
    for (const stop of order) {
      const at = this._map.latLngToContainerPoint([stop.lat, stop.lon]);
      const radius = stop.current ? 19 : close ? 13 : 7;
      if (at.x < -radius || at.y < -radius || at.x > size.x + radius || at.y > size.y + radius) continue;
      const box = boxAround(at, radius * 1.4, radius * 1.4);
      const crowded = taken.some((other) => overlaps(box, other));
      drawStop(pen, at, crowded && !stop.current ? 5 : radius, { ...stop, number: !crowded && (close || stop.current) }, this.colour, colours);
      if (!crowded) taken.push(box);
    }
    return taken;
  },

  drawNames(pen, size, taken) {
    const colours = mapColours();
    pen.font = STREET_FONT;
    pen.lineWidth = 4;
    pen.lineJoin = "round";
    const shown = new Map();
    for (const spot of this.spots(pen, size)) {
      const near = (shown.get(spot.name) ?? []).some((at) => Math.hypot(at.x - spot.x, at.y - spot.y) < 260);
      const reach = Math.abs(Math.cos(spot.angle)) * spot.width / 2 + 8;
      const box = boxAround(spot, reach, Math.abs(Math.sin(spot.angle)) * spot.width / 2 + 8);
      if (near || taken.some((other) => overlaps(box, other))) continue;
      taken.push(box);
      shown.set(spot.name, [...(shown.get(spot.name) ?? []), spot]);
      pen.save();
      pen.translate(spot.x, spot.y);
      pen.rotate(spot.angle);
      pen.strokeStyle = colours.street;
      pen.fillStyle = colours.text;
      pen.strokeText(spot.name, 0, 0);
      pen.fillText(spot.name, 0, 0);
      pen.restore();
    }
  },

  /** Straight pieces long enough for their street's name, the longest first. */
  spots(pen, size) {
    const found = [];
    for (const { name, points } of this.lines) {
      const width = pen.measureText(name).width;
      const at = points.map((point) => this._map.latLngToContainerPoint(point));
      for (let i = 1; i < at.length; i += 1) {
        const [a, b] = inView(at[i - 1], at[i], size);
        const length = Math.hypot(b.x - a.x, b.y - a.y);
        if (length < width * 0.8) continue;
        let angle = Math.atan2(b.y - a.y, b.x - a.x);
        if (Math.abs(angle) > Math.PI / 2) angle += Math.PI;
        for (const share of length > width * 2 ? ALONG : [0.5]) {
          found.push({ name, x: a.x + (b.x - a.x) * share, y: a.y + (b.y - a.y) * share, angle, width, length });
        }
      }
    }
    return found.sort((a, b) => b.length - a.length);
  },
};

let Kind = null;

/** Make the layer; Leaflet has come by now. */
export function makeLettering(geojson, colour) {
  Kind ??= L.Layer.extend(LETTERING);
  return new Kind(geojson, colour);
}

/** Cut a line to what is in view (Liang and Barsky); a line outside gets no length. */
function inView(a, b, size) {
  const [dx, dy] = [b.x - a.x, b.y - a.y];
  let [from, to] = [0, 1];
  for (const [step, room] of [[-dx, a.x - 10], [dx, size.x - 10 - a.x], [-dy, a.y - 10], [dy, size.y - 10 - a.y]]) {
    if (step === 0 && room < 0) return [a, a];
    if (step < 0) from = Math.max(from, room / step);
    if (step > 0) to = Math.min(to, room / step);
  }
  if (from >= to) return [a, a];
  return [{ x: a.x + from * dx, y: a.y + from * dy }, { x: a.x + to * dx, y: a.y + to * dy }];
}

function namedLines(geojson) {
  return geojson.features
    .filter(({ properties, geometry }) => properties.name && ["street", "path"].includes(properties.kind) && geometry.type.endsWith("LineString"))
    .flatMap(({ properties, geometry }) => (geometry.type === "LineString" ? [geometry.coordinates] : geometry.coordinates)
      .map((line) => ({ name: properties.name, points: straightened(line).map(([lon, lat]) => [lat, lon]) })));
}

/** Drop points where the street hardly bends, so that a name fits on a piece that looks straight. */
function straightened(line) {
  const kept = [line[0]];
  for (let i = 1; i < line.length - 1; i += 1) {
    const before = Math.atan2(line[i][1] - kept.at(-1)[1], (line[i][0] - kept.at(-1)[0]) / 2);
    const after = Math.atan2(line[i + 1][1] - line[i][1], (line[i + 1][0] - line[i][0]) / 2);
    if (Math.abs(Math.sin(before - after)) > 0.09) kept.push(line[i]);
  }
  return [...kept, line.at(-1)];
}

function drawStop(pen, at, radius, stop, colour, colours) {
  pen.beginPath();
  pen.arc(at.x, at.y, radius, 0, 2 * Math.PI);
  pen.lineWidth = stop.current ? 4 : 2.5;
  const dim = isDim(stop);
  pen.globalAlpha = dim && !stop.current ? 0.65 : 1;
  pen.fillStyle = stop.current ? colour : dim ? colours.building : colours.street;
  pen.strokeStyle = stop.current ? "#fff" : dim ? colours.edge : lineColour(colour);
  pen.fill();
  pen.stroke();
  pen.globalAlpha = 1;
  if (!stop.number) return;
  pen.font = stop.current ? "700 17px system-ui, sans-serif" : "700 12px system-ui, sans-serif";
  pen.fillStyle = stop.current ? inkOn(colour) : colours.text;
  const sign = { done: "✓", come_back: "↺" }[stop.mark];
  pen.fillText(stop.current || !sign ? String(stop.seq) : sign, at.x, at.y + 1);
}

/** Done, or the other's half: not where this phone is going. */
function isDim(stop) {
  return stop.mark === "done" || stop.others;
}

function boxAround({ x, y }, halfWidth, halfHeight) {
  return [x - halfWidth, y - halfHeight, x + halfWidth, y + halfHeight];
}

function overlaps(a, b) {
  return a[0] < b[2] && b[0] < a[2] && a[1] < b[3] && b[1] < a[3];
}
