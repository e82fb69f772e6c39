/** Help that works offline: whom to ring, where to meet, what to say; and a tap that asks the general to come. */
import { showDoorstep } from "./doorstep.js";
import { call } from "./help_call.js";
import { keepNews } from "./route.js";
import { read, unlessGone } from "./store.js";
import { $, moment, say } from "./words.js";

/** @param {import("./walk.js").Walk} walk */
export function setUpHelp(walk) {
  const { db, assignment, sheet } = walk;
  /** What the server knows: nothing, `asked`, or `handled`. */
  let known = "";
  /** What was asked last could not be saved. */
  let failed = false;

  async function ask(wanted) {
    known = "";
    failed = await call(db, assignment, wanted).then(() => false, () => true);
    walk.changed();
    show();
  }

  async function fill() {
    const row = await read(db, "helps", assignment);
    const asks = Boolean(row?.wanted && !row.dropped && !(row.sent && known === "handled"));
    $("help-come").hidden = asks || sheet.is_over;
    $("help-come-undo").hidden = !asks;
    $("help-come-state").textContent = failed ? say("not_saved_ring") : stateOf(row, known);
  }

  /** What came with the team's doors: the number to ring now, and whether the general has seen the wish. */
  async function heard({ phone, help }) {
    known = help;
    if (phone !== sheet.phone) {
      sheet.phone = phone;
      showHelp(sheet);
      await keepNews(db, assignment, { phone }).catch(() => {});
    }
    if (isOpen()) show();
  }

  $("help-come").addEventListener("click", () => ask(true));
  $("help-come-undo").addEventListener("click", () => ask(false));
  showHelp(sheet);
  const show = () => unlessGone(fill());
  const isOpen = () => /** @type {HTMLDialogElement} */ ($("help")).open;
  return { show, heard, showIfOpen: () => isOpen() && show() };
}

/** Say plainly whether it has been sent: an unsent wish is no help. */
function stateOf(row, known) {
  if (!row) return known === "asked" ? say("help_asked_by_team") : "";
  if (row.dropped) return say("help_dropped");
  if (!row.wanted) return say(row.sent ? "help_taken_back" : "help_taken_back_waits");
  if (!row.sent) return say("help_waits");
  return known === "handled" ? say("help_handled") : say("help_sent", { when: moment(row.at) });
}

/** @param {any} sheet the route sheet */
function showHelp(sheet) {
  const place = [sheet.meeting_place, sheet.gathering].filter(Boolean).join(" · ");
  $("help-contact").textContent = sheet.contact;
  $("help-phone").hidden = !sheet.phone;
  $("help-phone").textContent = say("call_general", { phone: sheet.phone });
  $("help-phone").setAttribute("href", `tel:${(sheet.phone ?? "").replace(/ /g, "")}`);
  $("help-meeting").textContent = say("meeting", { place });
  $("back-meeting").textContent = say("meeting", { place });
  showDoorstep(sheet);
}
