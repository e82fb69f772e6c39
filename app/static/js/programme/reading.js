/** The reading room by keyboard: J and K move, X marks, F goes to the proposal, T to the theme, / to the search, 1 to 3 accept a suggestion, ? tells. */
const boxes = /** @type {HTMLInputElement[]} */ ([...document.querySelectorAll("#marking input[type=checkbox]")]);
const keys = /** @type {HTMLDialogElement | null} */ (document.getElementById("keys"));
let last = -1;

document.getElementById("show-keys")?.addEventListener("click", () => keys?.showModal());
for (const [at, box] of boxes.entries()) box.addEventListener("focus", () => { last = at; });

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || keys?.open || isWriting(event.target)) return;
  const deed = "123".includes(event.key) ? () => accept(Number(event.key)) : {
    j: () => move(1), k: () => move(-1), x: mark, f: () => go("proposal"), t: () => go("theme_id"), "/": () => go("text"), "?": () => keys?.showModal(),
  }[event.key.toLowerCase()];
  if (!deed) return;
  event.preventDefault();
  deed();
});

function isWriting(target) {
  return target instanceof HTMLSelectElement || target instanceof HTMLTextAreaElement
    || (target instanceof HTMLInputElement && target.type !== "checkbox");
}

/** From the input last looked at, so that a detour to a button does not begin at the top again. */
function move(steps) {
  const box = boxes[Math.max(0, Math.min(boxes.length - 1, last + steps))];
  box?.focus();
  box?.scrollIntoView({ block: "nearest" });
}

function mark() {
  if (document.activeElement instanceof HTMLInputElement && boxes.includes(document.activeElement)) document.activeElement.click();
}

/** Of the input in focus, as its buttons stand. */
function accept(number) {
  const buttons = document.activeElement?.closest(".inputs li")?.querySelectorAll(".suggested button");
  const button = buttons?.[number - 1];
  if (button instanceof HTMLButtonElement) button.click();
}

function go(id) {
  document.getElementById(id)?.focus();
}
