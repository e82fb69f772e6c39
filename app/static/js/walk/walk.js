/** The walk: puts the route, the map, the card and the outbox together. */
import { setUpBack } from "./back.js";
import { setUpButtons } from "./buttons.js";
import { showOver } from "./called_off.js";
import { showCard } from "./card.js";
import { setDoors } from "./knocks.js";
import { endingOf, noteOver } from "./ending.js";
import { setUpHelp } from "./help.js";
import { hideInstallHint } from "./install.js";
import { refreshList, showList } from "./list.js";
import { drawMap } from "./map.js";
import { setUpNotes } from "./note.js";
import { stillKnocking, tryAgain } from "./outbox.js";
import { isPractice, showDialogue } from "./practice.js";
import { setUpPlaces } from "./places.js";
import { hearQuiet, showQuiet } from "./quiet.js";
import { oneAtATime } from "./one_at_a_time.js";
import { TOO_LATE } from "./never_came.js";
import { makeSender } from "./sender.js";
import { WAITING, oneMoreWaits, showSending, showStatus, waitingIn } from "./sending.js";
import { closeSheets, openSheet } from "./sheets.js";
import { soon } from "./soon.js";
import { setUpSplit } from "./split.js";
import { RouteState } from "./state.js";
import { readTogether, unlessGone } from "./store.js";
import { watchTeam } from "./team.js";
import { offerNextRoute } from "./next_route.js";
import { offerUndo } from "./undo.js";
import { $, savedWords, say } from "./words.js";

const AFTER_TAP_MS = 300;

export class Walk {
  /**
   * @param {IDBDatabase} db
   * @param {import("./store.js").StoredRoute} route
   * @param {(why: string) => Promise<void>} onForgotten called when the round is over and all is acknowledged, or it is too late
   */
  constructor(db, route, onForgotten) {
    this.db = db;
    this.route = route;
    this.sheet = route.sheet;
    this.assignment = route.assignment;
    this.onForgotten = onForgotten;
    /** How many times this page has saved doors. */
    this.saved = 0;
    /** What is being saved just now, of which doors. */
    this.saving = "";
    this.marks = { done: [], come_back: [] };
    /** Doors taken back here since the team's marks were heard; they cannot know that. @type {Set<number>} */
    this.retaken = new Set();
    /** @type {import("./sender.js").SendState} */
    this.sent = "sent";
    this.unknown = false; // to the server
    /** @type {number | null} */
    this.at = null;
    this.channel = new BroadcastChannel(isPractice ? "dorbank-practice" : "dorbank-walk");
    this.channel.onmessage = () => this.refresh();
    /** Read the phone's state anew and show it; nothing happens once the route is forgotten. */
    this.refresh = oneAtATime(() => unlessGone(this.look()));
    /** What follows a tap: tell other tabs, send; then what waits is counted anew. */
    this.followUp = soon(() => this.announce(), AFTER_TAP_MS);
    this.sender = makeSender(db, (state) => {
      this.sent = state;
      this.refresh();
    });
  }

  async start() {
    setUpButtons(this);
    this.back = setUpBack(this);
    this.places = setUpPlaces(this);
    this.split = setUpSplit(this);
    this.help = setUpHelp(this);
    await this.refresh();
    if (this.gone) return;
    if (this.left.trouble.length) await tryAgain(this.db, this.assignment);
    this.moveOn(-1);
    this.sender.now();
    this.notes = setUpNotes(this.db, this.sheet, () => this.closeAndTell(say("note_saved")), () => this.refresh());
    setInterval(() => document.hidden || this.show(), 60_000); // the minutes run without a tap
    if (!isPractice && !this.sheet.is_over) this.stopTeam = watchTeam(this.assignment, (marks) => this.heard(marks), (marks) => this.over(marks.cancelled), () => this.lost());
  }

  /** Take in what the team has marked by now; null when that is what was heard last. */
  heard(marks) {
    if (this.gone || (!marks && !this.retaken.size)) return;
    this.retaken.clear();
    if (marks) {
      this.unknown = false;
      this.marks = marks;
      this.split?.heard(marks.others);
      offerNextRoute(marks.next, marks.next_assignment);
      this.help?.heard(marks);
      hearQuiet(this, marks.quiet);
    }
    this.refresh().then(() => this.leaveTaken());
  }

  /** Draw the map, once the first door shows. */
  async showMap(geojson) {
    this.map = await drawMap(this.sheet, geojson, (seq) => this.goToStop(seq));
    if (this.state) this.show();
  }

  /** Tell whether nothing would be disturbed if the page were loaded anew. */
  isCalm() {
    return !this.notes?.isDrafting() && !document.querySelector("dialog[open]") && (!this.tapped || document.hidden);
  }

  /** The server does not know this phone: its round is over, or it must join again. */
  async lost() {
    const { is_over, cancelled, too_late } = await endingOf(this.route);
    if (too_late) return this.leave(TOO_LATE);
    if (is_over) return this.over(cancelled);
    this.unknown = true;
    this.refresh();
  }

  async look() {
    if (this.gone) return;
    const before = this.state;
    await this.load();
    if (before && this.isTakenHere(before)) this.moveOn(this.state.byDoor.get(this.at)?.index ?? -1);
    else this.show();
    if (/** @type {HTMLDialogElement} */ ($("back")).open) this.back?.show();
    this.help?.showIfOpen();
    refreshList(this.state);
    if (this.sheet.is_over && this.left.empty && !this.notes?.isWriting() && !(await this.back?.isAwaited())) await this.leave(this.sheet.cancelled ? "cancelled" : "over");
  }

  /** Tell whether another tab of this phone has done the door shown, whatever made us look: a tap meant for it would change that. */
  isTakenHere(before) {
    return this.at !== null && this.state.doneHere(this.at) && !before.doneHere(this.at);
  }

  /** Read everything; a door that is saved meanwhile makes what was read out of date. */
  async load() {
    const saved = this.saved;
    const rows = await readTogether(this.db, [...WAITING, "knocks", "extras", "facts", "splits"], this.assignment);
    const left = await waitingIn(this.db, this.assignment, rows);
    if (saved !== this.saved) return this.load();
    this.left = left;
    for (const door of left.reopened) this.retaken.add(door);
    this.state = new RouteState(this.sheet, rows.knocks, this.marks, this.retaken, rows, this.split?.chosen(rows.splits[0]));
  }

  show() {
    if (this.gone) return;
    const place = this.at === null ? null : (this.state.byDoor.get(this.at) ?? null);
    showCard(this.state, place, (door) => this.goTo(door));
    showDialogue(this.sheet, this.at);
    this.map?.showSoon(() => this.state.stops.map((stop) => ({ ...stop, mark: this.state.stopMark(stop), others: this.state.isOthers(stop), current: stop === place?.stop })));
    this.split?.hint();
    showQuiet(this.sheet);
    showStatus(this.left, this.unknown ? "not_joined" : this.sent);
    showSending(this.db, this.sheet, this.left, { edit: (note) => this.mend(note), changed: () => this.changed(), failed: () => this.tellFull() });
    showOver(this.sheet);
  }

  /** Fill a sheet just before it opens. */
  beforeOpen(id) {
    if (id === "list") requestAnimationFrame(() => showList(this.state, this.at, (door) => this.goTo(door)));
    if (id === "back") this.back?.open();
    if (id === "help") this.help?.show();
    if (id === "place") this.places?.show();
    if (id === "split") this.split?.show();
  }

  /** A sheet has done its deed: close it, tell so, and send. */
  async closeAndTell(words, takeBack = null) {
    closeSheets();
    offerUndo(words, takeBack);
    await this.refresh();
    this.changed();
  }

  mend(note) {
    this.notes?.edit(note);
    closeSheets();
    openSheet("note");
  }

  goTo(door) {
    this.at = door;
    this.tap();
    closeSheets();
    this.show();
  }

  tap() {
    this.tapped = true;
    hideInstallHint();
  }

  /** The phone has taken a half, or the whole again: go to the first door of it from here. */
  async halfTaken() {
    await this.refresh();
    if (this.at === null || !this.state.isMine(this.at)) this.moveOn((this.state.byDoor.get(this.at)?.index ?? 0) - 1);
    this.changed();
  }

  goToStop(seq) {
    const stop = this.state.stops.find((one) => one.seq === seq);
    const door = stop && (this.state.left(stop)[0] ?? stop.doors[0]);
    if (door) this.goTo(door.id);
  }

  moveOn(after) {
    this.at = this.state.next(after)?.door.id ?? null;
    this.show();
  }

  /** Until the first tap, move on from doors the team has taken; later nothing moves under a thumb. */
  leaveTaken() {
    if (!this.tapped && this.at !== null && this.state.byTeam(this.at)) this.moveOn(-1);
  }

  /**
   * Note an outcome at doors, then go to the next one. Shown as saved when it is on disk, not before.
   * @param {import("./state.js").Place[]} places
   * @param {string | null} outcome
   */
  async note(places, outcome) {
    const came = this.at;
    const deed = [outcome, ...places.map(({ door }) => door.id)].join();
    if (this.saving === deed) return; // tapped again before it was saved: to take it back must still take all of it back
    this.saving = deed;
    this.tap();
    stillKnocking();
    try {
      const { before, events } = await setDoors(this.db, this.assignment, places.map(({ door, stop }) => ({ door: door.id, outcome, address: stop.address })));
      this.saved += 1;
      this.left = oneMoreWaits(this.left, events);
      if (outcome) {
        for (const { door } of places) this.state.note(door.id, outcome);
        this.moveOn(places.at(-1)?.index ?? -1);
      } else {
        await this.load(); // a door taken back is marked by the team no more: what waits tells which
        this.show();
      }
      offerUndo(savedWords(places, outcome), () => this.takeBack(before, came));
      this.followUp(); // what waits is counted after the next door shows
    } catch {
      this.tellFull();
    } finally {
      this.saving = "";
    }
  }

  async takeBack(before, came) {
    stillKnocking();
    try {
      await setDoors(this.db, this.assignment, before);
      this.at = came;
      await this.refresh();
      offerUndo(say("taken_back"), null);
      this.changed();
    } catch {
      this.tellFull();
    }
  }

  /** What was tapped could not be saved; no sheet lies over the words. */
  tellFull() {
    closeSheets();
    offerUndo(say("storage_full"), null);
  }

  changed() {
    this.refresh();
    this.announce();
  }

  announce() {
    this.channel.postMessage("changed");
    this.sender.now();
  }

  /** The round is closed: send the last, then forget. */
  async over(cancelled = this.sheet.cancelled) {
    if (this.gone) return;
    this.stopTeam?.();
    this.unknown = false;
    await noteOver(this.db, this.route, cancelled);
    this.changed();
  }

  /** The walk is at its end, and why. */
  async leave(why) {
    if (this.gone) return;
    this.gone = true;
    this.stopTeam?.();
    this.sender.stop();
    closeSheets();
    await this.onForgotten(why);
  }
}
