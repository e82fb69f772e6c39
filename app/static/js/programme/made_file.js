/**
 * A form marked `data-making` asks for a file that takes a while: its words stand there with a bar until it comes.
 *
 * Without this program the browser fetches the file by itself and shows only its own sign.
 */

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

/** @param {HTMLFormElement} form @param {FormData} data @param {HTMLElement} sign */
async function make(form, data, sign) {
  const asked = { method: "POST", body: new URLSearchParams(/** @type {any} */ (data)), headers: { Accept: "application/json" } };
  try {
    const answer = await fetch(form.action, asked);
    if (!answer.ok) return show(sign, (await answer.json()).sentence);
    keep(await answer.blob(), nameIn(answer.headers.get("Content-Disposition") ?? ""));
    show(sign, form.dataset.made ?? "");
  } catch {
    show(sign, form.dataset.failed ?? "");
  }
}

for (const form of document.querySelectorAll("form[data-making]")) {
  if (!(form instanceof HTMLFormElement)) continue;
  const sign = form.appendChild(document.createElement("p"));
  sign.className = "making";
  sign.setAttribute("role", "status");
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    if (form.ariaBusy === "true") return;
    form.ariaBusy = "true";
    show(sign, form.dataset.making ?? "", true);
    await make(form, new FormData(form, event.submitter), sign);
    form.ariaBusy = null;
  });
}
