/**
 * Give work that follows a tap a moment later, once for many taps: nobody waits for it, and a tap that comes
 * meanwhile must not wait for it either. A page that is put away does it at once.
 *
 * @param {() => void} work
 * @param {number} pause_ms
 * @returns {() => void}
 */
export function soon(work, pause_ms) {
  let timer = 0;

  function run() {
    clearTimeout(timer);
    timer = 0;
    work();
  }

  document.addEventListener("visibilitychange", () => {
    if (timer && document.hidden) run();
  });
  return () => {
    timer ||= window.setTimeout(run, pause_ms);
  };
}
