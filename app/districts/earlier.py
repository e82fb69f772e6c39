"""What earlier imports gave, read back for the next one. Never imported by the web process (geopandas)."""

from pathlib import Path

import pandas as pd
from sqlalchemy import Executable, and_, select
from sqlmodel import Session, SQLModel

from app.config import settings
from app.districts.models import Address
from geodata.frames import ADDRESS_COLUMNS, DWELLING_COLUMNS, as_frame
from geodata.gathering import Known
from geodata.store import read_layers

ADDRESSES, DOORS = (SQLModel.metadata.tables[name].c for name in ("address", "door"))
FROM_MAP = "osm:"
RENAMED = {"valgkrets": "valgkrets_number", "grunnkrets": "grunnkrets_number"}
"""Columns of the table that are called something else in the frames."""
SHARED = [name for name in ADDRESS_COLUMNS if name in Address.model_fields] + list(RENAMED)
"""The columns of the table that an import writes."""


def geo_folder() -> Path:
    """Name the folder of streets, barriers and buildings."""
    return settings().data / "geo"


def heights_folder() -> Path:
    """Name the folder of height grids, which an import of streets leaves alone."""
    return settings().data / "heights"


def read_known(session: Session) -> Known:
    """Read what the importer must know: open register addresses, their counted doors, and the map."""
    is_open = and_(ADDRESSES.closed_on.is_(None), ADDRESSES.identity.not_like(f"{FROM_MAP}%"))
    addresses = frame_of(session, select(*(ADDRESSES[name] for name in SHARED)).where(is_open))
    counted = select(ADDRESSES.match_key, DOORS.unit, DOORS.floor).where(
        DOORS.address_id == ADDRESSES.id, is_open, ADDRESSES.doors_known.is_(True), DOORS.closed_on.is_(None)
    )
    return Known(
        as_frame(addresses.rename(columns=RENAMED), ADDRESS_COLUMNS),
        as_frame(frame_of(session, counted), DWELLING_COLUMNS),
        read_layers(geo_folder()),
    )


def frame_of(session: Session, query: Executable) -> pd.DataFrame:
    """Read a query into a frame with the query's column names."""
    result = session.execute(query)
    return pd.DataFrame(result.all(), columns=list(result.keys()))
