/** The roll call: the team says that it is back, with or without coverage. */
import { stoppedKnocking } from "./outbox.js";
import { read, unlessGone, write } from "./store.js";
import { offerUndo } from "./undo.js";
import { $, say } from "./words.js";

/** @param {import("./walk.js").Walk} walk */
export function setUpBack(walk) {
  const { db, assignment, sheet } = walk;

  async function set(back) {
    stoppedKnocking();
    try {
      await write(db, ["backs"], (tx) => void tx.objectStore("backs").put({ assignment, back, sent: false }));
    } catch {
      offerUndo(say("storage_full"), null);
    }
    walk.changed();
    show();
  }

  async function fill() {
    const back = (await read(db, "backs", assignment))?.back ?? sheet.back;
    if (walk.gone) return;
    const open = walk.state.total - walk.state.done;
    $("back-left").textContent = open && !back ? say(open === 1 ? "back_left_one" : "back_left", { n: open }) : "";
    $("back-state").textContent = back ? `${say("back_done")} ${say("back_hint")}` : "";
    $("back-yes").hidden = back;
    $("back-no").hidden = !back;
  }

  $("back-yes").addEventListener("click", () => set(true));
  $("back-no").addEventListener("click", () => set(false));
  const show = () => unlessGone(fill());
  return { show };
}
