/**
 * Draws the route's own streets and buildings under the walk, from one GeoJSON file; no tiles, no third party.
 * Colours come from the style sheet, so that light and dark follow the phone.
 */
/* global L */

const WIDTHS = { street: 9, path: 2.5, rail: 2, water: 3 };

/**
 * @param {any} geojson features with `kind` street|path|building|water|rail and `name`
 */
export function drawBase(geojson) {
  const colours = mapColours();
  const of = (...kinds) => ({ type: "FeatureCollection", features: geojson.features.filter((feature) => kinds.includes(feature.properties.kind)) });
  const layers = [
    layer(of("water"), (kind, flat) => ({ color: colours.water, fillColor: colours.water, fillOpacity: 1, weight: flat ? 0 : WIDTHS.water })),
    layer(of("building"), () => ({ color: colours.edge, weight: 0.8, fillColor: colours.building, fillOpacity: 1 })),
    layer(of("path"), () => ({ color: colours.edge, weight: WIDTHS.path, dashArray: "5 5" })),
    layer(of("street"), () => ({ color: colours.edge, weight: WIDTHS.street + 2 })),
    layer(of("street"), () => ({ color: colours.street, weight: WIDTHS.street })),
    layer(of("rail"), () => ({ color: colours.text, weight: WIDTHS.rail, dashArray: "8 5", opacity: 0.6 })),
  ];
  return L.layerGroup(layers);
}

function layer(collection, style) {
  return L.geoJSON(collection, {
    interactive: false,
    style: (feature) => style(feature.properties.kind, feature.geometry.type.endsWith("Polygon")),
    pointToLayer: (_feature, latlng) => L.circleMarker(latlng, { radius: 0, stroke: false }),
  });
}

/**
 * Choose black or white letters for a colour, whichever reads better.
 * @param {string} colour «#rrggbb»
 */
export function inkOn(colour) {
  const [red, green, blue] = channels(colour).map((part) => (part / 255) ** 2.2);
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue > 0.18 ? "#111" : "#fff";
}

function channels(colour) {
  return [1, 3, 5].map((at) => Number.parseInt(colour.slice(at, at + 2), 16));
}

/**
 * Lift a route's colour for the dark map, where the palette's darker tones would drown.
 * @param {string} colour «#rrggbb»
 */
export function lineColour(colour) {
  if (!matchMedia("(prefers-color-scheme: dark)").matches) return colour;
  return `rgb(${channels(colour).map((part) => Math.round(part + (255 - part) * 0.45)).join(", ")})`;
}

/** The map's colours as the style sheet has them now. */
export function mapColours() {
  const style = getComputedStyle(document.documentElement);
  const named = (name) => style.getPropertyValue(`--map-${name}`).trim();
  return { ground: named("ground"), street: named("street"), edge: named("street-edge"), building: named("building"), water: named("water"), text: named("text") };
}
