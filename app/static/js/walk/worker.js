/**
 * The service worker: keeps the walk's page and files on the phone, so that it opens without coverage.
 * The server puts VERSION and FILES in front. What belongs to a route is never in here: that lies in
 * IndexedDB, and what is sent goes past this program.
 *
 * A new version waits until the page asks for it (see kept.js): nothing changes under somebody's thumb.
 */
/* global VERSION, FILES */
const CACHE = `walk-${VERSION}`;

self.addEventListener("install", (event) => event.waitUntil(fill()));

self.addEventListener("activate", (event) => event.waitUntil(takeOver()));

self.addEventListener("message", (event) => {
  if (event.data === "take over") self.skipWaiting();
});

self.addEventListener("fetch", (event) => {
  const url = new URL(event.request.url);
  if (event.request.method !== "GET" || url.origin !== self.location.origin || !FILES.includes(url.pathname)) return;
  event.respondWith(kept(url.pathname, event.request));
});

/** Fetch everything past the browser's own cache; all of it or nothing. */
async function fill() {
  const cache = await caches.open(CACHE);
  try {
    await cache.addAll(FILES.map((file) => new Request(file, { cache: "no-cache" })));
  } catch (error) {
    await caches.delete(CACHE);
    throw error;
  }
}

async function takeOver() {
  for (const name of await caches.keys()) if (name.startsWith("walk-") && name !== CACHE) await caches.delete(name);
  await self.clients.claim();
}

async function kept(file, request) {
  return (await caches.match(file, { cacheName: CACHE })) ?? fetch(request);
}
