/**
 * The way to the next stop: the piece of the walking line that leads there, with arrows on it.
 *
 * The line passes every stop's place on its street, in the order of the stops, and may pass a street twice;
 * which points are the stops' is found by taking those that lie nearest, all in order.
 *
 * @typedef {[number, number]} Place latitude and longitude
 */
import { arrowsAlong } from "../map/arrows.js";
import { inkOn, lineColour } from "./basemap.js";

const LINE_PX = 9;
const RIM_PX = 13;
const ARROW_PX = 4;
const APART_PX = 34;

/**
 * Give, for each stop, which point of the line is its place.
 * @param {Place[]} path
 * @param {{lat: number, lon: number}[]} stops in walking order
 * @returns {number[]} never falling; empty where there is no line
 */
export function placesOnLine(path, stops) {
  if (!path.length) return [];
  const squeeze = Math.cos((path[0][0] * Math.PI) / 180);
  const away = (stop, [lat, lon]) => Math.hypot(lat - stop.lat, (lon - stop.lon) * squeeze);
  let least = new Float64Array(path.length);
  const cameFrom = stops.map((stop) => {
    const from = new Int32Array(path.length);
    const sums = new Float64Array(path.length);
    let best = 0;
    for (let at = 0; at < path.length; at += 1) {
      if (least[at] < least[best]) best = at;
      from[at] = best;
      sums[at] = least[best] + away(stop, path[at]);
    }
    least = sums;
    return from;
  });
  let at = least.indexOf(Math.min(...least));
  const places = [];
  for (const from of cameFrom.reverse()) {
    places.unshift(at);
    at = from[at];
  }
  return places;
}

/**
 * Give the way to the current stop from the one before it that is not the other half's: out to the line, along it,
 * and in again, which for two houses face to face is straight across the street.
 * @param {Place[]} path
 * @param {number[]} places of all stops
 * @param {{lat: number, lon: number, others: boolean, current: boolean}[]} stops
 * @returns {Place[]} empty for the first stop, and where there is no line
 */
export function legTo(path, places, stops) {
  const to = stops.findIndex((stop) => stop.current);
  const from = stops.findLastIndex((stop, at) => at < to && !stop.others);
  if (from < 0 || !places.length) return [];
  const [start, end] = [stops[from], stops[to]];
  return [[start.lat, start.lon], ...path.slice(places[from], places[to] + 1), [end.lat, end.lon]];
}

/**
 * Draw the way in the route's colour with a rim, and arrows along it.
 * @param {CanvasRenderingContext2D} pen
 * @param {{x: number, y: number}[]} line on the canvas
 * @param {string} colour of the route
 * @param {string} rim
 */
export function drawLeg(pen, line, colour, rim) {
  if (line.length < 2) return;
  pen.save();
  pen.lineJoin = pen.lineCap = "round";
  for (const [style, width] of /** @type {[string, number][]} */ ([[rim, RIM_PX], [lineColour(colour), LINE_PX]])) {
    pen.strokeStyle = style;
    pen.lineWidth = width;
    pen.beginPath();
    line.forEach(({ x, y }, i) => (i ? pen.lineTo(x, y) : pen.moveTo(x, y)));
    pen.stroke();
  }
  pen.strokeStyle = inkOn(colour);
  pen.lineWidth = 2;
  for (const arrow of arrowsAlong(line, APART_PX)) drawArrow(pen, arrow);
  pen.restore();
}

function drawArrow(pen, { x, y, angle }) {
  pen.save();
  pen.translate(x, y);
  pen.rotate(angle);
  pen.beginPath();
  pen.moveTo(-ARROW_PX / 2, -ARROW_PX);
  pen.lineTo(ARROW_PX / 2, 0);
  pen.lineTo(-ARROW_PX / 2, ARROW_PX);
  pen.stroke();
  pen.restore();
}
