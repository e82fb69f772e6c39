"""All sources together: files in, typed frames and a report out."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

import geopandas as gpd
import numpy as np
import pandas as pd

from geodata import dwellings, osm, register
from geodata.buildings import buildings_of
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
from geodata.osm_addresses import addresses_of, stand_ins_of
from geodata.osm_network import barriers_of, streets_of, without_fragments
from geodata.polygons import PolygonLayer, addresses_inside, read_polygons
from geodata.projection import Floats
from geodata.recognise import Recognised, recognise_all
from geodata.report import FileRead, Finding, FindingKind, Phase, Progress, Report, SourceKind, Step
from geodata.snapping import label, snap
from geodata.store import Layers

READ_ORDER = (SourceKind.REGISTER, SourceKind.DWELLINGS, SourceKind.OSM, SourceKind.POLYGONS)
READING_SHARE = 0.8
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
    report
        What was read, snapped, doubtful and left out, and whom to thank.
    """

    addresses: pd.DataFrame
    doors: pd.DataFrame
    layers: Layers
    polygons: tuple[PolygonLayer, ...]
    report: Report


@dataclass
class _Read:
    """What has been read so far, file by file."""

    registers: list[pd.DataFrame] = field(default_factory=list)
    dwellings: list[pd.DataFrame] = field(default_factory=list)
    from_map: list[pd.DataFrame] = field(default_factory=list)
    streets: list[gpd.GeoDataFrame] = field(default_factory=list)
    barriers: list[gpd.GeoDataFrame] = field(default_factory=list)
    buildings: list[gpd.GeoDataFrame] = field(default_factory=list)
    polygons: list[PolygonLayer] = field(default_factory=list)
    files: list[FileRead] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    attributions: list[str] = field(default_factory=list)


def read_sources(paths: Iterable[Path], progress: Progress | None = None) -> Sources:
    """Read map sources and merge them.

    The register is the truth for addresses. The map's own addresses are used only where no register address
    lies in
    that map's box, and residential buildings stand in (labelled so) where the map has no addresses either.
    The map
    gives building type, storeys and an estimate of doors; a dwelling file overrides the estimate.

    Parameters
    ----------
    paths
        Files and folders, in any order; each file is recognised by its content.
    progress
        Called before each file and phase.

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
    read = _Read(findings=[Finding.of(FindingKind.UNKNOWN_FILE, name, [name]) for name in unknown])
    _read_files(read, recognised, tell)
    tell(Step(Phase.MATCHING, "", READING_SHARE))
    layers = Layers(
        _joined(read.streets, STREET_COLUMNS, "id"),
        _joined(read.barriers, BARRIER_COLUMNS, "geometry"),
        _joined(read.buildings, BUILDING_COLUMNS, "id"),
    )
    addresses, doors = _addresses_and_doors(read, layers)
    read.findings += _empty_polygons(read.polygons, addresses)
    tell(Step(Phase.SNAPPING, "", 0.9))
    snapping = snap(addresses, layers.streets) if len(addresses) and len(layers.streets) else None
    check_addresses(addresses, doors)
    tell(Step(Phase.SNAPPING, "", 1.0))
    thanks = tuple(dict.fromkeys(read.attributions))
    report = Report(tuple(read.files), tuple(one for one in read.findings if one.count), snapping, thanks)
    return Sources(addresses, doors, layers, tuple(read.polygons), report)


def _say_nothing(_: Step) -> None: ...


def _read_files(read: _Read, recognised: list[Recognised], tell: Progress) -> None:
    """Read the registers first: whether a map's addresses are used depends on them."""
    readers = {
        SourceKind.REGISTER: _read_register,
        SourceKind.DWELLINGS: _read_dwellings,
        SourceKind.OSM: _read_map,
        SourceKind.POLYGONS: _read_polygons,
    }
    ordered = sorted(recognised, key=lambda one: READ_ORDER.index(one.kind))
    sizes = [one.source.path.stat().st_size for one in ordered]
    for k, one in enumerate(ordered):
        tell(Step(Phase.READING, one.source.name, READING_SHARE * sum(sizes[:k]) / max(1, sum(sizes))))
        counts = readers[one.kind](read, one)
        read.files.append(FileRead(one.source.name, one.kind, tuple(counts.items())))


def _read_register(read: _Read, one: Recognised) -> dict[str, int]:
    got = register.read_register(one.source)
    read.registers.append(got.addresses)
    read.findings += got.findings
    read.attributions.append(register.ATTRIBUTION)
    return {"rows": got.rows, "addresses": len(got.addresses)}


def _read_dwellings(read: _Read, one: Recognised) -> dict[str, int]:
    got = dwellings.read_dwellings(one.source)
    read.dwellings.append(got.dwellings)
    read.findings += got.findings
    read.attributions.append(register.ATTRIBUTION)
    known = pd.concat([frame["match_key"] for frame in read.registers] or [pd.Series(dtype="str")])
    lost = got.dwellings["match_key"][~got.dwellings["match_key"].isin(known)]
    read.findings.append(Finding.of(FindingKind.DWELLING_WITHOUT_ADDRESS, one.source.name, lost.tolist()))
    return {"rows": got.rows, "doors": len(got.dwellings)}


def _read_map(read: _Read, one: Recognised) -> dict[str, int]:
    raw = osm.read_osm(one.source)
    streets, dropped = without_fragments(streets_of(raw.ways))
    barriers, buildings = barriers_of(raw.barriers), buildings_of(raw.buildings)
    addresses, findings = _addresses_of_map(read, one.source.name, raw, streets, buildings)
    read.streets.append(streets)
    read.barriers.append(barriers)
    read.buildings.append(buildings)
    read.from_map.append(addresses)
    read.findings += findings
    read.findings.append(Finding(FindingKind.FRAGMENT_STREETS, one.source.name, dropped))
    read.findings.append(Finding(FindingKind.BROKEN_BUILDING, one.source.name, raw.broken_buildings))
    read.attributions.append(osm.ATTRIBUTION)
    counts = {"streets": len(streets), "barriers": len(barriers), "buildings": len(buildings)}
    return {**counts, "addresses": len(addresses)}


def _addresses_of_map(
    read: _Read, file: str, raw: osm.RawMap, streets: gpd.GeoDataFrame, buildings: gpd.GeoDataFrame
) -> tuple[pd.DataFrame, list[Finding]]:
    """Choose among the map's addresses, its residential buildings, and neither."""
    addresses, findings = addresses_of(raw.addresses, file)
    if addresses.empty:
        addresses = stand_ins_of(buildings, streets)
    if addresses.empty:
        return addresses, findings
    own = addresses[["lon", "lat"]]
    bounds = np.array([streets.total_bounds, buildings.total_bounds, [*own.min(), *own.max()]])
    if _register_reaches(read.registers, bounds):
        unused = 0 if addresses["stand_in"].any() else len(addresses)
        return empty_addresses(), [Finding(FindingKind.OSM_INSIDE_REGISTER, file, unused)]
    return addresses, [*findings, Finding(FindingKind.STAND_INS, file, int(addresses["stand_in"].sum()))]


def _register_reaches(registers: list[pd.DataFrame], bounds: Floats) -> bool:
    """Tell whether any register address lies in the box around a map, given the bounds of its layers."""
    west, south = np.nanmin(bounds[:, :2], axis=0)
    east, north = np.nanmax(bounds[:, 2:], axis=0)
    return any(
        bool((one["lon"].between(west, east) & one["lat"].between(south, north)).any()) for one in registers
    )


def _read_polygons(read: _Read, one: Recognised) -> dict[str, int]:
    layer = read_polygons(one.source)
    read.polygons.append(layer)
    read.findings.append(Finding(FindingKind.NOT_A_POLYGON, one.source.name, layer.not_polygons))
    return {"polygons": len(layer.polygons)}


def _joined(frames: list[gpd.GeoDataFrame], columns: Mapping[str, str], key: str) -> gpd.GeoDataFrame:
    """Put the layers of several files together; what is in two of them comes once."""
    filled = [frame for frame in frames if len(frame)]
    if not filled:
        return empty_layer(columns)
    joined: gpd.GeoDataFrame = pd.concat(filled, ignore_index=True)
    if len(filled) > 1:
        joined = joined[~joined[key].duplicated()].reset_index(drop=True)
    return joined


def _addresses_and_doors(read: _Read, layers: Layers) -> tuple[pd.DataFrame, pd.DataFrame]:
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
