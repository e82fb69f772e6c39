"""Where the map clips lie: GeoJSON files that the engine writes and the phone and the printer read."""

from datetime import datetime
from pathlib import Path
from uuid import UUID

from app.config import settings

CLIP_MARGIN_M, DISTRICT_MARGIN_M = 150.0, 250.0
"""So far around a route's stops its clip reaches, and around a district's addresses its map."""


def route_clip_file(walk_route_id: UUID) -> Path:
    """Name the file with the streets and buildings around a walk route; it may not exist."""
    return settings().data / "maps" / "routes" / f"{walk_route_id}.geojson"


def district_map_file(district_id: UUID) -> Path:
    """Name the file with the streets and buildings of a district; it may not exist."""
    return settings().data / "maps" / "districts" / f"{district_id}.geojson"


def is_current(file: Path) -> bool:
    """Tell whether a map is there, and no streets have been imported since it was drawn."""
    pointer = geo_pointer()
    return file.is_file() and not (pointer.exists() and pointer.stat().st_mtime > file.stat().st_mtime)


def draft_file(cut_id: UUID) -> Path:
    """Name the file with the routes of a cut under way as they are now; it may not exist."""
    return settings().data / "maps" / "drafts" / f"{cut_id}.json"


def old_drafts(before: datetime) -> list[Path]:
    """List the drafts written before a moment, of cuts whose process ended before they did."""
    drafts = (settings().data / "maps" / "drafts").glob("*.json")
    return [file for file in drafts if file.stat().st_mtime < before.timestamp()]


def old_route_clips(before: datetime) -> list[Path]:
    """List the clips written before a moment; a cut under way has its clips before it has its routes."""
    clips = (settings().data / "maps" / "routes").glob("*.geojson")
    return [file for file in clips if file.stat().st_mtime < before.timestamp()]


def geo_pointer() -> Path:
    """Name the file that changes whenever streets and buildings are imported."""
    return settings().data / "geo" / "current"
