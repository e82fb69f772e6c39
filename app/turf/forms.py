"""What a general can ask of a cut."""

import enum
from uuid import UUID

from pydantic import BaseModel, Field


class By(enum.StrEnum):
    """How a general thinks of an evening: so many minutes each, or so many teams."""

    MINUTES = "minutes"
    TEAMS = "teams"


class CutForm(BaseModel):
    """How to cut a district; `teams` counts only when cutting by teams."""

    by: By = By.MINUTES
    least_minutes: float = Field(default=75, ge=5, le=600)
    target_minutes: float = Field(default=90, ge=5, le=600)
    most_minutes: float = Field(default=100, ge=5, le=600)
    teams: int = Field(default=5, ge=1, le=500)


class VersionForm(BaseModel):
    """Every change says which version of the cut the person was looking at."""

    version: int


class MergeForm(VersionForm):
    into: UUID
    other: UUID


class SplitForm(VersionForm):
    walk_route: UUID


class MoveForm(VersionForm):
    """Move single addresses, and whole street sides named «Elvegata|even», «|odd» or «|all»."""

    into: UUID
    addresses: set[int] = Field(default_factory=set)
    origin: UUID | None = None
    street_side: str = ""


class LockForm(VersionForm):
    locked: bool = False
