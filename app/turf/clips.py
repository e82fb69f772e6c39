"""Map clips: the streets, buildings and water around a route or a district. Only for the engine's process.

A clip is GeoJSON in EPSG:4326, positions rounded to 6 decimals (a decimetre). Every feature has `kind`
(street, path, building, water, rail) and `name`; an arterial street or a motorway also has `wide`.
"""

import json
import uuid
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import numpy.typing as npt
import shapely
from geopandas import GeoDataFrame

from geodata.store import Bounds, Layers

DECIMALS = 6
Shapes = npt.NDArray[np.object_]


class Surroundings:
    """The layers of a district, indexed so that many clips can be taken from them."""

    def __init__(self, layers: Layers) -> None:
        streets, barriers = layers.streets, layers.barriers
        walked = (streets["crossing"] == "path") | streets["steps"]
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
        frames = [streets, barriers, layers.buildings]
        self._shapes: Shapes = np.concatenate([_shapes(frame) for frame in frames])
        self._kinds = np.concatenate(kinds)
        self._wide = np.concatenate(wide)
        self._names = [*streets["name"], *[""] * (len(barriers) + len(layers.buildings))]
        self._tree = shapely.STRtree(self._shapes)

    def write(self, file: Path, bounds: Bounds) -> None:
        """Write the clip inside a box (west, south, east, north in degrees); replaces the file in one step.

        Lines and water are cut at the box, a building is drawn whole.
        """
        found = np.sort(self._tree.query(shapely.box(*bounds), predicate="intersects"))
        whole = self._kinds[found] == "building"
        shapes = self._shapes[found]
        shapes[~whole] = shapely.clip_by_rect(shapes[~whole], *bounds)
        rounded = shapely.transform(shapes, lambda points: np.round(points, DECIMALS))
        features = ",\n".join(self._features(found, rounded))
        replace_text(file, f'{{"type":"FeatureCollection","features":[\n{features}\n]}}\n')

    def _features(self, rows: npt.NDArray[np.int64], shapes: Shapes) -> Iterator[str]:
        for row, shape, geometry in zip(rows, shapes, shapely.to_geojson(shapes), strict=True):
            if shape.is_empty:
                continue
            facts: dict[str, str | bool] = {"kind": str(self._kinds[row]), "name": self._names[row]}
            if self._wide[row]:
                facts["wide"] = True
            properties = json.dumps(facts, ensure_ascii=False)
            yield f'{{"type":"Feature","properties":{properties},"geometry":{geometry}}}'


def _shapes(frame: GeoDataFrame) -> Shapes:
    return np.asarray(frame.geometry, object)


def replace_text(file: Path, text: str) -> None:
    """Write a file beside its place, then move it there: nobody reads half of it."""
    file.parent.mkdir(parents=True, exist_ok=True)
    draft = file.with_name(f".{uuid.uuid4().hex}")
    draft.write_text(text, encoding="utf-8")
    draft.replace(file)
