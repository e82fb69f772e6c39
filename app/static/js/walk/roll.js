/**
 * The roll call as this phone knows it: what the server has told, and on top of it what was said here and is not
 * known to be stored yet. What is said of a person gets a number one higher than any heard of; the highest wins.
 *
 * @typedef {{id: string, name: string, back: boolean, seq: number}} Line
 * @typedef {{assignment: string, people?: Line[], said?: {id: string, back: boolean, seq: number}[], back: boolean, sent: boolean}} Back
 */
import { done } from "./store.js";

/**
 * Give the roll, the newest of each. A team without names is one line.
 * @param {any} sheet the route sheet
 * @param {Back} [row]
 * @returns {Line[]}
 */
export function rollOf(sheet, row) {
  const said = saidIn(sheet, row);
  return heardIn(sheet, row).map((line) => ({ ...line, ...said.find((one) => one.id === line.id && one.seq > line.seq) }));
}

/** @param {Line[]} lines */
export function allBack(lines) {
  return lines.every((line) => line.back);
}

/**
 * Give what was said here and may not be stored yet.
 * @param {any} sheet
 * @param {Back} [row]
 */
export function saidIn(sheet, row) {
  if (row?.said) return row.said;
  if (!row || row.sent) return [];
  return heardIn(sheet).map(({ id, seq }) => ({ id, back: row.back, seq: seq + 1 })); // from before each had a line
}

function heardIn(sheet, row) {
  return row?.people ?? (sheet.people?.length ? sheet.people : [{ id: sheet.assignment, name: "", back: sheet.back, seq: 0 }]);
}

/**
 * Say of some that they are back, or out again.
 * @param {IDBTransaction} tx
 * @param {any} sheet
 * @param {string[] | null} ids null for everybody
 * @param {boolean} back
 */
export async function tell(tx, sheet, ids, back) {
  const row = await done(tx.objectStore("backs").get(sheet.assignment));
  const lines = rollOf(sheet, row).map((line) => ((ids?.includes(line.id) ?? true) && line.back !== back ? { ...line, back, seq: line.seq + 1 } : line));
  put(tx, sheet, heardIn(sheet, row), lines);
}

/**
 * Take in what the server knows; what was said here meanwhile still waits.
 * @param {IDBTransaction} tx
 * @param {any} sheet
 * @param {Line[]} people
 */
export async function hear(tx, sheet, people) {
  const row = await done(tx.objectStore("backs").get(sheet.assignment));
  put(tx, sheet, people, rollOf(sheet, { ...row, people, said: saidIn(sheet, row) }));
}

function put(tx, sheet, people, lines) {
  const said = lines.filter((line, n) => line.seq > people[n].seq).map(({ id, back, seq }) => ({ id, back, seq }));
  tx.objectStore("backs").put({ assignment: sheet.assignment, people, said, back: allBack(lines), sent: !said.length });
}
