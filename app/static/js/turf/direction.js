/** Where the route in focus begins, and which way it is walked: a sign at its start, arrows along its line. */

import { arrowsAlong } from "../map/arrows.js";
import { ink } from "./drawing.js";

const APART_PX = 64;
const SIDE_PX = 8;
const BACK = 2.4; // radians from where an arrow points to its two corners behind

export class Direction {
  /**
   * @param {L.Map} map
   * @param {L.Canvas} canvas that the routes are drawn on
   * @param {string} word for the start
   */
  constructor(map, canvas, word) {
    Object.assign(this, { map, canvas, word, line: null });
    this.arrows = L.layerGroup().addTo(map);
    map.on("moveend", () => this.lay());
  }

  /** @param {L.LatLng[][]|null} line as it is walked, piece by piece @param {string} [colour] */
  show(line, colour) {
    if (line === this.line) return;
    Object.assign(this, { line, colour });
    this.start?.remove();
    this.lay();
    this.start = line && this.startOf(line).addTo(this.map);
  }

  lay() {
    this.arrows.clearLayers();
    if (!this.line) return;
    const view = L.bounds([0, 0], this.map.getSize());
    const pixels = this.line.map((piece) => piece.map((place) => this.map.latLngToContainerPoint(place)));
    for (const arrow of pixels.flatMap((piece) => arrowsAlong(piece, APART_PX))) {
      if (view.contains([arrow.x, arrow.y])) this.arrows.addLayer(this.arrow(arrow));
    }
  }

  arrow({ x, y, angle }) {
    const corners = [0, BACK, -BACK].map((turn) => [x + SIDE_PX * Math.cos(angle + turn), y + SIDE_PX * Math.sin(angle + turn)]);
    const style = { renderer: this.canvas, interactive: false, weight: 1.5, color: "#fff", fillColor: this.colour, fillOpacity: 1 };
    return L.polygon(corners.map((corner) => this.map.containerPointToLatLng(corner)), style);
  }

  startOf([[place]]) {
    const style = { renderer: this.canvas, interactive: false, radius: 8, weight: 4, color: ink(), fillColor: "#fff", fillOpacity: 1 };
    return L.circleMarker(place, style)
      .bindTooltip(this.word, { permanent: true, direction: "top", offset: [0, -8], className: "route-start" });
  }
}
