"""Map clips: the streets, buildings and water around a route or a district. Only for the engine's process.

A clip is GeoJSON in EPSG:4326, positions rounded to 6 decimals (a decimetre). Every feature has `kind`
(street, path, building, water, rail) and `name`; an arterial street or a motorway also has `wide`.
"""

import json
import uuid
from pathlib import Path

import numpy as np
import numpy.typing as npt
import shapely
from geopandas import GeoDataFrame

from geodata.store import Bounds, Layers

DECIMALS = 6
Shapes = npt.NDArray[np.object_]


class Surroundings:
    """The layers of a district, written out once so that many clips can be taken from them quickly."""

    def __init__(self, layers: Layers) -> None:
        streets, barriers = layers.streets, layers.barriers
        walked = (streets["crossing"] == "path") | streets["steps"]
        nameless = np.full(len(barriers) + len(layers.buildings), "")
        kinds = [
            np.where(walked, "path", "street"),
            barriers["kind"].replace({"motorway": "street"}).to_numpy(str),
            np.full(len(layers.buildings), "building"),
        ]
        wide = [
            (streets["crossing"] == "arterial").to_numpy(bool),
            (barriers["kind"] == "motorway").to_numpy(bool),
            np.zeros(len(layers.buildings), bool),
        ]
        kind, names = np.concatenate(kinds), np.concatenate([streets["name"].to_numpy(str), nameless])
        self._facts = [_facts(*one) for one in zip(kind, names, np.concatenate(wide), strict=True)]
        self._shapes = _rounded(
            np.concatenate([_shapes(frame) for frame in (streets, barriers, layers.buildings)])
        )
        self._texts = shapely.to_geojson(self._shapes)
        self._boxes = shapely.bounds(self._shapes)
        self._is_building = kind == "building"
        self._tree = shapely.STRtree(self._shapes)

    def write(self, file: Path, bounds: Bounds) -> None:
        """Write the clip inside a box (west, south, east, north in degrees); replaces the file in one step.

        Lines and water are cut at the box, a building is drawn whole.
        """
        found = np.sort(self._tree.query(shapely.box(*bounds), predicate="intersects"))
        texts = self._texts[found]
        cut = ~self._is_building[found] & ~_inside(self._boxes[found], bounds)
        clipped = _rounded(shapely.clip_by_rect(self._shapes[found[cut]], *bounds))
        texts[cut] = np.where(shapely.is_empty(clipped), "", shapely.to_geojson(clipped))
        features = ",\n".join(
            f'{{"type":"Feature","properties":{self._facts[row]},"geometry":{text}}}'
            for row, text in zip(found, texts, strict=True)
            if text
        )
        replace_text(file, f'{{"type":"FeatureCollection","features":[\n{features}\n]}}\n')


def _facts(kind: str, name: str, wide: bool) -> str:
    facts: dict[str, str | bool] = {"kind": str(kind), "name": str(name)}
    if wide:
        facts["wide"] = True
    return json.dumps(facts, ensure_ascii=False)


def _inside(boxes: npt.NDArray[np.float64], bounds: Bounds) -> npt.NDArray[np.bool_]:
    """Tell which boxes, shape (n, 4), lie whole inside the bounds."""
    west, south, east, north = bounds
    return (boxes[:, 0] >= west) & (boxes[:, 1] >= south) & (boxes[:, 2] <= east) & (boxes[:, 3] <= north)


def _shapes(frame: GeoDataFrame) -> Shapes:
    return np.asarray(frame.geometry, object)


def _rounded(shapes: Shapes) -> Shapes:
    return np.asarray(shapely.transform(shapes, lambda points: np.round(points, DECIMALS)), object)


def replace_text(file: Path, text: str) -> None:
    """Write a file beside its place, then move it there: nobody reads half of it."""
    file.parent.mkdir(parents=True, exist_ok=True)
    draft = file.with_name(f".{uuid.uuid4().hex}")
    draft.write_text(text, encoding="utf-8")
    draft.replace(file)
