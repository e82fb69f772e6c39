/** Signing out forgets what a page kept for its next step, and on a phone with a walk route the route too: it is somebody's outing. */

const STORE = "dorbank-walk";

async function hasWalk() {
  const stores = (await indexedDB.databases?.()) ?? [];
  return stores.some(({ name }) => name === STORE);
}

const form = document.getElementById("sign-out");
form?.addEventListener("submit", async (event) => {
  event.preventDefault();
  if (await hasWalk()) {
    const { forgetWalk } = await import("./walk_forgotten.js");
    if (!(await forgetWalk())) return location.assign("/walk#leaving");
  }
  sessionStorage.clear();
  /** @type {HTMLFormElement} */ (form).submit();
});
