"""Doors per address: counted where the dwelling file says, else estimated from the building; and the door
frame.

The estimate is a rule of thumb for planning walks, not a fact about who lives where:

- apartments and dormitories: two dwellings a storey, at least two, four storeys if unknown; shared evenly by
the
  addresses of the building, at least one each. A building that is only "yes" or "residential" with three or
  more storeys: the same;
- houses, terraces, other "yes" and "residential", and addresses in no building: one;
- all other buildings (offices, shops, schools, garages): none.
"""

import geopandas as gpd
import numpy as np
import pandas as pd

from geodata.buildings import building_at
from geodata.frames import DOOR_COLUMNS, as_frame
from geodata.osm_tags import BLOCKS, HOUSES, UNSAID
from geodata.projection import Bools, Ints

DWELLINGS_PER_STOREY = 2
STOREYS_IF_UNKNOWN = 4
STOREYS_OF_A_BLOCK = 3


def estimate_doors(addresses: pd.DataFrame, buildings: gpd.GeoDataFrame) -> pd.DataFrame:
    """Fill in building type, storeys and the estimated number of doors.

    Parameters
    ----------
    addresses
        `ADDRESS_COLUMNS`.
    buildings
        `BUILDING_COLUMNS`, EPSG:4326; without any, every address has one door.

    Returns
    -------
    pandas.DataFrame
        A new frame in the same order, with building_type, floors, doors and doors_known=False set.
    """
    made = addresses.copy()
    home = building_at(addresses, buildings)
    inside = home >= 0
    kind = np.full(len(made), "", object)
    kind[inside] = buildings["kind"].to_numpy(object)[home[inside]]
    levels = np.zeros(len(made), np.int64)
    levels[inside] = buildings["levels"].fillna(0).to_numpy("int64")[home[inside]]
    made["building_type"] = pd.Series(kind, index=made.index).astype("str")
    made["floors"] = pd.Series(levels, index=made.index).where(levels > 0).astype("Int64")
    made["doors"] = _doors(made["building_type"], levels, inside, home)
    made["doors_known"] = False
    return made


def _doors(
    kind: "pd.Series[str]",
    levels: Ints,
    inside: Bools,
    home: Ints,
) -> Ints:
    unsaid = kind.isin(UNSAID).to_numpy()
    block = kind.isin(BLOCKS).to_numpy() | (unsaid & inside & (levels >= STOREYS_OF_A_BLOCK))
    whole = np.maximum(2, DWELLINGS_PER_STOREY * np.where(levels > 0, levels, STOREYS_IF_UNKNOWN))
    same = pd.Series(home).groupby(home)
    sharing, turn = same.transform("size").to_numpy(), same.cumcount().to_numpy()
    share = np.maximum(1, whole // sharing + (turn < whole % sharing))
    house = unsaid | kind.isin(HOUSES).to_numpy()
    return np.where(block, share, house.astype(np.int64)).astype(np.int64)


def count_doors(addresses: pd.DataFrame, dwellings: pd.DataFrame) -> pd.DataFrame:
    """Replace the estimate by the count, in every municipality that the dwelling file covers.

    Parameters
    ----------
    addresses
        `ADDRESS_COLUMNS`.
    dwellings
        `DWELLING_COLUMNS`.

    Returns
    -------
    pandas.DataFrame
        A new frame in the same order: doors and doors_known=True for every address of a municipality in the
        dwelling file (0 doors where it has no row), floors raised to the highest dwelling where the map knows
        fewer.
    """
    made = addresses.copy()
    by_key = dwellings.groupby("match_key")["floor"]
    kommuner = dwellings["match_key"].str.split("-").str[0].unique()
    covered = (made["kommune"].isin(kommuner) & (made["kommune"] != "")).to_numpy()
    count = made["match_key"].map(by_key.size()).fillna(0).astype("int64")
    made["doors"] = made["doors"].where(~covered, count)
    made["doors_known"] = made["doors_known"] | covered
    highest = made["match_key"].map(by_key.max()).astype("Int64")
    higher = covered & (highest > made["floors"].fillna(0)).fillna(False).to_numpy(bool)
    made["floors"] = made["floors"].where(~higher, highest)
    return made


def doors_of(addresses: pd.DataFrame, dwellings: pd.DataFrame) -> pd.DataFrame:
    """List every door of every address.

    Parameters
    ----------
    addresses
        `ADDRESS_COLUMNS`, counted or estimated.
    dwellings
        `DWELLING_COLUMNS`; may be empty.

    Returns
    -------
    pandas.DataFrame
        `DOOR_COLUMNS`, in the order of the addresses, then by floor and unit; an estimated door has unit ""
        and floor null. An address has exactly as many rows as its `doors`.
    """
    known = addresses[addresses["doors_known"]]
    counted = dwellings.merge(known[["match_key", "identity"]], on="match_key").sort_values(["floor", "unit"])
    unknown = addresses[~addresses["doors_known"]]
    guessed = unknown[["identity"]].loc[unknown.index.repeat(unknown["doors"])]
    doors = as_frame(
        pd.concat([as_frame(counted, DOOR_COLUMNS), as_frame(guessed, DOOR_COLUMNS)]), DOOR_COLUMNS
    )
    rank = pd.Series(np.arange(len(addresses)), index=addresses["identity"])
    order = np.argsort(doors["identity"].map(rank).to_numpy(), kind="stable")
    return doors.iloc[order].reset_index(drop=True)
