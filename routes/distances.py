"""Walking distances looked up: a table of each stop's nearest stops, and exact searches for the rest.

There is no n × n matrix. Each stop has a row with its nearest stops on foot, hashed by stop number. A pair in
neither stop's row is searched for exactly (A*) and remembered in a memory of fixed size, newest first.
"""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import NamedTuple

import numpy as np

from routes.arrays import Floats, Floats32, Ints
from routes.compiled import compiled, record
from routes.walking import Ground, Scratch, exact_metres, nearest_stops, new_scratch, straight_m

NEAR = 20  # stops in each list of candidates:
NEAREST = 12  # the nearest,
A_QUARTER = 4  # and others while this many to the same quarter (north-east, …) are not in it yet
SEATS = 8  # in each list for stops that have this one among their nearest, but not the other way about
HOSTS = 6  # lists that each stop wishes to be in
LOAD = 2.0  # slots in a hash row for each stop in it
MEMORY_BITS = 18
SLICE = 128  # stops whose rows are searched in one go
THREADS = 2
HASH = np.uint64(0x9E3779B97F4A7C15)
STOP_BITS = 32  # an entry of a row is stop × 2**32 + millimetres: one read from memory finds both
MOST_MM = (1 << STOP_BITS) - 1
NEATNESS = 1e-4  # what a metre by straight line counts between orders that walk equally far


class Table(NamedTuple):
    """Nearest stops on foot.

    Attributes
    ----------
    near, near_m : int and float32, shape (n, k)
        The nearest stops in rising order, and the metres; -1 where there are no more. Then some that are far
        from all others and have this one among their nearest: else nobody would join a lone hamlet.
    row : int, shape (n, slots)
        A wider circle hashed by stop number, millimetres in the low bits; -1 in empty slots. The number of
        slots is a power of two.
    """

    near: Ints
    near_m: Floats
    row: Ints


@record
class Walk:
    """All that one searcher needs in order to know distances.

    Attributes
    ----------
    near, near_m, row
        As in Table; shared.
    pair, pair_m : int and float32, shape (2**MEMORY_BITS,)
        The searcher's memory of pairs outside the table; a newer pair takes an older one's slot.
    ground, scratch
        The network, shared, and room for the searcher's notes.
    """

    near: Ints
    near_m: Floats
    row: Ints
    pair: Ints
    pair_m: Floats32
    ground: Ground
    scratch: Scratch


def row_length(stops: int) -> int:
    """Give the number of nearest stops that are tabled: fewer where there are more stops to hold."""
    return 192 if stops <= 4_000 else 128 if stops <= 20_000 else 64


def new_walk(table: Table, ground: Ground, corners: int) -> Walk:
    """Give one searcher the table and an empty memory; `corners` is their number in the network."""
    size = 1 << MEMORY_BITS
    pair, pair_m = np.full(size, -1, np.int64), np.empty(size, np.float32)
    return Walk(*table, pair, pair_m, ground, new_scratch(corners, len(table.row)))


def build_table(
    ground: Ground, corners: int, stops: int, tell: Callable[[float], None] | None = None
) -> Table:
    """Search the nearest stops of every stop; `tell` hears the share done (0–1) between slices."""
    length = min(row_length(stops), max(1, stops - 1))
    slots = 1 << int(np.ceil(np.log2(LOAD * length)))
    table = Table(
        np.full((stops, NEAR + SEATS), -1, np.int64),
        np.zeros((stops, NEAR + SEATS)),
        np.full((stops, slots), -1, np.int64),
    )
    scratches = [new_scratch(corners, stops) for _ in range(THREADS)]
    with ThreadPoolExecutor(THREADS) as pool:
        for begin in range(0, stops, SLICE * THREADS):
            slices = [(begin + k * SLICE, min(stops, begin + (k + 1) * SLICE)) for k in range(THREADS)]
            jobs = [
                pool.submit(fill_rows, ground, scratch, table, part, length)
                for scratch, part in zip(scratches, slices, strict=True)
            ]
            for job in jobs:
                job.result()
            if tell:
                tell(min(1.0, slices[-1][1] / stops))
    let_in(table.near, table.near_m)
    return table


@compiled
def fill_rows(ground: Ground, scratch: Scratch, table: Table, part: tuple[int, int], length: int) -> None:
    """Fill the rows part[0] to part[1] of the table with up to `length` stops each."""
    row = np.empty(length, np.int64)
    row_m = np.empty(length)
    slots = table.row.shape[1]
    for stop in range(part[0], part[1]):
        found = nearest_stops(ground, scratch, stop, row, row_m)
        sort_rising(row, row_m, found)
        choose_near(ground, table, stop, row[:found], row_m)
        for k in range(found):
            slot = first_slot(row[k], slots)
            while table.row[stop, slot] >= 0:
                slot = (slot + 1) & (slots - 1)
            millimetres = min(MOST_MM, int(float(row_m[k]) * 1000.0 + 0.5))
            table.row[stop, slot] = (int(row[k]) << STOP_BITS) | millimetres


@compiled
def choose_near(ground: Ground, table: Table, stop: int, row: Ints, row_m: Floats) -> None:
    """Choose the candidates of a stop from its row: the nearest, and the nearest towards each quarter.

    A hamlet of more stops than a list holds would else know nobody outside.
    """
    at = ground.snapped
    towards = np.zeros(4, np.int64)
    chosen = 0
    spare = max(0, len(row) - NEAR)
    for k in range(len(row)):
        if chosen == NEAR:
            break
        quarter = 2 * (at.easting[row[k]] > at.easting[stop]) + (at.northing[row[k]] > at.northing[stop])
        if k < NEAREST or towards[quarter] < A_QUARTER or spare == 0:
            table.near[stop, chosen], table.near_m[stop, chosen] = row[k], row_m[k]
            towards[quarter] += 1
            chosen += 1
        else:
            spare -= 1


@compiled
def let_in(near: Ints, near_m: Floats) -> None:
    """Let each stop into the lists of its nearest stops until it is in a few, as far as these have seats."""
    hosts = np.zeros(len(near), np.int64)
    for k in range(NEAR):
        for stop in range(len(near)):
            host = near[stop, k]
            if (
                host >= 0
                and hosts[stop] < HOSTS
                and take_seat(near[host], near_m[host], stop, near_m[stop, k])
            ):
                hosts[stop] += 1


@compiled
def take_seat(row: Ints, row_m: Floats, stop: int, metres: float) -> bool:
    """Put a stop on a free seat of a list, and tell if it is in that list now."""
    for k in range(len(row)):
        if row[k] == stop:
            return True
        if row[k] < 0 and k >= NEAR:
            row[k], row_m[k] = stop, metres
            return True
    return False


@compiled
def sort_rising(row: Ints, row_m: Floats, found: int) -> None:
    """Put a nearly sorted row right: only stops off the network, with their way in, stand too early."""
    for k in range(1, found):
        stop, metres = row[k], row_m[k]
        j = k
        while j > 0 and row_m[j - 1] > metres:
            row[j], row_m[j] = row[j - 1], row_m[j - 1]
            j -= 1
        row[j], row_m[j] = stop, metres


@compiled
def first_slot(stop: int, slots: int) -> int:
    """Hash a stop number to a slot of a row."""
    return int((np.uint64(stop) * HASH) >> np.uint64(40)) & (slots - 1)


@compiled
def metres_between(walk: Walk, a: int, b: int) -> float:
    """Give the walking metres between two stops, from the table, the memory or a search."""
    if a == b:
        return 0.0
    metres = tabled_metres(walk, a, b)
    if metres < 0:
        metres = tabled_metres(walk, b, a)
    if metres < 0:
        metres = remembered_metres(walk, a, b)
    return metres


@compiled
def tabled_metres(walk: Walk, a: int, b: int) -> float:
    """Look `b` up in the row of `a`; -1 if it is not there."""
    mask = walk.row.shape[1] - 1
    slot = first_slot(b, mask + 1)
    while True:
        entry = walk.row[a, slot]
        if entry < 0:
            return -1.0
        if entry >> STOP_BITS == b:
            return float(entry & MOST_MM) * 0.001
        slot = (slot + 1) & mask


@compiled
def remembered_metres(walk: Walk, a: int, b: int) -> float:
    """Look the pair up in the searcher's memory, or search and remember."""
    low, high = min(a, b), max(a, b)
    pair = low * len(walk.row) + high
    slot = int((np.uint64(pair) * HASH) >> np.uint64(64 - MEMORY_BITS))
    if walk.pair[slot] != pair:
        walk.pair_m[slot] = exact_metres(walk.ground, walk.scratch, low, high)
        walk.pair[slot] = pair
    return float(walk.pair_m[slot])


@compiled
def all_metres(walk: Walk, stops: Ints, way_m: Floats) -> Floats:
    """Give the matrix of walking metres among a few stops, shape (k, k).

    The diagonal holds the metres between each stop and the nearest starting point, `way_m` of all stops.
    """
    metres = np.zeros((len(stops), len(stops)))
    for i in range(len(stops)):
        metres[i, i] = way_m[stops[i]]
        for j in range(i):
            metres[i, j] = metres_between(walk, stops[i], stops[j])
            metres[j, i] = metres[i, j]
    return metres


@compiled
def neat_metres(walk: Walk, stops: Ints, metres: Floats) -> Floats:
    """Give a matrix of walking metres that also tells orders of equal length apart, shape (k, k).

    Houses in a yard beyond the end of a street stand on the same spot of it, with no metres between them: any
    order would do, and the walker would go criss-cross. A hundredth of a centimetre a metre by straight line
    puts them in a row and decides nothing else.
    """
    neat = metres.copy()
    for i in range(len(stops)):
        for j in range(i):
            neat[i, j] += NEATNESS * straight_m(walk.ground, stops[i], stops[j])
            neat[j, i] = neat[i, j]
    return neat
