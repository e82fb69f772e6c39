/**
 * Hears what the team marks while the page is seen and there is coverage. The question waits at the server until
 * there is something new, so a team-mate's door shows at once and a quiet half minute costs one short answer.
 */
const WAIT_S = 25;
const LOST_MS = 10_000; // an answer this much later than promised will not come
const FIRST_PAUSE_MS = 6_000; // the page has settled before anything waits
const PAUSE_MS = 2_000; // doors in quick order come in one answer
const TROUBLE_MS = 5_000;
const UNKNOWN_MS = 30_000; // a phone that must join again hears of nothing before it has

/**
 * @param {string} assignment
 * @param {(marks: {done: number[], come_back: number[]} | null) => void} onMarks null when those heard last still hold
 * @param {(marks: {cancelled: boolean}) => void} onOver called when the round is closed
 * @param {() => void} onUnknown called when the server does not know this phone any more
 * @returns {() => void} stops asking
 */
export function watchTeam(assignment, onMarks, onOver, onUnknown) {
  let timer = 0;
  let known = "";
  let stopped = false;
  let askedAt = 0;
  /** The question that is out; there is never more than one. @type {AbortController | null} */
  let asking = null;

  const canAsk = () => !stopped && !asking && document.visibilityState === "visible" && navigator.onLine;

  async function ask() {
    clearTimeout(timer);
    if (!canAsk()) return; // to be seen, and coverage, start it again
    const question = new AbortController();
    asking = question;
    askedAt = performance.now();
    const late = setTimeout(() => question.abort(), WAIT_S * 1_000 + LOST_MS);
    const pause = await hear(question.signal).catch(() => TROUBLE_MS);
    clearTimeout(late);
    if (asking !== question) return; // given up for a newer one
    asking = null;
    timer = window.setTimeout(ask, pause);
  }

  /** Ask once, pass on what came, and give how long to leave it. @param {AbortSignal} signal */
  async function hear(signal) {
    const isFirst = !known;
    const waiting = known ? { "If-None-Match": known, Prefer: `wait=${WAIT_S}` } : {};
    const headers = { Accept: "application/json", "X-Walk": assignment, ...waiting };
    const response = await fetch("/walk/door-marks", { headers, cache: "no-store", signal });
    if (response.status === 410) {
      known = "";
      onUnknown();
      return UNKNOWN_MS;
    }
    if (response.status === 304) onMarks(null);
    if (response.status !== 200) return response.status === 304 ? PAUSE_MS : TROUBLE_MS;
    const marks = await response.json();
    known = response.headers.get("ETag") ?? "";
    stopped ||= marks.is_over;
    (marks.is_over ? onOver : onMarks)(marks);
    return isFirst ? FIRST_PAUSE_MS : PAUSE_MS;
  }

  function giveUp() {
    asking?.abort();
    asking = null;
    clearTimeout(timer);
  }

  /** A hidden phone waits for nothing. */
  function seen() {
    if (document.visibilityState === "hidden") giveUp();
    else if (!asking) ask();
  }

  /** The answer may have been lost while the line was gone; a question just put is given its time. */
  function reached() {
    if (performance.now() - askedAt > TROUBLE_MS) giveUp();
    if (!asking) ask();
  }

  document.addEventListener("visibilitychange", seen);
  window.addEventListener("online", reached);
  ask();
  return () => {
    stopped = true;
    giveUp();
    document.removeEventListener("visibilitychange", seen);
    window.removeEventListener("online", reached);
  };
}
