/**
 * How a walk ends on the phone: its round is over, here or on a route from before; then the last is sent and the
 * route forgotten. A phone that has lost its session hears of it too, and still sends.
 */
import { flush } from "./outbox.js";
import { keepNews } from "./route.js";
import { nothingWaits } from "./sending.js";
import { get, sentFor, serverNow } from "./server.js";
import { forget, readAll } from "./store.js";

const LATE_MS = 14 * 86_400_000;
const GONE = 410;

/**
 * Ask whether a route's round is over, for a phone that the server may not know any more.
 * @param {import("./store.js").StoredRoute} route
 * @returns {Promise<{is_over: boolean, cancelled: boolean, too_late: boolean}>} `too_late` when nothing of it is taken any
 *   more; so it is when a server that does not know the route any more is asked after all this time
 */
export async function endingOf(route) {
  const { status, body } = await get("/walk/ending", sentFor(route));
  const gone = status === GONE && isLongAgo(route);
  return body ?? { is_over: gone, cancelled: Boolean(route.sheet.cancelled), too_late: gone };
}

function isLongAgo({ sheet }) {
  const now = serverNow();
  return now !== null && now > Date.parse(sheet.ends_at) + LATE_MS;
}

/**
 * Note that a round is over.
 * @param {IDBDatabase} db
 * @param {import("./store.js").StoredRoute} route
 * @param {boolean} cancelled
 */
export async function noteOver(db, route, cancelled) {
  const news = { is_over: true, cancelled };
  Object.assign(route.sheet, news);
  await keepNews(db, route.assignment, news).catch(() => {}); // a full phone sends the last all the same
}

/**
 * Other routes on this phone, of rounds that are over: send the last of them and forget them.
 * @param {IDBDatabase} db
 * @param {string} current
 */
export async function leaveOthers(db, current) {
  const over = [];
  for (const route of await readAll(db, "routes")) {
    if (route.assignment === current) continue;
    const { is_over, cancelled } = await endingOf(route);
    if (!is_over && !isLongAgo(route)) continue;
    over.push(route.assignment);
    await noteOver(db, route, cancelled);
  }
  if (over.length) await flush(db).catch(() => {}); // what could not be sent keeps its route
  for (const assignment of over) await forget(db, assignment, nothingWaits);
}
