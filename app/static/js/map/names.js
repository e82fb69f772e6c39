/**
 * Street names on a map: written along the street, each name seldom, never on top of another.
 *
 * @typedef {import("./base.js").Clip} Clip
 * @typedef {{name: string, points: [number, number][]}} NamedLine latitude first
 */

const FROM_ZOOM = 15.5;
const APART_PX = 220;
const MARGIN_PX = 4;

/**
 * Write the names of the clip's streets on a map; they are laid anew after each move.
 * @param {L.Map} map
 * @param {Clip} clip
 */
export function writeNames(map, clip) {
  const pane = map.createPane("names");
  pane.style.zIndex = "450";
  pane.style.pointerEvents = "none";
  const canvas = L.DomUtil.create("canvas", "names", pane);
  canvas.setAttribute("aria-hidden", "true");
  const lines = namedLines(clip);
  const lay = () => write(map, canvas, lines);
  map.on("moveend zoomend resize", lay);
  map.on("zoomstart", () => canvas.getContext("2d").clearRect(0, 0, canvas.width, canvas.height));
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", lay);
  if (map._loaded) lay();
}

/** @param {Clip} clip @returns {NamedLine[]} longest first */
function namedLines(clip) {
  return clip.features
    .filter(({ properties, geometry }) => properties.name && geometry.type === "LineString")
    .map(({ properties, geometry }) => ({ name: properties.name, points: geometry.coordinates.map(([lon, lat]) => [lat, lon]) }))
    .sort((a, b) => span(b.points) - span(a.points));
}

const span = (points) => Math.hypot(points.at(-1)[0] - points[0][0], (points.at(-1)[1] - points[0][1]) / 2);

function write(map, canvas, lines) {
  const size = map.getSize();
  const ratio = devicePixelRatio || 1;
  L.DomUtil.setPosition(canvas, map.containerPointToLayerPoint([0, 0]));
  Object.assign(canvas, { width: size.x * ratio, height: size.y * ratio });
  Object.assign(canvas.style, { width: `${size.x}px`, height: `${size.y}px` });
  if (map.getZoom() < FROM_ZOOM) return;
  const context = canvas.getContext("2d");
  context.scale(ratio, ratio);
  dress(context);
  const taken = [];
  for (const line of lines) {
    const place = placeFor(map, context, line, size);
    if (place && taken.every((other) => apart(place, other))) {
      taken.push(place);
      inscribe(context, place);
    }
  }
}

function dress(context) {
  const token = (name) => getComputedStyle(document.documentElement).getPropertyValue(name).trim();
  context.font = "600 12px system-ui, sans-serif";
  context.textAlign = "center";
  context.textBaseline = "middle";
  context.lineJoin = "round";
  context.lineWidth = 3;
  context.strokeStyle = token("--map-street");
  context.fillStyle = token("--map-text");
}

/** Find the longest straight bit of a street inside the window; null when the name does not fit there. */
function placeFor(map, context, { name, points }, size) {
  const pixels = points.map((point) => map.latLngToContainerPoint(point));
  let best = null;
  for (let k = 1; k < pixels.length; k += 1) {
    const [a, b] = [pixels[k - 1], pixels[k]];
    const length = a.distanceTo(b);
    const [x, y] = [(a.x + b.x) / 2, (a.y + b.y) / 2];
    const inside = x > 0 && y > 0 && x < size.x && y < size.y;
    if (inside && length > (best?.length ?? 0)) best = { name, x, y, length, angle: Math.atan2(b.y - a.y, b.x - a.x) };
  }
  if (!best) return null;
  const width = context.measureText(name).width;
  if (Math.abs(best.angle) > Math.PI / 2) best.angle -= Math.sign(best.angle) * Math.PI;
  const half = { x: Math.abs(Math.cos(best.angle)) * width / 2 + 8, y: Math.abs(Math.sin(best.angle)) * width / 2 + 8 };
  return best.length + 24 >= width ? { ...best, half } : null;
}

function apart(a, b) {
  if (a.name === b.name && Math.hypot(a.x - b.x, a.y - b.y) < APART_PX) return false;
  return Math.abs(a.x - b.x) > a.half.x + b.half.x + MARGIN_PX || Math.abs(a.y - b.y) > a.half.y + b.half.y + MARGIN_PX;
}

function inscribe(context, { name, x, y, angle }) {
  context.save();
  context.translate(x, y);
  context.rotate(angle);
  context.strokeText(name, 0, 0);
  context.fillText(name, 0, 0);
  context.restore();
}
