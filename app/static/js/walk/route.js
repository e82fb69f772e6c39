/**
 * Gets the route on to the phone, and falls back on the one that lies there when there is no coverage.
 */
import { forget, readAll, write } from "./store.js";

const LATE_MS = 14 * 86_400_000;

/**
 * @param {IDBDatabase} db
 * @returns {Promise<import("./store.js").StoredRoute | null>}
 */
export async function latestRoute(db) {
  const sheet = await get("/walk/route.json");
  if (!sheet) return (await readAll(db, "routes")).sort((a, b) => b.opened - a.opened)[0] ?? null;
  const known = (await readAll(db, "routes")).find((route) => route.assignment === sheet.assignment);
  const map = (sheet.has_map && (await get("/walk/map.json", sheet.assignment))) || known?.map || null;
  const route = { assignment: sheet.assignment, sheet, map, opened: Date.now() };
  await write(db, ["routes"], (tx) => void tx.objectStore("routes").put(route));
  await tidyOthers(db, sheet.assignment);
  return route;
}

/** Other routes on this phone: learn whether they are over, so that the last is sent and they are forgotten. */
async function tidyOthers(db, current) {
  for (const route of await readAll(db, "routes")) {
    if (route.assignment === current) continue;
    if (Date.now() > Date.parse(route.sheet.ends_at) + LATE_MS) {
      await forget(db, route.assignment);
      continue;
    }
    const sheet = await get("/walk/route.json", route.assignment);
    if (sheet) await write(db, ["routes"], (tx) => void tx.objectStore("routes").put({ ...route, sheet }));
  }
}

async function get(url, assignment) {
  try {
    const response = await fetch(url, { headers: { Accept: "application/json", ...(assignment ? { "X-Walk": assignment } : {}) } });
    return response.status === 200 ? await response.json() : null;
  } catch {
    return null;
  }
}
