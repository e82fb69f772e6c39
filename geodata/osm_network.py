"""Ways to a walking network: pieces cut at junctions, without crumbs cut off from it; and the barriers."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely

from geodata.frames import BARRIER_COLUMNS, STREET_COLUMNS, as_geoframe
from geodata.osm import Coordinates, WalkableWay
from geodata.projection import Geometries, Ints, metres_for, to_metres

FRAGMENT_M = 500.0
FRAGMENT_GAP_M = 100.0


def streets_of(ways: Sequence[WalkableWay]) -> gpd.GeoDataFrame:
    """Cut ways into pieces between junctions.

    A junction is a point where two ways meet or one way meets itself; pieces that meet have equal end points.

    Parameters
    ----------
    ways
        Points in degrees, EPSG:4326.

    Returns
    -------
    geopandas.GeoDataFrame
        `STREET_COLUMNS`, LineStrings in EPSG:4326, ordered by OSM's id and along each way.
    """
    met: Counter[int] = Counter()
    for way in ways:
        met.update(way.nodes)
        met.update((way.nodes[0], way.nodes[-1]))
    rows, lines = [], []
    for way in sorted(ways, key=lambda one: one.id):
        for k, points in enumerate(_pieces(way, met)):
            rows.append((f"{way.id}_{k}", way.name, way.highway, way.crossing, way.highway == "steps"))
            lines.append(points)
    return as_geoframe(pd.DataFrame(rows, columns=list(STREET_COLUMNS)), STREET_COLUMNS, _lines(lines))


def _pieces(way: WalkableWay, met: Counter[int]) -> Iterator[Coordinates]:
    start, last = 0, len(way.nodes) - 1
    for k in range(1, last + 1):
        if k == last or met[way.nodes[k]] > 1:
            yield way.points[start : k + 1]
            start = k


def _lines(lines: Sequence[Coordinates]) -> Geometries:
    """Build all lines at once: 30,000 of them one by one take a second longer."""
    if not lines:
        return np.empty(0, object)
    points = np.array([point for line in lines for point in line])
    owner = np.repeat(np.arange(len(lines)), [len(line) for line in lines])
    return np.asarray(shapely.linestrings(points, indices=owner), object)


def barriers_of(barriers: Iterable[tuple[str, Coordinates]]) -> gpd.GeoDataFrame:
    """Collect railways, rivers and motorways.

    Parameters
    ----------
    barriers
        Kind and points in degrees, EPSG:4326.

    Returns
    -------
    geopandas.GeoDataFrame
        `BARRIER_COLUMNS`, LineStrings in EPSG:4326, in the order given.
    """
    kinds, lines = [], []
    for kind, points in barriers:
        kinds.append(kind)
        lines.append(points)
    return as_geoframe(pd.DataFrame({"kind": kinds}), BARRIER_COLUMNS, _lines(lines))


def without_fragments(streets: gpd.GeoDataFrame) -> tuple[gpd.GeoDataFrame, int]:
    """Leave out connected parts shorter than 500 m that lie within 100 m of a longer part.

    Those are gaps in the map (a courtyard drawn without its gate), and would otherwise catch addresses that
    then cannot be walked to. A small part further away is a real island and stays.

    Parameters
    ----------
    streets
        `STREET_COLUMNS`, LineStrings in EPSG:4326 that meet at equal end points.

    Returns
    -------
    tuple
        The streets that stay, with a fresh index, and the number of pieces left out.
    """
    if streets.empty:
        return streets, 0
    part = _parts(streets)
    lines = _in_metres(streets)
    small = np.bincount(part, shapely.length(lines))[part] < FRAGMENT_M
    if small.all() or not small.any():
        return streets, 0
    tree = shapely.STRtree(lines[~small])
    close, _ = tree.query(lines[small], predicate="dwithin", distance=FRAGMENT_GAP_M)
    stray = np.isin(part, part[np.flatnonzero(small)[close]])
    return streets[~stray].reset_index(drop=True), int(stray.sum())


def _parts(streets: gpd.GeoDataFrame) -> Ints:
    """Number of the connected part that each piece belongs to, shape (n,)."""
    from scipy.sparse import coo_array  # noqa: PLC0415 - slow to load, and only maps need it
    from scipy.sparse.csgraph import connected_components  # noqa: PLC0415 - likewise

    geometry = np.asarray(streets.geometry)
    ends = np.concatenate([
        shapely.get_coordinates(shapely.get_point(geometry, 0)),
        shapely.get_coordinates(shapely.get_point(geometry, -1))
    ])  # fmt: skip
    _, node = np.unique(ends, axis=0, return_inverse=True)
    first, last = np.split(node.ravel(), 2)
    count = int(node.max()) + 1
    graph = coo_array((np.ones(len(first)), (first, last)), shape=(count, count))
    return connected_components(graph, directed=False)[1][first].astype(np.int64)


def _in_metres(streets: gpd.GeoDataFrame) -> Geometries:
    geometry = np.asarray(streets.geometry)
    epsg = metres_for(shapely.get_coordinates(geometry)[:, 0])
    projected: Geometries = shapely.transform(
        geometry, lambda c: np.column_stack(to_metres(c[:, 0], c[:, 1], epsg))
    )
    return projected
