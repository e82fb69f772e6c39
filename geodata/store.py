"""Streets, barriers and buildings as GeoParquet under the data folder, replaced all at once or not at all.

    <folder>/current          one line: the name of the folder in force
    <folder>/<name>/streets.parquet, barriers.parquet, buildings.parquet

New layers are written beside the old; `Staged.publish` then moves the name, which is one atomic step. Whoever
is reading the old layers can finish: they are removed when the next ones are published.
"""

import os
import shutil
import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import geopandas as gpd
import pandas as pd
import shapely

from geodata.frames import BARRIER_COLUMNS, BUILDING_COLUMNS, STREET_COLUMNS, check_layer, empty_layer

CURRENT = "current"
Bounds = tuple[float, float, float, float]

LAYERS: Mapping[str, Mapping[str, str]] = {
    "streets": STREET_COLUMNS,
    "barriers": BARRIER_COLUMNS,
    "buildings": BUILDING_COLUMNS,
}


@dataclass(frozen=True)
class Layers:
    """What the map gives: `STREET_COLUMNS`, `BARRIER_COLUMNS`, `BUILDING_COLUMNS`; geometry in EPSG:4326."""

    streets: gpd.GeoDataFrame
    barriers: gpd.GeoDataFrame
    buildings: gpd.GeoDataFrame

    def named(self) -> Mapping[str, gpd.GeoDataFrame]:
        """Return the three frames by name."""
        return {"streets": self.streets, "barriers": self.barriers, "buildings": self.buildings}


@dataclass(frozen=True)
class Staged:
    """Layers that are written but not yet in force."""

    folder: Path
    name: str

    def publish(self) -> None:
        """Put the layers in force, and remove older ones except those that were in force until now."""
        before = _current(self.folder)
        pointer = self.folder / f"{CURRENT}.{self.name}"
        _write_synced(pointer, self.name)
        pointer.replace(self.folder / CURRENT)
        for old in self.folder.iterdir():
            if old.is_dir() and old.name not in {self.name, before}:
                shutil.rmtree(old, ignore_errors=True)

    def discard(self) -> None:
        """Remove the layers; those in force stay so."""
        shutil.rmtree(self.folder / self.name, ignore_errors=True)


def empty_layers() -> Layers:
    """Return layers without rows."""
    return Layers(*(empty_layer(columns) for columns in LAYERS.values()))


def stage_layers(folder: Path, layers: Layers) -> Staged:
    """Write layers beside those in force; they count only when published.

    Parameters
    ----------
    folder
        Where layers live; made if missing.
    layers
        The frames; a frame without rows is written too.

    Returns
    -------
    Staged
        Call `publish` when everything that belongs to the import is safe, or `discard`.

    Raises
    ------
    FrameError
        If a frame breaks its contract; nothing is left behind.
    """
    for name, frame in layers.named().items():
        check_layer(frame, LAYERS[name])
    staged = Staged(folder, uuid.uuid4().hex)
    target = folder / staged.name
    target.mkdir(parents=True)
    for name, frame in layers.named().items():
        frame.to_parquet(target / f"{name}.parquet", write_covering_bbox=True, compression="zstd")
    return staged


def merge_layers(old: Layers, new: Layers) -> Layers:
    """Put new layers into old ones: what lies in the new layers' box is replaced, what lies outside stays.

    So one town's map can be renewed without losing the next town's.

    Parameters
    ----------
    old, new
        Geometry in EPSG:4326.

    Returns
    -------
    Layers
        Old rows first, in their order, then the new.
    """
    if new.streets.empty and new.buildings.empty:
        return old
    shapes = pd.concat([new.streets.geometry, new.buildings.geometry])
    area = shapely.box(*shapes.total_bounds)
    kept = [frame[~frame.geometry.intersects(area)] for frame in old.named().values()]
    merged = [
        pd.concat([before, after], ignore_index=True) if len(before) else after
        for before, after in zip(kept, new.named().values(), strict=True)
    ]
    return Layers(*merged)


def read_layers(folder: Path, bounds: Bounds | None = None) -> Layers:
    """Read the layers in force.

    Parameters
    ----------
    folder
        Where layers live.
    bounds
        West, south, east, north in degrees, EPSG:4326: only what touches this box; None for everything.

    Returns
    -------
    Layers
        Without rows when nothing has been published.
    """
    return Layers(*(read_layer(folder, name, bounds) for name in LAYERS))


def read_layer(folder: Path, name: str, bounds: Bounds | None = None) -> gpd.GeoDataFrame:
    """Read one of the layers in force: "streets", "barriers" or "buildings"; parameters as `read_layers`."""
    current = _current(folder)
    if current is None:
        return empty_layer(LAYERS[name])
    frame: gpd.GeoDataFrame = gpd.read_parquet(
        folder / current / f"{name}.parquet", bbox=bounds, columns=[*LAYERS[name], "geometry"]
    )
    return frame


def _current(folder: Path) -> str | None:
    try:
        return (folder / CURRENT).read_text(encoding="ascii").strip()
    except FileNotFoundError:
        return None


def _write_synced(path: Path, text: str) -> None:
    """Write a file and wait for the disk, so that a power cut never leaves an empty pointer behind."""
    with path.open("w", encoding="ascii") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())
