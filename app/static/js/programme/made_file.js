/**
 * A form marked `data-making` asks for a file that takes a while: its words stand there with a bar until it comes.
 *
 * Without this program the browser fetches the file by itself and shows only its own sign.
 */

import { oneAtATime, send } from "../sent_form.js";

/** @param {string} disposition */
const nameIn = (disposition) => /filename="?([^";]+)/.exec(disposition)?.[1] ?? "dokument";

/** Put the file where the browser keeps what it downloads. @param {Blob} file @param {string} name */
function keep(file, name) {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(file);
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}

/** @param {HTMLElement} sign @param {string} words */
function show(sign, words, busy = false) {
  const said = document.createElement("span");
  said.textContent = words;
  sign.replaceChildren(said, ...(busy ? [document.createElement("progress")] : []));
}

/** @param {HTMLFormElement} form @param {HTMLElement | null} button @param {HTMLElement} sign */
async function make(form, button, sign) {
  show(sign, form.dataset.making ?? "", true);
  const answer = await send(form, button);
  if (!answer) return show(sign, form.dataset.failed ?? "");
  if (!answer.ok) return show(sign, (await answer.json()).sentence);
  keep(await answer.blob(), nameIn(answer.headers.get("Content-Disposition") ?? ""));
  show(sign, form.dataset.made ?? "");
}

for (const form of document.querySelectorAll("form[data-making]")) {
  if (!(form instanceof HTMLFormElement)) continue;
  const sign = form.appendChild(document.createElement("p"));
  sign.className = "making";
  sign.setAttribute("role", "status");
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    oneAtATime(form, () => make(form, event.submitter, sign));
  });
}
