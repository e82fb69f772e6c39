/** Help that works offline: whom to ring, where to meet, what to say. */
import { showDoorstep } from "./doorstep.js";
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
