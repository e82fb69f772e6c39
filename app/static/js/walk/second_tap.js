/**
 * A cold finger easily taps twice. The second tap lands on what the first one brought, most often the next door's
 * button in the same place, and nobody can have read that yet: it counts for nothing.
 */
const APART_MS = 400;
const APART_PX = 40;

/** Let no button hear the second of two taps by a finger in the same place; whoever reads first is heard. */
export function ignoreSecondTaps() {
  let last = { at: -Infinity, x: 0, y: 0 };
  document.addEventListener("click", (event) => {
    if (!isByFinger(event) || !(event.target instanceof Element) || !event.target.closest("button")) return;
    const now = { at: event.timeStamp, x: event.clientX, y: event.clientY };
    const isSecond = now.at - last.at < APART_MS && Math.hypot(now.x - last.x, now.y - last.y) < APART_PX;
    last = now;
    if (!isSecond) return;
    event.stopPropagation();
    event.preventDefault();
  }, { capture: true });
}

/** Neither a mouse nor a key trembles. An older iPhone does not tell what it was, and has only fingers. */
function isByFinger(event) {
  return event.isTrusted && event.pointerType !== "mouse" && event.pointerType !== "";
}
