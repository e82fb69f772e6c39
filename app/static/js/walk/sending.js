/** What waits on the phone: the mark that is always visible, and the sheet that explains it. */
import { offerHandover } from "./handover.js";
import { knocksIn } from "./knocks.js";
import { isPractice } from "./practice.js";
import { done, noteSent, readTogether, write } from "./store.js";
import { $, make, moment, say, showWords } from "./words.js";

const DAY_MS = 86_400_000;
/** Where something may wait. */
export const WAITING = ["door_events", "notes", "reports", "tallies", "backs", "waits"];
/** The rows that the sheet lists now. */
let shown = "";

/**
 * Count what waits for one route.
 * @param {IDBDatabase} db
 * @param {string} assignment
 */
export async function waiting(db, assignment) {
  return waitingIn(db, assignment, await readTogether(db, WAITING, assignment));
}

/**
 * Count what waits among rows that have been read.
 * @param {IDBDatabase} db
 * @param {string} assignment
 * @param {Record<string, any[]>} rows of `WAITING`
 */
export async function waitingIn(db, assignment, { door_events: events, notes, reports, tallies: [tally], backs: [back], waits: [known] }) {
  const fine = (items) => items.filter((item) => !item.refused).length;
  const held = isHeld(tally);
  const now = fine(events) + fine(notes) + fine(reports) + (back && !back.sent ? 1 : 0);
  const trouble = [...events, ...notes, ...reports, ...(tally ? [tally] : [])].filter((item) => item.refused);
  const empty = !now && !held && !trouble.length;
  return {
    now,
    held,
    trouble,
    notes,
    empty,
    since: await since(db, assignment, empty, known),
    reopened: new Set(events.filter((event) => event.mark === "open").map((event) => event.door)),
  };
}

/** Take in that a door has just been saved, ahead of counting anew. */
export function oneMoreWaits(left, events) {
  return { ...left, now: left.now + events, held: true, empty: false, since: left.since ?? Date.now() };
}

/** Totals that the server does not have yet. */
export function isHeld(tally) {
  return Boolean(tally && tally.seq !== tally.sent_seq && (knocksIn(tally) > 0 || tally.sent_seq > 0));
}

/**
 * Tell, inside a transaction, whether nothing of a route is left to send or to look at.
 * @param {IDBTransaction} tx
 * @param {string} assignment
 */
export async function nothingWaits(tx, assignment) {
  for (const name of ["door_events", "notes", "reports"]) {
    if (await done(tx.objectStore(name).index("assignment").count(assignment))) return false;
  }
  const tally = await done(tx.objectStore("tallies").get(assignment));
  const back = await done(tx.objectStore("backs").get(assignment));
  return !isHeld(tally) && !tally?.refused && (!back || back.sent);
}

/** Since when something has waited; noted once, forgotten when all is sent. A full phone just cannot tell. */
async function since(db, assignment, empty, known) {
  if (Boolean(known) !== empty) return known ? Math.min(known.since, Date.now()) : null;
  return noteSent(db, ["waits"], async (tx) => {
    const store = tx.objectStore("waits");
    if (empty) await done(store.delete(assignment));
    else await done(store.put({ assignment, since: Date.now() }));
    return empty ? null : Date.now();
  }).catch(() => null);
}

/**
 * Show the mark.
 * @param {Awaited<ReturnType<typeof waiting>>} left
 * @param {import("./sender.js").SendState} state
 */
export function showStatus(left, state) {
  const [kind, words] = statusOf(left, state);
  const status = $("status");
  showWords("status", words);
  status.dataset.kind = kind;
  showWords("sending-words", state === "not_joined" ? say("not_joined_hint") : words);
  showWords("sending-since", isOld(left) ? say("waits_long", { when: moment(left.since) }) : "");
}

function isOld(left) {
  return left.since !== null && Date.now() - left.since > DAY_MS;
}

function statusOf(left, state) {
  if (isPractice) return ["quiet", say("practice")];
  const n = left.now + Number(left.held);
  if (left.trouble.length) return ["trouble", say("needs_you", { n: left.trouble.length })];
  if (state === "not_joined") return ["trouble", say("not_joined", { n })];
  if (state === "full") return ["trouble", say("full")];
  if (n && isOld(left)) return ["trouble", say("over_a_day", { n })];
  const when = left.since === null ? "" : moment(left.since);
  if (left.now && !navigator.onLine) return ["waiting", say("offline", { n: left.now, when })];
  if (left.now) return ["waiting", say("waiting", { n: left.now, when })];
  if (left.held && !navigator.onLine) return ["waiting", say("offline_held")];
  return ["sent", say(left.held ? "doors_sent" : "all_sent")];
}

/**
 * List the notes that wait and everything that was refused, each with a way on.
 * @param {IDBDatabase} db
 * @param {any} sheet the route sheet
 * @param {Awaited<ReturnType<typeof waiting>>} left
 * @param {{edit: (note: any) => void, changed: () => void, failed: () => void}} does
 */
export function showSending(db, sheet, left, does) {
  offerHandover(db, sheet, left);
  const lines = JSON.stringify([left.notes, left.trouble]);
  if (lines === shown) return; // new buttons would take the focus away, and the tap that is on its way
  shown = lines;
  const hadFocus = $("sending-notes").contains(document.activeElement);
  const change = (stores, how) => () => write(db, stores, how).then(does.changed, does.failed);
  const remove = (store, key) => change([store], (tx) => void tx.objectStore(store).delete(key));
  const doors = left.trouble.filter((item) => item.mark);
  const reports = left.trouble.filter((item) => item.kind);
  const totals = left.trouble.filter((item) => "nobody_home" in item);
  $("sending-notes").replaceChildren(
    ...left.notes.map((note) => noteRow(note, () => does.edit(note), change(["notes"], (tx) => dropNote(tx, note)))),
    ...doors.map((event) => row(say("door_refused"), event.refused ?? "", [[say("forget"), remove("door_events", event.id)]])),
    ...reports.map((report) => row(say("report_refused"), report.refused ?? "", [[say("forget"), remove("reports", report.id)]])),
    ...totals.map((tally) => row(say("totals_refused"), tally.refused ?? "", [[say("totals_again"), change(["tallies"], (tx) => retry(tx, tally))]])),
  );
  if (hadFocus) $("send-now").focus();
}

function noteRow(note, mend, drop) {
  const removes = [say("note_remove"), drop];
  if (note.text !== null) return row(note.text, note.refused ?? say("note_waits"), [[say("note_mend"), mend], removes]);
  return row(say("note_removed"), note.refused ?? say("note_removed_waits"), note.refused ? [removes] : []);
}

/**
 * Delete a note. One that may lie at the server, and may have been sent since it was listed, is taken back there too;
 * one that is refused is not sent any more.
 */
async function dropNote(tx, listed) {
  const store = tx.objectStore("notes");
  const now = await done(store.get(listed.id));
  const note = now ?? { ...listed, tried: true };
  if (note.tried && !note.refused) store.put({ ...note, seq: (note.seq ?? 0) + 1, theme_id: null, text: null });
  else store.delete(note.id);
}

/** Totals that were refused get a new number and are tried again. */
async function retry(tx, { assignment }) {
  const tally = await done(tx.objectStore("tallies").get(assignment));
  tx.objectStore("tallies").put({ ...tally, seq: tally.seq + 1, refused: undefined });
}

function row(title, hint, deeds) {
  return make("li", {}, [
    make("span", {}, [make("span", { textContent: title }), make("br"), make("small", { className: "muted", textContent: hint })]),
    ...deeds.map(([words, onclick]) => make("button", { type: "button", className: "linklike", textContent: words, onclick, aria: { label: `${words}: ${title}` } })),
  ]);
}
