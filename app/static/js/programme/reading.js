/** The reading room by keyboard: J and K move, X marks, F goes to the proposal, T to the theme, / to the search. */
const boxes = /** @type {HTMLInputElement[]} */ ([...document.querySelectorAll("#marking input[type=checkbox]")]);

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || isWriting(event.target)) return;
  const deed = { j: () => move(1), k: () => move(-1), x: mark, f: () => go("proposal"), t: () => go("theme_id"), "/": () => go("text") }[event.key.toLowerCase()];
  if (!deed) return;
  event.preventDefault();
  deed();
});

function isWriting(target) {
  return target instanceof HTMLSelectElement || target instanceof HTMLTextAreaElement
    || (target instanceof HTMLInputElement && target.type !== "checkbox");
}

function move(steps) {
  const at = boxes.indexOf(/** @type {HTMLInputElement} */ (document.activeElement));
  boxes[Math.max(0, Math.min(boxes.length - 1, at + steps))]?.focus();
}

function mark() {
  if (document.activeElement instanceof HTMLInputElement && boxes.includes(document.activeElement)) document.activeElement.click();
}

function go(id) {
  document.getElementById(id)?.focus();
}
