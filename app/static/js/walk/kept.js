/**
 * Keeps the walk on the phone: the page with a service worker, the route in the store. Tells whether both
 * truly lie there, takes a new version in at a calm moment, and forgets everything in the end.
 */
const SCOPE = "/walk";
const WORKER = "/walk-worker.js";
const PAGE = "/walk";
const ON_DISK = "walk-";
const PATIENCE_MS = 10_000;
const UPDATE_AFTER_MS = 3_000; // by then the server has said whether the walk goes on

let isForgotten = false;

/**
 * Register the service worker and let a new version in when nobody is in the middle of something.
 * @param {() => boolean} isCalm
 * @returns {Promise<boolean>} whether the page opens without coverage from now on
 */
export async function keepPage(isCalm) {
  if (!("serviceWorker" in navigator)) return false;
  const controlled = Boolean(navigator.serviceWorker.controller);
  navigator.serviceWorker.addEventListener("controllerchange", () => {
    if (controlled && isCalm()) location.reload();
  });
  try {
    const known = await navigator.serviceWorker.getRegistration(SCOPE);
    const registration = known?.active ? known : await navigator.serviceWorker.register(WORKER, { scope: SCOPE });
    if (known?.active) setTimeout(() => isForgotten || known.update().catch(() => {}), UPDATE_AFTER_MS); // without coverage the one that is here goes on
    const letIn = () => {
      if (registration.waiting && registration.active && isCalm()) registration.waiting.postMessage("take over");
    };
    letIn();
    registration.addEventListener("updatefound", () => registration.installing?.addEventListener("statechange", letIn));
    document.addEventListener("visibilitychange", letIn);
    if (!registration.active) await activated(registration);
  } catch {
    // No coverage while it was fetched, or a browser that will not: the answer below tells which.
  }
  return pageIsKept();
}

function activated(registration) {
  const worker = registration.installing ?? registration.waiting;
  return new Promise((resolve) => {
    if (!worker || worker.state === "activated") resolve(undefined);
    else worker.addEventListener("statechange", () => ["activated", "redundant"].includes(worker.state) && resolve(undefined));
  });
}

/** Tell whether the page lies on the phone now; asked anew, since a browser may throw it out. */
export async function pageIsKept() {
  try {
    const registration = await navigator.serviceWorker?.getRegistration(SCOPE);
    return Boolean(registration?.active && (await caches.match(PAGE)));
  } catch {
    return false;
  }
}

/** Forget the page and its files; the routes are forgotten by the store. */
export async function forgetPage() {
  isForgotten = true;
  for (const name of await caches?.keys() ?? []) if (name.startsWith(ON_DISK)) await caches.delete(name);
  const registration = await navigator.serviceWorker?.getRegistration(SCOPE);
  const gone = registration?.unregister() ?? Promise.resolve(true); // it waits for a new version that is being fetched, also on a line that is dead
  await Promise.race([gone, new Promise((done) => setTimeout(done, PATIENCE_MS))]);
  for (const key of Object.keys(localStorage)) if (key.startsWith(ON_DISK)) localStorage.removeItem(key);
}

/** Ask the browser not to clear the store when space is short; it may say no. */
export function askToStay() {
  return navigator.storage?.persist?.().catch(() => false);
}
