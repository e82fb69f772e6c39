/** Opens the walk: store, route, page; what lies on the phone first, the server's copy after. */
import { leaveOthers } from "./ending.js";
import { hintInstall, setUpInstall } from "./install.js";
import { askToStay, forgetPage, keepPage, pageIsKept } from "./kept.js";
import { sendEverything } from "./outbox.js";
import { isPractice } from "./practice.js";
import { TOO_LATE, endTooLate } from "./never_came.js";
import { fetchRoute, routeOnPhone } from "./route.js";
import { LaterError, post, sentFor } from "./server.js";
import { nothingWaits, waiting } from "./sending.js";
import { openSheet, setUpSheets } from "./sheets.js";
import { StoreGoneError, deleteStore, forget, openStore, readAll, unlessGone } from "./store.js";
import { Walk } from "./walk.js";
import { $, make, say } from "./words.js";

const JOINED = "#joined";
/** Somebody is signing out, and something of the route could not be sent. */
const LEAVING = "#leaving";
/** Why a route is forgotten when somebody asks for it, whatever its round does. */
const FORGOTTEN = "forgotten";

/** @type {Walk | null} */
let walk = null;

async function begin() {
  let db;
  try {
    db = await openStore(() => leaveOldStore());
  } catch {
    $("progress").textContent = say("no_storage");
    return;
  }
  if (isPractice) {
    await deleteStore(db); // each time from the first door
    return openFirst((db = await openStore(() => leaveOldStore())), await fetchRoute(db));
  }
  const joined = justJoined();
  const lies = joined === null ? await routeOnPhone(db) : null;
  if (lies) {
    await open(db, lies);
    walk?.showMap(lies.map);
    showKept(db);
  }
  const fresh = await fetchRoute(db, joined ?? lies?.assignment);
  if (walk) await takeIn(fresh);
  else await openFirst(db, fresh);
  if (walk && !fresh.joined) walk.lost();
  if (location.hash === LEAVING) openSheet("sending");
  await fresh.kept;
  if (!lies) await showKept(db);
  if (fresh.route) await leaveOthers(db, fresh.route.assignment);
}

/** The route whose code was scanned just now, or that the team goes on to: it opens, whichever lay here before. */
function justJoined() {
  const [mark, assignment] = location.hash.split("=");
  if (mark !== JOINED) return null;
  history.replaceState(null, "", location.pathname);
  return assignment ?? "";
}

/** The first door, then the map, as they come from the server; without it, what lies on the phone. */
async function openFirst(db, fresh) {
  const route = fresh.route ?? (await routeOnPhone(db));
  await open(db, route, fresh.joined);
  await walk?.showMap((await fresh.map) ?? route?.map);
}

/** Start the walk with a route, or tell what to do when there is none. */
async function open(db, route, joined = true) {
  if (!route) return showNoRoute(joined);
  if (route.sheet.delete_at) return leaveTooLate(db, route);
  walk = new Walk(db, route, (why) => (why === TOO_LATE ? leaveTooLate(db, route) : forgetRoute(db, route.assignment, why, nothingWaits)));
  $("forget").addEventListener("click", () => unlessGone(offerForget(db, route.assignment)));
  await walk.start();
}

/** A route that has changed meanwhile replaces the one that shows, unless somebody is in the middle of it. */
async function takeIn({ route }) {
  if (!route || !walk) return;
  const other = route.assignment !== walk.assignment || JSON.stringify(route.sheet.stops) !== JSON.stringify(walk.sheet.stops);
  if (other && walk.isCalm()) location.reload();
  else if (other) $("route-changed").hidden = false;
  else if (route.sheet.is_over && !walk.sheet.is_over) await walk.over(route.sheet.cancelled);
}

async function onPhone(db) {
  return Boolean(walk && (await readAll(db, "routes")).some((route) => route.assignment === walk?.assignment));
}

/** The mark «ligger på telefonen» stands only when page and route both truly do. */
async function showKept(db) {
  if (!walk || walk.gone) return;
  markKept("quiet", "keeping");
  const pageStays = await keepPage(() => walk?.isCalm() ?? true);
  const look = async () => {
    const both = (await pageIsKept()) && (await onPhone(db));
    if (walk?.gone) return false;
    markKept(both ? "sent" : "trouble", both ? "kept" : "not_kept");
    return both;
  };
  if (walk.gone) return;
  document.addEventListener("visibilitychange", () => document.hidden || unlessGone(look()));
  if (!pageStays || !(await look())) return void look();
  askToStay();
  if (!walk.tapped && !walk.sheet.is_over) hintInstall();
}

function markKept(kind, words) {
  $("kept").hidden = false;
  $("kept").dataset.kind = kind;
  $("kept").textContent = say(words);
  $("kept-words").textContent = words === "keeping" ? "" : say(`${words}_hint`);
}

/** Another tab has a newer version of the store, or the browser took it: nothing can be saved here any more. */
function leaveOldStore() {
  if (!walk?.gone && !walk?.notes?.isDrafting()) location.reload();
}

function showNoRoute(joined) {
  $("card").classList.remove("opening");
  $("progress").textContent = say(joined ? "no_route" : "no_route_here");
  $("open-sending").hidden = true;
  $("paste").hidden = false;
  $("paste").addEventListener("submit", (event) => {
    event.preventDefault();
    const found = /** @type {HTMLInputElement} */ ($("paste-link")).value.match(/\/join\/([\w.:%~-]+)(?:#([\w=-]+))?/);
    if (found?.[2]) joinAsSamePhone(found[1], found[2]);
    else if (found) location.assign(`/join/${found[1]}`);
    else $("paste-wrong").textContent = say("not_a_link");
  });
}

/** Only whoever pastes the link is the phone that it was copied on; who taps it is another. */
function joinAsSamePhone(code, samePhone) {
  const form = make("form", { method: "post", action: `/join/${code}`, hidden: true }, [make("input", { name: "same_phone", value: samePhone })]);
  document.body.append(form);
  form.submit();
}

/**
 * Forget on request: first what waits is sent; what cannot be sent is named before it is thrown away. What is said
 * holds while the sheet is open: whoever has walked on is asked anew.
 */
async function offerForget(db, assignment) {
  const sheet = /** @type {HTMLDialogElement} */ ($("sending"));
  sheet.addEventListener("close", () => walk?.gone || tellForget("", true), { once: true });
  tellForget(say("forget_sending"), true);
  sendEverything();
  await walk?.sender.now();
  const n = unsent(await waiting(db, assignment));
  if (!sheet.open) return;
  tellForget(n ? say("forget_loses", { n }) : say("forget_safe"), false);
  $("forget-anyway").onclick = async () => {
    if (unsent(await waiting(db, assignment)) > n) return offerForget(db, assignment); // saved in another tab
    await leaveAndForget(db, assignment);
  };
}

function tellForget(words, isHidden) {
  $("forget-words").textContent = words;
  $("forget-anyway").hidden = isHidden;
}

function unsent(left) {
  return left.now + Number(left.held) + left.trouble.length;
}

async function leaveAndForget(db, assignment) {
  if (walk) {
    walk.gone = true;
    walk.stopTeam?.();
    walk.sender.stop();
  }
  await post("/walk/leave", {}, { "X-Walk": assignment }).catch((error) => {
    if (!(error instanceof LaterError)) throw error;
  });
  await forgetRoute(db, assignment, FORGOTTEN);
}

function leaveTooLate(db, route) {
  return endTooLate(db, route, (why, what) => forgetRoute(db, route.assignment, why, async () => true, what));
}

/**
 * Forget a route, and with the last one the page, the files and the store. What was saved at the last moment
 * stops it: then the page begins anew, and sends that first.
 */
async function forgetRoute(db, assignment, why, mayGo = async () => true, what = "") {
  if (why !== FORGOTTEN) await unlessGone(leaveOthers(db, assignment));
  db.close();
  const { went, isLast } = await forgetStored(assignment, mayGo);
  if (!went) return location.reload();
  if (isLast && !isPractice) await forgetPage(); // a real route may lie beside the practice
  for (const sheet of document.querySelectorAll("dialog[open]")) if (sheet instanceof HTMLDialogElement) sheet.close();
  document.querySelector("main")?.replaceChildren(make("section", { className: "walk-over" }, [
    make("h1", { textContent: say(why), className: "ds-heading" }),
    make("p", { textContent: say(`${why}_hint`, { what }), className: "lead" }),
    ...(isLast ? [] : [make("p", {}, [make("a", { className: "ds-link", href: location.pathname, textContent: say("other_route") })])]),
  ]));
}

/**
 * Forget a route in the store, and the store with the last one; tells whether it went and was the last.
 * Another tab may be doing the same and have deleted the store meanwhile: then there is a new, empty one.
 */
async function forgetStored(assignment, mayGo) {
  const db = await openStore(() => {});
  try {
    const went = await forget(db, assignment, mayGo);
    const isLast = !(await readAll(db, "routes")).length;
    if (isLast) await deleteStore(db);
    else db.close();
    return { went, isLast };
  } catch (error) {
    if (error instanceof StoreGoneError) return forgetStored(assignment, mayGo);
    throw error;
  }
}

setUpSheets((id) => walk?.beforeOpen(id));
setUpInstall(() => (walk ? sentFor(walk.route) : {}));
unlessGone(begin());
