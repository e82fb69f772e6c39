/**
 * Decides when the outbox is flushed: on load, when coverage or the page comes back, after a change, and
 * on a timer that waits longer after each failure. One tab at a time sends.
 */
import { oneAtATime } from "./one_at_a_time.js";
import { flush } from "./outbox.js";
import { LaterError, NotJoinedError } from "./server.js";
import { StoreGoneError } from "./store.js";

const FIRST_WAIT_MS = 2_000;
const LONGEST_WAIT_MS = 30_000;
const PATIENCE_MS = 25_000;

/**
 * @typedef {"sent" | "later" | "not_joined" | "full"} SendState
 * @param {IDBDatabase} db
 * @param {(state: SendState) => void} tell
 */
export function makeSender(db, tell) {
  let timer = 0;
  let wait = FIRST_WAIT_MS;
  let stopped = false;

  const run = oneAtATime(async () => {
    if (stopped) return;
    clearTimeout(timer);
    try {
      await alone(() => flush(db));
      wait = FIRST_WAIT_MS;
      goOn("sent", LONGEST_WAIT_MS); // what is held back becomes due without a tap
    } catch (error) {
      if (error instanceof StoreGoneError) return stop();
      goOn(stateOf(error), wait * (0.8 + 0.4 * Math.random()));
      wait = Math.min(LONGEST_WAIT_MS, wait * 2);
    }
  });

  /** @param {SendState} state */
  function goOn(state, pause_ms) {
    if (stopped) return;
    timer = window.setTimeout(run, pause_ms);
    tell(state);
  }

  function now() {
    wait = FIRST_WAIT_MS;
    return run();
  }

  function stop() {
    clearTimeout(timer);
    stopped = true;
  }

  addEventListener("online", now);
  addEventListener("pageshow", now);
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState === "visible") now();
  });
  return { now, stop };
}

/** A phone without room cannot even note what was sent: it is sent again later, which is harmless. */
function stateOf(error) {
  if (error instanceof NotJoinedError) return "not_joined";
  return error instanceof LaterError ? "later" : "full";
}

/** Two tabs sending at once is harmless, but a waste; a tab that hangs must not stop the others for long. */
async function alone(work) {
  if (!navigator.locks) return work();
  let begun = false;
  const once = () => {
    begun = true;
    return work();
  };
  try {
    return await navigator.locks.request("dorbank-outbox", { signal: AbortSignal.timeout(PATIENCE_MS) }, once);
  } catch (error) {
    if (begun) throw error;
    return work();
  }
}
