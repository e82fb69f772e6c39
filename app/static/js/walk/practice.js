/**
 * The practice route: the same page and the same program, with made-up doors and somebody to talk to. Nothing
 * of it is sent: what a real walk would send is answered here, on the phone.
 */
import { $, make } from "./words.js";

/** Whether this page is the practice route. */
export const isPractice = document.getElementById("practice") !== null;

/**
 * Answer what would have been sent, as the server does when it has stored everything.
 * @param {any} body
 */
export function answerHere(body) {
  const items = body.events ?? body.reports ?? (body.id ? [body] : []);
  return { stored: items.map((item) => item.id), refused: [], people: body.people?.map((line) => ({ ...line, name: "" })) };
}

/** @type {number | null} */
let shown = null;

/**
 * Let the resident of a door speak, and answer what one says; nothing at a real door.
 * @param {any} sheet
 * @param {number | null} door
 */
export function showDialogue(sheet, door) {
  if (!isPractice || door === shown) return;
  shown = door;
  const found = sheet.dialogues.find((one) => one.door === door);
  $("dialogue").hidden = !found;
  $("dialogue-says").textContent = found?.says ?? "";
  $("dialogue-outcome").textContent = "";
  $("dialogue-replies").replaceChildren(...(found?.replies ?? []).map(([words, outcome]) => make("button", {
    type: "button", className: "reply", textContent: words, onclick: (event) => choose(event.currentTarget, outcome),
  })));
}

function choose(chosen, outcome) {
  for (const button of $("dialogue-replies").children) button.setAttribute("aria-pressed", String(button === chosen));
  $("dialogue-outcome").textContent = outcome;
}
