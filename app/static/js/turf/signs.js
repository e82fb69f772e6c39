/** The numbers of the routes on the map: only those in view, each where it covers no other. */

const APART_PX = 30;
const FAR_APART_PX = 23;
const FAR_ZOOM = 15;
/** Where else along the walk a number may stand, as shares of its points: near the middle first. */
const ALONG = [0.4, 0.6, 0.3, 0.7, 0.2, 0.8, 0.1, 0.9, 0, 1];
const BESIDE = [[0, -1], [0, 1], [-1, 0], [1, 0]];

export class Signs {
  /** @param {L.Map} map @param {(id: string) => void} open */
  constructor(map, open) {
    Object.assign(this, { map, open, routes: [], shown: new Map(), focused: null });
    this.layer = L.layerGroup().addTo(map);
    map.on("moveend", () => this.lay());
  }

  show(routes) {
    this.layer.clearLayers();
    this.shown.clear();
    this.routes = routes;
    this.lay();
  }

  /** The route in focus keeps its full sign; the others' are small. */
  focus(id) {
    this.focused = id;
    this.lay();
    for (const [other, sign] of this.shown) sign.getElement()?.classList.toggle("quiet", Boolean(id) && other !== id);
  }

  lay() {
    const far = this.map.getZoom() < FAR_ZOOM;
    const view = L.bounds([0, 0], this.map.getSize());
    const taken = [];
    const first = this.routes.filter((route) => route.id === this.focused);
    for (const route of new Set([...first, ...this.routes])) {
      const at = this.roomFor(route, view, taken, far ? FAR_APART_PX : APART_PX);
      const sign = this.shown.get(route.id);
      if (at && sign) sign.setLatLng(at);
      else if (at) this.add(route, at);
      else if (sign) this.remove(route.id);
    }
    this.map.getContainer().classList.toggle("far", far);
  }

  /** Find a place where the number covers no other: in the middle, further along the walk, or beside it. */
  roomFor({ path: pieces, sign }, view, taken, apart) {
    const pixel = ([lon, lat]) => this.map.latLngToContainerPoint([lat, lon]);
    const path = pieces.flat();
    const middle = pixel(sign);
    const along = ALONG.map((share) => pixel(path[Math.floor(share * (path.length - 1))]));
    const beside = BESIDE.map((step) => middle.add(L.point(step).multiplyBy(apart)));
    const free = [middle, ...along, ...beside].find((here) => view.contains(here)
      && taken.every(({ x, y }) => Math.abs(x - here.x) >= apart || Math.abs(y - here.y) >= apart));
    if (!free) return null;
    taken.push(free);
    return this.map.containerPointToLatLng(free);
  }

  add(route, at) {
    const plate = document.createElement("span");
    plate.textContent = route.number;
    plate.style.borderColor = route.colour;
    const icon = L.divIcon({ html: plate, className: "route-sign", iconSize: [30, 30] });
    const sign = L.marker(at, { icon, keyboard: false, title: words(route) }).on("click", () => this.open(route.id));
    this.layer.addLayer(sign);
    this.shown.set(route.id, sign);
    sign.getElement()?.classList.toggle("quiet", Boolean(this.focused) && route.id !== this.focused);
  }

  remove(id) {
    this.layer.removeLayer(this.shown.get(id));
    this.shown.delete(id);
  }
}

export const words = (route) => `${route.number} · ${route.name} · ${Math.round(route.minutes)} min`;
