/** One thing can be taken back for ten seconds; after that it is changed from the list. */
import { $ } from "./words.js";

const SHOWN_MS = 10_000;
let timer = 0;

/**
 * @param {string} words what was just noted
 * @param {(() => void) | null} takeBack null when there is nothing to take back
 */
export function offerUndo(words, takeBack) {
  clearTimeout(timer);
  if (!document.getElementById("undo")) return; // gone when the round ended meanwhile
  $("undo-words").textContent = words;
  $("undo-button").hidden = !takeBack;
  $("undo-button").onclick = () => {
    hideUndo();
    takeBack?.();
  };
  $("undo").hidden = false;
  timer = window.setTimeout(hideUndo, SHOWN_MS);
}

export function hideUndo() {
  clearTimeout(timer);
  const box = document.getElementById("undo");
  if (box) box.hidden = true;
}
