/** The words that the program puts on the screen, as the server gave them in the page. */

/** @type {Record<string, string>} */
const words = JSON.parse(document.getElementById("words")?.textContent ?? "{}");

/**
 * Give a sentence with its {places} filled in.
 * @param {string} key
 * @param {Record<string, string | number>} [facts]
 */
export function say(key, facts = {}) {
  return (words[key] ?? key).replace(/\{(\w+)\}/g, (whole, name) => String(facts[name] ?? whole));
}

/** @type {Intl.DateTimeFormatOptions} */
const HOURS = { hour: "2-digit", minute: "2-digit" };
const LANGUAGE = document.documentElement.lang;
const CLOCK = new Intl.DateTimeFormat(LANGUAGE, HOURS); // made once: on a slow phone it takes three milliseconds
const DAY_AND_CLOCK = new Intl.DateTimeFormat(LANGUAGE, { ...HOURS, weekday: "short", day: "numeric", month: "short" });

/**
 * Say when something happened: «18.40», or with its day when that is not today.
 * @param {number} at milliseconds
 */
export function moment(at) {
  const when = new Date(at);
  const today = when.toDateString() === new Date().toDateString();
  return (today ? CLOCK : DAY_AND_CLOCK).format(when);
}

/**
 * Name a place as people say it: «Elvegata 12 B».
 * @param {import("./state.js").Stop} stop
 */
export function addressOf(stop) {
  return `${stop.street} ${stop.number}`.trim();
}

/**
 * Name a door at its address: «3. etasje, dør 1», or nothing when there is only one.
 * @param {import("./state.js").Door} door
 */
export function doorName(door) {
  return [door.floor, door.floor ? door.label.toLowerCase() : door.label].filter(Boolean).join(", ");
}

/**
 * Say what was saved, and where.
 * @param {import("./state.js").Place[]} places
 * @param {string | null} outcome
 */
export function savedWords(places, outcome) {
  const said = outcome ? say(outcome) : say("taken_back");
  if (places.length > 1) return say("saved_many", { outcome: said, n: places.length });
  const [{ door, stop }] = places;
  return say("saved_at", { outcome: said, where: doorName(door) || addressOf(stop) });
}

/** @param {string} id */
export function $(id) {
  const found = document.getElementById(id);
  if (!found) throw new Error(`the page has no #${id}`);
  return found;
}

/**
 * Put words on the screen. The same words again are left alone: the browser would lay the page out anew for them.
 * @param {string} id
 * @param {string} words
 */
export function showWords(id, words) {
  if ($(id).textContent !== words) $(id).textContent = words;
}

/**
 * Make an element with text in it; text is never read as HTML.
 * @param {string} tag
 * @param {Record<string, any>} facts properties; `data` and `aria` become attributes
 * @param {(Node | string)[]} inside
 */
export function make(tag, { data = {}, aria = {}, ...facts } = {}, inside = []) {
  const made = Object.assign(document.createElement(tag), facts);
  Object.assign(made.dataset, data);
  for (const [name, value] of Object.entries(aria)) made.setAttribute(`aria-${name}`, String(value));
  made.append(...inside);
  return made;
}
