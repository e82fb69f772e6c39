/**
 * Records what happened at doors: the knock stays on the phone, the door's mark and the totals go to the
 * outbox, all in one transaction. The outcome never travels with the door. What the general is told of a place
 * («finnes ikke», «ikke besøk») goes and is taken back with the outcome that says it.
 *
 * @typedef {import("./store.js").Knock} Knock
 * @typedef {{door: number, outcome: string | null, address?: number}} Wanted `address` is what a report would be about
 */
import { done, write } from "./store.js";

export const OUTCOMES = ["nobody_home", "talked", "no_thanks", "no_access"];
export const COME_BACK = "come_back";
/** The door is done with, and nobody was met: not a knock. */
export const SKIPPED = ["no_such_door", "do_not_visit"];
const STORES = ["knocks", "door_events", "tallies", "waits", "reports"];

/**
 * Set doors to an outcome, to «come back», or back to open (null).
 * @param {IDBDatabase} db
 * @param {string} assignment
 * @param {Wanted[]} wanted
 * @returns {Promise<{before: Wanted[], events: number}>} what the doors were before, to be handed in again as an undo,
 *   and how many events wait to be sent because of it
 */
export function setDoors(db, assignment, wanted) {
  return write(db, STORES, async (tx) => {
    const knocks = tx.objectStore("knocks");
    const keyOf = (door) => `${assignment}/${door}`;
    const asked = [tx.objectStore("tallies").get(assignment), tx.objectStore("waits").get(assignment), ...wanted.map(({ door }) => knocks.get(keyOf(door)))];
    const [totals, waits, ...known] = await Promise.all(asked.map(done));
    if (!waits) tx.objectStore("waits").put({ assignment, since: Date.now() });
    const tally = totals ?? newTally(assignment);
    /** @type {Wanted[]} */
    const before = [];
    let events = 0;
    for (const [n, { door, outcome, address }] of wanted.entries()) {
      const key = keyOf(door);
      /** @type {Knock} */
      const knock = known[n] ?? { key, assignment, door, outcome: "", events: [] };
      before.push({ door, outcome: knock.outcome || null, address: knock.reported?.address });
      count(tally, knock.outcome, -1);
      count(tally, outcome ?? "", 1);
      for (const event of eventsFor(knock, outcome)) {
        tx.objectStore("door_events").put(event);
        events += 1;
      }
      const reported = reportAnew(tx.objectStore("reports"), knock, outcome, address);
      if (outcome) knocks.put({ ...knock, outcome, reported });
      else knocks.delete(key);
    }
    tx.objectStore("tallies").put({ ...tally, seq: tally.seq + 1, refused: undefined });
    return { before, events };
  });
}

/** Take back what was reported of a door's place before, and report what is said now; gives that, if anything. */
function reportAnew(reports, { assignment, reported }, outcome, address) {
  if (reported) {
    reports.delete(reported.id);
    reports.put({ ...reported, id: crypto.randomUUID(), undoes: reported.id }); // it may be on its way already
  }
  if (!address || !SKIPPED.includes(outcome)) return undefined;
  const report = { id: crypto.randomUUID(), assignment, address, kind: outcome, holds: true };
  reports.put(report);
  return report;
}

/** @param {string} assignment */
function newTally(assignment) {
  return { assignment, id: crypto.randomUUID(), seq: 0, sent_seq: 0, sent: {}, nobody_home: 0, talked: 0, no_thanks: 0, no_access: 0 };
}

function count(tally, outcome, by) {
  if (OUTCOMES.includes(outcome)) tally[outcome] += by;
}

/** Knocks counted in a tally. */
export function knocksIn(tally) {
  return OUTCOMES.reduce((sum, outcome) => sum + tally[outcome], 0);
}

/**
 * Give the door events that turn a knock into what is wanted, and note in it which of them stand.
 * @param {Knock} knock
 * @param {string | null} outcome
 */
function eventsFor(knock, outcome) {
  const [had, wants] = [markOf(knock.outcome), markOf(outcome)];
  if (had === wants || isExtra(knock.door)) return [];
  const events = [];
  if (wants !== "done") {
    events.push(...knock.events.map((undoes) => newEvent(knock, "open", undoes)));
    knock.events = [];
  }
  if (wants) {
    const event = newEvent(knock, wants, null);
    events.push(event);
    knock.events = [...knock.events, event.id];
  }
  return events;
}

/** A door added on the spot is known to this phone only: its knocks count, and nothing is told of the door. */
export function isExtra(door) {
  return door < 0;
}

function markOf(outcome) {
  if (!outcome) return null;
  return outcome === COME_BACK ? "come_back" : "done";
}

function newEvent(knock, mark, undoes) {
  return { id: crypto.randomUUID(), assignment: knock.assignment, door: knock.door, mark, undoes };
}
