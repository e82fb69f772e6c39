"""What the web process may ask of the engine's process."""

from dataclasses import dataclass
from typing import TypeAlias
from uuid import UUID

from app.turf.changes import Change


@dataclass(frozen=True)
class Cutting:
    """Cut a district."""

    cut_id: UUID


@dataclass(frozen=True)
class Changing:
    """Change a cut by hand; `version` is the cut's version after the request that asked."""

    cut_id: UUID
    version: int
    change: Change


@dataclass(frozen=True)
class Mapping:
    """Draw the map of a district before it is cut."""

    district_id: UUID


@dataclass(frozen=True)
class Overview:
    """Make the cut's map as one HTML file."""

    cut_id: UUID


@dataclass(frozen=True)
class Poster:
    """Print the cut on one large sheet, in the language of the one who asked."""

    cut_id: UUID
    language: str


@dataclass(frozen=True)
class CoverageFile:
    """Draw where we have been as one HTML file, of everything or of one branch, in the asker's language."""

    branch_id: UUID | None
    language: str


Deed: TypeAlias = Cutting | Changing | Mapping | Overview | Poster | CoverageFile


@dataclass(frozen=True)
class Job:
    """A deed, and where its data lies: the process outlives a change of settings."""

    deed: Deed
    data: str
    database: str
