/** Help that works offline: whom to ring, where to meet, what to say. */
import { showDoorstep } from "./doorstep.js";
import { write } from "./store.js";
import { $, say } from "./words.js";

/** @param {any} sheet the route sheet */
export function showHelp(sheet) {
  const place = [sheet.meeting_place, sheet.gathering].filter(Boolean).join(" · ");
  $("help-contact").textContent = sheet.contact;
  $("help-phone").hidden = !sheet.phone;
  $("help-phone").textContent = say("call_general", { phone: sheet.phone });
  $("help-phone").setAttribute("href", `tel:${(sheet.phone ?? "").replace(/ /g, "")}`);
  $("help-meeting").textContent = say("meeting", { place });
  $("back-meeting").textContent = say("meeting", { place });
  showDoorstep(sheet);
}

/**
 * The team has got another general: theirs is the number to ring from now on, also without coverage.
 * @param {import("./walk.js").Walk} walk
 * @param {string} phone
 */
export async function hearNumber({ db, route, sheet }, phone) {
  if (phone === sheet.phone) return;
  sheet.phone = phone;
  showHelp(sheet);
  await write(db, ["routes"], (tx) => void tx.objectStore("routes").put(route)).catch(() => {});
}
