/** Signing out on a phone with a walk route forgets the route too: it is somebody's outing, not the phone's. */

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
  /** @type {HTMLFormElement} */ (form).submit();
});
