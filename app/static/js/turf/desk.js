/** The desk: keeps the map in step with the panel. The panel is the server's; htmx swaps it, the map stays. */

import { Desk } from "./desk_map.js";
import { watchEstimate } from "./estimate.js";

const desk = new Desk(document.getElementById("map"), openRoute);

document.body.addEventListener("htmx:afterSettle", follow);
document.addEventListener("change", markTicked);
document.addEventListener("pointerover", hint);
document.addEventListener("focusin", hint);
follow();

/** Show on the map what the panel is about. */
async function follow(event) {
  const panel = document.getElementById("panel");
  const { map, base, route } = panel.dataset;
  const same = event && panel.dataset.seen === `${map} ${route}`;
  panel.dataset.seen = `${map} ${route}`;
  watchEstimate(document.getElementById("cut-form"));
  if (event && !same && !document.getElementById("progress")) {
    panel.querySelector("h1")?.focus({ preventScroll: true });
    panel.scrollTo(0, 0);
    scrollTo(0, 0);
  }
  await desk.show({ map, base, route, pick: tickStop });
  markTicked();
}

/** A route was pressed on the map: open it as if it had been pressed in the list. */
function openRoute(id) {
  const link = document.querySelector(`#panel a[data-route="${id}"]`);
  if (link) link.click();
  else htmx.ajax("GET", `/walk-routes/${id}`, { target: "#panel", select: "#panel", swap: "outerHTML", push: "true", source: "#panel" });
}

/** A stop was pressed on the map: tick it in the list and bring it into view. */
function tickStop(id) {
  const row = document.querySelector(`#panel [data-address="${id}"]`);
  const box = row?.querySelector("input[type=checkbox]");
  if (box) box.checked = !box.checked;
  row?.scrollIntoView({ block: "nearest" });
  markTicked();
}

function markTicked() {
  const ticked = document.querySelectorAll('#panel input[name="addresses"]:checked');
  desk.mark([...ticked].map((box) => Number(box.value)));
}

/** Light up the route that the pointer or the keyboard is on in the list. */
function hint(event) {
  const link = event.target.closest?.("#panel a[data-route]");
  desk.hint(link?.dataset.route ?? null);
}
