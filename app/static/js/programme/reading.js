/**
 * The reading room by keyboard: J and K move, X marks, A marks all, F goes to the proposal, T to the theme, / to
 * the search, 1 to 3 accept a suggestion, ? tells. Whatever was done, the reader is back at the same place in the list,
 * and the proposal that was chosen last is chosen still.
 */
const PLACE = "reading-place";
const PROPOSAL = "reading-proposal";
const AGAIN_MS = 2000;
const boxes = /** @type {HTMLInputElement[]} */ ([...document.querySelectorAll("#marking input[type=checkbox]")]);
const keys = /** @type {HTMLDialogElement | null} */ (document.getElementById("keys"));
let last = -1;

document.getElementById("show-keys")?.addEventListener("click", () => keys?.showModal());
document.getElementById("mark-all")?.addEventListener("click", markAll);
for (const id of ["marking", "accepting"]) document.getElementById(id)?.addEventListener("submit", keepPlace);
goBack();
rememberProposal(/** @type {HTMLSelectElement | null} */ (document.getElementById("proposal")));
if (document.getElementById("suggesting")) setInterval(comeAgain, AGAIN_MS);
for (const [at, box] of boxes.entries()) box.addEventListener("focus", () => { last = at; });

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || keys?.open || isWriting(event.target)) return;
  const deed = "123".includes(event.key) ? () => accept(Number(event.key)) : {
    j: () => move(1), k: () => move(-1), x: mark, a: markAll, f: () => go("proposal"), t: () => go("theme_id"), "/": () => go("text"), "?": () => keys?.showModal(),
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

/** All on the page, or none where all are marked. */
function markAll() {
  const on = boxes.some((box) => !box.checked);
  for (const box of boxes) box.checked = on;
}

/** The page that comes may have one input less: then the next stands where this one stood. @param {SubmitEvent} event */
function keepPlace(event) {
  const own = event.submitter?.closest(".inputs li")?.querySelector("input");
  const at = own instanceof HTMLInputElement ? boxes.indexOf(own) : last;
  sessionStorage.setItem(PLACE, JSON.stringify({ at, top: scrollY, page: location.search }));
}

function goBack() {
  const kept = JSON.parse(sessionStorage.getItem(PLACE) ?? "null");
  sessionStorage.removeItem(PLACE);
  if (!kept || !boxes.length || !isSamePage(kept.page)) return;
  scrollTo(0, kept.top);
  boxes[Math.max(0, Math.min(boxes.length - 1, kept.at))].focus({ preventScroll: true });
}

/** Who gathers for one proposal adds to it again and again. @param {HTMLSelectElement | null} choice */
function rememberProposal(choice) {
  const last = [...(choice?.options ?? [])].find((option) => option.value && option.value === sessionStorage.getItem(PROPOSAL));
  if (last) last.selected = true;
  askForTitle();
  choice?.addEventListener("change", () => { sessionStorage.setItem(PROPOSAL, choice.value); askForTitle(); });
}

/** Only a new proposal needs one; asked for here, before what is marked is sent away. */
function askForTitle() {
  const choice = document.getElementById("proposal"), title = document.getElementById("title");
  if (choice instanceof HTMLSelectElement && title instanceof HTMLInputElement) title.required = !choice.value;
}

/** Load the page anew once the suggestions have come, unless somebody is in the middle of something. */
async function comeAgain() {
  if (isBusy()) return;
  const answer = await fetch(location.href).catch(() => null);
  const isReady = answer?.ok && !(await answer.text()).includes('id="suggesting"');
  if (isReady && !isBusy()) location.reload();
}

function isBusy() {
  return boxes.some((box) => box.checked) || isWriting(document.activeElement) || keys?.open;
}

/** Told by what is asked for, whatever the order and however much of it is empty. @param {string} page */
function isSamePage(page) {
  const asked = (/** @type {string} */ search) => [...new URLSearchParams(search)].filter(([name, value]) => value && !(name === "page" && value === "1")).sort().join();
  return asked(page) === asked(location.search);
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
