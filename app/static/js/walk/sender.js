/**
 * Decides when the outbox is flushed: on load, when coverage or the page comes back, after a change, and
 * on a timer that waits longer after each failure. One tab at a time sends.
 */
import { NotJoinedError, flush } from "./outbox.js";

const FIRST_WAIT_MS = 2_000;
const LONGEST_WAIT_MS = 60_000;

/**
 * @param {IDBDatabase} db
 * @param {(state: "sent" | "later" | "not_joined") => void} tell
 */
export function makeSender(db, tell) {
  let timer = 0;
  let wait = FIRST_WAIT_MS;
  let running = false;
  let again = false;

  async function run() {
    if (running) {
      again = true;
      return;
    }
    running = true;
    clearTimeout(timer);
    try {
      await alone(() => flush(db));
      wait = FIRST_WAIT_MS;
      tell("sent");
    } catch (error) {
      tell(error instanceof NotJoinedError ? "not_joined" : "later");
      timer = window.setTimeout(run, wait * (0.8 + 0.4 * Math.random()));
      wait = Math.min(LONGEST_WAIT_MS, wait * 2);
    } finally {
      running = false;
    }
    if (again) {
      again = false;
      await run();
    }
  }

  function now() {
    wait = FIRST_WAIT_MS;
    return run();
  }

  addEventListener("online", now);
  addEventListener("pageshow", now);
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState === "visible") now();
  });
  return { now };
}

/** Two tabs sending at once is harmless, but a waste. */
function alone(work) {
  return navigator.locks ? navigator.locks.request("dorbank-outbox", work) : work();
}
