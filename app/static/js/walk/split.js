/**
 * «Del ruten mellom oss»: each of the two takes a half, sees the own doors first and the other's dimmed. The choice
 * lies on the phone; where there is coverage, the other phone is offered the half that is left.
 */
import { halvesOf } from "./halves.js";
import { closeSheets } from "./sheets.js";
import { unlessGone, write } from "./store.js";
import { offerUndo } from "./undo.js";
import { $, make, say } from "./words.js";

/** @typedef {import("./store.js").Split} Split */

/** @param {import("./walk.js").Walk} walk */
export function setUpSplit(walk) {
  const { db, assignment } = walk;
  const halves = halvesOf(walk.sheet);
  /** @type {Split | undefined} */
  let split;
  /** What the team's other phones have taken, as the server last said. */
  let others = [];
  $("split-open").hidden = !halves;

  /** @param {0 | 1 | null} half */
  async function take(half) {
    const wanted = { assignment, half, sent: false };
    const saved = await write(db, ["splits"], (tx) => void tx.objectStore("splits").put(wanted)).then(() => true, () => false);
    closeSheets();
    if (!saved) return offerUndo(say("storage_full"), null);
    walk.tap();
    offerUndo(half === null ? say("half_none") : say("half_taken", { half: halves?.names[half] ?? "" }), null);
    await walk.halfTaken();
  }

  /** Fill the sheet: the two halves with their doors, and the whole route. */
  function show() {
    if (!halves) return;
    const doors = (half) => [...halves.of.values()].filter((one) => one === half).length;
    const choice = (half, title, text) => make("button", {
      type: "button", className: "choice", aria: { pressed: (split?.half ?? null) === half }, onclick: () => unlessGone(take(half)),
    }, [make("strong", { textContent: title }), make("span", { textContent: text })]);
    $("split-choices").replaceChildren(
      ...[0, 1].map((half) => choice(half, say("half_mine", { half: halves.names[half] }), say(others.includes(half) ? "half_others" : "half_doors", { n: doors(half) }))),
      choice(null, say("half_whole"), say("half_doors", { n: halves.of.size })),
    );
  }

  /** The line above the door: what the other has taken, while this phone has not answered or has taken the same. */
  function hint() {
    const free = [0, 1].filter((half) => !others.includes(half));
    const asked = halves && others.length && free.length === 1 && (!split || split.half === others[0]);
    $("split-hint").hidden = !asked;
    if (!halves || !asked) return;
    $("split-hint-words").textContent = say(split ? "half_both" : "half_other", { half: halves.names[others[0]] });
    $("split-hint-yes").textContent = say("half_take", { half: halves.names[free[0]] });
    $("split-hint-yes").onclick = () => unlessGone(take(/** @type {0 | 1} */ (free[0])));
  }

  $("split-hint-no").addEventListener("click", () => unlessGone(take(split?.half ?? null)));
  $("split-end").addEventListener("click", () => unlessGone(take(null)));

  return {
    show,
    hint,
    /** Take in what the other phones have chosen. */
    heard(taken) {
      others = taken ?? [];
      hint();
    },
    /** Take in what this phone has chosen; gives the halves with it, or null while the route is whole. */
    chosen(row) {
      split = row;
      const half = split?.half ?? null;
      return halves && half !== null ? { of: halves.of, half } : null;
    },
  };
}
