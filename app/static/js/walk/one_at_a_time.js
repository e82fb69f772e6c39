/**
 * Give work that never runs twice at once: who asks while it runs waits for that and for one more round,
 * so that what was true when they asked has been seen.
 *
 * @param {() => Promise<void>} work
 * @returns {() => Promise<void>}
 */
export function oneAtATime(work) {
  let again = false;
  /** @type {Promise<void> | null} */
  let running = null;

  async function rounds() {
    do {
      again = false;
      await work();
    } while (again);
  }

  return () => {
    again = Boolean(running);
    running ??= rounds().finally(() => { running = null; });
    return running;
  };
}
