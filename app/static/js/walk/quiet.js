/** Quiet hours: at the hour nobody knocks any more, and what has been said can still be noted for a while. */
import { keepNews } from "./route.js";
import { serverNow } from "./server.js";
import { $, say } from "./words.js";

const LAST_TALK_MS = 600_000;

/**
 * Say that it is quiet, and take the outcomes away when the last talk must be over. A phone that has not heard
 * the server's clock only says so: its own clock may be days wrong, and must not stop a team.
 * @param {any} sheet the route sheet
 */
export function showQuiet(sheet) {
  const [from, to] = (sheet.quiet ?? []).map((moment) => Date.parse(moment));
  const now = serverNow() ?? Date.now();
  const isQuiet = from !== undefined && now >= from && now < to;
  $("quiet").hidden = !isQuiet;
  if (isQuiet) $("quiet").textContent = say("quiet");
  const isOver = isQuiet && serverNow() !== null && now >= from + LAST_TALK_MS;
  $("card").toggleAttribute("data-quiet", isOver);
}

/**
 * Take in when it is quiet now: the board may have changed it since the route was opened.
 * @param {import("./walk.js").Walk} walk
 * @param {[string, string] | null} quiet
 */
export function hearQuiet({ db, assignment, sheet }, quiet) {
  if (String(quiet) === String(sheet.quiet)) return;
  sheet.quiet = quiet;
  keepNews(db, assignment, { quiet }).catch(() => {}); // a full phone knows it while the page is open
}
