/** Sheets that slide over the walk: native dialogs, so that focus and Escape behave. */

/** @param {string} id */
export function openSheet(id) {
  const sheet = document.getElementById(id);
  if (sheet instanceof HTMLDialogElement && !sheet.open) {
    closeSheets();
    sheet.showModal();
    sheet.scrollTop = 0;
  }
}

export function closeSheets() {
  for (const sheet of document.querySelectorAll("dialog[open]")) if (sheet instanceof HTMLDialogElement) sheet.close();
}

/**
 * Let the buttons of the page open and close the sheets.
 * @param {(id: string) => void} beforeOpen
 */
export function setUpSheets(beforeOpen) {
  for (const button of document.querySelectorAll("[data-opens]")) {
    button.addEventListener("click", () => {
      const id = /** @type {HTMLElement} */ (button).dataset.opens ?? "";
      beforeOpen(id);
      openSheet(id);
    });
  }
  for (const button of document.querySelectorAll("[data-closes]")) button.addEventListener("click", closeSheets);
  for (const sheet of document.querySelectorAll("dialog")) {
    sheet.addEventListener("click", (event) => {
      if (event.target === sheet) sheet.close();
    });
  }
}
