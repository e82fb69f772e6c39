/**
 * The meeting point on the plan form: choose a district, open the map, tap the place. The two fields under the map
 * hold the answer, so that the form works without it, and by keyboard.
 */

import { drawGround, makeMap } from "../map/base.js";
import { writeNames } from "../map/names.js";

const DECIMALS = 5;

const element = document.getElementById("meeting-map");
const details = element.closest("details");
const district = document.getElementById("district");
const cut = document.getElementById("cut");
const lat = document.getElementById("lat");
const lon = document.getElementById("lon");
/** @type {Record<string, [number, number, number, number]>} west, south, east, north by district */
const boxes = JSON.parse(document.getElementById("district-boxes").textContent);

let map, marker, shown;

/** Show the chosen district's streets; a district without a map leaves the fields alone. */
async function draw() {
  if (!details.open || shown === district.value) return;
  shown = district.value;
  const asked = district.value;
  const box = boxes[asked];
  const answer = box ? await fetch(`/districts/${asked}/map.geojson`) : null;
  const clip = answer?.ok ? await answer.json() : null;
  if (asked !== district.value) return;
  const known = Boolean(clip?.features.length);
  say(!asked ? "choose" : known ? "tap" : "none");
  element.hidden = !known;
  if (!known) return;
  map?.remove();
  marker = undefined;
  map = makeMap(element);
  map.fitBounds([[box[1], box[0]], [box[3], box[2]]], { animate: false });
  map.on("click", (event) => place(event.latlng.lat, event.latlng.lng));
  drawGround(map, clip);
  writeNames(map, clip);
  mark();
}

/** Say what to do: choose a district, tap the map, or go on without one. */
function say(what) {
  for (const each of ["choose", "tap", "none"]) document.getElementById(`meeting-${each}`).hidden = each !== what;
}

/** Put a tapped place in the fields. */
function place(latitude, longitude) {
  lat.value = latitude.toFixed(DECIMALS);
  lon.value = longitude.toFixed(DECIMALS);
  mark();
}

/** Show what the fields hold. */
function mark() {
  const at = [Number.parseFloat(lat.value), Number.parseFloat(lon.value)];
  if (!map || at.some(Number.isNaN)) return;
  marker ??= L.circleMarker(at, { radius: 9, weight: 3, color: "#fff", fillColor: "#b3261e", fillOpacity: 1 }).addTo(map);
  marker.setLatLng(at);
}

/** Offer the cuts of the chosen district only; the newest one is chosen when the district changes. */
function offerCuts() {
  for (const group of cut.querySelectorAll("optgroup")) group.disabled = group.hidden = group.dataset.district !== district.value;
  const chosen = cut.selectedOptions[0]?.closest("optgroup");
  if (chosen && chosen.disabled) cut.value = "";
}

function changeDistrict() {
  offerCuts();
  const newest = cut.querySelector(`optgroup[data-district="${CSS.escape(district.value)}"] option`);
  cut.value = newest?.value ?? "";
  draw();
}

offerCuts();
details.addEventListener("toggle", draw);
district.addEventListener("change", changeDistrict);
for (const field of [lat, lon]) field.addEventListener("change", mark);
draw();
