"""Every file of an import, read with its reader and put on its pile."""

from dataclasses import dataclass, field

import geopandas as gpd
import numpy as np
import pandas as pd

from geodata import dwellings, osm, register
from geodata.buildings import buildings_of
from geodata.frames import empty_addresses
from geodata.osm_addresses import addresses_of, stand_ins_of
from geodata.osm_network import barriers_of, streets_of, without_fragments
from geodata.polygons import PolygonLayer, read_polygons
from geodata.recognise import Recognised
from geodata.report import FileRead, Finding, FindingKind, Phase, Progress, SourceKind, Step
from geodata.store import Bounds, Layers

READ_ORDER = (SourceKind.REGISTER, SourceKind.DWELLINGS, SourceKind.OSM, SourceKind.POLYGONS)
READING_SHARE = 0.8
PolygonKeys = tuple[str | None, str | None]


@dataclass(frozen=True)
class Known:
    """What the caller already has from earlier imports, so that files may come one at a time and in any
    order.

    Attributes
    ----------
    addresses
        `ADDRESS_COLUMNS`: addresses from registers.
    dwellings
        `DWELLING_COLUMNS`: the counted doors of those addresses.
    layers
        Streets, barriers and buildings, EPSG:4326.
    """

    addresses: pd.DataFrame
    dwellings: pd.DataFrame
    layers: Layers


@dataclass
class Gathered:
    """What has been read so far: one frame per file and kind, in reading order."""

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
    polygon_keys: PolygonKeys = (None, None)
    map_boxes: list[Bounds] = field(default_factory=list)


def gather(recognised: list[Recognised], known: Known | None, keys: PolygonKeys, tell: Progress) -> Gathered:
    """Read all files, registers first: whether a map's addresses are used depends on them.

    Parameters
    ----------
    recognised
        Files and what they are.
    known
        What earlier imports gave; its addresses and dwellings are added to those of the files.
    keys
        Properties that hold a polygon's number and name; None to guess.
    tell
        Called before each file.

    Returns
    -------
    Gathered

    Raises
    ------
    GeodataError
        If any file cannot be read.
    """
    read = Gathered(polygon_keys=keys)
    readers = {
        SourceKind.REGISTER: _read_register,
        SourceKind.DWELLINGS: _read_dwellings,
        SourceKind.OSM: _read_map,
        SourceKind.POLYGONS: _read_polygons,
    }
    ordered = sorted(recognised, key=lambda one: READ_ORDER.index(one.kind))
    sizes = [one.source.path.stat().st_size for one in ordered]
    recalled = False
    for k, one in enumerate(ordered):
        if not recalled and one.kind is not SourceKind.REGISTER:
            _recall_addresses(read, known)
            recalled = True
        tell(Step(Phase.READING, one.source.name, READING_SHARE * sum(sizes[:k]) / max(1, sum(sizes))))
        counts = readers[one.kind](read, one)
        read.files.append(FileRead(one.source.name, one.kind, tuple(counts.items())))
    _recall_dwellings(read, known)
    return read


def _recall_addresses(read: Gathered, known: Known | None) -> None:
    """Take in known addresses, except those that a register among the files speaks of now."""
    if known is None or known.addresses.empty:
        return
    told = {kommune for frame in read.registers for kommune in frame["kommune"].unique()}
    read.registers.append(known.addresses[~known.addresses["kommune"].isin(told)])


def _recall_dwellings(read: Gathered, known: Known | None) -> None:
    """Take in known dwellings, except those of municipalities that a dwelling file speaks of now."""
    if known is None or known.dwellings.empty:
        return
    told = {key for frame in read.dwellings for key in frame["match_key"].str.split("-").str[0].unique()}
    read.dwellings.append(known.dwellings[~known.dwellings["match_key"].str.split("-").str[0].isin(told)])


def _read_register(read: Gathered, one: Recognised) -> dict[str, int]:
    got = register.read_register(one.source)
    read.registers.append(got.addresses)
    read.findings += got.findings
    read.attributions.append(register.ATTRIBUTION)
    return {"rows": got.rows, "addresses": len(got.addresses)}


def _read_dwellings(read: Gathered, one: Recognised) -> dict[str, int]:
    got = dwellings.read_dwellings(one.source)
    read.dwellings.append(got.dwellings)
    read.findings += got.findings
    read.attributions.append(register.ATTRIBUTION)
    known = pd.concat([frame["match_key"] for frame in read.registers] or [pd.Series(dtype="str")])
    lost = got.dwellings["match_key"][~got.dwellings["match_key"].isin(known)]
    read.findings.append(Finding.of(FindingKind.DWELLING_WITHOUT_ADDRESS, one.source.name, lost.tolist()))
    return {"rows": got.rows, "doors": len(got.dwellings)}


def _read_map(read: Gathered, one: Recognised) -> dict[str, int]:
    raw = osm.read_osm(one.source)
    streets, dropped = without_fragments(streets_of(raw.ways))
    barriers, buildings = barriers_of(raw.barriers), buildings_of(raw.buildings)
    addresses, findings = addresses_of(raw.addresses, one.source.name)
    if addresses.empty:
        addresses = stand_ins_of(buildings, streets)
    box = _box_around(addresses, streets, buildings)
    addresses, more = _unless_in_register(read.registers, addresses, box, one.source.name)
    read.map_boxes.append(box)
    read.streets.append(streets)
    read.barriers.append(barriers)
    read.buildings.append(buildings)
    read.from_map.append(addresses)
    read.findings += findings if len(addresses) else []
    read.findings += more
    read.findings.append(Finding(FindingKind.FRAGMENT_STREETS, one.source.name, dropped))
    read.findings.append(Finding(FindingKind.BROKEN_BUILDING, one.source.name, raw.broken_buildings))
    read.attributions.append(osm.ATTRIBUTION)
    counts = {"streets": len(streets), "barriers": len(barriers), "buildings": len(buildings)}
    return {**counts, "addresses": len(addresses)}


def _box_around(addresses: pd.DataFrame, streets: gpd.GeoDataFrame, buildings: gpd.GeoDataFrame) -> Bounds:
    """West, south, east, north of all that a map holds; a file without any of it has been refused."""
    own = addresses[["lon", "lat"]]
    bounds = np.array([streets.total_bounds, buildings.total_bounds, [*own.min(), *own.max()]], float)
    west, south = np.nanmin(bounds[:, :2], axis=0)
    east, north = np.nanmax(bounds[:, 2:], axis=0)
    return float(west), float(south), float(east), float(north)


def _unless_in_register(
    registers: list[pd.DataFrame], addresses: pd.DataFrame, box: Bounds, file: str
) -> tuple[pd.DataFrame, list[Finding]]:
    """Use a map's addresses, or its stand-ins, where no register address lies in its box."""
    west, south, east, north = box
    stand_ins = int(addresses["stand_in"].sum())
    if any((one["lon"].between(west, east) & one["lat"].between(south, north)).any() for one in registers):
        unused = Finding(FindingKind.OSM_INSIDE_REGISTER, file, len(addresses) - stand_ins)
        return empty_addresses(), [unused]
    return addresses, [Finding(FindingKind.STAND_INS, file, stand_ins)]


def _read_polygons(read: Gathered, one: Recognised) -> dict[str, int]:
    layer = read_polygons(one.source, *read.polygon_keys)
    read.polygons.append(layer)
    read.findings.append(Finding(FindingKind.NOT_A_POLYGON, one.source.name, layer.not_polygons))
    return {"polygons": len(layer.polygons)}
