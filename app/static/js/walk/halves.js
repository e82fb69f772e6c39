/**
 * Splits a route between the two of a team: by the sides of the street, else by every other entrance, else by
 * every other floor. Made from the route alone, so that two phones that cannot reach each other split it alike.
 *
 * @typedef {{by: "side" | "entrance" | "floor", names: [string, string], of: Map<number, 0 | 1>}} Halves
 */
import { addressOf, doorName, say } from "./words.js";

/** Sides are easiest to agree on, then entrances; each will do while the smaller half has this share of the doors. */
const LEAST_SHARE = 0.3;

/**
 * @param {any} sheet the route sheet
 * @returns {Halves | null} null for a route of a single door
 */
export function halvesOf(sheet) {
  const stops = sheet.stops.filter((stop) => !stop.do_not_visit && stop.doors.length);
  if (stops.reduce((sum, stop) => sum + stop.doors.length, 0) < 2) return null;
  const sides = bySide(stops);
  if (smallerShare(sides) >= LEAST_SHARE) return { by: "side", names: [say("half_odd"), say("half_even")], of: sides };
  const entrances = byTurns("entrance", stops.map((stop) => ({ doors: stop.doors, where: addressOf(stop) })));
  return smallerShare(entrances.of) >= LEAST_SHARE ? entrances : byTurns("floor", stops.flatMap(floors));
}

/** Odd numbers and even numbers; a place without a number goes with the one before it. */
function bySide(stops) {
  const of = new Map();
  let side = 0;
  for (const stop of stops) {
    const number = Number.parseInt(stop.number, 10);
    if (number) side = number % 2 ? 0 : 1;
    for (const door of stop.doors) of.set(door.id, side);
  }
  return of;
}

/** In walking order, each to the half that has fewer doors so far: the two stay near each other. */
function byTurns(by, groups) {
  const of = new Map();
  const count = [0, 0];
  const firsts = ["", ""];
  for (const { doors, where } of groups) {
    const half = count[1] < count[0] ? 1 : 0;
    firsts[half] ||= where;
    count[half] += doors.length;
    for (const door of doors) of.set(door.id, half);
  }
  return { by, names: firsts.map((where) => say(`half_${by}`, { where })), of };
}

/** The floors of a building in walking order; where no floor is known, its doors one by one. */
function floors(stop) {
  const found = new Map();
  for (const door of stop.doors) {
    const key = door.floor || doorName(door);
    found.set(key, [...(found.get(key) ?? []), door]);
  }
  return [...found].map(([key, doors]) => ({ doors, where: [addressOf(stop), key].filter(Boolean).join(", ") }));
}

function smallerShare(of) {
  const second = [...of.values()].filter(Boolean).length;
  return Math.min(second, of.size - second) / of.size;
}
