/** Forgets every walk route on the phone, once nothing of it waits to be sent or looked at. */
import { forgetPage } from "../walk/kept.js";
import { flush, sendEverything } from "../walk/outbox.js";
import { nothingWaits } from "../walk/sending.js";
import { post } from "../walk/server.js";
import { deleteStore, forget, openStore, readAll } from "../walk/store.js";

/**
 * Send what waits, then forget.
 * @returns {Promise<boolean>} false when something could not be sent: that route stays, and nothing is lost
 */
export async function forgetWalk() {
  const db = await openStore(() => {});
  sendEverything();
  await flush(db).catch(() => {}); // what could not be sent is found below
  const routes = await readAll(db, "routes");
  const gone = [];
  for (const { assignment } of routes) gone.push(await forget(db, assignment, nothingWaits));
  if (!gone.every(Boolean)) {
    db.close();
    return false;
  }
  await post("/walk/leave", {}, {}).catch(() => {}); // the phone has nothing left to open anyway
  await deleteStore(db);
  await forgetPage();
  return true;
}
