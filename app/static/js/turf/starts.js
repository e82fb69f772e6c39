/** Where teams start: places tapped on the map, held by the field under the button, so that the form works without. */

import { showBar } from "./drawing.js";

const DECIMALS = 5;
const MARK = { radius: 9, weight: 3, color: "#fff", fillColor: "#b3261e", fillOpacity: 1, bubblingMouseEvents: false };

/** @param {[number, number]} place latitude first */
export const startMark = (place) => L.circleMarker(place, MARK);

const WHOLE = "(-?\\d+(?:\\.\\d+|,\\d+(?![.\\d]))?)";
const SIDE = "((?:N(?:ord|orth)?|S(?:ør|outh)?|Ø(?:st)?|E(?:ast)?|O(?:st)?|V(?:est)?|W(?:est)?)(?!\\p{L}))";
const ANGLE = `${WHOLE}\\s*(?:°\\s*(?:${WHOLE}\\s*'\\s*(?:${WHOLE}\\s*"\\s*)?)?)?`;
const COORDINATE = new RegExp(`[\\s,;]*(?:${SIDE}\\s*${ANGLE}|${ANGLE}\\s*${SIDE}?)(?=[\\s,;]|$)[\\s,;]*`, "iuy");

/** Numbers in degrees, as the server reads them (`coordinates.py`); null where something is none. */
function coordinatesIn(text) {
  const plain = text.replace(/[º˚]/g, "°").replace(/[′’´`]/g, "'").replace(/[″”“]|''/g, '"');
  const found = [];
  for (let at = 0; at < plain.length; at = COORDINATE.lastIndex) {
    COORDINATE.lastIndex = at;
    const [, before, ...parts] = COORDINATE.exec(plain) ?? [];
    if (!parts.length) return null;
    const [degrees, minutes, seconds] = [0, 1, 2].map((k) => Number((parts[k] ?? parts[k + 3] ?? "0").replace(",", ".")));
    const value = Math.abs(degrees) + minutes / 60 + seconds / 3600;
    found.push(degrees < 0 || /^[svw]/i.test(before ?? parts[6] ?? "") ? -value : value);
  }
  return found;
}

/**
 * Places as people write them, in either order: longitude first is given, whichever way lies nearer to the district.
 *
 * @param {string} text
 * @param {[number, number]} middle of the district
 * @returns {[number, number][]} none while one of them is half written; an address is found by the server
 */
export const startsIn = (text, middle) => partsOf(text, middle).flatMap(({ place }) => (place ? [place] : []));

/** Each place with its words; without a place what is no coordinate. */
function partsOf(text, middle) {
  const numbers = coordinatesIn(text.trim());
  if (numbers) return pairsOf(numbers, middle);
  return text.split(";").filter((part) => part.trim()).flatMap((part) => {
    const found = pairsOf(coordinatesIn(part.trim()) ?? [], middle);
    return found.length ? found : [{ words: part.trim(), place: null }];
  });
}

function pairsOf(numbers, middle) {
  if (numbers.length % 2) return [];
  const away = ([lon, lat]) => Math.hypot(lon - middle[0], lat - middle[1]);
  const pairs = numbers.flatMap((one, k) => (k % 2 ? [[numbers[k - 1], one]] : []));
  const places = pairs.map(([a, b]) => (away([a, b]) <= away([b, a]) ? [a, b] : [b, a]));
  return places.map((place) => ({ words: wordsOf(place), place }));
}

const wordsOf = ([lon, lat]) => `${lat}, ${lon}`;

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
  const written = () => partsOf(field.value, middle);

  const mark = () => {
    marks.clearLayers();
    for (const [k, { place }] of written().entries()) {
      if (place) startMark([place[1], place[0]]).on("click", () => hold(written().filter((_, other) => other !== k))).addTo(marks);
    }
  };
  const hold = (parts) => {
    field.value = parts.map(({ words }) => words).join("; ");
    field.dispatchEvent(new Event("input", { bubbles: true }));
    mark();
  };
  const pick = ({ latlng: { lat, lng } }) => hold([...written(), { words: wordsOf([Number(lng.toFixed(DECIMALS)), Number(lat.toFixed(DECIMALS))]) }]);
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
