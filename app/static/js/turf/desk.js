/** The desk: keeps the map in step with the panel. The panel is the server's; htmx swaps it, the map stays. */

import { Desk } from "./desk_map.js";
import { drawShape } from "./drawing.js";
import { watchEstimate } from "./estimate.js";
import { watchStarts } from "./starts.js";

const desk = new Desk(document.getElementById("map"), openRoute);

document.body.addEventListener("htmx:beforeSwap", waitForThePress);
document.body.addEventListener("htmx:afterSettle", follow);
document.addEventListener("change", markTicked);
document.addEventListener("pointerover", hint);
document.addEventListener("focusin", hint);
document.addEventListener("click", draw);
document.addEventListener("keydown", undoOrRedo);
follow();

/** Show on the map what the panel is about. */
async function follow(event) {
  const panel = document.getElementById("panel");
  const { map, base, route, shape, draft } = panel.dataset;
  const same = event && panel.dataset.seen === `${map} ${route}`;
  panel.dataset.seen = `${map} ${route}`;
  for (const button of panel.querySelectorAll("#draw")) button.hidden = false;
  watchEstimate(document.getElementById("cut-form"));
  watchStarts(document.getElementById("cut-form"), desk.map);
  if (event && !same && !document.getElementById("progress")) {
    panel.querySelector("h1")?.focus({ preventScroll: true });
    panel.scrollTo(0, 0);
    scrollTo(0, 0);
  }
  await desk.show({ map, base, route, shape, draft, pick: tickStop });
  markTicked();
  if (panel.dataset.spot) pointOut(panel.dataset.spot);
}

/** A button that goes away between press and release is never clicked: the progress comes with the next poll. */
function waitForThePress(event) {
  const polls = event.detail.requestConfig.elt.matches("[hx-trigger^=every]");
  if (polls && document.querySelector("#panel button:active")) event.detail.shouldSwap = false;
}

/** A route was pressed on the map: open it as if it had been pressed in the list. */
function openRoute(id) {
  const link = document.querySelector(`#panel a[data-route="${id}"]`);
  if (link) link.click();
  else open(`/walk-routes/${id}`);
}

function open(url) {
  htmx.ajax("GET", url, { target: "#panel", select: "#panel", swap: "outerHTML", push: "true", source: "#panel" });
}

/** «Tegn på kartet» was pressed: what lies inside the shape comes up in the panel. */
async function draw(event) {
  const button = event.target.closest?.("#draw");
  if (!button) return;
  desk.map.getContainer().scrollIntoView({ block: "nearest" });
  button.disabled = true;
  const shape = await drawShape(desk.map, document.getElementById("drawing-bar"));
  button.disabled = false;
  if (shape) open(`${button.dataset.selection}?shape=${encodeURIComponent(shape)}`);
  else button.focus();
}

/** Ctrl+Z takes the newest change back, Ctrl+Shift+Z or Ctrl+Y makes it again; in a text field they are the field's. */
function undoOrRedo(event) {
  if (!(event.ctrlKey || event.metaKey) || event.target.matches?.("input:not([type=checkbox], [type=radio], [type=range]), textarea")) return;
  const key = event.key.toLowerCase();
  const button = key === "y" || (key === "z" && event.shiftKey) ? "redo" : key === "z" ? "undo" : null;
  const found = button && document.getElementById(button);
  if (!found) return;
  event.preventDefault();
  found.click();
}

/** A stop was pressed on the map: tick it in the list and bring it into view. */
function tickStop(id) {
  const row = document.querySelector(`#panel [data-address="${id}"]`);
  const box = row?.querySelector("input[type=checkbox]");
  if (box) box.checked = !box.checked;
  row?.scrollIntoView({ block: "nearest" });
  markTicked();
}

/** A warning led here: show the stop it is about, on the map and in the list. */
function pointOut(id) {
  document.querySelector(`#panel [data-address="${id}"]`)?.scrollIntoView({ block: "nearest" });
  desk.pointOut(Number(id));
}

function markTicked() {
  const ticked = [...document.querySelectorAll('#panel input[name="addresses"]:checked')].map((box) => box.value);
  const sides = [...document.querySelectorAll('#panel input[name="sides"]:checked')].flatMap((box) => box.dataset.addresses.split(" "));
  desk.mark([...ticked, ...sides].map(Number));
}

/** Light up the route that the pointer or the keyboard is on in the list. */
function hint(event) {
  const link = event.target.closest?.("#panel a[data-route]");
  desk.hint(link?.dataset.route ?? null);
}
