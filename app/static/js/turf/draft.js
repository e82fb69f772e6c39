/**
 * The routes of a cut under way: straight lines from address to address, in the colours of the addresses, until
 * the walks along the streets are known.
 */

const LINE = { weight: 3, opacity: 0.75, interactive: false };

export class Draft {
  /**
   * @param {L.Map} map
   * @param {L.Canvas} renderer
   * @param {import("./stops.js").Stops} stops that lie on the map already, in no route
   */
  constructor(map, renderer, stops) {
    Object.assign(this, { renderer, stops });
    this.layer = L.layerGroup().addTo(map);
  }

  /** Draw what the engine has come to; without a `url` nothing is under way. */
  async show(url) {
    if (url === this.url) return;
    this.url = url;
    if (!url) return void this.layer.clearLayers();
    const answer = await fetch(url, { headers: { Accept: "application/json" } });
    if (!answer.ok || this.url !== url) return;
    const { routes } = await answer.json();
    if (routes.length && this.url === url) this.draw(routes);
  }

  /** @param {{colour: string, stops: number[]}[]} routes */
  draw(routes) {
    this.layer.clearLayers();
    for (const { colour, stops } of routes) {
      const line = L.polyline(this.stops.places(stops), { ...LINE, color: colour, renderer: this.renderer });
      this.layer.addLayer(line);
      this.stops.paint(stops, colour);
    }
  }
}
