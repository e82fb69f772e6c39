/** The card: the door you stand at, its stairwell, and what happened there. */
import { isExtra } from "./knocks.js";
import { mustTurnBack } from "./minutes.js";
import { $, addressOf, doorName, make, moment, say, showWords } from "./words.js";

/**
 * Show a place, or the end of the route when there is none.
 * @param {import("./state.js").RouteState} state
 * @param {import("./state.js").Place | null} place
 * @param {(door: number) => void} goTo
 */
export function showCard(state, place, goTo) {
  showProgress(state);
  const turn = mustTurnBack(state.sheet, place?.stop ?? null) && state.done < state.total;
  $("turn-back").hidden = !turn;
  showWords("turn-back", turn ? say("turn_back", { when: moment(Date.parse(state.sheet.ends_at)), place: state.sheet.meeting_place }) : "");
  $("card").classList.remove("opening");
  $("door").hidden = !place;
  $("finished").hidden = Boolean(place);
  /** @type {HTMLButtonElement} */ ($("later")).disabled = !place;
  if (place) showDoor(state, place, goTo);
  else showEnd(state);
}

function showProgress(state) {
  const later = state.onlyLater;
  $("at-the-end").hidden = !later;
  showWords("at-the-end", later ? say(later === 1 ? "at_the_end_one" : "at_the_end", { n: later }) : "");
  showWords("progress", say(state.split ? "progress_half" : "progress", { done: state.done, total: state.total }));
  showWords("time-left", state.minutesLeft ? say("minutes_left", { n: state.minutesLeft }) : "");
  Object.assign($("bar"), { max: Math.max(1, state.total), value: state.done });
}

function showDoor(state, { door, stop }, goTo) {
  showWords("address", addressOf(stop));
  showWords("where", whereWords(state, door, stop));
  showFloors(state, door, stop, goTo);
  for (const button of document.querySelectorAll(".outcome")) {
    button.setAttribute("aria-pressed", String(button instanceof HTMLElement && button.dataset.outcome === state.outcome(door.id)));
  }
  $("later").setAttribute("aria-pressed", String(state.outcome(door.id) === "come_back"));
  $("reopen").hidden = !state.outcome(door.id);
  showWhole(state, door, stop);
}

/** One tap for many doors: all that are left here, or those on this floor. */
function showWhole(state, door, stop) {
  const all = state.together(stop, door, "all").length;
  const floor = door.floor ? state.together(stop, door, "floor").length : 0;
  const choice = floor > 1 && floor < all;
  const chosen = choice && isFloorChosen() ? floor : all;
  $("whole").hidden = stop.doors.length < 2 || all < 2;
  $("scope").hidden = new Set(stop.doors.map((one) => one.floor)).size < 2;
  $("scope").toggleAttribute("data-idle", !choice); // keeps its place: the map above need not be drawn anew at each floor's last door
  showWords("scope-all", say("scope_all", { n: all }));
  showWords("scope-floor", say("scope_floor", { n: floor, floor: door.floor }));
  showWords("whole-nobody", say("whole_nobody", { n: chosen }));
  showWords("whole-access", say("whole_access", { n: chosen }));
}

function isFloorChosen() {
  return Boolean(document.querySelector("input[name=scope][value=floor]:checked"));
}

/** What the two buttons for many doors mean now: the whole stairwell or one floor. */
export function chosenScope() {
  return !$("scope").matches("[hidden], [data-idle]") && isFloorChosen() ? "floor" : "all";
}

function whereWords(state, door, stop) {
  const outcome = state.outcome(door.id);
  const words = [doorName(door)];
  if (state.byTeam(door.id)) words.push(say("done_by_team"));
  else if (!state.isMine(door.id)) words.push(say("others_door"));
  else if (outcome) words.push(say("registered", { outcome: say(outcome) }));
  words.push(...state.facts(stop).map((kind) => say(kind)));
  if (stop.stand_in) words.push(say("stand_in", { n: stop.seq }));
  if (words.some(Boolean)) return words.filter(Boolean).join(" · ");
  const next = state.next(state.byDoor.get(door.id).index);
  return next && next.stop !== stop ? say("next", { where: addressOf(next.stop) }) : "";
}

function showFloors(state, current, stop, goTo) {
  const box = $("floors");
  box.hidden = stop.doors.length < 2;
  if (box.hidden) return;
  const ids = stop.doors.map(({ id }) => id).join();
  if (box.dataset.doors !== ids) box.replaceChildren(...floorsOf(stop, goTo));
  box.dataset.doors = ids;
  for (const chip of box.querySelectorAll(".door-chip")) showChip(state, chip, stop, current);
  requestAnimationFrame(() => {
    const at = box.querySelector("[aria-current]"); // measured in the next frame: measuring lays the page out
    if (at instanceof HTMLElement) box.scrollLeft = at.offsetLeft - box.offsetLeft - box.clientWidth / 3;
  });
}

function floorsOf(stop, goTo) {
  const floors = new Map();
  for (const door of stop.doors) floors.set(door.floor, [...(floors.get(door.floor) ?? []), door]);
  return [...floors].map(([floor, doors]) => make("div", { className: "floor" }, [
    ...(floor ? [make("span", { textContent: floor })] : []),
    ...doors.map((door) => make("button", {
      type: "button",
      className: "door-chip",
      textContent: (isExtra(door.id) ? "+" : "") + (door.label.replace(/^\D+/, "") || door.label),
      data: { door: door.id },
      onclick: () => goTo(door.id),
    })),
  ]));
}

/** Say how it stands with a door. What stays as it is is not touched: the browser would lay all of them out anew. */
function showChip(state, chip, stop, current) {
  const door = stop.doors.find(({ id }) => id === Number(chip.dataset.door));
  const mark = state.mark(door.id);
  const mine = state.isMine(door.id);
  const outcome = state.outcome(door.id) ?? (mark === "done" ? "done_by_team" : mine ? "open" : "others_door");
  const facts = {
    "data-mark": mark,
    "data-others": mine ? null : "",
    "aria-label": `${addressOf(stop)}, ${doorName(door)}: ${say(outcome)}`,
    "aria-current": door.id === current.id ? "true" : null,
  };
  for (const [name, value] of Object.entries(facts)) {
    if (chip.getAttribute(name) === value) continue;
    if (value === null) chip.removeAttribute(name);
    else chip.setAttribute(name, value);
  }
}

function showEnd(state) {
  const left = state.leftForOther;
  showWords("finished-words", say(left ? "half_done" : "all_done"));
  showWords("finished-hint", left ? say(left === 1 ? "half_done_hint_one" : "half_done_hint", { n: left }) : say("all_done_hint"));
  $("split-end").hidden = !left;
  $("finished-back").hidden = Boolean(left);
}
