/**
 * When the queue will not leave the phone: put it in a file that only this installation can open, for the
 * general to take in. What is taken in twice, or is sent as well, is still stored once. A wish for the general to
 * come is not in it: whoever hands over a file has reached the general, and an hour later it counts no more. Nor is
 * the half that this phone takes, which the other phones only hear of on the line.
 */
import { saidIn } from "./roll.js";
import { read, readAll } from "./store.js";
import { $ } from "./words.js";

const INFO = new TextEncoder().encode("dorbank handover");
const CURVE = { name: "ECDH", namedCurve: "P-256" };

/**
 * @param {IDBDatabase} db
 * @param {any} sheet the route sheet
 * @param {{empty: boolean}} left
 */
export function offerHandover(db, sheet, left) {
  $("handover").hidden = left.empty || !sheet.handover_key;
  $("handover-file").onclick = async () => give(await sealed(db, sheet));
}

/** Share the file where the phone can, else save it. */
async function give(text) {
  const file = new File([text], "dorbank.handover.json", { type: "application/json" });
  if (matchMedia("(pointer: coarse)").matches && navigator.canShare?.({ files: [file] })) {
    const shared = await navigator.share({ files: [file] }).then(() => true, (error) => error.name === "AbortError");
    if (shared) return;
  }
  const link = Object.assign(document.createElement("a"), { href: URL.createObjectURL(file), download: file.name });
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}

/** Seal what waits to the installation's public key: ECDH on P-256, HKDF with SHA-256, AES-GCM. */
async function sealed(db, sheet) {
  const own = await crypto.subtle.generateKey(CURVE, false, ["deriveBits"]);
  const theirs = await crypto.subtle.importKey("raw", bytes(sheet.handover_key), CURVE, false, []);
  const shared = await crypto.subtle.deriveBits({ name: "ECDH", public: theirs }, own.privateKey, 256);
  const material = await crypto.subtle.importKey("raw", shared, "HKDF", false, ["deriveKey"]);
  const key = await crypto.subtle.deriveKey({ name: "HKDF", hash: "SHA-256", salt: new Uint8Array(), info: INFO }, material, { name: "AES-GCM", length: 256 }, false, ["encrypt"]);
  const nonce = crypto.getRandomValues(new Uint8Array(12));
  const text = new TextEncoder().encode(JSON.stringify(await contents(db, sheet)));
  const box = await crypto.subtle.encrypt({ name: "AES-GCM", iv: nonce, additionalData: INFO }, key, text);
  const point = await crypto.subtle.exportKey("raw", own.publicKey);
  return JSON.stringify({ dorbank: "handover", version: 1, key: letters(point), nonce: letters(nonce), box: letters(box) });
}

async function contents(db, sheet) {
  const { assignment } = sheet;
  const [events, reports, notes, tally, back] = await Promise.all([
    readAll(db, "door_events", assignment),
    readAll(db, "reports", assignment),
    readAll(db, "notes", assignment),
    read(db, "tallies", assignment),
    read(db, "backs", assignment),
  ]);
  return {
    assignment,
    events: events.map(({ id, door, mark, undoes }) => ({ id, door, mark, undoes })),
    reports: reports.map(({ id, address, kind, holds, undoes }) => ({ id, address, kind, holds, undoes })),
    notes: notes.map(({ id, seq = 0, theme_id, text }) => ({ id, seq, theme_id, text })),
    tally: tally && { id: tally.id, seq: tally.seq, nobody_home: tally.nobody_home, talked: tally.talked, no_thanks: tally.no_thanks, no_access: tally.no_access },
    back: back && !back.sent ? { back: back.back, people: saidIn(sheet, back) } : null,
  };
}

function bytes(text) {
  return Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));
}

function letters(buffer) {
  return btoa(Array.from(new Uint8Array(buffer), (byte) => String.fromCharCode(byte)).join(""));
}
