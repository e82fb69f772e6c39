/**
 * Asks the server, and learns what time it is there: a phone's own clock may be days wrong.
 */
import { answerHere, isPractice } from "./practice.js";

const TIMEOUT_MS = 20_000;

/** The server could not be reached, or could not answer now: try again later. */
export class LaterError extends Error {}
/** The server knows this phone no more: keep everything until it joins again. */
export class NotJoinedError extends Error {}

/** @type {number | null} */
let ahead = null;

/** The server's time in milliseconds, or null before it has answered once. */
export function serverNow() {
  return ahead === null ? null : Date.now() + ahead;
}

function learn(response) {
  const at = Date.parse(response.headers.get("Date") ?? "");
  if (Number.isFinite(at)) ahead = at - Date.now();
}

/**
 * Say which route is meant, and what this phone may send by if it has lost its session and the round is over.
 * @param {import("./store.js").StoredRoute} route
 * @returns {Record<string, string>} headers
 */
export function sentFor({ assignment, sheet }) {
  return { "X-Walk": assignment, ...(sheet.sending_token ? { "X-Sending-Token": sheet.sending_token } : {}) };
}

/**
 * Get JSON; null when there is no answer or nothing to give.
 * @param {string} url
 * @param {Record<string, string>} [headers] which route is meant, when the phone may be on several
 */
export async function get(url, headers = {}) {
  try {
    const response = await fetch(url, {
      headers: { Accept: "application/json", ...headers },
      cache: "no-store",
      signal: AbortSignal.timeout(TIMEOUT_MS),
    });
    learn(response);
    return { status: response.status, body: response.status === 200 ? await response.json() : null };
  } catch {
    return { status: 0, body: null };
  }
}

/**
 * Post JSON. A refusal that will not change gives `{sentence}`; everything else that fails is for later.
 * @param {string} url
 * @param {unknown} body
 * @param {Record<string, string>} headers
 * @param {RequestCredentials} credentials
 */
export async function post(url, body, headers, credentials = "same-origin") {
  if (isPractice) return answerHere(body);
  let response;
  let answer;
  try {
    response = await fetch(url, {
      method: "POST",
      body: JSON.stringify(body),
      headers: { "Content-Type": "application/json", Accept: "application/json", ...headers },
      credentials,
      referrerPolicy: "no-referrer",
      cache: "no-store",
      signal: AbortSignal.timeout(TIMEOUT_MS),
    });
    learn(response);
    answer = await response.json().catch(() => null);
  } catch {
    throw new LaterError("no answer");
  }
  if (response.ok && answer && Array.isArray(answer.stored)) return answer;
  if (credentials !== "omit" && [401, 410].includes(response.status)) throw new NotJoinedError();
  if ([409, 410, 413, 422].includes(response.status) && answer?.sentence) return { sentence: answer.sentence };
  throw new LaterError(String(response.status));
}
