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

function line(state, { door, stop }, current, goTo, named) {
  const name = named ? [`${stop.seq}. ${addressOf(stop)}`, doorName(door)].filter(Boolean).join(", ") : doorName(door) || addressOf(stop);
  const mark = state.mark(door.id);
  const theirs = !state.isMine(door.id);
  const outcome = state.byTeam(door.id) ? "done_by_team" : (state.outcome(door.id) ?? (mark === "open" ? (theirs ? "others_door" : "") : mark));
  return make("button", {
    type: "button",
    className: "line",
    data: { mark, ...(theirs ? { others: "" } : {}) },
    aria: door.id === current ? { current: "true" } : {},
    onclick: () => goTo(door.id),
  }, [make("span", { textContent: name }), make("span", { className: "state", textContent: outcome ? say(outcome) : "–" })]);
}
