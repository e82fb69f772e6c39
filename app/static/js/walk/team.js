/**
 * Asks what the team has marked, at most every five seconds, and only while the page is seen and there is
 * coverage. Alone on the route, half a minute is often enough.
 */
import { oneAtATime } from "./one_at_a_time.js";

const TOGETHER_MS = 5_000;
const ALONE_MS = 30_000;

/**
 * @param {string} assignment
 * @param {(marks: {done: number[], come_back: number[]}) => void} onMarks
 * @param {() => void} onOver called when the round is closed
 * @param {() => void} onUnknown called when the server does not know this phone any more
 * @returns {() => void} stops asking
 */
export function watchTeam(assignment, onMarks, onOver, onUnknown) {
  let timer = 0;
  let wait = TOGETHER_MS;
  let known = "";
  let stopped = false;

  const ask = oneAtATime(async () => {
    clearTimeout(timer);
    if (stopped) return;
    if (document.visibilityState === "visible" && navigator.onLine) await askNow().catch(() => {});
    if (!stopped) timer = window.setTimeout(ask, wait);
  });

  async function askNow() {
    const headers = { Accept: "application/json", "X-Walk": assignment, ...(known ? { "If-None-Match": known } : {}) };
    const response = await fetch("/walk/door-marks", { headers, cache: "no-store" });
    if (response.status === 410) onUnknown();
    if (response.status === 200) {
      const marks = await response.json();
      known = response.headers.get("ETag") ?? "";
      wait = marks.phones > 1 ? TOGETHER_MS : ALONE_MS;
      if (marks.is_over) {
        stopped = true;
        onOver();
      } else onMarks(marks);
    }
  }

  document.addEventListener("visibilitychange", ask);
  ask();
  return () => {
    stopped = true;
    clearTimeout(timer);
  };
}
