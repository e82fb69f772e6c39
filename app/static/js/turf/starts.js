/** Where teams start: places tapped on the map, held by the field under the button, so that the form works without. */

import { showBar } from "./drawing.js";

const DECIMALS = 5;
const MARK = { radius: 9, weight: 3, color: "#fff", fillColor: "#b3261e", fillOpacity: 1, bubblingMouseEvents: false };

/** @param {[number, number]} place latitude first */
export const startMark = (place) => L.circleMarker(place, MARK);

/**
 * Places as people write them, in either order: longitude first is given, whichever way lies nearer to the district.
 *
 * @param {string} text
 * @param {[number, number]} middle of the district
 * @returns {[number, number][]} none while one of them is half written
 */
export function startsIn(text, middle) {
  const numbers = text.split(/[\s,;]+/).filter(Boolean).map(Number);
  if (numbers.length % 2 || numbers.some(Number.isNaN)) return [];
  const away = ([lon, lat]) => Math.hypot(lon - middle[0], lat - middle[1]);
  const pairs = numbers.flatMap((one, k) => (k % 2 ? [[numbers[k - 1], one]] : []));
  return pairs.map(([a, b]) => (away([a, b]) <= away([b, a]) ? [a, b] : [b, a]));
}

/**
 * @param {HTMLFormElement|null} form
 * @param {L.Map} map
 */
export function watchStarts(form, map) {
  if (!form || form.dataset.starts) return;
  form.dataset.starts = "watched";
  const field = form.elements.starts;
  const button = form.querySelector("#pick-start");
  const marks = L.layerGroup().addTo(map);
  const middle = form.dataset.middle.split(",").map(Number);
  const written = () => startsIn(field.value, middle);

  const mark = () => {
    marks.clearLayers();
    for (const [k, [lon, lat]] of written().entries()) {
      startMark([lat, lon]).on("click", () => hold(written().filter((_, other) => other !== k))).addTo(marks);
    }
  };
  const hold = (found) => {
    field.value = found.map(([lon, lat]) => `${lat}, ${lon}`).join("; ");
    field.dispatchEvent(new Event("input", { bubbles: true }));
    mark();
  };
  const pick = ({ latlng }) => hold([...written(), [Number(latlng.lng.toFixed(DECIMALS)), Number(latlng.lat.toFixed(DECIMALS))]]);
  let bar = null;
  const turn = (on) => {
    button.setAttribute("aria-pressed", on);
    map.off("click", pick);
    bar?.remove();
    if (!on) return;
    map.on("click", pick);
    bar = showBar(map, document.getElementById("starts-bar"));
    bar.querySelector("[name=close]").addEventListener("click", () => turn(false));
  };

  button.hidden = false;
  button.addEventListener("click", () => turn(button.getAttribute("aria-pressed") !== "true"));
  addEventListener("keydown", (event) => event.key === "Escape" && turn(false));
  field.addEventListener("change", mark);
  mark();
}
