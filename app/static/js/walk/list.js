/** The list of all doors, in walking order: see what was noted, tap to go there and change it. */
import { $, addressOf, doorName, make, say } from "./words.js";

/**
 * @param {import("./state.js").RouteState} state
 * @param {number | null} current door
 * @param {(door: number) => void} goTo
 */
export function showList(state, current, goTo) {
  const later = state.places.filter((place) => state.mark(place.door.id) === "come_back");
  const parts = [];
  if (later.length) {
    parts.push(make("h3", { textContent: say("come_back_left") }), ...later.map((place) => line(state, place, current, goTo, true)));
  }
  for (const stop of state.stops) {
    const places = state.places.filter((place) => place.stop === stop);
    if (stop.do_not_visit) parts.push(make("p", { className: "line", data: { mark: "done" } }, [make("span", { textContent: `${stop.seq}. ${addressOf(stop)}` }), make("span", { className: "state", textContent: say("do_not_visit") })]));
    if (!places.length) continue;
    if (places.length > 1) parts.push(make("h3", { textContent: `${stop.seq}. ${addressOf(stop)}` }));
    parts.push(...places.map((place) => line(state, place, current, goTo, places.length === 1)));
  }
  $("list-body").replaceChildren(...parts);
  $("list-body").querySelector(".line[aria-current]")?.scrollIntoView({ block: "center" });
}

/**
 * Tell in an open list how its doors stand now; the lines stay where they are, under the finger.
 * @param {import("./state.js").RouteState} state
 */
export function refreshList(state) {
  for (const one of document.querySelectorAll("#list[open] .line[data-door]")) {
    const place = one instanceof HTMLElement ? state.byDoor.get(Number(one.dataset.door)) : null;
    if (!place) continue;
    const [words] = one.getElementsByClassName("state");
    if (words.textContent === standing(state, place)) continue;
    words.textContent = standing(state, place);
    one.setAttribute("data-mark", state.mark(place.door.id));
  }
}

function line(state, place, current, goTo, named) {
  const { door, stop } = place;
  const name = named ? [`${stop.seq}. ${addressOf(stop)}`, doorName(door)].filter(Boolean).join(", ") : doorName(door) || addressOf(stop);
  return make("button", {
    type: "button",
    className: "line",
    data: { door: door.id, mark: state.mark(door.id), ...(state.isMine(door.id) ? {} : { others: "" }) },
    aria: door.id === current ? { current: "true" } : {},
    onclick: () => goTo(door.id),
  }, [make("span", { textContent: name }), make("span", { className: "state", textContent: standing(state, place) })]);
}

/** Say how it stands with a door, or that nobody has been there. */
function standing(state, { door }) {
  if (state.byTeam(door.id)) return say("done_by_team");
  const mark = state.mark(door.id);
  const outcome = state.outcome(door.id) ?? (mark === "open" ? (state.isMine(door.id) ? "" : "others_door") : mark);
  return outcome ? say(outcome) : "–";
}
