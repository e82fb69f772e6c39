/** The form on a phone that goes round: what somebody left half written is gone before the next one looks. */

const IDLE_MS = 60_000;
const form = /** @type {HTMLFormElement} */ (document.querySelector("form[data-empty]"));
const empty = /** @type {string} */ (form.dataset.empty);
let timer = 0;

/** Count anew from the last touch; a form that nobody has begun is left alone. */
function wait() {
  clearTimeout(timer);
  timer = window.setTimeout(leave, IDLE_MS);
}

function leave() {
  form.reset();
  window.location.replace(empty);
}

for (const kind of ["input", "keydown", "pointerdown"]) document.addEventListener(kind, wait);
// The page may come back as it was left, by the browser's own arrow.
window.addEventListener("pageshow", (event) => event.persisted && leave());
if (form.dataset.begun) wait();
