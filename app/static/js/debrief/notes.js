/**
 * What was written in the other notes stays while one is approved: the page that comes shows it again.
 *
 * It lies in the tab's own storage for that one step, and is taken out as the page opens.
 */
const WRITTEN = "debrief-written";
const fields = () => /** @type {NodeListOf<HTMLTextAreaElement | HTMLSelectElement>} */ (document.querySelectorAll(".note-form textarea, .note-form select[name=theme_id]"));

/** @param {HTMLTextAreaElement | HTMLSelectElement} field */
function isChanged(field) {
  if (field instanceof HTMLTextAreaElement) return field.value !== field.defaultValue;
  return !field.selectedOptions[0]?.defaultSelected && field.selectedIndex > 0;
}

/** The note that was sent, until something is written: it is the page's that comes. */
let sent = /** @type {EventTarget | null} */ (null);
document.addEventListener("submit", (event) => { sent = event.target; });
document.addEventListener("input", () => { sent = null; });

addEventListener("pagehide", () => {
  if (!sent) return;
  const changed = [...fields()].filter((field) => field.form !== sent && isChanged(field)).map((field) => [field.id, field.value]);
  sessionStorage.setItem(WRITTEN, JSON.stringify(changed));
});

for (const [id, value] of JSON.parse(sessionStorage.getItem(WRITTEN) ?? "[]")) {
  const field = document.getElementById(id);
  if (field instanceof HTMLTextAreaElement || field instanceof HTMLSelectElement) field.value = value;
}
sessionStorage.removeItem(WRITTEN);
