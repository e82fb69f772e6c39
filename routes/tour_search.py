"""Local search on a closed tour: turn a stretch round (2-opt), move three stops (Or-opt), kick and mend.

References
----------
Bentley (1992), Fast algorithms for geometric traveling salesman problems, https://doi.org/10.1287/ijoc.4.4.387
Or (1976), Traveling salesman-type combinatorial problems, dissertation, Northwestern University
Martin, Otto, Felten (1991), Large-step Markov chains for the TSP (the kick)
"""

from routes.arrays import Seeds
from routes.chance import chance_below
from routes.compiled import compiled
from routes.distances import Walk, metres_between
from routes.ring import LOG, Ring, at_place, carry, swap_in_place, take_back, turn

NEAR_IN_TOUR = 16
LONGEST_SEGMENT = 3
LEAST_GAIN_M = 1e-3  # below the rounding of tabled distances
KICK_STOPS = 30


@compiled
def settle(walk: Walk, ring: Ring) -> None:
    """Improve the whole tour until no stop finds a better place."""
    for k in range(len(ring.order) - 1, -1, -1):
        wait(ring, ring.order[k])
    while ring.counts[1]:
        ring.counts[0] = 0
        stop = next_waiting(ring)
        if improve_stop(walk, ring, stop) > 0:
            wait(ring, stop)


@compiled
def kick_and_mend(walk: Walk, ring: Ring, kicks: int, random: Seeds) -> float:
    """Swap two short neighbouring stretches at random, mend, and keep what is shorter; return metres won."""
    n = len(ring.order)
    won = 0.0
    for _ in range(kicks if n >= 8 else 0):
        reach = min(KICK_STOPS, (n - 2) // 3)
        first = chance_below(random, n)
        middle = first + 1 + chance_below(random, reach)
        last = middle + 1 + chance_below(random, reach)
        ring.counts[0] = 0
        gain = swap_stretches(walk, ring, (first, middle, last))
        while ring.counts[1]:
            stop = next_waiting(ring)
            better = improve_stop(walk, ring, stop) if ring.counts[0] < LOG - 8 else 0.0
            if better > 0:
                gain += better
                wait(ring, stop)
        if gain < -1e-9:
            take_back(ring)
        else:
            won += gain
    return won


@compiled
def wait(ring: Ring, stop: int) -> None:
    """Put a stop on the pile of those to look at."""
    if not ring.is_waiting[stop]:
        ring.is_waiting[stop] = True
        ring.waiting[ring.counts[1]] = stop
        ring.counts[1] += 1


@compiled
def next_waiting(ring: Ring) -> int:
    """Take a stop off the pile."""
    ring.counts[1] -= 1
    stop = int(ring.waiting[ring.counts[1]])
    ring.is_waiting[stop] = False
    return stop


@compiled
def improve_stop(walk: Walk, ring: Ring, stop: int) -> float:
    """Make the first improving move at a stop; return the metres won, 0 if there is none."""
    for step in (1, -1):
        gain = turn_stretch(walk, ring, stop, step)
        if gain > 0:
            return gain
    for step in (1, -1):
        gain = move_segment(walk, ring, stop, step)
        if gain > 0:
            return float(gain)
    return 0.0


@compiled
def turn_stretch(walk: Walk, ring: Ring, a: int, step: int) -> float:
    """Try 2-opt: replace the edge from `a` to its neighbour in direction `step` by one to a nearer stop."""
    b = at_place(ring, ring.place[a] + step)
    edge = metres_between(walk, a, b)
    for k in range(min(NEAR_IN_TOUR, walk.near.shape[1])):
        c = int(walk.near[a, k])
        if c < 0 or walk.near_m[a, k] >= edge:
            break
        if ring.place[c] < 0:
            continue
        d = at_place(ring, ring.place[c] + step)
        gain = edge + metres_between(walk, c, d) - walk.near_m[a, k] - metres_between(walk, b, d)
        if gain > LEAST_GAIN_M and c != b and d != a:
            start, end = (b, c) if step > 0 else (c, b)
            if turn(ring, ring.place[start], ring.place[end]):
                wait_for_four(ring, (a, b, c, d))
                return float(gain)
    return 0.0


@compiled
def move_segment(walk: Walk, ring: Ring, a: int, step: int) -> float:
    """Try Or-opt: move the stops from `a` on, up to three in direction `step`, next to a nearer stop."""
    before = at_place(ring, ring.place[a] - step)
    for length in range(1, min(LONGEST_SEGMENT, len(ring.order) - 3) + 1):
        e = at_place(ring, ring.place[a] + step * (length - 1))
        after = at_place(ring, ring.place[a] + step * length)
        saved = (
            metres_between(walk, before, a)
            + metres_between(walk, e, after)
            - metres_between(walk, before, after)
        )
        if saved <= LEAST_GAIN_M:
            continue
        for k in range(min(NEAR_IN_TOUR, walk.near.shape[1])):
            c = int(walk.near[a, k])
            if c < 0 or walk.near_m[a, k] >= saved:
                break
            gain = put_beside(walk, ring, (a, e, c, step), saved - walk.near_m[a, k])
            if gain > 0:
                wait_for_four(ring, (before, after, a, e))
                return float(gain)
    return 0.0


@compiled
def put_beside(walk: Walk, ring: Ring, move: tuple[int, int, int, int], saved: float) -> float:
    """Move the segment a…e so that `a` is next to `c`, on either side of it, if that saves metres."""
    a, e, c, step = move
    n = len(ring.order)
    if (
        ring.place[c] < 0
        or step * (ring.place[c] - ring.place[a]) % n <= step * (ring.place[e] - ring.place[a]) % n
    ):
        return 0.0
    for side in (step, -step):
        d = at_place(ring, ring.place[c] + side)
        if step * (ring.place[d] - ring.place[a]) % n <= step * (ring.place[e] - ring.place[a]) % n:
            continue
        gain = saved + metres_between(walk, c, d) - metres_between(walk, e, d)
        if gain > LEAST_GAIN_M and carry(ring, (a, e, c, d), step):
            wait(ring, c)
            wait(ring, d)
            return gain
    return 0.0


@compiled
def swap_stretches(walk: Walk, ring: Ring, cuts: tuple[int, int, int]) -> float:
    """Swap the stretches first+1…middle and middle+1…last; return the metres won, mostly below 0."""
    first, middle, last = cuts
    a, b = at_place(ring, first % len(ring.order)), at_place(ring, (first + 1) % len(ring.order))
    c, d = at_place(ring, middle % len(ring.order)), at_place(ring, (middle + 1) % len(ring.order))
    e, f = at_place(ring, last % len(ring.order)), at_place(ring, (last + 1) % len(ring.order))
    gain = metres_between(walk, a, b) + metres_between(walk, c, d) + metres_between(walk, e, f)
    gain -= metres_between(walk, a, d) + metres_between(walk, e, b) + metres_between(walk, c, f)
    swap_in_place(ring, (first + 1, middle - first, last - first), True, True)
    wait_for_four(ring, (a, b, c, d))
    wait(ring, e)
    wait(ring, f)
    return gain


@compiled
def wait_for_four(ring: Ring, stops: tuple[int, int, int, int]) -> None:
    """Put four stops on the pile."""
    wait(ring, stops[0])
    wait(ring, stops[1])
    wait(ring, stops[2])
    wait(ring, stops[3])
