/**
 * The ground of every map: streets, paths, buildings, water and rails from a GeoJSON clip, drawn on one canvas
 * in the page's own colours, light or dark. Leaflet is a global (`L`), loaded before the modules.
 *
 * @typedef {{kind: "street"|"path"|"building"|"water"|"rail", name: string, wide?: boolean}} Facts
 * @typedef {{type: "Feature", properties: Facts, geometry: {type: string, coordinates: any}}} Feature
 * @typedef {{type: "FeatureCollection", features: Feature[]}} Clip
 */

/** Whom every map thanks: the ground is OpenStreetMap's, addresses and kretser are mostly the register's. */
export const THANKS = "© OpenStreetMap contributors · © Kartverket";

/** Width of a street in pixels by zoom level; the edge is drawn under it, two pixels wider. */
const STREET_WIDTH = { 13: 1.5, 14: 2.5, 15: 4, 16: 7, 17: 11, 18: 16, 19: 22 };
const WIDE = 1.5;

/**
 * Make an empty map on an element: own attribution, no tiles, no animation for those who want none.
 * @param {HTMLElement} element
 * @param {object} [options] Leaflet's own
 */
export function makeMap(element, options = {}) {
  const calm = matchMedia("(prefers-reduced-motion: reduce)").matches;
  const map = L.map(element, {
    zoomControl: true, zoomSnap: 0.5, minZoom: 9, maxZoom: 20,
    zoomAnimation: !calm, fadeAnimation: !calm, inertia: !calm, ...options,
  });
  map.attributionControl?.setPrefix(false).addAttribution(THANKS);
  map.createPane("ground").style.zIndex = "200";
  return map;
}

/**
 * Draw a clip under everything else. Colours follow the page when it turns dark, widths follow the zoom.
 * @param {L.Map} map made by `makeMap`
 * @param {Clip} clip
 * @returns {L.LayerGroup} remove it to take the ground away
 */
export function drawGround(map, clip) {
  const renderer = L.canvas({ pane: "ground", padding: 0.3 });
  const options = { renderer, pane: "ground", interactive: false };
  const lines = gather(clip);
  const layers = {
    water: L.polyline(lines.water, { ...options, lineCap: "round" }),
    ponds: L.polygon(lines.ponds, { ...options, stroke: false, fillOpacity: 1 }),
    buildings: L.polygon(lines.buildings, { ...options, weight: 0.5, fillOpacity: 1 }),
    rail: L.polyline(lines.rail, { ...options, dashArray: "6 4" }),
    path: L.polyline(lines.path, { ...options, dashArray: "3 4" }),
    edge: L.polyline(lines.street, options),
    wideEdge: L.polyline(lines.wide, options),
    street: L.polyline(lines.street, options),
    wide: L.polyline(lines.wide, options),
  };
  const dress = () => style(layers, map.getZoom());
  const group = L.layerGroup(Object.values(layers));
  if (map._loaded) dress();
  group.addTo(map);
  map.on("zoomend", dress);
  const dark = matchMedia("(prefers-color-scheme: dark)");
  dark.addEventListener("change", dress);
  group.on("remove", () => { map.off("zoomend", dress); dark.removeEventListener("change", dress); });
  return group;
}

/** Sort the clip's geometries by how they are drawn; positions as Leaflet wants them, latitude first. */
function gather(clip) {
  const lines = { water: [], ponds: [], buildings: [], rail: [], path: [], street: [], wide: [] };
  for (const { properties, geometry } of clip.features) {
    for (const part of parts(geometry)) {
      if (part.rings) (properties.kind === "water" ? lines.ponds : lines.buildings).push(part.rings.map(turn));
      else lines[properties.wide ? "wide" : properties.kind]?.push(turn(part.line));
    }
  }
  return lines;
}

/** Take a geometry apart into simple lines and polygons. */
function parts({ type, coordinates, geometries }) {
  switch (type) {
    case "LineString": return [{ line: coordinates }];
    case "MultiLineString": return coordinates.map((line) => ({ line }));
    case "Polygon": return [{ rings: coordinates }];
    case "MultiPolygon": return coordinates.map((rings) => ({ rings }));
    case "GeometryCollection": return geometries.flatMap(parts);
    default: return [];
  }
}

const turn = (points) => points.map(([lon, lat]) => [lat, lon]);

function style(layers, zoom) {
  const token = (name) => getComputedStyle(document.documentElement).getPropertyValue(name).trim();
  const [street, edge, building, water] = ["street", "street-edge", "building", "water"].map((n) => token(`--map-${n}`));
  const width = STREET_WIDTH[Math.round(Math.min(19, zoom))] ?? 1;
  layers.street.setStyle({ color: street, weight: width });
  layers.wide.setStyle({ color: street, weight: width * WIDE });
  layers.edge.setStyle({ color: edge, weight: width + 2 });
  layers.wideEdge.setStyle({ color: edge, weight: width * WIDE + 2 });
  layers.path.setStyle({ color: edge, weight: Math.max(1, width / 4) });
  layers.rail.setStyle({ color: edge, weight: Math.max(1.5, width / 3) });
  layers.water.setStyle({ color: water, weight: Math.max(4, width * 1.6) });
  layers.ponds.setStyle({ fillColor: water });
  layers.buildings.setStyle({ color: edge, fillColor: building });
}
