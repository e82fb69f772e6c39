/** Leaflet, fetched when the first door shows: the map may wait for its program, the door may not. */
const PROGRAM = "/static/vendor/leaflet.js";

/** @type {Promise<unknown> | null} */
let asked = null;

/** @returns {Promise<unknown>} rejects when the program cannot be had now */
export function leaflet() {
  asked ??= new Promise((resolve, reject) => {
    document.head.append(Object.assign(document.createElement("script"), { src: PROGRAM, onload: resolve, onerror: reject }));
  });
  return asked;
}
