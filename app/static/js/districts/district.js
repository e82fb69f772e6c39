/** The map of one district: its ground, its outline and a dot for each address. */

import { drawGround, makeMap } from "../map/base.js";
import { writeNames } from "../map/names.js";

const element = document.getElementById("map");
const NORWAY = [[58, 5], [71, 30]];

const token = (name) => getComputedStyle(document.documentElement).getPropertyValue(name).trim();

async function fetchJson(url) {
  const answer = await fetch(url, { headers: { accept: "application/json" } });
  return answer.ok ? answer.json() : null;
}

async function draw() {
  const places = await fetchJson(element.dataset.addresses);
  if (!places) return;
  const map = makeMap(element);
  const { box } = places;
  map.fitBounds(box ? [[box[1], box[0]], [box[3], box[2]]] : NORWAY, { padding: [24, 24], animate: false });
  const renderer = L.canvas({ padding: 0.3 });
  const accent = token("--ds-color-accent-base-default");
  if (places.outline) {
    L.geoJSON(JSON.parse(places.outline), { style: { color: accent, weight: 2, fillOpacity: 0.05, dashArray: "6 4" }, interactive: false }).addTo(map);
  }
  for (const { id, at: [lon, lat], label, doors } of places.others) {
    const dot = L.circleMarker([lat, lon], { renderer, radius: Math.min(8, 3 + Math.sqrt(doors) / 2), color: accent, weight: 1, fillOpacity: 0.7 });
    dot.bindTooltip(label).on("click", () => location.assign(`/addresses/${id}`)).addTo(map);
  }
  const clip = await fetchJson(element.dataset.ground);
  if (clip) {
    drawGround(map, clip);
    writeNames(map, clip);
  }
}

draw();
