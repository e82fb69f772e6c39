"""What an import writes about addresses and doors. Never imported by the web process (geopandas).

Only differences are written, in bulk; what somebody has noted about an address stays as it is.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd
import shapely
from sqlalchemy import Table, bindparam, insert, select, update
from sqlmodel import Session, SQLModel

from app.districts.earlier import ADDRESSES, DOORS, FROM_MAP, RENAMED, SHARED, frame_of
from app.districts.losses import AddressLossError, DoorLossError, files_of, refuse_loss
from app.language import today
from geodata.frames import ADDRESS_COLUMNS, as_frame
from geodata.projection import metres_for, to_metres
from geodata.report import SourceKind
from geodata.sources import Sources
from geodata.store import Bounds

ADDRESS, DOOR = (SQLModel.metadata.tables[name] for name in ("address", "door"))
STAND_IN_REACH_M = 1000.0
KEPT_WHEN_BLANK = ("kommune", "valgkrets", "grunnkrets")
"""A map does not know these; what a polygon file has told earlier is not wiped."""
DOOR_KEY = ["address_id", "unit", "position"]


@dataclass(frozen=True)
class Taken:
    """How many addresses and doors an import added, changed and closed."""

    new: int
    changed: int
    closed: int
    doors: int


def take_in(session: Session, sources: Sources, *, accept_losses: bool = False) -> Taken:
    """Bring addresses and doors up to date with the sources; safe to repeat.

    An address is known by its identity. One that has vanished from its register or map is closed, never
    deleted:
    routes and rounds refer to it. One that comes back is opened again.

    Raises
    ------
    LossError
        Many would be closed, and `accept_losses` was not said.
    """
    known = _known(session)
    fresh = _fresh(sources.addresses, known)
    is_new = ~fresh["identity"].isin(known["identity"])
    _insert(session, ADDRESS, fresh[is_new], locked=False, do_not_visit=False, closed_on=None)
    changed = _changed(fresh[~is_new], known)
    _update(session, ADDRESS, changed, [*SHARED, "closed_on"])
    closed = _vanished(sources, known)
    if not accept_losses:
        _refuse_address_loss(sources, known, closed)
    _update(session, ADDRESS, closed.assign(closed_on=today()), ["closed_on"])
    doors = _take_in_doors(session, sources, accept_losses=accept_losses)
    return Taken(int(is_new.sum()), len(changed), len(closed), doors)


def _known(session: Session) -> pd.DataFrame:
    """All addresses, closed ones too; bare types, so that comparing is comparing."""
    found = frame_of(session, select(*(ADDRESSES[name] for name in ("id", "closed_on", *SHARED))))
    typed = as_frame(found.rename(columns=RENAMED), ADDRESS_COLUMNS)[
        [RENAMED.get(name, name) for name in SHARED]
    ]
    typed.columns = pd.Index(SHARED)
    return typed.assign(id=found["id"].astype("int64"), closed=found["closed_on"].notna().astype(bool))


def _fresh(addresses: pd.DataFrame, known: pd.DataFrame) -> pd.DataFrame:
    """The sources' addresses in the table's columns, no text longer than its column."""
    fresh = addresses.rename(columns={theirs: ours for ours, theirs in RENAMED.items()})[SHARED].copy()
    for name in SHARED:
        length = getattr(ADDRESSES[name].type, "length", None)
        if length:
            fresh[name] = fresh[name].str.slice(0, length)
    before = known.set_index("identity").reindex(fresh["identity"])
    for name in KEPT_WHEN_BLANK:
        earlier = pd.Series(before[name].fillna("").to_numpy(), index=fresh.index, dtype="str")
        fresh[name] = fresh[name].where(fresh[name] != "", earlier)
    return fresh


def _changed(fresh: pd.DataFrame, known: pd.DataFrame) -> pd.DataFrame:
    """Rows that differ from what is known, or were closed; with their id, and open."""
    before = known.set_index("identity").loc[fresh["identity"]].reset_index()
    differs = before["closed"].to_numpy()
    for name in SHARED:
        old, new = before[name].reset_index(drop=True), fresh[name].reset_index(drop=True)
        same = (old == new).fillna(False).astype(bool) | (old.isna() & new.isna())
        differs = differs | ~same.to_numpy()
    rows = fresh.assign(id=before["id"].to_numpy(), closed_on=None)
    return rows[differs]


def _vanished(sources: Sources, known: pd.DataFrame) -> pd.DataFrame:
    """Open addresses that their own kind of source no longer has, where that source was read now."""
    missing = known[~known["closed"] & ~known["identity"].isin(sources.addresses["identity"])]
    from_map = missing["identity"].str.startswith(FROM_MAP)
    register = sources.addresses[~sources.addresses["identity"].str.startswith(FROM_MAP)]
    told = missing["kommune"].isin(register["kommune"].unique()) & ~from_map
    mapped = from_map & (_in_boxes(missing, sources.map_boxes) | _near(missing, register))
    return missing[told | mapped]


def _refuse_address_loss(sources: Sources, known: pd.DataFrame, closed: pd.DataFrame) -> None:
    """Judge register and map apart; stand-ins go, as they should, when the real addresses come."""
    from_map = known["identity"].str.startswith(FROM_MAP)
    real = ~known["closed"] & ~known["stand_in"].astype(bool)
    told = known["kommune"].isin(closed.loc[~closed["identity"].str.startswith(FROM_MAP), "kommune"].unique())
    mapped = _in_boxes(known, sources.map_boxes)
    for kinds, scope in (
        ((SourceKind.REGISTER,), real & ~from_map & told),
        ((SourceKind.OSM,), real & from_map & mapped),
    ):
        lost = int(known.loc[scope, "id"].isin(closed["id"]).sum())
        refuse_loss(AddressLossError, lost, int(scope.sum()), files_of(sources.report, kinds))


def _in_boxes(addresses: pd.DataFrame, boxes: Sequence[Bounds]) -> "pd.Series[bool]":
    inside: pd.Series[bool] = addresses["lon"].isna()
    for west, south, east, north in boxes:
        inside = inside | (addresses["lon"].between(west, east) & addresses["lat"].between(south, north))
    return inside


def _near(addresses: pd.DataFrame, register: pd.DataFrame) -> "pd.Series[bool]":
    """Which lie within a kilometre of an address in the register: the register is the truth there."""
    if addresses.empty or register.empty:
        return pd.Series(False, index=addresses.index)
    epsg = metres_for(register["lon"].to_numpy())
    there = np.asarray(
        shapely.points(*to_metres(register["lon"].to_numpy(), register["lat"].to_numpy(), epsg))
    )
    here = shapely.points(*to_metres(addresses["lon"].to_numpy(), addresses["lat"].to_numpy(), epsg))
    (near, _), _ = shapely.STRtree(there).query_nearest(
        here, max_distance=STAND_IN_REACH_M, return_distance=True, all_matches=False
    )
    return pd.Series(np.isin(np.arange(len(addresses)), near), index=addresses.index, dtype=bool)


def _take_in_doors(session: Session, sources: Sources, *, accept_losses: bool) -> int:
    """Bring the doors of the sources' addresses up to date; give how many there are."""
    ids = frame_of(session, select(ADDRESSES.identity, ADDRESSES.id)).set_index("identity")["id"]
    fresh = sources.doors.assign(address_id=sources.doors["identity"].map(ids).astype("int64"))
    fresh["position"] = fresh.groupby(["address_id", "unit"]).cumcount().astype("int64")
    query = select(*(DOORS[name] for name in ("id", *DOOR_KEY, "floor", "closed_on")))
    known = frame_of(session, query).astype({"address_id": "int64", "unit": "str", "position": "int64"})
    known["floor"] = pd.to_numeric(known["floor"]).astype("Int64")
    known = known[known["address_id"].isin(ids[ids.index.isin(sources.addresses["identity"])])]
    both = fresh.merge(known, on=DOOR_KEY, how="outer", suffixes=("", "_before"), indicator=True)
    if not accept_losses:
        counted = both[(both["unit"] != "") & (both["_merge"] != "left_only") & both["closed_on"].isna()]
        lost = int((counted["_merge"] == "right_only").sum())
        refuse_loss(
            DoorLossError,
            lost,
            len(counted),
            files_of(sources.report, [SourceKind.DWELLINGS]) or files_of(sources.report, SourceKind),
        )
    arrived = both[both["_merge"] == "left_only"]
    _insert(session, DOOR, arrived[[*DOOR_KEY, "floor"]], closed_on=None)
    stayed = both[both["_merge"] == "both"]
    moved = (stayed["floor"].fillna(-99) != stayed["floor_before"].fillna(-99)) | stayed["closed_on"].notna()
    _update(session, DOOR, stayed[moved].assign(closed_on=None), ["floor", "closed_on"])
    gone = both[(both["_merge"] == "right_only") & both["closed_on"].isna()]
    _update(session, DOOR, gone.assign(closed_on=today()), ["closed_on"])
    return len(fresh)


def _insert(session: Session, table: Table, rows: pd.DataFrame, **same: bool | None) -> None:
    if len(rows):
        session.execute(insert(table), _records(rows.assign(**same)))


def _update(session: Session, table: Table, rows: pd.DataFrame, names: Sequence[str]) -> None:
    """Write the named columns of rows known by `id`, in one statement for all."""
    if rows.empty:
        return
    statement = update(table).where(table.c.id == bindparam("row_id"))
    records = _records(
        rows[["id", *names]].rename(columns={"id": "row_id", **{n: f"new_{n}" for n in names}})
    )
    session.connection().execute(
        statement.values({name: bindparam(f"new_{name}") for name in names}), records
    )


def _records(rows: pd.DataFrame) -> list[dict[str, object]]:
    """Rows as plain Python values, None where nothing is known: what a database driver takes."""
    names = [str(name) for name in rows.columns]
    columns = [rows[name].astype(object).where(rows[name].notna(), None).tolist() for name in rows.columns]
    return [dict(zip(names, row, strict=True)) for row in zip(*columns, strict=True)]
