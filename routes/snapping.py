"""Which street, which pavement: each stop stands on one side of one street.

An address belongs to the nearest street of its own name within 100 m, else to the nearest street at all. If
that one is over 150 m away, the stop is off the network and the straight line is walked in and out each time.
"""

import numpy as np

from routes.arrays import Floats, Ints, Words
from routes.compiled import compiled, record
from routes.corners import LEFT, RIGHT
from routes.model import Network, Stops

SAME_NAME_M = 100.0
NEAREST_M = 150.0
CELL_M = 50.0
MOST_CELLS = 1 << 20
SAME_M = 5e-7  # distances nearer to each other than this are equal; the lower street number wins
NO_NAME = -2


@record
class Snapped:
    """Where each stop stands on the network.

    Attributes
    ----------
    pavement : int, shape (n,)
        2 × street + side.
    from_start_m, to_end_m : float64, shape (n,)
        Metres along the street to either end.
    access_m : float64, shape (n,)
        Metres from the street, walked in and out; 0 but for stops off the network.
    gap_m : float64, shape (n,)
        Metres from the middle of the street by straight line.
    way_in_m : float64, shape (n,)
        Metres of that walked in and out of a yard; 0 where they are not asked for (`Town.with_way_in`).
    easting, northing : float64, shape (n,)
        Position of the stop itself in metres.
    """

    pavement: Ints
    from_start_m: Floats
    to_end_m: Floats
    access_m: Floats
    gap_m: Floats
    way_in_m: Floats
    easting: Floats
    northing: Floats


@record
class Grid:
    """Street segments by square cells: cell c holds segment[first[c]:first[c + 1]]."""

    first: Ints
    segment: Ints
    street: Ints
    points: Floats
    west: float
    south: float
    cell_m: float
    columns: int
    rows: int


def snap(stops: Stops, network: Network, length_m: Floats) -> Snapped:
    """Put every stop on a pavement; `length_m` is true metres per street. Needs at least one street."""
    grid = segment_grid(network)
    wanted, names = name_codes(stops.street, network.name)
    finds = nearest_streets(grid, stops, wanted, names)
    street = finds.street
    from_first = plane_lengths(network.points, network.first_point)[1]
    side, share = sides(network.points, network.first_point, from_first, finds)
    start = share * length_m[street]
    return Snapped(
        pavement=(2 * street + side).astype(np.int64),
        from_start_m=start,
        to_end_m=length_m[street] - start,
        access_m=np.where(finds.gap_m > NEAREST_M, finds.gap_m, 0.0),
        gap_m=finds.gap_m,
        way_in_m=np.zeros(len(street)),
        easting=np.ascontiguousarray(stops.easting, np.float64),
        northing=np.ascontiguousarray(stops.northing, np.float64),
    )


def name_codes(wanted: Words, names: Words) -> tuple[Ints, Ints]:
    """Number the street names, without regard to case; unknown or empty wishes become NO_NAME."""
    code: dict[str, int] = {}
    streets = np.array([code.setdefault(s.casefold().strip(), len(code)) for s in names.tolist()], np.int64)
    code.pop("", None)
    return np.array([code.get(s.casefold().strip(), NO_NAME) for s in wanted.tolist()], np.int64), streets


@compiled
def plane_lengths(points: Floats, first_point: Ints) -> tuple[Floats, Floats]:
    """Give metres in the plane of each street, and from its first point to each point."""
    along = np.zeros(len(points))
    length = np.zeros(len(first_point) - 1)
    for street in range(len(length)):
        for k in range(first_point[street] + 1, first_point[street + 1]):
            step = np.hypot(points[k, 0] - points[k - 1, 0], points[k, 1] - points[k - 1, 1])
            along[k] = along[k - 1] + step
        length[street] = along[first_point[street + 1] - 1]
    return length, along


def segment_grid(network: Network) -> Grid:
    """Sort the segments of all streets into square cells."""
    counts = np.diff(network.first_point)
    inner = np.ones(len(network.points), bool)
    inner[network.first_point[1:] - 1] = False
    segment = np.flatnonzero(inner).astype(np.int64)
    street = np.repeat(np.arange(len(counts)), counts)[segment].astype(np.int64)
    west, south = network.points.min(axis=0)
    wide, high = network.points.max(axis=0) - (west, south)
    cell_m = max(CELL_M, float(np.sqrt(wide * high / MOST_CELLS)), float(max(wide, high)) / MOST_CELLS)
    columns, rows = int(wide / cell_m) + 1, int(high / cell_m) + 1
    box = (float(west), float(south), cell_m, columns, rows)
    first, members = fill_cells(network.points, segment, box)
    return Grid(first, segment[members], street[members], network.points, *box)


@compiled
def fill_cells(points: Floats, segment: Ints, box: tuple[float, float, float, int, int]) -> tuple[Ints, Ints]:
    """Count, then file, each segment in the cells its bounding box touches."""
    west, south, cell_m, columns, rows = box
    first = np.zeros(columns * rows + 1, np.int64)
    members = np.empty(0, np.int64)
    for filing in range(2):
        for k in range(len(segment)):
            a, b = points[segment[k]], points[segment[k] + 1]
            for row in range(
                int((min(a[1], b[1]) - south) / cell_m), int((max(a[1], b[1]) - south) / cell_m) + 1
            ):
                low, high = min(a[0], b[0]), max(a[0], b[0])
                for column in range(int((low - west) / cell_m), int((high - west) / cell_m) + 1):
                    cell = row * columns + column
                    if filing:
                        members[first[cell]] = k
                        first[cell] += 1
                    else:
                        first[cell + 1] += 1
        if not filing:
            first = np.cumsum(first)
            members = np.empty(first[-1], np.int64)
    first[1:] = first[:-1].copy()
    first[0] = 0
    return first, members


@record
class Finds:
    """The street of each stop (-1 for none yet), where on its drawn line, and the metres to it.

    `along` is the number of the segment's first point plus the share of the segment.
    """

    street: Ints
    along: Floats
    gap_m: Floats
    easting: Floats
    northing: Floats


def nearest_streets(grid: Grid, stops: Stops, wanted: Ints, names: Ints) -> Finds:
    """Find the street of each stop, first by its own name, then by distance alone."""
    count = len(stops.easting)
    finds = Finds(np.full(count, -1), np.zeros(count), np.full(count, np.inf), stops.easting, stops.northing)
    find_streets(grid, finds, wanted, names)
    return finds


@compiled
def find_streets(grid: Grid, finds: Finds, wanted: Ints, names: Ints) -> None:
    """Search for every stop."""
    for stop in range(len(wanted)):
        if wanted[stop] != NO_NAME:
            search_rings(grid, finds, stop, (wanted[stop], SAME_NAME_M), names)
            if finds.gap_m[stop] > SAME_NAME_M:
                finds.street[stop], finds.gap_m[stop] = -1, np.inf
        if finds.street[stop] < 0:
            search_rings(grid, finds, stop, (NO_NAME, np.inf), names)


@compiled
def search_rings(grid: Grid, finds: Finds, stop: int, wish: tuple[int, float], names: Ints) -> None:
    """Look through ring after ring of cells around a stop until no nearer street of name wish[0] can come."""
    column = int(np.floor((finds.easting[stop] - grid.west) / grid.cell_m))
    row = int(np.floor((finds.northing[stop] - grid.south) / grid.cell_m))
    ring = max(0, -column, column - grid.columns + 1, -row, row - grid.rows + 1)
    last = max(column, grid.columns - 1 - column, row, grid.rows - 1 - row)
    while ring <= last and (ring - 1) * grid.cell_m <= min(wish[1], finds.gap_m[stop]):
        for j in range(max(0, row - ring), min(grid.rows, row + ring + 1)):
            step = 1 if abs(j - row) == ring else max(1, 2 * ring)
            i = max(0, column - ring) if step == 1 else column - ring
            while i <= min(grid.columns - 1, column + ring):
                if i >= 0:
                    search_cell(grid, finds, (stop, j * grid.columns + i), wish[0], names)
                i += step
        ring += 1


@compiled
def search_cell(grid: Grid, finds: Finds, where: tuple[int, int], wish: int, names: Ints) -> None:
    """Keep the nearest street in cell where[1] if it beats what was found for stop where[0]."""
    stop, cell = where
    for k in range(grid.first[cell], grid.first[cell + 1]):
        here = grid.street[k]
        if wish != NO_NAME and wish != names[here]:
            continue
        a, b = grid.points[grid.segment[k]], grid.points[grid.segment[k] + 1]
        share, metres = foot_point(a, b, (finds.easting[stop], finds.northing[stop]))
        nearer = finds.gap_m[stop] - metres
        if nearer > SAME_M or (nearer >= -SAME_M and here < finds.street[stop]):
            finds.street[stop], finds.along[stop], finds.gap_m[stop] = here, grid.segment[k] + share, metres


@compiled
def foot_point(a: Floats, b: Floats, at: tuple[float, float]) -> tuple[float, float]:
    """Give the share of segment a–b nearest to `at`, and the metres between them."""
    east, north = b[0] - a[0], b[1] - a[1]
    square = east * east + north * north
    share = 0.0
    if square > 0:
        share = min(1.0, max(0.0, ((at[0] - a[0]) * east + (at[1] - a[1]) * north) / square))
    return share, np.hypot(at[0] - a[0] - share * east, at[1] - a[1] - share * north)


@compiled
def sides(points: Floats, first_point: Ints, from_first: Floats, finds: Finds) -> tuple[Ints, Floats]:
    """Tell LEFT from RIGHT by the direction of the street within half a metre, and the share walked of it."""
    side = np.empty(len(finds.street), np.int64)
    share = np.empty(len(finds.street))
    for stop in range(len(side)):
        first, last = first_point[finds.street[stop]], first_point[finds.street[stop] + 1] - 1
        k = min(int(finds.along[stop]), last - 1)
        here = from_first[k] + (finds.along[stop] - k) * (from_first[k + 1] - from_first[k])
        total = from_first[last]
        back = point_at(points, from_first, (first, last), max(0.0, here - 0.5))
        ahead = point_at(points, from_first, (first, last), min(total, here + 0.5))
        east, north = ahead[0] - back[0], ahead[1] - back[1]
        turn = east * (finds.northing[stop] - back[1]) - north * (finds.easting[stop] - back[0])
        side[stop] = LEFT if turn >= 0 else RIGHT
        share[stop] = here / total if total > 0 else 0.0
    return side, share


@compiled
def point_at(points: Floats, from_first: Floats, ends: tuple[int, int], metres: float) -> tuple[float, float]:
    """Give the position `metres` along the drawn line between two point numbers."""
    k = ends[0] + 1
    while k < ends[1] and from_first[k] < metres:
        k += 1
    step = from_first[k] - from_first[k - 1]
    share = min(1.0, (metres - from_first[k - 1]) / step) if step > 0 else 0.0
    a, b = points[k - 1], points[k]
    return a[0] + share * (b[0] - a[0]), a[1] + share * (b[1] - a[1])


def no_places() -> Snapped:
    """Give the places of no stop at all."""
    return Snapped(np.empty(0, np.int64), *(np.empty(0) for _ in range(7)))


def of_members(snapped: Snapped, members: Ints) -> Snapped:
    """Give the places of some stops, in the given order."""
    return Snapped(
        snapped.pavement[members],
        snapped.from_start_m[members],
        snapped.to_end_m[members],
        snapped.access_m[members],
        snapped.gap_m[members],
        snapped.way_in_m[members],
        snapped.easting[members],
        snapped.northing[members],
    )


def going_in(snapped: Snapped, way_in_m: Floats) -> Snapped:
    """Give the same places with ways from the street to the door that are walked in and out."""
    return Snapped(
        snapped.pavement,
        snapped.from_start_m,
        snapped.to_end_m,
        snapped.access_m,
        snapped.gap_m,
        way_in_m,
        snapped.easting,
        snapped.northing,
    )
