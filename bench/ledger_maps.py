"""Made-up surroundings of walk routes, as much of them on the map's paper as in a town."""

import json
import random
from pathlib import Path

BUILDINGS, STREETS, POINTS_A_STREET = 260, 100, 12
"""The 102 clips of Midtbyen in Trondheim have up to 322 buildings, 133 streets and 4,401 positions."""
MARGIN, HOUSE = 0.0012, 0.0001
Ring = list[list[float]]


def draw_clip(file: Path, path: str) -> None:
    """Write the clip around a route's path (GeoJSON, degrees): houses with a corner cut out, and streets."""
    chance = random.Random(path)  # noqa: S311 - made-up data, not a secret
    points = json.loads(path)["coordinates"]
    lons, lats = [lon for lon, _lat in points], [lat for _lon, lat in points]
    west, south = min(lons) - MARGIN, min(lats) - MARGIN / 2
    east, north = max(lons) + MARGIN, max(lats) + MARGIN / 2
    box = (west, south, east, north)
    features = [_feature("building", "", "Polygon", [_house(chance, box)]) for _n in range(BUILDINGS)]
    features += [
        _feature("street", f"Gate {n // 4}", "LineString", _street(chance, box)) for n in range(STREETS)
    ]
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(json.dumps({"type": "FeatureCollection", "features": features}), encoding="utf-8")


def _house(chance: random.Random, box: tuple[float, float, float, float]) -> Ring:
    west, south, east, north = box
    lon, lat = chance.uniform(west, east), chance.uniform(south, north)
    wide, high = HOUSE * chance.uniform(1, 3), HOUSE * chance.uniform(0.5, 1.5)
    corners = [(0, 0), (1, 0), (1, 0.6), (0.7, 0.6), (0.7, 1), (0, 1), (0, 0)]
    return [[round(lon + wide * across, 6), round(lat + high * up, 6)] for across, up in corners]


def _street(chance: random.Random, box: tuple[float, float, float, float]) -> Ring:
    west, south, east, north = box
    lon, lat = chance.uniform(west, east), chance.uniform(south, north)
    line = []
    for _n in range(POINTS_A_STREET):
        line.append([round(lon, 6), round(lat, 6)])
        lon, lat = lon + chance.uniform(0, 2 * HOUSE), lat + chance.uniform(-HOUSE / 2, HOUSE / 2)
    return line


def _feature(kind: str, name: str, shape: str, coordinates: object) -> dict[str, object]:
    geometry = {"type": shape, "coordinates": coordinates}
    return {"type": "Feature", "properties": {"kind": kind, "name": name}, "geometry": geometry}
