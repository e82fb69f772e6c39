/**
 * «Be generalen komme»: a wish that waits on the phone until there is coverage, an hour at most. It says neither
 * where the team is nor why.
 *
 * @typedef {{assignment: string, id: string, at: number, wanted: boolean, sent: boolean, dropped?: boolean}} HelpCall
 */
import { LaterError, post, sentFor } from "./server.js";
import { done, noteSent, read, write } from "./store.js";

const OLDEST_MS = 3_600_000;

/**
 * Ask for the general, or take it back.
 * @param {IDBDatabase} db
 * @param {string} assignment
 * @param {boolean} wanted
 */
export function call(db, assignment, wanted) {
  return write(db, ["helps"], async (tx) => {
    const helps = tx.objectStore("helps");
    const now = wanted ? { assignment, id: crypto.randomUUID(), at: Date.now() } : await done(helps.get(assignment));
    if (now) helps.put({ ...now, wanted, sent: false, dropped: false });
  });
}

/** Send what waits. A wish that is an hour old is not sent any more: by then somebody has rung, or is back. */
export async function sendHelp(db, route) {
  const row = await read(db, "helps", route.assignment);
  if (!row || row.sent || row.dropped) return;
  const age = Math.max(0, Date.now() - row.at);
  if (row.wanted && age > OLDEST_MS) return void (await note(db, row, { dropped: true }));
  const answer = await post("/walk/help", { id: row.id, wanted: row.wanted, seconds: Math.round(age / 1000) }, sentFor(route));
  if (answer.sentence) throw new LaterError(answer.sentence);
  await note(db, row, { sent: true });
}

/** Note what became of a wish, unless it has been changed meanwhile. */
function note(db, { assignment, id, wanted }, news) {
  return noteSent(db, ["helps"], async (tx) => {
    const helps = tx.objectStore("helps");
    const now = await done(helps.get(assignment));
    if (now?.id === id && now.wanted === wanted) helps.put({ ...now, ...news });
  });
}
