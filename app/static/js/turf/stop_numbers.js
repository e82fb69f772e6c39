/** The places of the addresses in the route in focus, as on paper and on the phone; where two would cover each other, the first. */

const APART_PX = 17;

export class StopNumbers {
  /** @param {L.Map} map */
  constructor(map) {
    Object.assign(this, { map, dots: [], colour: "" });
    this.layer = L.layerGroup().addTo(map);
    map.on("moveend", () => this.lay());
  }

  /** @param {import("./stops.js").Dot[]} dots of one route @param {string} colour */
  show(dots, colour) {
    Object.assign(this, { dots: [...dots].sort((one, other) => one.seq - other.seq), colour });
    this.lay();
  }

  lay() {
    this.layer.clearLayers();
    const view = L.bounds([0, 0], this.map.getSize());
    const taken = [];
    for (const { at: [lon, lat], seq, out } of this.dots) {
      const here = this.map.latLngToContainerPoint([lat, lon]);
      if (!view.contains(here) || taken.some((other) => other.distanceTo(here) < APART_PX)) continue;
      taken.push(here);
      this.layer.addLayer(this.number([lat, lon], seq, out));
    }
  }

  /** It lets presses through to the dot below; struck through where nobody is to ask. */
  number(place, seq, out) {
    const plate = document.createElement("span");
    plate.textContent = seq;
    plate.style.borderColor = this.colour;
    const icon = L.divIcon({ html: plate, className: out ? "stop-number out" : "stop-number", iconSize: [18, 18] });
    return L.marker(place, { icon, interactive: false, keyboard: false });
  }
}
