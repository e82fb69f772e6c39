/**
 * A form marked `data-kept` is sent beside the page: refused, or without coverage, it stays as it was typed.
 *
 * No page of ours is kept by the browser, so going back from a page of refusal would find an empty form. The
 * value of `data-kept` is what to say without coverage. Without this program the form is sent as usual.
 */
import { oneAtATime, send } from "./sent_form.js";

const GO_TO = "X-Go-To";

/** Say what was wrong beside the button that was pressed. @param {HTMLFormElement} form @param {string} sentence */
function tell(form, sentence) {
  const box = form.querySelector(".refused") ?? form.appendChild(document.createElement("div"));
  box.className = "ds-alert notice refused";
  box.setAttribute("data-color", "danger");
  box.setAttribute("role", "alert");
  const words = document.createElement("p");
  words.textContent = sentence;
  box.replaceChildren(words);
  box.scrollIntoView({ block: "nearest" });
}

/** Go on where the answer says, or tell what is wrong. @param {HTMLFormElement} form @param {HTMLElement | null} button */
async function sendKept(form, button) {
  const answer = await send(form, button, { "X-Kept-Form": "1" });
  const next = answer?.headers.get(GO_TO);
  if (next) location.assign(next);
  else if (!answer) tell(form, form.dataset.kept ?? "");
  else if (isJson(answer)) tell(form, String((await answer.json()).sentence));
  else showAnswer(form, button);
}

/** @param {Response} answer */
const isJson = (answer) => answer.headers.get("Content-Type")?.includes("json") ?? false;

/** The answer is a page that shows the form again, with more beside it: let the browser ask for it. */
function showAnswer(form, button) {
  delete form.dataset.kept;
  form.requestSubmit(button);
}

document.addEventListener("submit", (event) => {
  const form = event.target;
  if (!(form instanceof HTMLFormElement) || form.dataset.kept === undefined) return;
  event.preventDefault();
  oneAtATime(form, () => sendKept(form, event.submitter));
});
