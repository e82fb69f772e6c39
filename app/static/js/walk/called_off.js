/** The round is over. If it was called off: no more doors, only the way home. What was tapped before is sent as usual. */
import { hideInstallHint } from "./install.js";
import { $, say } from "./words.js";

/**
 * Say that the last is being sent, or put the news where the door stood.
 * @param {{is_over?: boolean, cancelled?: boolean}} sheet the route sheet
 */
export function showOver(sheet) {
  const calledOff = Boolean(sheet.is_over && sheet.cancelled);
  $("called-off").hidden = !calledOff;
  $("card").toggleAttribute("data-called-off", calledOff);
  if (!sheet.is_over) return;
  hideInstallHint();
  $("progress").textContent = say("over_waiting");
  $("time-left").textContent = "";
}
