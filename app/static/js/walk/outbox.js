/**
 * Sends what waits on the phone, in three streams that nothing joins. An item is deleted here only when
 * the server's answer names its id as stored; sending twice is harmless.
 *
 * Door events go at once. Totals go every ten knocks and at the end. Notes go without any session, one a
 * request, when three have gathered and at the end, in random order; one that is taken back goes at once.
 */
import { sendHelp } from "./help_call.js";
import { OUTCOMES, knocksIn } from "./knocks.js";
import { hear, saidIn } from "./roll.js";
import { LaterError, NotJoinedError, get, post, sentFor, serverNow } from "./server.js";
import { done, noteSent, read, readAll, readTogether } from "./store.js";

const EVENTS_A_REQUEST = 100;
const KNOCKS_A_TALLY = 10;
const NOTES_TOGETHER = 3;
const END_GRACE_MS = 3_600_000;
const QUIET_MS = 120_000;
/** What sends the rows of which store, in this order. */
const SENDS = { helps: sendHelp, door_events: sendDoorEvents, reports: sendReports, backs: sendBack, splits: sendSplit, tallies: sendTally, notes: sendNotes };

/** When this page last noted a knock, by a clock that nobody can set; 0 for not at all. */
let knockedAt = 0;
let holdsNothing = false;

/** Remember that somebody is at the doors, perhaps after all: totals sent now could be laid beside a door. */
export function stillKnocking() {
  knockedAt = performance.now();
  holdsNothing = false;
}

/** Hold nothing back any more: the phone is about to forget. */
export function sendEverything() {
  holdsNothing = true;
}

/** The walk is over for now: the totals may go. */
export function stoppedKnocking() {
  knockedAt = 0;
}

/**
 * Try what was refused of doors and places once more: whoever loads the page anew has been told to.
 * @param {IDBDatabase} db
 * @param {string} assignment
 */
export function tryAgain(db, assignment) {
  return noteSent(db, ["door_events", "reports"], async (tx) => {
    for (const store of [tx.objectStore("door_events"), tx.objectStore("reports")]) {
      const rows = await done(store.index("assignment").getAll(assignment));
      for (const row of rows) if (row.refused) store.put({ ...row, refused: undefined });
    }
  });
}

/**
 * Send what is due for every route on the phone.
 * @param {IDBDatabase} db
 * @returns {Promise<void>} rejects with LaterError, NotJoinedError or the store's own error when something had to wait
 */
export async function flush(db) {
  const trouble = [];
  for (const route of await readAll(db, "routes")) {
    const rows = await readTogether(db, Object.keys(SENDS), route.assignment);
    for (const [store, send] of Object.entries(SENDS)) {
      if (!rows[store].length) continue;
      try {
        await send(db, route);
      } catch (error) {
        trouble.push(error); // one stream's trouble does not hold the others back
      }
    }
  }
  const worst = trouble.find((error) => error instanceof NotJoinedError) ?? trouble.find((error) => !(error instanceof LaterError)) ?? trouble[0];
  if (worst) throw worst;
}

/**
 * Tell whether a walk has ended, so that the last totals and notes should go. Only the server's clock and a
 * quiet phone count: by a clock that runs two days ahead, every single knock would be sent as a total. Being back is
 * enough once, until ten more knocks have gone.
 */
export async function hasEnded(db, route, isBackEnough = true) {
  if (route.sheet.is_over || holdsNothing) return true;
  if (isKnocking()) return false;
  const back = await read(db, "backs", route.assignment);
  const now = serverNow();
  return Boolean((isBackEnough && back?.back) || (now !== null && now > Date.parse(route.sheet.ends_at) + END_GRACE_MS));
}

function isKnocking() {
  return Boolean(knockedAt) && performance.now() - knockedAt < QUIET_MS;
}

async function sendDoorEvents(db, route) {
  for (;;) {
    const known = await readAll(db, "door_events", route.assignment);
    const waiting = known.filter((event) => !event.refused || route.sheet.is_over); // then nobody needs them, and the server says so
    if (!waiting.length) return;
    const events = waiting.slice(0, EVENTS_A_REQUEST).map(({ id, door, mark, undoes }) => ({ id, door, mark, undoes }));
    const answer = await post("/walk/door-events", { events }, sentFor(route));
    if (answer.sentence) throw new LaterError(answer.sentence);
    await settle(db, "door_events", answer);
    if (!answer.stored.length && (route.sheet.is_over || !answer.refused.length)) throw new LaterError("nothing was settled");
  }
}

async function sendReports(db, route) {
  const waiting = (await readAll(db, "reports", route.assignment)).filter((report) => !report.refused);
  if (!waiting.length) return;
  const reports = waiting.slice(0, EVENTS_A_REQUEST).map(({ id, address, kind, holds, undoes }) => ({ id, address, kind, holds, undoes }));
  const answer = await post("/walk/reports", { reports }, sentFor(route));
  if (answer.sentence) throw new LaterError(answer.sentence);
  await settle(db, "reports", answer);
  if (waiting.length > reports.length && answer.stored.length) await sendReports(db, route);
}

/** Say who is back; while only some are, ask what the team's other phones have said. */
async function sendBack(db, route) {
  const row = await read(db, "backs", route.assignment);
  if (!row || (row.sent && !isGathering(row))) return;
  const said = { back: row.back, people: saidIn(route.sheet, row) };
  const answer = row.sent ? (await get("/walk/back", sentFor(route))).body : await post("/walk/back", said, sentFor(route));
  if (answer?.sentence) throw new LaterError(answer.sentence);
  if (answer) await noteSent(db, ["backs"], (tx) => hear(tx, route.sheet, answer.people));
}

function isGathering(row) {
  return !row.back && row.people?.some((line) => line.back) && !document.hidden && !isKnocking();
}

/** Tell the team's other phones, through the server, which half this one takes. Nothing is lost without it. */
async function sendSplit(db, route) {
  const split = await read(db, "splits", route.assignment);
  if (!split || split.sent) return;
  const answer = await post("/walk/half", { half: split.half }, sentFor(route));
  if (answer.sentence) throw new LaterError(answer.sentence);
  await noteSent(db, ["splits"], (tx) => change(tx, "splits", route.assignment, (now) => (now.half === split.half ? { ...now, sent: true } : now)));
}

async function sendTally(db, route) {
  const tally = await read(db, "tallies", route.assignment);
  if (!tally || tally.refused || tally.seq === tally.sent_seq) return;
  const isRest = !tellsLittle(tally);
  if (isRest && !(await hasEnded(db, route, !tally.rest_sent))) return; // who is back and knocks once more would tell of one door
  const { id, seq, nobody_home, talked, no_thanks, no_access } = tally;
  const counts = { nobody_home, talked, no_thanks, no_access };
  const answer = await post("/walk/tallies", { id, seq, ...counts }, sentFor(route));
  await noteSent(db, ["tallies"], (tx) => change(tx, "tallies", route.assignment, (now) => {
    if (answer.sentence) return now.seq === seq ? { ...now, refused: answer.sentence } : now;
    return answer.stored.includes(id) ? { ...now, sent_seq: seq, sent: counts, rest_sent: isRest } : now;
  }));
}

/** Totals may go when ten knocks are new and they differ: ten alike would tell what happened at each door. */
function tellsLittle(tally) {
  const fresh = OUTCOMES.map((outcome) => tally[outcome] - (tally.sent?.[outcome] ?? 0));
  return knocksIn(tally) - knocksIn({ nobody_home: 0, talked: 0, no_thanks: 0, no_access: 0, ...tally.sent }) >= KNOCKS_A_TALLY
    && fresh.filter(Boolean).length > 1;
}

async function sendNotes(db, route) {
  const waiting = (await readAll(db, "notes", route.assignment)).filter((note) => !note.refused);
  const isDue = waiting.length >= NOTES_TOGETHER || (await hasEnded(db, route));
  for (const { id } of shuffled(waiting.filter((note) => isDue || note.text === null))) {
    const note = await onItsWay(db, id);
    if (!note) continue;
    const { seq = 0, theme_id, text } = note;
    const answer = await post("/walk/notes", { id, seq, theme_id, text }, { "X-Note-Token": route.sheet.note_token }, "omit");
    await settleNote(db, id, seq, answer);
  }
}

/** Give a note as it now reads, and note that it may lie at the server from now on. A full phone sends it all the same. */
async function onItsWay(db, id) {
  await noteSent(db, ["notes"], (tx) => change(tx, "notes", id, (now) => ({ ...now, tried: true }))).catch(() => {});
  return read(db, "notes", id);
}

/** The answer is about the words that were sent: a note that was mended meanwhile waits on. */
function settleNote(db, id, seq, answer) {
  return noteSent(db, ["notes"], async (tx) => {
    const store = tx.objectStore("notes");
    const now = await done(store.get(id));
    if (!now || (now.seq ?? 0) !== seq) return;
    if (answer.sentence) store.put({ ...now, refused: answer.sentence });
    else if (answer.stored.includes(id)) store.delete(id);
  });
}

function shuffled(items) {
  const order = items.map((item) => ({ item, at: crypto.getRandomValues(new Uint32Array(1))[0] }));
  return order.sort((a, b) => a.at - b.at).map(({ item }) => item);
}

/** Delete what the server has stored, and keep what it refused with its sentence. */
function settle(db, store, answer) {
  return noteSent(db, [store], async (tx) => {
    for (const id of answer.stored) tx.objectStore(store).delete(id);
    for (const { id, sentence } of answer.refused) if (id) await change(tx, store, id, (now) => ({ ...now, refused: sentence }));
  });
}

function change(tx, store, key, how) {
  return new Promise((resolve, reject) => {
    const request = tx.objectStore(store).get(key);
    request.onerror = () => reject(request.error);
    request.onsuccess = () => {
      if (request.result) tx.objectStore(store).put(how(request.result));
      resolve(undefined);
    };
  });
}
