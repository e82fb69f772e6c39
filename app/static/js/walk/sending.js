/** What waits on the phone: the mark that is always visible, and the sheet that explains it. */
import { knocksIn } from "./knocks.js";
import { read, readAll, write } from "./store.js";
import { $, make, say } from "./words.js";

/**
 * Count what waits for one route.
 * @param {IDBDatabase} db
 * @param {string} assignment
 */
export async function waiting(db, assignment) {
  const [events, notes, tally, back] = await Promise.all([
    readAll(db, "door_events", assignment),
    readAll(db, "notes", assignment),
    read(db, "tallies", assignment),
    read(db, "backs", assignment),
  ]);
  const unsent = tally && tally.seq !== tally.sent_seq && (knocksIn(tally) > 0 || tally.sent_seq > 0);
  return {
    now: events.filter((event) => !event.refused).length + notes.filter((note) => !note.refused).length + (back && !back.sent ? 1 : 0),
    held: Boolean(unsent),
    trouble: [...events, ...notes, ...(tally ? [tally] : [])].filter((item) => item.refused),
    notes,
    reopened: new Set(events.filter((event) => event.mark === "open").map((event) => event.door)),
    get empty() {
      return !this.now && !this.held && !this.trouble.length;
    },
  };
}

/**
 * Show the mark.
 * @param {Awaited<ReturnType<typeof waiting>>} left
 * @param {"sent" | "later" | "not_joined"} state
 */
export function showStatus(left, state) {
  const [kind, words] = statusOf(left, state);
  $("status").dataset.kind = kind;
  $("status").textContent = words;
  $("sending-words").textContent = state === "not_joined" ? say("not_joined_hint") : words;
}

function statusOf(left, state) {
  if (left.trouble.length) return ["trouble", say("needs_you", { n: left.trouble.length })];
  if (state === "not_joined") return ["trouble", say("not_joined", { n: left.now + Number(left.held) })];
  if (left.now && !navigator.onLine) return ["waiting", say("offline", { n: left.now })];
  if (left.now) return ["waiting", say("waiting", { n: left.now })];
  return ["sent", say(left.held ? "doors_sent" : "all_sent")];
}

/**
 * List the notes that wait and everything that was refused, each with a way on.
 * @param {IDBDatabase} db
 * @param {Awaited<ReturnType<typeof waiting>>} left
 * @param {{edit: (note: any) => void, changed: () => void}} does
 */
export function showSending(db, left, does) {
  const remove = (store, key) => async () => {
    await write(db, [store], (tx) => void tx.objectStore(store).delete(key));
    does.changed();
  };
  const doors = left.trouble.filter((item) => item.mark);
  $("sending-notes").replaceChildren(
    ...left.notes.map((note) => row(note.text, note.refused ?? say("note_waits"), say("note_remove"), remove("notes", note.id))),
    ...doors.map((event) => row(say("door_refused"), event.refused ?? "", say("forget"), remove("door_events", event.id))),
  );
}

function row(title, hint, words, onclick) {
  return make("li", {}, [
    make("span", {}, [make("span", { textContent: title }), make("br"), make("small", { className: "muted", textContent: hint })]),
    make("button", { type: "button", className: "linklike", textContent: words, onclick, aria: { label: `${words}: ${title}` } }),
  ]);
}
