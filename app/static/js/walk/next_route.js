/** The route that the general has given the team after this one. */
import { $, say } from "./words.js";

/**
 * Offer a new route; it opens when the team is done here.
 * @param {string} route its name, empty when there is none
 * @param {string} assignment
 */
export function offerNextRoute(route, assignment) {
  $("next-route").hidden = !route;
  if (!route) return;
  $("next-route-words").textContent = say("next_route", { route });
  $("next-route-yes").onclick = () => {
    location.hash = `#joined=${assignment}`;
    location.reload();
  };
}
