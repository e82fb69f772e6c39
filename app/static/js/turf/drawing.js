/**
 * Draw a shape on the map: press corner by corner, or go round the houses in one stroke. The map can be zoomed
 * meanwhile. «Ferdig», or the first corner again, closes the shape; «Avbryt» or Escape gives it up.
 */

const APART_PX = 6;
const STROKE_PX = 24;
const CLOSE_PX = 16;
const MOST_CORNERS = 80;
const LEAST_CORNERS = 3;
const LATE_CLICK_MS = 400;

/**
 * @param {L.Map} map
 * @param {HTMLTemplateElement} bar what to do, and buttons «close» and «cancel», shown on the map meanwhile
 * @returns {Promise<string|null>} «lon,lat lon,lat …», or null when it was given up
 */
export function drawShape(map, bar) {
  return new Promise((resolve) => new Drawing(map, bar, resolve));
}

class Drawing {
  constructor(map, bar, resolve) {
    Object.assign(this, { map, resolve, corners: [], stroke: null });
    this.sheet = L.DomUtil.create("div", "drawing", map.getContainer());
    L.DomEvent.disableClickPropagation(this.sheet); // or the map would be dragged along
    this.bar = showBar(map, bar);
    this.close = this.bar.querySelector("[name=close]");
    this.close.addEventListener("click", () => this.finish());
    this.bar.querySelector("[name=cancel]").addEventListener("click", () => this.end(null));
    this.line = L.polyline([], { interactive: false, weight: 3, dashArray: "6 5", color: ink() }).addTo(map);
    this.first = L.circleMarker([0, 0], { interactive: false, radius: 7, weight: 3, color: ink(), fillColor: "#fff", fillOpacity: 1 });
    this.sheet.addEventListener("pointerdown", (event) => this.press(event));
    this.sheet.addEventListener("pointermove", (event) => this.move(event));
    this.sheet.addEventListener("pointerup", () => this.release());
    this.sheet.addEventListener("pointercancel", () => this.stroke = null);
    this.onKey = (event) => this.key(event);
    addEventListener("keydown", this.onKey, true);
    this.show();
  }

  press(event) {
    if (!event.isPrimary || event.button) return;
    this.sheet.setPointerCapture(event.pointerId);
    this.stroke = [this.map.mouseEventToLatLng(event)];
  }

  move(event) {
    if (!this.stroke || !event.isPrimary) return;
    const here = this.map.mouseEventToContainerPoint(event);
    if (here.distanceTo(this.pixel(this.stroke.at(-1))) < APART_PX) return;
    this.stroke.push(this.map.containerPointToLatLng(here));
    this.show();
  }

  /** A press without a stroke is a corner; on the first or the last one again it closes the shape. */
  release() {
    const stroke = this.stroke;
    this.stroke = null;
    if (!stroke) return;
    const begun = this.corners.length;
    if (this.isStroke(stroke)) {
      this.corners.push(...stroke);
      if (!begun) return this.finish();
    } else if (begun >= LEAST_CORNERS && [this.corners[0], this.corners.at(-1)].some((corner) => this.near(corner, stroke[0]))) {
      return this.finish();
    } else this.corners.push(stroke[0]);
    this.show();
  }

  key(event) {
    if (event.key !== "Escape") return;
    event.stopPropagation();
    this.end(null);
  }

  /** A hand that trembles while it presses has drawn nothing. */
  isStroke(places) {
    const { x, y } = L.bounds(places.map((place) => this.pixel(place))).getSize();
    return places.length >= LEAST_CORNERS && Math.max(x, y) >= STROKE_PX;
  }

  near(one, other) {
    return this.pixel(one).distanceTo(this.pixel(other)) < CLOSE_PX;
  }

  pixel(place) {
    return this.map.latLngToContainerPoint(place);
  }

  show() {
    this.line.setLatLngs([...this.corners, ...(this.stroke ?? [])]);
    if (this.corners.length) this.first.setLatLng(this.corners[0]).addTo(this.map);
    this.close.disabled = this.corners.length < LEAST_CORNERS;
  }

  finish() {
    if (this.corners.length >= LEAST_CORNERS) this.end(written(this.map, this.corners));
  }

  end(shape) {
    removeEventListener("keydown", this.onKey, true);
    for (const part of [this.line, this.first, this.bar]) part.remove();
    // A finger's click comes late: it must not press what lies under the sheet.
    setTimeout(() => this.sheet.remove(), LATE_CLICK_MS);
    this.resolve(shape);
  }
}

/** Lay a template's content over the map, out of the way of its buttons. @returns {HTMLElement} */
export function showBar(map, template) {
  const bar = template.content.firstElementChild.cloneNode(true);
  L.DomEvent.disableClickPropagation(bar);
  return map.getContainer().appendChild(bar);
}

/** Leave out corners until few enough are left to travel in an address. */
function written(map, corners) {
  const pixels = corners.map((corner) => map.latLngToLayerPoint(corner));
  let tolerance = 1;
  let kept = pixels;
  while (kept.length > MOST_CORNERS) kept = L.LineUtil.simplify(pixels, tolerance *= 1.5);
  const places = kept.map((pixel) => map.layerPointToLatLng(pixel));
  return places.map(({ lng, lat }) => `${lng.toFixed(6)},${lat.toFixed(6)}`).join(" ");
}

/** @param {string} shape @returns {[number, number][]} latitude first, as Leaflet wants it */
export const places = (shape) => shape.split(" ").map((pair) => pair.split(",").map(Number).reverse());

export const ink = () => getComputedStyle(document.documentElement).getPropertyValue("--map-text").trim();
