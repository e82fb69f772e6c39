/**
 * Asks what the team has marked, at most every five seconds, and only while the page is seen and there is
 * coverage. Alone on the route, or when nobody has touched the phone for a minute and a half, half a minute is often
 * enough: a question costs as much data as twenty doors, and the next touch asks at once.
 */
import { oneAtATime } from "./one_at_a_time.js";

const TOGETHER_MS = 5_000;
const SELDOM_MS = 30_000;
const TOUCHED_MS = 90_000;
const AFTER_TAP_MS = 300; // what a tap does comes first

/**
 * @param {string} assignment
 * @param {(marks: {done: number[], come_back: number[]}) => void} onMarks
 * @param {(marks: {cancelled: boolean}) => void} onOver called when the round is closed
 * @param {() => void} onUnknown called when the server does not know this phone any more
 * @returns {() => void} stops asking
 */
export function watchTeam(assignment, onMarks, onOver, onUnknown) {
  let timer = 0;
  let together = true;
  let touchedAt = performance.now();
  let askedAt = 0;
  let known = "";
  let stopped = false;

  const ask = oneAtATime(async () => {
    clearTimeout(timer);
    if (stopped) return;
    if (document.visibilityState === "visible" && navigator.onLine) await askNow().catch(() => {});
    if (!stopped) timer = window.setTimeout(ask, isCalm() ? SELDOM_MS : TOGETHER_MS);
  });

  async function askNow() {
    askedAt = performance.now();
    const headers = { Accept: "application/json", "X-Walk": assignment, ...(known ? { "If-None-Match": known } : {}) };
    const response = await fetch("/walk/door-marks", { headers, cache: "no-store" });
    if (response.status === 410) onUnknown();
    if (response.status === 200) {
      const marks = await response.json();
      known = response.headers.get("ETag") ?? "";
      together = marks.phones > 1;
      if (marks.is_over) {
        stopped = true;
        onOver(marks);
      } else onMarks(marks);
    }
  }

  const isCalm = () => !together || performance.now() - touchedAt > TOUCHED_MS;

  function touched() {
    const isDue = isCalm() && performance.now() - askedAt > TOGETHER_MS;
    touchedAt = performance.now();
    if (!isDue || stopped) return;
    clearTimeout(timer);
    timer = window.setTimeout(ask, AFTER_TAP_MS);
  }

  document.addEventListener("visibilitychange", ask);
  document.addEventListener("pointerdown", touched);
  ask();
  return () => {
    stopped = true;
    clearTimeout(timer);
    document.removeEventListener("pointerdown", touched);
  };
}
