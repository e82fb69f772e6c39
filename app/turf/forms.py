"""What a general can ask of a cut."""

import enum
from uuid import UUID

from pydantic import BaseModel, Field, field_validator

NEW_ROUTE = "new"


class By(enum.StrEnum):
    """How a general thinks of an evening: so many minutes each, so many teams, or so many doors a team."""

    MINUTES = "minutes"
    TEAMS = "teams"
    DOORS = "doors"


class CutForm(BaseModel):
    """How to cut a district; `teams` counts only when cutting by teams, `doors` only by doors a team.

    `starts` are places as they were written; `turf.starting` reads them.
    """

    by: By = By.MINUTES
    least_minutes: float = Field(default=75, ge=5, le=600)
    target_minutes: float = Field(default=90, ge=5, le=600)
    most_minutes: float = Field(default=100, ge=5, le=600)
    teams: int = Field(default=5, ge=1, le=500)
    doors: int = Field(default=60, ge=5, le=1000)
    starts: str = Field(default="", max_length=1000)
    skip_months: int = Field(default=0, ge=0, le=36)
    patient: bool = False


class VersionForm(BaseModel):
    """Every change says which version of the cut the person was looking at."""

    version: int


class MergeForm(VersionForm):
    into: UUID
    other: UUID


class RouteForm(VersionForm):
    """Split one route, or walk it anew."""

    walk_route: UUID


class MoveForm(VersionForm):
    """Move single addresses, and street sides named «Elvegata|even», «|odd» or «|all».

    Without `into` they become a new route.

    The sides are those of one route (`origin`), of what lies inside a drawn `shape`, or of the whole cut.
    """

    into: UUID | None = None
    addresses: set[int] = Field(default_factory=set)
    origin: UUID | None = None
    sides: set[str] = Field(default_factory=set)
    shape: str = Field(default="", max_length=6000)

    @field_validator("into", mode="before")
    @classmethod
    def _new(cls, value: object) -> object:
        return None if value == NEW_ROUTE else value


class RecutForm(VersionForm):
    """Cut anew everything that is not locked, or only what must change."""

    everything: bool = True


class NameForm(BaseModel):
    """What a version is called."""

    name: str = Field(min_length=1, max_length=80)

    @field_validator("name", mode="before")
    @classmethod
    def _trimmed(cls, value: object) -> object:
        return " ".join(value.split()) if isinstance(value, str) else value


class LockForm(VersionForm):
    locked: bool = False


class BoxForm(BaseModel):
    """A part of the map, in degrees (EPSG:4326); all of it when nothing is said."""

    west: float = -180.0
    south: float = -90.0
    east: float = 180.0
    north: float = 90.0
