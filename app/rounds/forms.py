"""What comes in about rounds, sign-ups and seasons."""

from datetime import date, time
from uuid import UUID

from pydantic import BaseModel, Field

MOST_PLACES = 300


class SignUpForm(BaseModel):
    name: str = Field(min_length=1, max_length=80)
    contact: str = Field(max_length=200)
    under_18: bool = False
    stair_free: bool = False
    consent: bool = False


class WalkUpForm(BaseModel):
    name: str = Field(min_length=1, max_length=40)


class RoundForm(BaseModel):
    """A planned round as typed: day and clock are Norwegian wall-clock time."""

    day: date
    starts: time
    ends: time
    district_id: UUID
    cut_id: UUID | None = None
    meeting_place: str = Field(min_length=1, max_length=120)
    meeting_lon: float | None = Field(default=None, ge=-180, le=180)
    meeting_lat: float | None = Field(default=None, ge=-90, le=90)
    capacity: int = Field(default=20, ge=2, le=MOST_PLACES)
    gathering: str = Field(default="", max_length=160)
    talking_points: str = Field(default="", max_length=4000)
    generals: set[UUID] = set()
    version: int = 1


class PlaceForm(BaseModel):
    """Where one person walks: in a team, in a new team (`new`), or in none yet (empty)."""

    sign_up_id: UUID
    team: str = Field(default="", max_length=36)


class TeamRouteForm(BaseModel):
    """Which walk route a team takes; none when empty."""

    walk_route_id: UUID | None = None


class SeasonForm(BaseModel):
    name: str = Field(min_length=1, max_length=60)
    purpose: str = Field(default="", max_length=200)
    starts_on: date
    ends_on: date
