/**
 * What a team tells of the place it stands at: facts for the next team, reports for the general, and a door
 * that is missing from the list. An outcome never goes along.
 */
import { SKIPPED } from "./knocks.js";
import { closeSheets } from "./sheets.js";
import { done, write } from "./store.js";
import { $, addressOf, make, say } from "./words.js";

const FACTS = ["locked", "dog", "steps"];

/**
 * @param {import("./walk.js").Walk} walk
 */
export function setUpPlaces(walk) {
  const { db, assignment } = walk;
  const here = () => walk.state.byDoor.get(walk.at);

  const newReport = (address, kind, holds = true) => ({ id: crypto.randomUUID(), assignment, address, kind, holds });

  async function setFact(kind, holds) {
    const { address } = here().stop;
    await saved(write(db, ["reports", "facts"], async (tx) => {
      const waiting = await done(tx.objectStore("reports").index("assignment").getAll(assignment));
      for (const one of waiting) if (one.address === address && one.kind === kind) tx.objectStore("reports").delete(one.id);
      tx.objectStore("reports").put(newReport(address, kind, holds));
      tx.objectStore("facts").put({ key: `${assignment}/${address}/${kind}`, assignment, address, kind, holds });
    }), say("place_saved"));
  }

  async function addDoor() {
    const { stop, door: came } = here();
    const report = newReport(stop.address, "missing_door");
    const door = -(stop.address * 100 + stop.doors.filter((one) => one.id < 0).length + 1);
    const worked = await saved(write(db, ["reports", "extras"], (tx) => {
      tx.objectStore("reports").put(report);
      tx.objectStore("extras").put({ key: `${assignment}/${door}`, assignment, address: stop.address, door });
    }), say("door_added"), () => takeAway(door, report, came.id));
    if (worked) walk.goTo(door);
  }

  /** Take an added door away again, and what the general was told of it: that may be on its way already. */
  async function takeAway(door, report, came) {
    const worked = await saved(write(db, ["reports", "extras"], (tx) => {
      tx.objectStore("reports").delete(report.id);
      tx.objectStore("reports").put({ ...report, id: crypto.randomUUID(), undoes: report.id });
      tx.objectStore("extras").delete(`${assignment}/${door}`);
    }), say("taken_back"));
    if (worked) walk.goTo(came);
  }

  async function skip(kind) {
    closeSheets();
    await walk.note([here()], kind);
  }

  async function saved(writing, words, takeBack = null) {
    const worked = await writing.then(() => true, () => false);
    await walk.closeAndTell(worked ? words : say("storage_full"), worked ? takeBack : null);
    return worked;
  }

  $("add-door").addEventListener("click", addDoor);
  for (const kind of SKIPPED) $(kind).addEventListener("click", () => skip(kind));

  return {
    /** Fill the sheet for the place on the card. */
    show() {
      const place = here();
      if (!place) return;
      $("place-title").textContent = addressOf(place.stop);
      $("facts").replaceChildren(...FACTS.map((kind) => make("label", { className: "chip" }, [
        make("input", { type: "checkbox", checked: walk.state.facts(place.stop).includes(kind), onchange: (event) => setFact(kind, event.target.checked) }),
        make("span", { textContent: say(kind) }),
      ])));
    },
  };
}
