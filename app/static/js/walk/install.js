/** Offers to put the walk on the home screen, before the first door, and explains how on each kind of phone. */
import { openSheet } from "./sheets.js";
import { get } from "./server.js";
import { $, say } from "./words.js";

const SEEN = "walk-install-seen";
const INSTALLED = matchMedia("(display-mode: standalone)");

/** @type {any} Chromium's own offer, kept until somebody wants it */
let offer = null;

addEventListener("beforeinstallprompt", (event) => {
  event.preventDefault();
  offer = event;
});

function isInstalled() {
  return INSTALLED.matches || /** @type {any} */ (navigator).standalone === true;
}

/** Show the hint when the route lies on the phone, nobody has begun, and it was not turned down before. */
export function hintInstall() {
  if (!isInstalled() && localStorage.getItem(SEEN) === null) $("install-hint").hidden = false;
}

export function hideInstallHint() {
  $("install-hint").hidden = true;
}

/**
 * Let the hint, its sheet and the help's own button work.
 * @param {() => Record<string, string>} meant headers that say which route is open
 */
export function setUpInstall(meant) {
  const turnDown = () => {
    localStorage.setItem(SEEN, "1");
    hideInstallHint();
  };
  $("install-no").addEventListener("click", turnDown);
  $("install-yes").addEventListener("click", async () => {
    turnDown();
    if (!offer) return openSheet("install");
    const { prompt } = offer;
    await prompt.call(offer);
    offer = null;
  });
  $("install-help").hidden = isInstalled();
  $("copy-link").addEventListener("click", async () => {
    const { body } = await get("/walk/link", meant());
    const copied = body && (await navigator.clipboard.writeText(`${body.link}#${body.same_phone}`).then(() => true, () => false));
    $("copy-state").textContent = say(copied ? "link_copied" : "link_not_copied");
  });
}
