/** Where teams start: places tapped on the map, held by the field under the button, so that the form works without. */

import { places, showBar } from "./drawing.js";

const DECIMALS = 5;
const MARK = { radius: 9, weight: 3, color: "#fff", fillColor: "#b3261e", fillOpacity: 1, bubblingMouseEvents: false };

/** @param {[number, number]} place latitude first */
export const startMark = (place) => L.circleMarker(place, MARK);

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
  const written = () => field.value.split(" ").filter(Boolean);

  const mark = () => {
    marks.clearLayers();
    for (const [k, place] of places(written().join(" ")).entries()) {
      if (place.length !== 2 || place.some(Number.isNaN)) continue;
      startMark(place).on("click", () => hold(written().filter((_, other) => other !== k))).addTo(marks);
    }
  };
  const hold = (pairs) => {
    field.value = pairs.join(" ");
    field.dispatchEvent(new Event("input", { bubbles: true }));
    mark();
  };
  const pick = ({ latlng }) => hold([...written(), `${latlng.lng.toFixed(DECIMALS)},${latlng.lat.toFixed(DECIMALS)}`]);
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
