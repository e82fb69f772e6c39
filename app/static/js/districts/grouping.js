/**
 * Group kretser into districts: a press in the list or on the map places one, at once and undoable.
 * Without this script the same buttons send the form and the page comes back.
 *
 * @typedef {{id: string, district: string|null}} UnitPlace
 * @typedef {{id: string, name: string, addresses: number, doors: number, colour: string}} District
 * @typedef {{units: UnitPlace[], districts: District[]}} Grouping
 */

import { makeMap } from "../map/base.js";

const FREE = "#8a9194";
const NAMES_FIT = 12.5;
const FEW = 12;

const form = document.getElementById("placing");
const said = document.getElementById("said");
const shapes = new Map();
let state = JSON.parse(document.getElementById("grouping").textContent);

if (form) {
  form.addEventListener("submit", place);
  draw();
}

/** @param {SubmitEvent} event */
async function place(event) {
  event.preventDefault();
  const button = event.submitter;
  const body = new URLSearchParams(new FormData(form));
  body.set("unit", button.value);
  try {
    const answer = await fetch(form.action, { method: "POST", body, headers: { accept: "application/json" } });
    if (!answer.ok) throw new Error(String(answer.status));
    state = await answer.json();
    show();
    tell(button);
  } catch {
    said.textContent = form.dataset.failed;
  }
}

function tell(button) {
  const district = districtOf(button.value);
  const words = district ? form.dataset.into : form.dataset.out;
  said.textContent = words.replace("{unit}", button.dataset.name).replace("{district}", district?.name ?? "");
}

const districtOf = (unit) => {
  const home = state.units.find(({ id }) => id === unit)?.district;
  return state.districts.find(({ id }) => id === home);
};

/** Bring list, sums and map in step with the state. */
function show() {
  const nowhere = form.querySelector("input[value='']").closest("label").querySelector(".what").textContent;
  for (const { id } of state.units) {
    const district = districtOf(id);
    const button = form.querySelector(`button[value="${id}"]`);
    button.querySelector(".where").textContent = district?.name ?? nowhere;
    dress(button.querySelector("circle"), district?.colour);
    shapes.get(id)?.setStyle(look(id));
  }
  for (const { id, doors } of state.districts) {
    const sum = form.querySelector(`[data-doors="${id}"]`);
    sum.textContent = sum.textContent.replace(/^[\d\s]+/, `${doors.toLocaleString("nb")} `);
  }
}

function dress(circle, colour) {
  const facts = colour
    ? { fill: colour, stroke: "none", "stroke-dasharray": "none" }
    : { fill: "none", stroke: "currentColor", "stroke-width": "1.5", "stroke-dasharray": "3 2" };
  for (const [name, value] of Object.entries(facts)) circle.setAttribute(name, value);
}

const look = (id) => {
  const colour = districtOf(id)?.colour;
  return { color: colour ?? FREE, weight: 2, fillColor: colour ?? FREE, fillOpacity: colour ? 0.45 : 0.12, dashArray: colour ? null : "4 4" };
};

/** Show which unit the pointer is on: a thicker edge, and its name even where names do not fit. */
function point(layer, on) {
  layer.setStyle({ weight: on ? 4 : 2 });
  layer.getTooltip().getElement()?.classList.toggle("pointed", on);
}

async function draw() {
  const element = document.getElementById("map");
  const answer = await fetch(form.dataset.map, { headers: { accept: "application/json" } });
  if (!answer.ok) return;
  const { units } = await answer.json();
  const everything = L.featureGroup(units.map(shape));
  const map = makeMap(element);
  if (units.length) map.fitBounds(everything.getBounds(), { padding: [16, 16], animate: false });
  everything.addTo(map);
  const name = () => element.classList.toggle("named", map.getZoom() >= NAMES_FIT || units.length <= FEW);
  map.on("zoomend", name);
  name();
}

/** One unit on the map; a press on it is a press on its button. */
function shape({ id, name, outline }) {
  const layer = L.geoJSON(outline, { style: () => look(id) });
  layer.bindTooltip(name, { permanent: true, direction: "center", className: "unit-name", interactive: false });
  layer.on("click", () => form.requestSubmit(form.querySelector(`button[value="${id}"]`)));
  layer.on("mouseover", () => point(layer, true));
  layer.on("mouseout", () => point(layer, false));
  shapes.set(id, layer);
  return layer;
}
