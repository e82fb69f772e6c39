/**
 * Sends what waits on the phone, in three streams that nothing joins. An item is deleted here only when
 * the server's answer names its id as stored; sending twice is harmless.
 *
 * Door events go at once. Totals go every ten knocks and at the end. Notes go without any session, one a
 * request, when three have gathered and at the end, in random order.
 */
import { knocksIn } from "./knocks.js";
import { read, readAll, write } from "./store.js";

const EVENTS_A_REQUEST = 100;
const KNOCKS_A_TALLY = 10;
const NOTES_TOGETHER = 3;
const TIMEOUT_MS = 20_000;
const END_GRACE_MS = 3_600_000;

/** The server could not be reached, or could not answer now: try again later. */
export class LaterError extends Error {}
/** The server knows this phone no more: keep everything until it joins again. */
export class NotJoinedError extends Error {}

/**
 * Send what is due for every route on the phone.
 * @param {IDBDatabase} db
 * @returns {Promise<void>} rejects with LaterError or NotJoinedError when something had to wait
 */
export async function flush(db) {
  const trouble = [];
  for (const route of await readAll(db, "routes")) {
    for (const send of [sendDoorEvents, sendBack, sendTally, sendNotes]) {
      try {
        await send(db, route);
      } catch (error) {
        if (!(error instanceof LaterError || error instanceof NotJoinedError)) throw error;
        trouble.push(error);
      }
    }
  }
  const worst = trouble.find((error) => error instanceof NotJoinedError) ?? trouble[0];
  if (worst) throw worst;
}

/** Tell whether a walk has ended, so that the last totals and notes should go. */
export async function hasEnded(db, route) {
  const back = await read(db, "backs", route.assignment);
  return Boolean(route.sheet.is_over || back?.back || Date.now() > Date.parse(route.sheet.ends_at) + END_GRACE_MS);
}

async function sendDoorEvents(db, route) {
  for (;;) {
    const waiting = (await readAll(db, "door_events", route.assignment)).filter((event) => !event.refused);
    if (!waiting.length) return;
    const events = waiting.slice(0, EVENTS_A_REQUEST).map(({ id, door, mark, undoes }) => ({ id, door, mark, undoes }));
    const answer = await post("/walk/door-events", { events }, { "X-Walk": route.assignment });
    if (answer.sentence) throw new LaterError(answer.sentence);
    await settle(db, "door_events", answer);
    if (!answer.stored.length && !answer.refused.length) throw new LaterError("nothing was settled");
  }
}

async function sendBack(db, route) {
  const back = await read(db, "backs", route.assignment);
  if (!back || back.sent) return;
  const answer = await post("/walk/back", { back: back.back }, { "X-Walk": route.assignment });
  if (answer.sentence) throw new LaterError(answer.sentence);
  await write(db, ["backs"], (tx) => change(tx, "backs", route.assignment, (now) => (now.back === back.back ? { ...now, sent: true } : now)));
}

async function sendTally(db, route) {
  const tally = await read(db, "tallies", route.assignment);
  if (!tally || tally.refused || tally.seq === tally.sent_seq) return;
  const knocks = knocksIn(tally);
  if (Math.abs(knocks - tally.sent_knocks) < KNOCKS_A_TALLY && !(await hasEnded(db, route))) return;
  const { id, seq, nobody_home, talked, no_thanks, no_access } = tally;
  const answer = await post("/walk/tallies", { id, seq, nobody_home, talked, no_thanks, no_access }, { "X-Walk": route.assignment });
  await write(db, ["tallies"], (tx) => change(tx, "tallies", route.assignment, (now) => {
    if (answer.sentence) return now.seq === seq ? { ...now, refused: answer.sentence } : now;
    return answer.stored.includes(id) ? { ...now, sent_seq: seq, sent_knocks: knocks } : now;
  }));
}

async function sendNotes(db, route) {
  const waiting = (await readAll(db, "notes", route.assignment)).filter((note) => !note.refused);
  if (waiting.length < NOTES_TOGETHER && !(await hasEnded(db, route))) return;
  for (const { id, theme_id, text } of shuffled(waiting)) {
    const answer = await post("/walk/notes", { id, theme_id, text }, { "X-Note-Token": route.sheet.note_token }, "omit");
    await settle(db, "notes", answer.sentence ? { stored: [], refused: [{ id, sentence: answer.sentence }] } : answer);
  }
}

function shuffled(items) {
  const order = items.map((item) => ({ item, at: crypto.getRandomValues(new Uint32Array(1))[0] }));
  return order.sort((a, b) => a.at - b.at).map(({ item }) => item);
}

/** Delete what the server has stored, and keep what it refused with its sentence. */
function settle(db, store, answer) {
  return write(db, [store], async (tx) => {
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

/**
 * Post JSON. A refusal that will not change gives `{sentence}`; everything else that fails is for later.
 * @param {string} url
 * @param {unknown} body
 * @param {Record<string, string>} headers
 * @param {RequestCredentials} credentials
 */
async function post(url, body, headers, credentials = "same-origin") {
  let response;
  try {
    response = await fetch(url, {
      method: "POST",
      body: JSON.stringify(body),
      headers: { "Content-Type": "application/json", Accept: "application/json", ...headers },
      credentials,
      referrerPolicy: "no-referrer",
      cache: "no-store",
      signal: AbortSignal.timeout(TIMEOUT_MS),
    });
  } catch {
    throw new LaterError("no answer");
  }
  const answer = await response.json().catch(() => null);
  if (response.ok && answer && Array.isArray(answer.stored)) return answer;
  if (credentials !== "omit" && [401, 410].includes(response.status)) throw new NotJoinedError();
  if ([409, 410, 422].includes(response.status) && answer?.sentence) return { sentence: answer.sentence };
  throw new LaterError(String(response.status));
}
