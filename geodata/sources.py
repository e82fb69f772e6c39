"""All sources together: files in, typed frames and a report out."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

import geopandas as gpd
import pandas as pd

from geodata.doors import count_doors, doors_of, estimate_doors
from geodata.frames import (
    ADDRESS_COLUMNS,
    BARRIER_COLUMNS,
    BUILDING_COLUMNS,
    STREET_COLUMNS,
    as_frame,
    check_addresses,
    empty_addresses,
    empty_layer,
)
from geodata.gathering import READING_SHARE, Gathered, Known, PolygonKeys, gather
from geodata.polygons import PolygonLayer, addresses_inside
from geodata.recognise import recognise_all
from geodata.report import Finding, FindingKind, Phase, Progress, Report, Step
from geodata.snapping import far_from_streets, label, snap
from geodata.store import Bounds, Layers, merge_layers

CROWD = 10


@dataclass(frozen=True)
class Sources:
    """What the files gave, merged.

    Attributes
    ----------
    addresses
        `ADDRESS_COLUMNS`: the registers' rows in file order, then the map's where there is no register.
    doors
        `DOOR_COLUMNS`, grouped by address in the same order.
    layers
        Streets, barriers and buildings (`store.Layers`), EPSG:4326.
    polygons
        One layer per GeoJSON file.
    map_boxes
        West, south, east, north of each map that was read, degrees, EPSG:4326.
    report
        What was read, snapped, doubtful and left out, and whom to thank.
    """

    addresses: pd.DataFrame
    doors: pd.DataFrame
    layers: Layers
    polygons: tuple[PolygonLayer, ...]
    map_boxes: tuple[Bounds, ...]
    report: Report


def read_sources(
    paths: Iterable[Path],
    progress: Progress | None = None,
    known: Known | None = None,
    keys: PolygonKeys = (None, None),
) -> Sources:
    """Read map sources and merge them.

    The register is the truth for addresses. The map's own addresses are used only where no register address
    lies in that map's box, and residential buildings stand in (labelled so) where the map has no addresses
    either. The map gives building type, storeys and an estimate of doors; a dwelling file overrides the
    estimate.

    Parameters
    ----------
    paths
        Files and folders, in any order; each file is recognised by its content.
    progress
        Called before each file and phase.
    known
        What earlier imports gave. Its addresses count as a register, except in municipalities whose register
        is among the files; its dwellings, except in municipalities whose dwellings are; its layers, except
        where a new map reaches.
    keys
        Properties that hold a polygon's number and name; None to guess each.

    Returns
    -------
    Sources
        Same files, same answer.

    Raises
    ------
    GeodataError
        If any file cannot be read; then nothing is returned.
    """
    tell = progress or _say_nothing
    recognised, unknown = recognise_all(paths)
    read = gather(recognised, known, keys, tell)
    read.findings += [Finding.of(FindingKind.UNKNOWN_FILE, name, [name]) for name in unknown]
    tell(Step(Phase.MATCHING, "", READING_SHARE))
    layers = _layers(read, known)
    addresses, doors = _addresses_and_doors(read, layers)
    read.findings += _empty_polygons(read.polygons, addresses)
    tell(Step(Phase.SNAPPING, "", 0.9))
    snapping = snap(addresses, layers.streets) if len(addresses) and len(layers.streets) else None
    far = addresses[far_from_streets(addresses, layers.streets)]
    read.findings.append(Finding(FindingKind.FAR_FROM_STREETS, "", len(far), _labels(far)))
    check_addresses(addresses, doors)
    tell(Step(Phase.SNAPPING, "", 1.0))
    thanks = tuple(dict.fromkeys(read.attributions))
    report = Report(tuple(read.files), tuple(one for one in read.findings if one.count), snapping, thanks)
    return Sources(addresses, doors, layers, tuple(read.polygons), tuple(read.map_boxes), report)


def _say_nothing(_: Step) -> None: ...


def _layers(read: Gathered, known: Known | None) -> Layers:
    new = Layers(
        _joined(read.streets, STREET_COLUMNS, "id"),
        _joined(read.barriers, BARRIER_COLUMNS, "geometry"),
        _joined(read.buildings, BUILDING_COLUMNS, "id"),
    )
    return new if known is None else merge_layers(known.layers, new)


def _joined(frames: list[gpd.GeoDataFrame], columns: Mapping[str, str], key: str) -> gpd.GeoDataFrame:
    """Put the layers of several files together; what is in two of them comes once."""
    filled = [frame for frame in frames if len(frame)]
    if not filled:
        return empty_layer(columns)
    joined: gpd.GeoDataFrame = pd.concat(filled, ignore_index=True)
    if len(filled) > 1:
        joined = joined[~joined[key].duplicated()].reset_index(drop=True)
    return joined


def _addresses_and_doors(read: Gathered, layers: Layers) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Merge the addresses, give them buildings and doors, and note what looks odd."""
    addresses = as_frame(pd.concat([empty_addresses(), *read.registers, *read.from_map]), ADDRESS_COLUMNS)
    again = addresses["identity"].duplicated()
    names = [label(row) for _, row in addresses[again].iterrows()]
    read.findings.append(Finding.of(FindingKind.ADDRESS_TWICE, "", names))
    addresses = estimate_doors(as_frame(addresses[~again], ADDRESS_COLUMNS), layers.buildings)
    no_dwellings = pd.DataFrame({"match_key": [], "unit": [], "floor": []}, dtype="str").astype(
        {"floor": "Int64"}
    )
    counted = pd.concat([no_dwellings, *read.dwellings], ignore_index=True)
    addresses = count_doors(addresses, counted)
    silent = addresses[addresses["doors_known"] & (addresses["doors"] == 0)]
    read.findings.append(Finding(FindingKind.NO_DWELLINGS, "", len(silent), _labels(silent)))
    crowd = addresses.groupby(["lon", "lat"])["identity"].transform("size") >= CROWD
    read.findings.append(Finding(FindingKind.SAME_PLACE, "", int(crowd.sum()), _labels(addresses[crowd])))
    return addresses, doors_of(addresses, counted)


def _labels(addresses: pd.DataFrame) -> tuple[str, ...]:
    return tuple(label(row) for _, row in addresses.head(Finding.EXAMPLES).iterrows())


def _empty_polygons(layers: list[PolygonLayer], addresses: pd.DataFrame) -> list[Finding]:
    """Name the polygons without a single address; of a map that covers only a part, most are."""
    findings = []
    for layer in layers if len(addresses) else ():
        filled = set(addresses_inside(layer.polygons, addresses).dropna())
        bare = layer.polygons[~layer.polygons.index.isin(filled)]
        names = (bare["number"] + " " + bare["name"]).str.strip().tolist()
        findings.append(Finding.of(FindingKind.POLYGON_WITHOUT_ADDRESSES, layer.file, names))
    return findings
