/** Arrow keys move between the cells of the grid for numbers from paper; Enter goes down, and saves in the last row. */

const grid = document.querySelector(".paper-grid tbody");
const rows = [...(grid?.querySelectorAll("tr") ?? [])].map((row) => [...row.querySelectorAll("input:not([type=hidden])")]);
const STEPS = { ArrowUp: [-1, 0], ArrowDown: [1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1], Enter: [1, 0] };

grid?.addEventListener("keydown", (event) => {
  const step = STEPS[/** @type {KeyboardEvent} */ (event).key];
  const row = rows.findIndex((cells) => cells.includes(event.target));
  if (!step || row < 0) return;
  const next = rows[row + step[0]]?.[rows[row].indexOf(event.target) + step[1]];
  if (!next) return; // at the edge the arrow does nothing, and Enter sends the form
  event.preventDefault();
  next.focus();
});

grid?.addEventListener("focusin", (event) => event.target instanceof HTMLInputElement && event.target.select());
