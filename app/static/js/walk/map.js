/**
 * The map above the card: the route's streets, the walking line, the stops, and where you are going.
 * The phone's position is shown only when asked for; it is never sent and never stored.
 */
/* global L */
import { THANKS } from "../map/base.js";
import { drawBase, lineColour, mapColours } from "./basemap.js";
import { leaflet } from "./leaflet.js";
import { legTo, placesOnLine } from "./leg.js";
import { makeLettering } from "./lettering.js";
import { soon } from "./soon.js";
import { $ } from "./words.js";

const CLOSE = 17.5;
const FARTHEST = 16;
const BESIDE_LEG_PX = 36;
const ABOVE_LEG_PX = 60; // above it lies what is sent, below it «Angre»
const SETTLED_MS = 150;
const calm = matchMedia("(prefers-reduced-motion: reduce)");

/**
 * Draw the map, or give null: the doors must work where the map does not.
 * @param {any} sheet
 * @param {any} geojson
 * @param {(seq: number) => void} onStop
 */
export async function drawMap(sheet, geojson, onStop) {
  try {
    await leaflet();
    return new WalkMap(sheet, geojson, onStop);
  } catch {
    return null;
  }
}

class WalkMap {
  /**
   * @param {any} sheet the route sheet
   * @param {any} geojson the streets around it, or null
   * @param {(seq: number) => void} onStop called when a stop is tapped
   */
  constructor(sheet, geojson, onStop) {
    this.sheet = sheet;
    this.geojson = geojson ?? { type: "FeatureCollection", features: [] };
    this.map = L.map("map", { preferCanvas: true, zoomControl: false, minZoom: 13, maxZoom: 20, zoomSnap: 0.5, fadeAnimation: !calm.matches, zoomAnimation: !calm.matches });
    this.map.attributionControl.setPrefix(false).addAttribution(THANKS);
    this.places = placesOnLine(sheet.path, sheet.stops);
    this.whole = L.latLngBounds([...sheet.path, ...sheet.stops.map((stop) => [stop.lat, stop.lon])]);
    if (this.whole.isValid()) this.map.fitBounds(this.whole, { padding: [30, 30], animate: false });
    else this.map.setView([63.43, 10.39], 12);
    this.draw();
    new ResizeObserver(soon(() => this.resized(), SETTLED_MS)).observe($("map"));
    this.map.on("click", (event) => this.tapped(event, onStop));
    matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => this.draw());
  }

  draw() {
    const { stops, leg } = this.lettering ?? { stops: [], leg: [] };
    this.layers?.remove();
    const { sheet } = this;
    const line = (style) => L.polyline(sheet.path, { interactive: false, lineJoin: "round", ...style });
    this.lettering = makeLettering(this.geojson, sheet.colour);
    this.layers = L.layerGroup().addTo(this.map);
    drawBase(this.geojson).addTo(this.layers);
    line({ color: mapColours().street, weight: 8, opacity: 0.9 }).addTo(this.layers);
    line({ color: lineColour(sheet.colour), weight: 4.5, opacity: 0.85 }).addTo(this.layers);
    if (sheet.meeting) L.circleMarker(sheet.meeting, { radius: 8, color: sheet.colour, fillColor: sheet.colour, fillOpacity: 1, interactive: false }).addTo(this.layers);
    this.lettering.addTo(this.layers);
    this.lettering.setStops(stops, leg);
  }

  /** The card grows and shrinks with the door: keep the stop in the middle of what is left. */
  resized() {
    this.map.invalidateSize({ pan: false });
    if (this.at) this.map.setView(this.at, this.map.getZoom(), { animate: false });
    else if (this.whole.isValid()) this.map.fitBounds(this.whole, { padding: [30, 30], animate: false });
  }

  tapped(event, onStop) {
    const near = this.sheet.stops
      .map((stop) => ({ stop, away: this.map.latLngToContainerPoint([stop.lat, stop.lon]).distanceTo(event.containerPoint) }))
      .sort((a, b) => a.away - b.away)[0];
    if (near && near.away < 30) onStop(near.stop.seq);
  }

  /**
   * Show the stops when the next door has been drawn: a tap does not wait for the map, nor for many of them.
   * @param {() => import("./lettering.js").StopMark[]} read
   */
  showSoon(read) {
    cancelAnimationFrame(this.frame);
    clearTimeout(this.timer);
    this.frame = requestAnimationFrame(() => {
      this.timer = setTimeout(() => this.show(read()));
    });
  }

  /** @param {import("./lettering.js").StopMark[]} stops */
  show(stops) {
    const leg = legTo(this.sheet.path, this.places, stops);
    this.lettering.setStops(stops, leg);
    const current = stops.find((stop) => stop.current);
    if (!current) return this.allDone();
    if (current.seq === this.shown) return;
    this.shown = current.seq;
    this.turnTo([current.lat, current.lon], leg);
  }

  /** Show where you are going and the way there; only the stop where the way is too long to be read with it. */
  turnTo(stop, leg) {
    const bounds = L.latLngBounds([stop, ...leg]);
    const close = Math.max(this.map.getZoom(), CLOSE);
    const whole = this.map.getBoundsZoom(bounds, false, L.point(2 * BESIDE_LEG_PX, 2 * ABOVE_LEG_PX));
    const fits = leg.length > 0 && whole >= FARTHEST;
    this.at = fits ? bounds.getCenter() : stop;
    this.map.setView(this.at, fits ? Math.min(close, whole) : close, { animate: !calm.matches && this.map.getZoom() >= FARTHEST });
  }

  /** Show where you have been, and the way back. */
  allDone() {
    if (this.shown === undefined) return;
    this.shown = undefined;
    this.seeAll();
  }

  seeAll() {
    this.at = undefined;
    if (this.whole.isValid()) this.map.fitBounds(this.whole, { padding: [30, 30], animate: !calm.matches });
  }

  /** Turn the dot for the phone's own position on or off; gives whether it is on. */
  toggleMe() {
    if (this.watch !== undefined) {
      navigator.geolocation.clearWatch(this.watch);
      this.me?.remove();
      this.watch = this.me = undefined;
      return false;
    }
    if (!("geolocation" in navigator)) return false;
    this.watch = navigator.geolocation.watchPosition(({ coords }) => {
      const at = [coords.latitude, coords.longitude];
      this.me ??= L.circleMarker(at, { radius: 9, color: "#fff", weight: 3, fillColor: "#1a73e8", fillOpacity: 1, interactive: false }).addTo(this.map);
      this.me.setLatLng(at);
    }, () => {}, { enableHighAccuracy: true, maximumAge: 10_000 });
    return true;
  }
}
