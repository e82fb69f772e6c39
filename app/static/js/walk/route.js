/**
 * Gets the route on to the phone. What lies there is shown at once, with or without coverage; the server's
 * copy replaces it afterwards.
 */
import { get, serverNow } from "./server.js";
import { done, forget, readAll, write } from "./store.js";

const LATE_MS = 14 * 86_400_000;

/**
 * Give the route that was opened last on this phone.
 * @param {IDBDatabase} db
 * @returns {Promise<import("./store.js").StoredRoute | null>}
 */
export async function routeOnPhone(db) {
  return (await readAll(db, "routes")).sort((a, b) => b.opened - a.opened)[0] ?? null;
}

/**
 * Fetch the route that the phone joined last and put it on the phone.
 * @param {IDBDatabase} db
 * @returns {Promise<{route: import("./store.js").StoredRoute | null, onDisk: boolean, joined: boolean}>}
 *   `joined` is false only when the server says so; `onDisk` when the browser has said that it is saved
 */
export async function fetchRoute(db) {
  const { status, body: sheet } = await get("/walk/route.json");
  if (!sheet) return { route: null, onDisk: false, joined: status !== 410 };
  const known = (await readAll(db, "routes")).find((route) => route.assignment === sheet.assignment);
  const map = (sheet.has_map && (await get("/walk/map.json", sheet.assignment)).body) || known?.map || null;
  const route = { assignment: sheet.assignment, sheet, map, opened: Date.now() };
  const onDisk = await keep(db, route).then(() => true, () => false);
  await tidyOthers(db, sheet.assignment);
  return { route, onDisk, joined: true };
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

/** Other routes on this phone: learn whether they are over, so that the last is sent and they are forgotten. */
async function tidyOthers(db, current) {
  const now = serverNow();
  for (const route of await readAll(db, "routes")) {
    if (route.assignment === current) continue;
    if (now !== null && now > Date.parse(route.sheet.ends_at) + LATE_MS) {
      await forget(db, route.assignment);
      continue;
    }
    const { body: sheet } = await get("/walk/route.json", route.assignment);
    if (sheet) await keep(db, { ...route, sheet }).catch(() => {});
  }
}
