/**
 * The page with the team's button: takes the secret code out of the address bar and the history. A phone on which the
 * route lies already, and which has lost its session, says so: then it takes its own place again.
 */
import { NAME, openStore, readAll } from "./store.js";

history.replaceState(null, "", "/walk");

const form = /** @type {HTMLFormElement} */ (document.getElementById("join"));

async function sayWhoItWas() {
  const stores = (await indexedDB.databases?.()) ?? [];
  if (!stores.some(({ name }) => name === NAME)) return; // opening it would make one
  const db = await openStore(() => {});
  const known = (await readAll(db, "routes")).find(({ assignment }) => form.action.includes(assignment));
  db.close();
  if (known) form.elements.namedItem("sending_token").value = known.sheet.sending_token ?? "";
}

sayWhoItWas().catch(() => {}); // without it the phone joins as a new one
