/** The walk: puts the route, the map, the card and the outbox together. */
import { showCard } from "./card.js";
import { COME_BACK, setDoors } from "./knocks.js";
import { showList } from "./list.js";
import { drawMap } from "./map.js";
import { setUpNotes } from "./note.js";
import { watchTeam } from "./team.js";
import { latestRoute } from "./route.js";
import { makeSender } from "./sender.js";
import { showSending, showStatus, waiting } from "./sending.js";
import { closeSheets, openSheet, setUpSheets } from "./sheets.js";
import { RouteState } from "./state.js";
import { forget, openStore, read, readAll, write } from "./store.js";
import { offerUndo } from "./undo.js";
import { $, addressOf, doorName, make, say } from "./words.js";

class Walk {
  constructor(db, route) {
    this.db = db;
    this.route = route;
    this.sheet = route.sheet;
    this.assignment = route.assignment;
    this.marks = { done: [], come_back: [] };
    /** @type {"sent" | "later" | "not_joined"} */
    this.sent = "sent";
    /** @type {number | null} */
    this.at = null;
    this.channel = new BroadcastChannel("dorbank-walk");
    this.channel.onmessage = () => this.refresh();
    this.map = drawMap(this.sheet, route.map, (seq) => this.goToStop(seq));
    this.sender = makeSender(db, (state) => {
      this.sent = state;
      this.refresh();
    });
  }

  async start() {
    this.setUpButtons();
    showHelp(this.sheet);
    await this.refresh();
    this.moveOn(-1);
    this.sender.now();
    if (this.sheet.is_over) return;
    this.stopTeam = watchTeam(this.assignment, (marks) => {
      this.marks = marks;
      this.refresh().then(() => this.leaveTaken());
    }, () => this.over());
    this.notes = await setUpNotes(this.db, this.sheet, () => {
      closeSheets();
      offerUndo(say("note_saved"), null);
      this.changed();
    });
  }

  /** Read the phone's state anew and show it. */
  async refresh() {
    const knocks = await readAll(this.db, "knocks", this.assignment);
    this.left = await waiting(this.db, this.assignment);
    if (this.gone) return; // another refresh said goodbye while this one was reading
    this.state = new RouteState(this.sheet, knocks, this.marks, this.left.reopened);
    this.show();
    if (this.sheet.is_over && this.left.empty) await this.sayGoodbye();
  }

  show() {
    if (this.gone) return;
    const place = this.at === null ? null : (this.state.byDoor.get(this.at) ?? null);
    showCard(this.state, place, (door) => this.goTo(door));
    this.map?.show(this.sheet.stops.map((stop) => ({ ...stop, mark: this.state.stopMark(stop), current: stop === place?.stop })));
    showStatus(this.left, this.sent);
    showSending(this.db, this.left, { edit: (note) => this.notes?.edit(note), changed: () => this.refresh() });
    if (this.sheet.is_over) $("progress").textContent = say("over_waiting");
  }

  goTo(door) {
    this.at = door;
    this.tapped = true;
    closeSheets();
    this.show();
  }

  goToStop(seq) {
    const stop = this.sheet.stops.find((one) => one.seq === seq);
    const door = this.state.left(stop)[0] ?? stop.doors[0];
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
   * @param {string} outcome
   */
  async note(places, outcome) {
    const came = this.at;
    this.tapped = true;
    try {
      const before = await setDoors(this.db, this.assignment, places.map(({ door }) => ({ door: door.id, outcome })));
      await this.refresh();
      this.moveOn(places.at(-1)?.index ?? -1);
      offerUndo(savedWords(places, outcome), () => this.takeBack(before, came));
      this.changed();
    } catch {
      offerUndo(say("storage_full"), null);
    }
  }

  async takeBack(before, came) {
    await setDoors(this.db, this.assignment, before);
    this.at = came;
    await this.refresh();
    offerUndo(say("taken_back"), null);
    this.changed();
  }

  changed() {
    this.channel.postMessage("changed");
    this.refresh();
    this.sender.now();
  }

  setUpButtons() {
    const here = () => this.state.byDoor.get(this.at);
    for (const button of document.querySelectorAll(".outcome")) {
      button.addEventListener("click", () => {
        const place = here();
        if (place) this.note([place], /** @type {HTMLElement} */ (button).dataset.outcome ?? "");
      });
    }
    $("later").addEventListener("click", () => here() && this.note([here()], COME_BACK));
    for (const [id, outcome] of [["whole-nobody", "nobody_home"], ["whole-access", "no_access"]]) {
      $(id).addEventListener("click", () => {
        const { stop } = here();
        this.note(this.state.left(stop).map((door) => this.state.byDoor.get(door.id)), outcome);
      });
    }
    setUpSheets((id) => {
      if (id === "list") requestAnimationFrame(() => showList(this.state, this.at, (door) => this.goTo(door)));
      if (id === "back") this.showBack();
    });
    $("status").addEventListener("click", () => openSheet("sending"));
    $("send-now").addEventListener("click", () => this.sender.now());
    $("see-all").addEventListener("click", () => this.map?.seeAll());
    $("see-me").addEventListener("click", () => $("see-me").setAttribute("aria-pressed", String(this.map?.toggleMe() ?? false)));
    $("back-yes").addEventListener("click", () => this.setBack(true));
    $("back-no").addEventListener("click", () => this.setBack(false));
  }

  async setBack(back) {
    await write(this.db, ["backs"], (tx) => void tx.objectStore("backs").put({ assignment: this.assignment, back, sent: false }));
    this.changed();
    await this.showBack();
  }

  async showBack() {
    const back = (await read(this.db, "backs", this.assignment))?.back ?? this.sheet.back;
    const open = this.state.total - this.state.done;
    $("back-left").textContent = open && !back ? say(open === 1 ? "back_left_one" : "back_left", { n: open }) : "";
    $("back-state").textContent = back ? `${say("back_done")} ${say("back_hint")}` : "";
    $("back-yes").hidden = back;
    $("back-no").hidden = !back;
  }

  /** The round is closed: send the last, then forget. */
  async over() {
    if (this.gone) return;
    this.stopTeam?.();
    this.sheet.is_over = true;
    await write(this.db, ["routes"], (tx) => void tx.objectStore("routes").put(this.route));
    this.changed();
  }

  async sayGoodbye() {
    this.gone = true;
    this.stopTeam?.();
    closeSheets();
    await forget(this.db, this.assignment);
    document.querySelector("main")?.replaceChildren(make("section", { className: "walk-over" }, [
      make("h1", { textContent: say("over"), className: "ds-heading" }),
      make("p", { textContent: say("over_hint"), className: "lead" }),
    ]));
  }
}

function savedWords(places, outcome) {
  const said = say(outcome);
  if (places.length > 1) return say("saved_many", { outcome: said, n: places.length });
  const [{ door, stop }] = places;
  return say("saved_at", { outcome: said, where: doorName(door) || addressOf(stop) });
}

function showHelp(sheet) {
  const place = [sheet.meeting_place, sheet.gathering].filter(Boolean).join(" · ");
  $("help-contact").textContent = sheet.contact;
  $("help-meeting").textContent = say("meeting", { place });
  $("back-meeting").textContent = say("meeting", { place });
  $("help-points").hidden = !sheet.talking_points;
  $("help-points-body").replaceChildren(...sheet.talking_points.split(/\n+/).filter(Boolean).map((line) => make("p", { textContent: line })));
}

async function begin() {
  let db;
  try {
    db = await openStore();
  } catch {
    $("progress").textContent = say("no_storage");
    return;
  }
  const route = await latestRoute(db);
  if (route) await new Walk(db, route).start();
  else $("progress").textContent = say("no_route");
}

begin();
