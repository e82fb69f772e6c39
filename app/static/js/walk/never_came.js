/**
 * What a round left on the phone, when it has been over for so long that nothing of it is taken any more: shown to be
 * read, and deleted by hand, or when the page is opened a week later. Doors are not among it: nobody needs them now.
 */
import { endingOf } from "./ending.js";
import { OUTCOMES, knocksIn } from "./knocks.js";
import { keepNews } from "./route.js";
import { isHeld } from "./sending.js";
import { serverNow } from "./server.js";
import { readTogether } from "./store.js";
import { $, addressOf, make, moment, say } from "./words.js";

/** Why a walk is left: nothing of it is taken any more. */
export const TOO_LATE = "too_late";
/** Why what waited is forgotten: it never came, and somebody has had the time to read it. */
export const NEVER_CAME = "never_came";
const KEPT_MS = 7 * 86_400_000;

/**
 * Show what never came, or forget it when its time is out, or when there is nothing.
 * @param {IDBDatabase} db
 * @param {import("./store.js").StoredRoute} route
 * @param {(why: string, what: string) => Promise<void>} forget
 */
export async function endTooLate(db, route, forget) {
  const left = await neverCame(db, route.assignment);
  if (!left.notes.length && !left.reports.length && !left.tally) return forget("over", "");
  const what = say("never_came_what", { notes: left.notes.length, knocks: left.tally ? knocksIn(left.tally) : 0, reports: left.reports.length });
  const { delete_at } = route.sheet;
  if (delete_at && serverNow() === null) await endingOf(route); // its answer tells what time it is
  if (delete_at && (serverNow() ?? 0) > delete_at) return forget(NEVER_CAME, what);
  show(route, left, await deadline(db, route), () => forget(NEVER_CAME, what));
}

/** When it is deleted: a week after it was first shown, by the server's clock. */
async function deadline(db, { assignment, sheet }) {
  sheet.delete_at ??= (serverNow() ?? Date.now()) + KEPT_MS;
  await keepNews(db, assignment, { delete_at: sheet.delete_at }).catch(() => {}); // a full phone counts anew next time
  return sheet.delete_at;
}

async function neverCame(db, assignment) {
  const { notes, reports, tallies: [tally] } = await readTogether(db, ["notes", "reports", "tallies"], assignment);
  return {
    notes: notes.filter((note) => note.text !== null),
    reports: reports.filter((report) => !report.undoes),
    tally: isHeld(tally) || tally?.refused ? tally : null,
  };
}

function show({ sheet }, { notes, reports, tally }, at, remove) {
  const stops = new Map(sheet.stops.map((stop) => [stop.address, stop]));
  const place = ({ address }) => (stops.has(address) ? addressOf(stops.get(address)) : "");
  document.querySelector("main")?.replaceChildren(make("section", { className: "walk-over" }, [
    make("h1", { textContent: say("too_late"), className: "ds-heading", id: "too-late", tabIndex: -1 }),
    make("p", { textContent: say("too_late_hint", { when: moment(at) }), className: "lead" }),
    ...list(say("too_late_notes"), notes.map((note) => note.text)),
    ...list(say("too_late_reports"), reports.map((report) => say("too_late_report", { where: place(report), what: say(report.kind) }))),
    ...(tally ? list(say("too_late_totals"), OUTCOMES.filter((outcome) => tally[outcome]).map((outcome) => say("too_late_total", { outcome: say(outcome), n: tally[outcome] }))) : []),
    make("div", { className: "actions" }, [
      make("button", { type: "button", id: "delete-now", className: "ds-button", textContent: say("delete_now"), data: { color: "danger" }, onclick: remove }),
      ...(sheet.phone ? [make("a", { className: "ds-button", href: `tel:${sheet.phone}`, textContent: say("call_general", { phone: sheet.phone }), data: { variant: "secondary" } })] : []),
    ]),
  ]));
  $("too-late").focus();
}

function list(heading, lines) {
  return lines.length ? [make("h2", { textContent: heading }), make("ul", {}, lines.map((line) => make("li", { textContent: line })))] : [];
}
