/**
 * Gets the route on to the phone. What lies there is shown at once, with or without coverage; the server's
 * copy replaces it afterwards.
 */
import { isPractice } from "./practice.js";
import { get } from "./server.js";
import { done, readAll, unlessGone, write } from "./store.js";

const GONE = 410;

/**
 * Give the route that was opened last on this phone.
 * @param {IDBDatabase} db
 * @returns {Promise<import("./store.js").StoredRoute | null>}
 */
export async function routeOnPhone(db) {
  return (await readAll(db, "routes")).sort((a, b) => b.opened - a.opened)[0] ?? null;
}

/**
 * Fetch a route and put it on the phone: the one that is meant, else the one that the phone joined last.
 * @param {IDBDatabase} db
 * @param {string} [meant] the assignment of the route that was scanned, or that lies here
 * @returns {Promise<{route: import("./store.js").StoredRoute | null, joined: boolean, map: Promise<any>, kept: Promise<void>}>}
 *   `joined` is false only when the server says so; the doors do not wait for the streets in `map`, nor for `kept`,
 *   which ends when route and map lie on the disk, or cannot
 */
export async function fetchRoute(db, meant = "") {
  const which = meant ? { "X-Walk": meant } : {};
  const streets = isPractice ? Promise.resolve({ body: null }) : get("/walk/map.json", which); // asked for together: on a thin line every question costs half a second
  const { status, body: sheet } = await get(isPractice ? "/walk/practice.json" : "/walk/route.json", which);
  if (status === GONE && meant) return fetchRoute(db); // the phone is not on it any more, but may be on another
  if (!sheet) return { route: null, joined: status !== GONE, map: Promise.resolve(null), kept: Promise.resolve() };
  const known = (await readAll(db, "routes")).find((route) => route.assignment === sheet.assignment);
  const map = streets.then(({ body }) => body ?? known?.map ?? sheet.map ?? null);
  const route = { assignment: sheet.assignment, sheet, map: known?.map ?? sheet.map ?? null, opened: Date.now() };
  sheet.is_over ||= Boolean(known?.sheet.is_over);
  return { route, joined: true, map, kept: unlessGone(keepBoth(db, route, map)) };
}

async function keepBoth(db, route, map) {
  await keep(db, route).catch(() => {});
  route.map = await map;
  if (route.map) await keep(db, route).catch(() => {});
}

/** Put a route on the phone. A round that is over stays so: this answer may be older than what the phone has learnt. */
function keep(db, route) {
  return write(db, ["routes"], async (tx) => {
    const routes = tx.objectStore("routes");
    const known = await done(routes.get(route.assignment));
    route.sheet.is_over ||= Boolean(known?.sheet.is_over);
    routes.put(route);
  });
}

/**
 * Keep news with a route, unless the route has been forgotten meanwhile.
 * @param {IDBDatabase} db
 * @param {string} assignment
 * @param {{phone?: string, is_over?: boolean, cancelled?: boolean, delete_at?: number, quiet?: [string, string] | null}} news of its sheet
 */
export function keepNews(db, assignment, news) {
  return write(db, ["routes"], async (tx) => {
    const routes = tx.objectStore("routes");
    const known = await done(routes.get(assignment));
    if (known) routes.put({ ...known, sheet: { ...known.sheet, ...news } });
  });
}
