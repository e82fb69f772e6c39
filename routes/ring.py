"""A closed tour in an array, and its changes: turn a stretch round, carry a segment, take back."""

import numpy as np

from routes.arrays import Flags, Ints
from routes.compiled import compiled, record

LONGEST_TURN = 50_000  # stops; longer stretches are not turned, so that large towns stay nearly linear
LOG = 1 << 12


@record
class Ring:
    """A closed tour.

    Attributes
    ----------
    order, place : int, shape (n,) and (all stops,)
        The stops in order, and each stop's place in it (-1 outside the tour).
    turned : int, shape (LOG, 2)
        Stretches turned since the last kick, to take them back.
    counts : int, shape (2,)
        Entries in `turned`, entries in `waiting`.
    waiting, is_waiting : int and bool, shape (all stops,)
        Stops whose surroundings changed.
    """

    order: Ints
    place: Ints
    turned: Ints
    counts: Ints
    waiting: Ints
    is_waiting: Flags


def new_ring(tour: Ints, stops: int) -> Ring:
    """Make a ring of the stop numbers in `tour`, changed in place; `stops` is the number of all stops."""
    place = np.full(stops, -1, np.int64)
    place[tour] = np.arange(len(tour))
    log, counts = np.empty((LOG, 2), np.int64), np.zeros(2, np.int64)
    waiting, is_waiting = np.empty(stops, np.int64), np.zeros(stops, bool)
    return Ring(tour, place, log, counts, waiting, is_waiting)


@compiled
def at_place(ring: Ring, place: int) -> int:
    """Give the stop at a place, counted round the ring."""
    n = len(ring.order)
    return int(ring.order[place - n if place >= n else place + n if place < 0 else place])


@compiled
def carry(ring: Ring, move: tuple[int, int, int, int], step: int) -> bool:
    """Carry the segment a…e, which lies in direction `step`, to between `c` and `d`; `a` ends up beside `c`.

    The stops it passes lie between the segment and the first of `c` and `d`, in one direction or the other;
    the shorter way is taken.
    """
    a, e, c, d = move
    n = len(ring.order)
    ahead = c if ring.place[d] == (ring.place[c] + step) % n else d
    behind = d if ahead == c else c
    forth = step * (ring.place[ahead] - ring.place[a]) % n + 1
    back = step * (ring.place[e] - ring.place[behind]) % n + 1
    size = step * (ring.place[e] - ring.place[a]) % n + 1
    if min(forth, back) > LONGEST_TURN:
        return False
    if forth > back:
        a, e, ahead, behind, step, forth = e, a, behind, ahead, -step, back
        c = d
    begin = ring.place[a] if step > 0 else ring.place[ahead]
    swap_in_place(ring, (begin, size, forth), step > 0, ahead == c)
    return True


@compiled
def swap_in_place(ring: Ring, extent: tuple[int, int, int], at_start: bool, keep: bool) -> None:
    """Swap a segment at the start or end of a stretch with the rest of it; it may keep its direction.

    `extent` is the first place of the stretch, the size of the segment and the size of the stretch.
    """
    begin, size, stretch = extent
    end, rest = begin + stretch - 1, stretch - size
    turn_noted(ring, begin, end)
    if at_start:
        turn_noted(ring, begin, begin + rest - 1)
        segment = (begin + rest, end)
    else:
        turn_noted(ring, begin + size, end)
        segment = (begin, begin + size - 1)
    if keep:
        turn_noted(ring, segment[0], segment[1])


@compiled
def turn(ring: Ring, start: int, end: int) -> bool:
    """Turn the stretch between two places round, or the rest of the ring if that is shorter."""
    n = len(ring.order)
    size = (end - start) % n + 1
    if 2 * size > n:
        start, end, size = end + 1, start - 1, n - size
    if size > LONGEST_TURN:
        return False
    turn_noted(ring, start, end)
    return True


@compiled
def turn_noted(ring: Ring, start: int, end: int) -> None:
    """Turn a stretch and note it."""
    n = len(ring.order)
    start, end = start % n, end % n
    turn_back(ring, start, end)
    if ring.counts[0] < LOG:
        ring.turned[ring.counts[0], 0] = start
        ring.turned[ring.counts[0], 1] = end
        ring.counts[0] += 1


@compiled
def turn_back(ring: Ring, start: int, end: int) -> None:
    """Turn a stretch without noting it."""
    n = len(ring.order)
    for _ in range(((end - start) % n + 1) // 2):
        a, b = ring.order[start], ring.order[end]
        ring.order[start], ring.order[end] = b, a
        ring.place[b], ring.place[a] = start, end
        start = start + 1 if start + 1 < n else 0
        end = end - 1 if end > 0 else n - 1


@compiled
def take_back(ring: Ring) -> None:
    """Undo all stretches turned since the kick."""
    for k in range(ring.counts[0] - 1, -1, -1):
        turn_back(ring, ring.turned[k, 0], ring.turned[k, 1])
