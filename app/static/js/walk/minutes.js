/** The time that is left: when the team must turn to be at the meeting place as planned. */
import { serverNow } from "./server.js";

const METRES_A_MINUTE = 70;
const DETOUR = 1.3;
const DEGREE_M = 111_200;
const MINUTE_MS = 60_000;
const LONG_AFTER_MS = 3 * 3_600_000;

/**
 * Tell whether it is time to turn back from a stop, by the server's clock where it has been heard.
 * @param {any} sheet the route sheet
 * @param {import("./state.js").Stop | null} stop
 */
export function mustTurnBack(sheet, stop) {
  const now = serverNow() ?? Date.now();
  const end = Date.parse(sheet.ends_at);
  if (now < Date.parse(sheet.starts_at) || now > end + LONG_AFTER_MS) return false;
  return now + minutesTo(sheet.meeting, stop) * MINUTE_MS >= end;
}

/** Minutes on foot to the meeting place; 0 where either end is not known. */
function minutesTo(meeting, stop) {
  if (!meeting || !stop) return 0;
  const north = (meeting[0] - stop.lat) * DEGREE_M;
  const east = (meeting[1] - stop.lon) * DEGREE_M * Math.cos((stop.lat * Math.PI) / 180);
  return (Math.hypot(north, east) * DETOUR) / METRES_A_MINUTE;
}
