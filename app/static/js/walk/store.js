/**
 * What the phone remembers, in IndexedDB. A promise from `write` resolves only when the browser has
 * said that the data is on disk; nothing is called saved before that. Only what the server has said may go
 * by `noteSent`, which does not wait for the disk.
 *
 * @typedef {{assignment: string, sheet: any, map: any}} StoredRoute
 * @typedef {{key: string, assignment: string, door: number, outcome: string, events: string[], reported?: Report}} Knock
 * @typedef {{id: string, assignment: string, door: number, mark: string, undoes: string | null, refused?: string}} DoorEvent
 * @typedef {{assignment: string, id: string, seq: number, sent_seq: number,
 *   sent: Record<string, number>, nobody_home: number, talked: number, no_thanks: number, no_access: number, refused?: string, rest_sent?: boolean}} Tally
 *   `rest_sent` tells that the last totals were fewer than may go under way
 * @typedef {{id: string, assignment: string, theme_id: string | null, text: string | null, seq?: number, tried?: boolean, refused?: string}} Note
 *   `seq` counts how often it was mended, `tried` tells that it may lie at the server; without text it is taken back
 * @typedef {{assignment: string, half: 0 | 1 | null, sent: boolean}} Split which half of the route this phone takes
 * @typedef {{id: string, assignment: string, address: number, kind: string, holds: boolean, undoes?: string, refused?: string}} Report
 * @typedef {{key: string, assignment: string, address: number, door: number}} Extra a door added on the spot
 * @typedef {{key: string, assignment: string, address: number, kind: string, holds: boolean}} Fact what this phone says of a place
 * @typedef {{assignment: string, since: number}} Wait since when something has waited, by the phone's clock
 */

import { isPractice } from "./practice.js";

export const NAME = isPractice ? "dorbank-practice" : "dorbank-walk";
const VERSION = 4;
const KEYS = { routes: "assignment", knocks: "key", door_events: "id", tallies: "assignment", notes: "id", backs: "assignment", splits: "assignment", helps: "assignment", reports: "id", waits: "assignment", extras: "key", facts: "key" };
const BY_ASSIGNMENT = ["knocks", "door_events", "notes", "reports", "extras", "facts"];
const ALL = Object.keys(KEYS);

/** The store is closed: the route was forgotten, here or in another tab, or the browser took it. */
export class StoreGoneError extends Error {}

/**
 * @param {() => void} onGone called when the browser, or a newer version in another tab, has closed the store
 * @returns {Promise<IDBDatabase>}
 */
export function openStore(onGone) {
  return new Promise((resolve, reject) => {
    const request = indexedDB.open(NAME, VERSION);
    request.onupgradeneeded = () => {
      const db = request.result;
      for (const [name, keyPath] of Object.entries(KEYS)) {
        if (db.objectStoreNames.contains(name)) continue;
        const store = db.createObjectStore(name, { keyPath });
        if (BY_ASSIGNMENT.includes(name)) store.createIndex("assignment", "assignment");
      }
    };
    request.onsuccess = () => {
      request.result.onversionchange = () => {
        request.result.close();
        onGone();
      };
      request.result.onclose = onGone;
      resolve(request.result);
    };
    request.onerror = () => reject(request.error);
  });
}

/**
 * Delete the whole store, once no route is left in it.
 * @param {IDBDatabase} db
 */
export function deleteStore(db) {
  db.onversionchange = () => db.close();
  db.close();
  return new Promise((resolve) => {
    const request = indexedDB.deleteDatabase(NAME);
    request.onsuccess = request.onerror = request.onblocked = () => resolve(undefined);
  });
}

/**
 * Change several stores in one transaction, durably or not at all.
 * @template T
 * @param {IDBDatabase} db
 * @param {string[]} stores
 * @param {(tx: IDBTransaction) => T | Promise<T>} change may only await requests of this transaction
 * @returns {Promise<T>}
 */
export function write(db, stores, change) {
  return inOne(db, stores, change, "strict");
}

/**
 * Note what the server has stored, without waiting for the disk: if the power goes, it is sent again, which is
 * harmless. A tap meanwhile waits for the disk once, and not twice.
 * @template T
 * @param {IDBDatabase} db
 * @param {string[]} stores
 * @param {(tx: IDBTransaction) => T | Promise<T>} change may only await requests of this transaction
 * @returns {Promise<T>}
 */
export function noteSent(db, stores, change) {
  return inOne(db, stores, change, "relaxed");
}

function inOne(db, stores, change, durability) {
  return new Promise((resolve, reject) => {
    const tx = transaction(db, stores, "readwrite", { durability });
    /** @type {T} */
    let answer;
    tx.oncomplete = () => resolve(answer);
    tx.onabort = () => reject(tx.error ?? new DOMException("aborted", "AbortError"));
    Promise.resolve(change(tx)).then((value) => {
      answer = value;
      commit(tx);
    }, (error) => {
      reject(error);
      try {
        tx.abort();
      } catch {
        // The browser has aborted it already: that is what made `change` fail.
      }
    });
  });
}

/** Say that nothing more comes: the browser need not report each request before it writes to disk. */
function commit(tx) {
  try {
    tx.commit?.();
  } catch {
    // It is done already, or aborted: `oncomplete` or `onabort` tells which.
  }
}

/** Begin a transaction; what the browser calls an invalid state is a store that has been closed. */
function transaction(db, ...how) {
  try {
    return db.transaction(...how);
  } catch (error) {
    throw error instanceof DOMException && error.name === "InvalidStateError" ? new StoreGoneError() : error;
  }
}

/** Wait for a read. We never abort one: the browser does when it takes the store. */
function found(request) {
  return done(request).catch((error) => {
    throw error.name === "AbortError" ? new StoreGoneError() : error;
  });
}

/**
 * Wait for work that means nothing any more once the store is gone: then it ends quietly.
 * @param {Promise<void>} work
 */
export function unlessGone(work) {
  return work.catch((error) => {
    if (!(error instanceof StoreGoneError)) throw error;
  });
}

/**
 * Wait for one request inside a transaction.
 * @template T
 * @param {IDBRequest<T>} request
 * @returns {Promise<T>}
 */
export function done(request) {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
}

/**
 * @param {IDBDatabase} db
 * @param {string} store
 * @param {IDBValidKey} key
 * @returns {Promise<any>}
 */
export function read(db, store, key) {
  return found(transaction(db, store).objectStore(store).get(key));
}

/**
 * @param {IDBDatabase} db
 * @param {string} store
 * @param {string} [assignment] all of them when left out
 * @returns {Promise<any[]>}
 */
export function readAll(db, store, assignment) {
  return found(rowsIn(transaction(db, store), store, assignment));
}

function rowsIn(tx, store, assignment) {
  const rows = tx.objectStore(store);
  if (assignment === undefined) return rows.getAll();
  return BY_ASSIGNMENT.includes(store) ? rows.index("assignment").getAll(assignment) : rows.getAll(assignment);
}

/**
 * Read what several stores hold of a route, as it was at one moment.
 * @param {IDBDatabase} db
 * @param {string[]} stores
 * @param {string} assignment
 * @returns {Promise<Record<string, any[]>>} rows by store
 */
export async function readTogether(db, stores, assignment) {
  const tx = transaction(db, stores);
  const rows = await Promise.all(stores.map((store) => found(rowsIn(tx, store, assignment))));
  return Object.fromEntries(stores.map((store, n) => [store, rows[n]]));
}

/**
 * Forget a route with everything that belongs to it, if it may go: asked in the same transaction, so that
 * nothing can be saved between the question and the forgetting.
 * @param {IDBDatabase} db
 * @param {string} assignment
 * @param {(tx: IDBTransaction, assignment: string) => Promise<boolean>} mayGo
 * @returns {Promise<boolean>} whether it went
 */
export function forget(db, assignment, mayGo = async () => true) {
  return write(db, ALL, async (tx) => {
    if (!(await mayGo(tx, assignment))) return false;
    for (const name of ALL) {
      const store = tx.objectStore(name);
      const keys = BY_ASSIGNMENT.includes(name) ? await done(store.index("assignment").getAllKeys(assignment)) : [assignment];
      for (const key of keys) store.delete(key);
    }
    return true;
  });
}
