/** The roll call: each of the team says that they are back, with or without coverage. */
import { stoppedKnocking } from "./outbox.js";
import { isPractice } from "./practice.js";
import { allBack, hear, rollOf, tell } from "./roll.js";
import { get, sentFor, serverNow } from "./server.js";
import { noteSent, read, unlessGone, write } from "./store.js";
import { $, make, say } from "./words.js";

const GRACE_MS = 3_600_000;

/** @param {import("./walk.js").Walk} walk */
export function setUpBack(walk) {
  const { db, assignment, sheet } = walk;
  /** What was said last could not be saved. */
  let failed = false;

  /** @param {string[] | null} ids null for everybody */
  async function set(ids, back) {
    stoppedKnocking();
    failed = await write(db, ["backs"], (tx) => tell(tx, sheet, ids, back)).then(() => false, () => true);
    walk.changed();
    show();
  }

  async function fill() {
    const row = await read(db, "backs", assignment);
    if (walk.gone) return;
    const lines = rollOf(sheet, row);
    const all = allBack(lines);
    const open = walk.state.total - walk.state.done;
    showPeople(lines, set);
    $("back-left").textContent = open && !all ? say(open === 1 ? "back_left_one" : "back_left", { n: open }) : "";
    $("back-state").textContent = failed ? say("not_saved_ring") : stateOf(lines, all, row);
    $("back-yes").textContent = say(lines.length > 1 ? "back_all" : "back_we");
    $("back-yes").hidden = all;
    $("back-no").hidden = !all;
  }

  /** What the others' phones have said, where there is coverage; nothing is lost without it. */
  async function ask() {
    if (isPractice || !navigator.onLine) return;
    const { body } = await get("/walk/back", sentFor(walk.route));
    if (!body || walk.gone) return;
    await noteSent(db, ["backs"], (tx) => hear(tx, sheet, body.people)).catch(() => {});
    await fill();
    if (!allBack(body.people)) return;
    stoppedKnocking();
    walk.sender.now();
  }

  /** A round that was called off still waits for everybody to come in; an hour after its time the phone forgets all the same. */
  async function isAwaited() {
    if (!sheet.cancelled || (serverNow() ?? Date.now()) > Date.parse(sheet.ends_at) + GRACE_MS) return false;
    return !allBack(rollOf(sheet, await read(db, "backs", assignment)));
  }

  $("back-yes").addEventListener("click", () => set(null, true));
  $("back-no").addEventListener("click", () => set(null, false));
  const show = () => unlessGone(fill());
  return {
    show,
    isAwaited,
    /** Fill the sheet just before it opens. */
    open() {
      show();
      unlessGone(ask());
    },
  };
}

/** Say who is missing while only some are back, and when the general sees that all are. */
function stateOf(lines, all, row) {
  const out = lines.filter((line) => !line.back).map(({ name }) => name);
  if (all) return `${say("back_done")} ${say(!row || row.sent ? "back_seen" : "back_hint")}`;
  return out.length < lines.length ? say("back_missing", { names: out.join(", ") }) : "";
}

/** One button a person; each stays where it is, so that a second tap takes the first back. */
function showPeople(lines, set) {
  const box = $("back-people");
  const ids = lines.map(({ id }) => id).join();
  box.hidden = lines.length < 2;
  if (box.dataset.ids !== ids) {
    box.dataset.ids = ids;
    box.replaceChildren(...lines.map(() => make("button", { type: "button", className: "choice" })));
  }
  for (const [n, { id, name, back }] of lines.entries()) {
    const button = /** @type {HTMLButtonElement} */ (box.children[n]);
    button.setAttribute("aria-pressed", String(back));
    button.replaceChildren(make("strong", { textContent: name }), make("span", { textContent: say(back ? "is_back" : "is_out") }));
    button.onclick = () => set([id], !back);
  }
}
