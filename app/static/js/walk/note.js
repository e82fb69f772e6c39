/** The note sheet: a theme, a sentence or two, screened on the phone before anything is saved. */
import { clean, fetchRules, generalise, isBlocked, makeScreener, pieces } from "./screening.js";
import { done, write } from "./store.js";
import { $, make, say } from "./words.js";

const PAUSE_MS = 250;

/**
 * @param {IDBDatabase} db
 * @param {any} sheet the route sheet
 * @param {() => void} onSaved
 * @param {() => void} onClosed called too when nothing was saved
 */
export function setUpNotes(db, sheet, onSaved, onClosed) {
  const box = /** @type {HTMLDialogElement} */ ($("note"));
  const field = /** @type {HTMLTextAreaElement} */ ($("note-text"));
  const button = $("note-save");
  let warned = "";
  /** @type {import("./store.js").Note | null} */
  let mended = null;
  let begun = ""; // a text that was begun before another note was mended
  let timer = 0;
  /** @type {Promise<ReturnType<typeof makeScreener>> | null} */
  let screener = null;
  /** @type {Promise<void> | null} */
  let saving = null;

  showThemes(sheet.themes);
  box.addEventListener("close", () => {
    if (mended && field.value === mended.text) startAnew(); // regretted: the next note is a new one
    onClosed();
  });
  field.addEventListener("focus", () => loadScreener().catch(() => {}), { once: true });
  field.addEventListener("input", () => {
    clearTimeout(timer);
    timer = window.setTimeout(lookQuietly, PAUSE_MS);
  });
  $("note-form").addEventListener("submit", (event) => {
    event.preventDefault();
    saving ??= save().finally(() => {
      saving = null;
    });
  });

  /** Read the rules and words when somebody is about to write; the walk itself does not wait for them. */
  function loadScreener() {
    screener ??= fetchRules().then((rules) => makeScreener(rules, sheet.place)).catch((error) => {
      screener = null;
      throw error;
    });
    return screener;
  }

  async function look() {
    const screen = await loadScreener();
    const text = clean(field.value);
    const hits = screen(text);
    showVerdict(text, hits, (hit) => {
      const now = clean(field.value); // more may have been written or spoken since the look
      const same = screen(now).find((one) => one.text === hit.text && (now !== text || one.start === hit.start));
      if (same) field.value = generalise(now, same);
      field.focus();
      lookQuietly();
    });
    button.textContent = say(warned === text && hits.length && !isBlocked(hits) ? "save_anyway" : "save_note");
    return { text, hits };
  }

  /** Look while somebody writes; what cannot be looked at now is looked at before it is saved. */
  function lookQuietly() {
    look().catch(() => {});
  }

  async function save() {
    let found;
    try {
      found = await look();
    } catch {
      return tell(say("note_unscreened"));
    }
    const { text, hits } = found;
    if (!text) return tell(say("note_empty"));
    if (isBlocked(hits)) return focusFirst();
    if (hits.length && warned !== text) {
      warned = text;
      await look();
      return focusFirst();
    }
    const chosen = /** @type {HTMLInputElement | null} */ (document.querySelector("input[name=theme]:checked"));
    const theme_id = chosen?.value || null;
    try {
      await write(db, ["notes"], (tx) => keep(tx.objectStore("notes"), theme_id, text));
    } catch {
      return tell(say("storage_full"));
    }
    startAnew();
    onSaved();
  }

  function startAnew() {
    field.value = begun;
    warned = begun = "";
    mended = null;
    $("note-title").textContent = say("note_new");
    showThemes(sheet.themes);
    lookQuietly();
  }

  /** A mended note stays the same note, so that its newest words take the place of those that may have been sent. */
  async function keep(notes, theme_id, text) {
    const note = { id: mended?.id ?? crypto.randomUUID(), assignment: sheet.assignment, theme_id, text };
    if (!mended) return void notes.add(note);
    const now = await done(notes.get(mended.id));
    notes.put({ ...note, seq: ((now ?? mended).seq ?? 0) + 1, tried: now ? now.tried : true });
  }

  function isDrafting() {
    return Boolean(field.value.trim());
  }

  return {
    /** Take a note back into the sheet for mending; the old one stays until the new one is saved. */
    edit(note) {
      if (!mended) begun = field.value;
      field.value = note.text;
      mended = note;
      $("note-title").textContent = say("note_mending");
      showThemes(withTheme(sheet.themes, note.theme_id));
      for (const input of document.querySelectorAll("input[name=theme]")) {
        if (input instanceof HTMLInputElement) input.checked = input.value === note.theme_id;
      }
      lookQuietly();
    },
    /** Tell whether a text has been begun, and not saved. */
    isDrafting,
    /** Tell whether somebody is at it just now: then the phone does not forget yet. */
    isWriting: () => box.open && isDrafting(),
  };
}

/** A theme that has left the chapter's list since stays with the note that has it, until somebody chooses another. */
function withTheme(themes, id) {
  return !id || themes.some((theme) => theme.id === id) ? themes : [...themes, { id, name: say("theme_before") }];
}

function showThemes(themes) {
  $("themes").replaceChildren(...themes.map((theme) => make("label", { className: "chip" }, [
    make("input", { type: "radio", name: "theme", value: theme.id }),
    make("span", { textContent: theme.name }),
  ])));
}

function showVerdict(text, hits, replace) {
  if (!hits.length) {
    $("note-verdict").replaceChildren();
    return;
  }
  const blocked = isBlocked(hits);
  const marked = pieces(text, hits).map(({ text: part, hit }) => (hit ? make("mark", { textContent: part }) : part));
  const buttons = hits.map((hit) => make("button", {
    type: "button",
    className: "replace",
    textContent: say("note_replace", { found: hit.text, general: hit.general }),
    onclick: () => replace(hit),
  }));
  $("note-verdict").replaceChildren(make("div", { className: "verdict", data: { level: blocked ? "block" : "warn" } }, [
    make("p", {}, [make("strong", { textContent: say(blocked ? "note_blocked" : "note_warned") })]),
    make("p", {}, marked),
    ...buttons,
  ]));
}

function tell(words) {
  $("note-verdict").replaceChildren(make("div", { className: "verdict", data: { level: "warn" } }, [make("p", { textContent: words })]));
}

function focusFirst() {
  const first = document.querySelector("#note-verdict .replace");
  if (first instanceof HTMLElement) first.focus();
}
