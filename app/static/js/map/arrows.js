/** Arrows along a line, for those who draw them. */

/**
 * Give places and directions along a line, evenly spaced, the first half a space from its start.
 * @param {{x: number, y: number}[]} line in pixels
 * @param {number} apart in pixels
 * @returns {{x: number, y: number, angle: number}[]} angle in radians, 0 to the right, growing downwards
 */
export function arrowsAlong(line, apart) {
  const arrows = [];
  let left = apart / 2;
  for (let i = 1; i < line.length; i += 1) {
    const [dx, dy] = [line[i].x - line[i - 1].x, line[i].y - line[i - 1].y];
    const length = Math.hypot(dx, dy);
    for (; left < length; left += apart) {
      arrows.push({ x: line[i - 1].x + (dx * left) / length, y: line[i - 1].y + (dy * left) / length, angle: Math.atan2(dy, dx) });
    }
    left -= length;
  }
  return arrows;
}
