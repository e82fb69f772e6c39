/**
 * Somebody is dragged to another team at the desk. The list in the person's row does the same with a tap or
 * the keyboard, and is what is sent: dragging only chooses in it.
 */
const PERSON = "[data-person]";
const TEAM = "[data-team]";

/** @type {HTMLElement | null} */
let dragged = null;

/** Give the team under the pointer, where somebody is being dragged. */
function teamUnder(event) {
  return dragged && event.target instanceof Element ? event.target.closest(TEAM) : null;
}

document.addEventListener("dragstart", (event) => {
  dragged = event.target instanceof HTMLElement ? event.target.closest(PERSON) : null;
  if (dragged && event.dataTransfer) event.dataTransfer.effectAllowed = "move";
});

document.addEventListener("dragover", (event) => {
  if (teamUnder(event)) event.preventDefault();
});

document.addEventListener("dragend", () => {
  dragged = null;
});

document.addEventListener("drop", (event) => {
  const team = teamUnder(event);
  const select = dragged?.querySelector("select");
  if (!(team instanceof HTMLElement) || !(select instanceof HTMLSelectElement)) return;
  event.preventDefault();
  const wanted = team.dataset.team ?? "";
  const option = [...select.options].find((one) => one.value === wanted);
  if (!option || option.disabled || select.value === wanted) return;
  select.value = wanted;
  select.dispatchEvent(new Event("change", { bubbles: true }));
});
