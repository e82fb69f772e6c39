/** The buttons on the card and on the map; those of the sheets belong to their sheets. */
import { chosenScope } from "./card.js";
import { COME_BACK } from "./knocks.js";
import { ignoreSecondTaps } from "./second_tap.js";
import { openSheet } from "./sheets.js";
import { $ } from "./words.js";

/** @param {import("./walk.js").Walk} walk */
export function setUpButtons(walk) {
  const here = () => walk.state.byDoor.get(walk.at);
  ignoreSecondTaps();
  for (const button of document.querySelectorAll(".outcome")) {
    button.addEventListener("click", () => {
      const place = here();
      if (place) walk.note([place], /** @type {HTMLElement} */ (button).dataset.outcome ?? "");
    });
  }
  $("later").addEventListener("click", () => here() && walk.note([here()], COME_BACK));
  $("reopen").addEventListener("click", () => here() && walk.note([here()], null));
  for (const [id, outcome] of [["whole-nobody", "nobody_home"], ["whole-access", "no_access"]]) {
    $(id).addEventListener("click", () => {
      const { door, stop } = here();
      walk.note(walk.state.together(stop, door, chosenScope()).map((one) => walk.state.byDoor.get(one.id)), outcome);
    });
  }
  $("whole").addEventListener("change", () => walk.show());
  $("open-sending").addEventListener("click", () => openSheet("sending"));
  $("send-now").addEventListener("click", () => walk.sender.now());
  $("see-all").addEventListener("click", () => walk.map?.seeAll());
  $("see-me").addEventListener("click", () => $("see-me").setAttribute("aria-pressed", String(walk.map?.toggleMe() ?? false)));
}
