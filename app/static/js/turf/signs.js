/** The numbers of the routes on the map: only those in view, and only where there is room for them. */

const APART_PX = 30;
const FAR_ZOOM = 15;

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
    const view = this.map.getBounds().pad(0.1);
    const taken = new Set();
    const first = this.routes.filter((route) => route.id === this.focused);
    for (const route of [...first, ...this.routes]) {
      const at = L.latLng(route.sign[1], route.sign[0]);
      const room = view.contains(at) && (taken.has(route.id) || this.take(at, taken));
      if (room && !this.shown.has(route.id)) this.add(route, at);
      if (!room && this.shown.has(route.id)) this.remove(route.id);
      if (room) taken.add(route.id);
    }
    this.map.getContainer().classList.toggle("far", this.map.getZoom() < FAR_ZOOM);
  }

  /** Take a cell of the window if it and the eight around it are free. */
  take(at, taken) {
    const { x, y } = this.map.latLngToContainerPoint(at);
    const [column, row] = [Math.floor(x / APART_PX), Math.floor(y / APART_PX)];
    if (taken.has(`${column},${row}`)) return false;
    for (let i = -1; i <= 1; i += 1) for (let j = -1; j <= 1; j += 1) if (Math.abs(i) + Math.abs(j) < 2) taken.add(`${column + i},${row + j}`);
    return true;
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
