/** Sliders beside their numbers, and how many routes, or how long, before cutting: the server's estimate, divided. */

import { startsIn } from "./starts.js";

const GAP = 5;
const M_PER_DEGREE = 111_320;

/** @param {HTMLFormElement|null} form */
export function watchEstimate(form) {
  if (!form || form.dataset.watched) return;
  form.dataset.watched = "yes";
  for (const slider of form.querySelectorAll("input[type=range]")) slider.hidden = false;
  form.addEventListener("input", ({ target }) => {
    const number = form.elements[target.dataset.for];
    if (number) number.value = target.value;
    if (number) inOrder(form, number);
    follow(form);
    update(form);
  });
  // A number that is being typed is no wish yet: the others wait until it is whole.
  form.addEventListener("change", ({ target }) => {
    inOrder(form, target);
    follow(form);
    update(form);
  });
  for (const id of ["least", "most"]) {
    const field = form.elements[id];
    if (field.value !== field.defaultValue) field.dataset.chosen = "yes"; // by the browser, as it was left
  }
  form.dataset.target = form.elements.target.value;
  follow(form);
  update(form);
}

/**
 * The target takes along the least and the most that nobody has chosen; one that is chosen stays, and is only
 * pushed where the three would else be out of order, five minutes apart.
 */
function inOrder(form, moved) {
  const [least, target, most] = ["least", "target", "most"].map((id) => form.elements[id]);
  if (![least, target, most].includes(moved) || !(moved.valueAsNumber > 0)) return;
  moved.dataset.chosen = "yes";
  if (moved === target && form.dataset.target) {
    const step = target.valueAsNumber - Number(form.dataset.target);
    for (const field of [least, most]) if (!field.dataset.chosen) field.value = Math.max(GAP, field.valueAsNumber + step);
  }
  if (moved === most) target.value = Math.max(GAP, Math.min(target.valueAsNumber, most.valueAsNumber - GAP));
  if (moved === least) target.value = Math.max(target.valueAsNumber, least.valueAsNumber + GAP);
  least.value = Math.max(GAP, Math.min(least.valueAsNumber, target.valueAsNumber - GAP));
  most.value = Math.max(most.valueAsNumber, target.valueAsNumber + GAP);
  form.dataset.target = target.value;
}

function follow(form) {
  for (const slider of form.querySelectorAll("input[type=range]")) slider.value = form.elements[slider.dataset.for].value;
}

function update(form) {
  const output = form.querySelector("output");
  const by = form.dataset.by = form.elements.by.value;
  const work = Number(left(form).work);
  const way = wayMinutes(form);
  const routes = foreseen(form, by, work, way);
  if (!(routes > 0)) return;
  const words = routes === 1 ? output.dataset.oneRoute : output.dataset.routes.replace("{n}", routes);
  const minutes = Math.round(work / routes + way);
  const each = output.dataset.each.replace("{n}", minutes);
  const there = way ? ` ${output.dataset.way.replace("{n}", Math.round(way))}` : "";
  output.textContent = { minutes: words, teams: each, doors: `${words} ${each}` }[by] + there + tooFew(form, output, by, minutes, foreseen(form, "minutes", work, way));
}

/** Say before the cut that so few teams get routes longer than usual, and how many would keep within. */
function tooFew(form, output, by, minutes, enough) {
  const most = form.elements.most.valueAsNumber;
  const long = by !== "minutes" && minutes > most;
  output.dataset.long = long;
  return long ? ` ${output.dataset.few.replace("{most}", most).replace("{n}", enough)}` : "";
}

/** Minutes and doors of the whole district, or of what is left when street sides are skipped. */
const left = (form) => form.elements.skip?.selectedOptions[0].dataset ?? form.dataset;

/** How many routes there will be; the server does the same sum for doors a team. */
function foreseen(form, by, work, way) {
  const { teams, doors } = form.elements;
  if (by === "teams") return teams.valueAsNumber;
  return Math.max(1, Math.round(by === "doors" ? left(form).doors / doors.valueAsNumber : work / (aim(form) - way)));
}

/**
 * Minutes of a route on the way there and back, in the mean over routes as the engine foresees it: work far away
 * takes more routes than work near by, since a route has only the rest of its minutes for it.
 */
function wayMinutes(form) {
  const { middle, places, way, mostWay } = form.dataset;
  const starts = startsIn(form.elements.starts.value, pair(middle));
  const goal = aim(form);
  const sample = places.split(" ").filter(Boolean).map(pair);
  if (!starts.length || !sample.length || !(goal > 0)) return 0;
  const shares = sample.map((place) => {
    const away = Math.min(...starts.map((start) => metres(start, place)));
    return 1 / (goal - Math.min(2 * away * Number(way), Number(mostWay) * goal));
  });
  return goal - shares.length / shares.reduce((sum, share) => sum + share, 0);
}

const pair = (text) => text.split(",").map(Number);

/** As the crow flies, near enough within a town. */
function metres([lon, lat], [otherLon, otherLat]) {
  const east = (lon - otherLon) * Math.cos((lat * Math.PI) / 180);
  return M_PER_DEGREE * Math.hypot(east, lat - otherLat);
}

/** Minutes that routes will take in the mean: under the target, or at it where teams start somewhere; clear of either end. */
function aim(form) {
  const [least, target, most] = ["least", "target", "most"].map((id) => form.elements[id].valueAsNumber);
  const [below, clear] = [form.dataset.below, form.dataset.clear].map((share) => Number(share) * (most - least));
  const hasStart = startsIn(form.elements.starts.value, pair(form.dataset.middle)).length > 0;
  return Math.min(Math.max(target - (hasStart ? 0 : below), least + clear), most - clear);
}
