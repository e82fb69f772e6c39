/**
 * The route as it stands now: what this phone did, what the team did, and which door is next.
 * Pure: it reads a route sheet, the phone's knocks and the team's marks, and changes nothing.
 *
 * @typedef {{id: number, floor: string, label: string}} Door
 * @typedef {{seq: number, address: number, street: string, number: string, lat: number, lon: number, stand_in: boolean,
 *   do_not_visit: boolean, facts: string[], doors: Door[]}} Stop
 * @typedef {{door: Door, stop: Stop, index: number}} Place
 */
import { COME_BACK } from "./knocks.js";
import { say } from "./words.js";

export class RouteState {
  /**
   * @param {any} sheet
   * @param {import("./store.js").Knock[]} knocks
   * @param {{done: number[], come_back: number[]}} marks
   * @param {Set<number>} reopened doors taken back here, which the team's marks do not know yet
   * @param {{extras: import("./store.js").Extra[], facts: import("./store.js").Fact[]}} own what this phone knows of places
   * @param {{of: Map<number, number>, half: number} | null} split the half that this phone takes
   */
  constructor(sheet, knocks, marks, reopened, own = { extras: [], facts: [] }, split = null) {
    this.sheet = sheet;
    this.split = split;
    this.own = own;
    /** @type {Stop[]} */
    this.stops = sheet.stops.map((stop) => (stop.do_not_visit ? { ...stop, doors: [] } : withExtras(stop, own.extras)));
    /** @type {Place[]} */
    this.places = this.stops.flatMap((stop) => stop.doors.map((door) => ({ door, stop }))).map((place, index) => ({ ...place, index }));
    this.byDoor = new Map(this.places.map((place) => [place.door.id, place]));
    this.outcomes = new Map(knocks.map((knock) => [knock.door, knock.outcome]));
    this.teamDone = new Set(marks.done.filter((door) => !reopened.has(door)));
    this.teamLater = new Set(marks.come_back.filter((door) => !reopened.has(door)));
    /** @type {{done: number, later: number} | null} */
    this.counts = null;
  }

  /** What this phone noted at a door, or null. */
  outcome(door) {
    return this.outcomes.get(door) ?? null;
  }

  /** Take in what has just been saved for a door, ahead of reading everything anew. */
  note(door, outcome) {
    this.counts = null;
    if (outcome) this.outcomes.set(door, outcome);
    else this.outcomes.delete(door);
  }

  /** Tell whether this phone has done a door, in whichever tab. */
  doneHere(door) {
    return ![null, COME_BACK].includes(this.outcome(door));
  }

  /** @returns {"done" | "come_back" | "open"} */
  mark(door) {
    const own = this.outcome(door);
    if (this.doneHere(door)) return "done";
    if (this.teamDone.has(door)) return "done";
    return own || this.teamLater.has(door) ? "come_back" : "open";
  }

  /** Tell whether somebody else on the team took this door. */
  byTeam(door) {
    const own = this.outcome(door);
    return this.mark(door) === "done" && (!own || own === COME_BACK);
  }

  /** Tell whether this phone takes a door; all of them while the route is not split. */
  isMine(door) {
    return !this.split || (this.split.of.get(door) ?? this.split.half) === this.split.half;
  }

  /** The doors that this phone takes, in walking order. */
  get mine() {
    return this.split ? this.places.filter((place) => this.isMine(place.door.id)) : this.places;
  }

  get total() {
    return this.mine.length;
  }

  get done() {
    return this.counted.done;
  }

  /** Counted once a tap: every look at three hundred doors is felt on a slow phone. */
  get counted() {
    if (this.counts) return this.counts;
    const marks = this.mine.map((place) => this.mark(place.door.id));
    const of = (wanted) => marks.filter((mark) => mark === wanted).length;
    return (this.counts = { done: of("done"), later: of("come_back") });
  }

  /** How many doors of the other half nobody has done, as far as this phone knows. */
  get leftForOther() {
    return this.places.filter((place) => !this.isMine(place.door.id) && this.mark(place.door.id) !== "done").length;
  }

  /** Minutes left by the plan, in steps of five. */
  get minutesLeft() {
    return this.total ? Math.ceil((this.sheet.minutes * (this.total - this.done)) / this.places.length / 5) * 5 : 0;
  }

  /**
   * The next open door after an index in walking order, then from the start, then those to come back to; of the
   * phone's own half when the route is split.
   * @param {number} after
   * @returns {Place | null}
   */
  next(after) {
    const n = this.places.length;
    let later = null;
    for (let step = 1; step <= n; step += 1) {
      const place = this.places[(after + step) % n];
      if (!this.isMine(place.door.id)) continue;
      const mark = this.mark(place.door.id);
      if (mark === "open") return place;
      if (mark === "come_back") later ??= place;
    }
    return later;
  }

  /** What is known of a place: by the server, and by this phone since. */
  facts(stop) {
    const said = new Map(this.own.facts.filter((fact) => fact.address === stop.address).map((fact) => [fact.kind, fact.holds]));
    return ["locked", "dog", "steps"].filter((kind) => said.get(kind) ?? (stop.facts ?? []).includes(kind));
  }

  /** How many doors are to be come back to, once all others are done; 0 before that. */
  get onlyLater() {
    const { done, later } = this.counted;
    return done + later === this.total ? later : 0;
  }

  /** Doors of a stop that nobody has done. */
  left(stop) {
    return stop.doors.filter((door) => this.mark(door.id) !== "done");
  }

  /** Tell whether a stop is only the other's to take. */
  isOthers(stop) {
    return stop.doors.length > 0 && stop.doors.every((door) => !this.isMine(door.id));
  }

  /**
   * The doors that one tap takes together: those left in the stairwell, or on one floor of it. On the own half it
   * takes none of the other's.
   * @param {Stop} stop
   * @param {Door} door
   * @param {"all" | "floor"} scope
   */
  together(stop, door, scope) {
    return this.left(stop).filter((one) => (scope === "all" || one.floor === door.floor) && this.isMine(one.id) === this.isMine(door.id));
  }

  /** @returns {"done" | "come_back" | "open"} a stop is done when all its doors are */
  stopMark(stop) {
    const marks = stop.doors.map((door) => this.mark(door.id));
    if (marks.every((mark) => mark === "done")) return "done";
    return marks.includes("open") ? "open" : "come_back";
  }
}

/** Doors added on the spot come last at their address. */
function withExtras(stop, extras) {
  const own = extras.filter((extra) => extra.address === stop.address).sort((a, b) => b.door - a.door);
  if (!own.length) return stop;
  const named = stop.doors.map((door, n) => (door.label ? door : { ...door, label: say("door_n", { n: n + 1 }) }));
  return { ...stop, doors: [...named, ...own.map((extra, n) => ({ id: extra.door, floor: "", label: say("extra_door", { n: n + 1 }) }))] };
}
