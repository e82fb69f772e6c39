/** What the forms have in common that a page sends by itself: as the browser would send them, one at a time. */

/**
 * Send a form beside its page; null without coverage.
 * @param {HTMLFormElement} form @param {HTMLElement | null} button the one that was pressed @param {Record<string, string>} headers
 */
export async function send(form, button, headers = {}) {
  const data = new FormData(form, button);
  const body = form.enctype === "multipart/form-data" ? data : new URLSearchParams(/** @type {any} */ (data));
  return fetch(button?.getAttribute("formaction") ?? form.action, { method: "POST", body, headers: { Accept: "application/json", ...headers } }).catch(() => null);
}

/** Let a second press wait for nothing. @param {HTMLFormElement} form @param {() => Promise<void>} deed */
export async function oneAtATime(form, deed) {
  if (form.ariaBusy === "true") return;
  form.ariaBusy = "true";
  try {
    await deed();
  } finally {
    form.ariaBusy = null;
  }
}
