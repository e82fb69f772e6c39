/**
 * A form marked `data-kept` is sent beside the page: refused, or without coverage, it stays as it was typed.
 *
 * No page of ours is kept by the browser, so going back from a page of refusal would find an empty form. The
 * value of `data-kept` is what to say without coverage. Without this program the form is sent as usual.
 */

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

/** Send the form; give where to go next, or what is wrong. @param {HTMLFormElement} form @param {FormData} data */
async function send(form, data) {
  const body = form.enctype === "multipart/form-data" ? data : new URLSearchParams(/** @type {any} */ (data));
  const headers = { Accept: "application/json", "X-Kept-Form": "1" };
  try {
    const answer = await fetch(form.action, { method: "POST", body, headers });
    const next = answer.headers.get(GO_TO);
    return next ? { next } : { sentence: String((await answer.json()).sentence) };
  } catch {
    return { sentence: form.dataset.kept ?? "" };
  }
}

document.addEventListener("submit", async (event) => {
  const form = event.target;
  if (!(form instanceof HTMLFormElement) || form.dataset.kept === undefined) return;
  event.preventDefault();
  if (form.ariaBusy === "true") return;
  form.ariaBusy = "true";
  const { next, sentence } = await send(form, new FormData(form, event.submitter));
  form.ariaBusy = null;
  if (next) location.assign(next);
  else tell(form, sentence ?? "");
});
