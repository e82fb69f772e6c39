/** Draw a shape on the map with a pointer: press, go round the houses, let go. Escape gives it up. */

const APART_PX = 6;
const MOST_CORNERS = 80;
const LEAST_CORNERS = 3;

/**
 * @param {L.Map} map
 * @param {string} hint what to do, shown on the map meanwhile
 * @returns {Promise<string|null>} «lon,lat lon,lat …», or null when it was given up or is no shape
 */
export function drawShape(map, hint) {
  return new Promise((resolve) => {
    const sheet = L.DomUtil.create("div", "drawing", map.getContainer());
    L.DomEvent.disableClickPropagation(sheet); // or the map would be dragged along
    L.DomUtil.create("p", "drawing-hint", sheet).textContent = hint;
    const line = L.polyline([], { interactive: false, weight: 3, dashArray: "6 5", color: ink() }).addTo(map);
    let pixels = null;

    const end = (shape) => {
      sheet.remove();
      line.remove();
      removeEventListener("keydown", onKey, true);
      resolve(shape);
    };
    const onKey = (event) => {
      if (event.key !== "Escape") return;
      event.stopPropagation();
      end(null);
    };
    sheet.addEventListener("pointerdown", (event) => {
      sheet.setPointerCapture(event.pointerId);
      pixels = [map.mouseEventToContainerPoint(event)];
    });
    sheet.addEventListener("pointermove", (event) => {
      const here = map.mouseEventToContainerPoint(event);
      if (!pixels || here.distanceTo(pixels.at(-1)) < APART_PX) return;
      pixels.push(here);
      line.addLatLng(map.containerPointToLatLng(here));
    });
    sheet.addEventListener("pointerup", () => end(pixels && written(map, corners(pixels))));
    sheet.addEventListener("pointercancel", () => end(null));
    addEventListener("keydown", onKey, true);
  });
}

/** Leave out corners until few enough are left to travel in an address. */
function corners(pixels) {
  let tolerance = 1;
  let kept = pixels;
  while (kept.length > MOST_CORNERS) kept = L.LineUtil.simplify(pixels, tolerance *= 1.5);
  return kept;
}

function written(map, pixels) {
  if (pixels.length < LEAST_CORNERS) return null;
  const places = pixels.map((pixel) => map.containerPointToLatLng(pixel));
  return places.map(({ lng, lat }) => `${lng.toFixed(6)},${lat.toFixed(6)}`).join(" ");
}

/** @param {string} shape @returns {[number, number][]} latitude first, as Leaflet wants it */
export const places = (shape) => shape.split(" ").map((pair) => pair.split(",").map(Number).reverse());

export const ink = () => getComputedStyle(document.documentElement).getPropertyValue("--map-text").trim();
