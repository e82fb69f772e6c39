"""Pictures of the comparison: maps of the cuts, walk against time, time against size."""

from dataclasses import replace
from pathlib import Path

import numpy as np
from scipy.spatial import cKDTree

import routes
from bench.charts import Series, chart, document
from bench.engine_town import Ints, load, read_routes
from bench.runs import Line
from bench.sizes import Sized

SIZE = 1200  # pixels of the longer side of a map
MARGIN = 20
# Okabe, Ito (2008): colours that the colour-blind can tell apart; https://jfly.uni-koeln.de/color/
COLOURS = ("#0072b2", "#d55e00", "#009e73", "#cc79a7", "#e69f00", "#56b4e9", "#6b4c9a", "#8c6d1f")
METHOD_COLOURS = {
    "engine": "#0f6b5c", "pyvrp": "#d55e00", "vroom": "#56b4e9", "ortools": "#cc79a7", "kmeans": "#e69f00",
    "metis": "#6b4c9a", "hilbert": "#8c6d1f",
}  # fmt: skip


def draw_all(folder: Path, lines: list[Line], sizes: list[Sized], places: dict[str, Path]) -> None:
    """Draw what there is to draw; a picture of an earlier time is replaced."""
    for name, place in places.items():
        own = [line for line in lines if line.instance == name]
        engine = [
            line for line in own if line.method == "engine" and line.seconds == max(o.seconds for o in own)
        ]
        for line in engine:
            run = line.runs[0]
            found = folder / "routes" / f"{name}_engine_{line.seconds:g}_{run.seed}.csv"
            if found.exists():
                (folder / f"cut_{name}.svg").write_text(cut_map(place, found), encoding="utf-8")
        if len({line.seconds for line in own if line.seconds}) > 1:
            (folder / f"time_{name}.svg").write_text(quality_chart(name, own), encoding="utf-8")
    if len(sizes) > 1:
        (folder / "size.svg").write_text(size_chart(sizes), encoding="utf-8")


def quality_chart(name: str, lines: list[Line]) -> str:
    """Draw the walk against the time given; solvers' routes mended; level lines take no time."""
    times = sorted({line.seconds for line in lines if line.seconds})
    series = []
    for method, colour in METHOD_COLOURS.items():
        own = sorted((line for line in lines if line.method == method), key=lambda line: line.seconds)
        points = [(line.seconds, line.middle(lambda v: v.walk_m, mended=method != "engine")) for line in own]
        kept = [(seconds, walk_m / 1000) for seconds, walk_m in points if walk_m]
        if kept and not kept[0][0]:
            kept = [(seconds, kept[0][1]) for seconds in (times[0], times[-1])]
        if kept:
            label = method if method == "engine" else f"{method}, mended"
            series.append(Series(label, colour, kept, is_dashed=not own[0].seconds))
    best = [run.raw for line in lines if line.method == "engine" for run in line.runs if run.raw]
    for label, over in (
        ("best known, window", best[0].over_best_window),
        ("best known, any", best[0].over_best_any),
    ):
        if over is not None:
            known = best[0].walk_m / (1 + over) / 1000
            series.append(Series(label, "#555555", [(times[0], known), (times[-1], known)], is_dashed=True))
    return chart(f"{name}: walk against time", ("seconds given", "km walked"), series, is_log=(True, False))


def size_chart(sizes: list[Sized]) -> str:
    """Draw time to the first complete cut against addresses, beside the line of equal proportion."""
    points = [(float(one.addresses), max(0.01, one.first_seconds)) for one in sizes]
    first = points[0]
    level = [(x, first[1] * x / first[0]) for x, _ in points]
    series = [
        Series("engine, first complete cut", METHOD_COLOURS["engine"], points),
        Series("in proportion to size", "#555555", level, is_dashed=True),
    ]
    return chart("Time against size, made-up towns", ("addresses", "seconds"), series, is_log=(True, True))


def cut_map(instance: Path, path: Path) -> str:
    """Draw streets in grey, and each route along them in a colour that its neighbours do not have."""
    loaded = load(instance)
    walks = read_routes(path, loaded.ids)
    stops, network = loaded.town.stops, loaded.town.network
    place = np.column_stack([stops.easting, stops.northing])
    low, high = place.min(axis=0) - 60, place.max(axis=0) + 60
    scale = SIZE / float((high - low).max())

    def pixels(points: np.ndarray[tuple[int, int], np.dtype[np.float64]]) -> str:
        """Turn metres into pixels; north is up."""
        across = (points[:, 0] - low[0]) * scale + MARGIN
        down = (high[1] - points[:, 1]) * scale + MARGIN
        return " ".join(f"{x:.1f},{y:.1f}" for x, y in zip(across, down, strict=True))

    drawn = []
    for begin, end in zip(network.first_point[:-1], network.first_point[1:], strict=True):
        line = network.points[begin:end]
        if (line.max(axis=0) > low).all() and (line.min(axis=0) < high).all():
            drawn.append(f'<polyline points="{pixels(line)}" fill="none" stroke="#d5d5d0" stroke-width="2"/>')
    nobody = np.empty(0, np.int64)
    settings = replace(loaded.settings, draw=True)
    drawings = routes.cut(loaded.town, settings, only=nobody, locked=walks).routes
    for walk, colour in zip(drawings, route_colours(place, walks), strict=True):
        along = f'points="{pixels(walk.path)}" fill="none" stroke="{colour}"'
        drawn.append(f'<polyline {along} stroke-width="2.4" opacity="0.75"/>')
        dots = pixels(place[walk.stops]).replace(",", " ").split()
        drawn += [
            f'<circle cx="{x}" cy="{y}" r="2.2" fill="{colour}"/>'
            for x, y in zip(dots[::2], dots[1::2], strict=True)
        ]
    width, height = ((high - low) * scale + 2 * MARGIN).tolist()
    return document(width, height, drawn)


def route_colours(place: np.ndarray[tuple[int, int], np.dtype[np.float64]], walks: list[Ints]) -> list[str]:
    """Colour routes so that neighbours differ: each takes the colour that its neighbours use least."""
    owner = np.empty(len(place), np.int64)
    for k, walk in enumerate(walks):
        owner[walk] = k
    near = cKDTree(place).query(place, k=min(9, len(place)))[1].reshape(len(place), -1)
    beside: list[set[int]] = [set() for _ in walks]
    for a, b in zip(np.repeat(owner, near.shape[1]).tolist(), owner[near.ravel()].tolist(), strict=True):
        if a != b:
            beside[a].add(b)
            beside[b].add(a)
    colour = [-1] * len(walks)
    for k in sorted(range(len(walks)), key=lambda k: -len(beside[k])):
        used = [colour[other] for other in beside[k]]
        colour[k] = min(range(len(COLOURS)), key=lambda c: (used.count(c), (c + k) % len(COLOURS)))
    return [COLOURS[c] for c in colour]
