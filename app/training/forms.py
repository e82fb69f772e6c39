"""What comes in about courses and the ladder."""

from datetime import date, time
from typing import Literal
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field, field_validator


class CourseForm(BaseModel):
    model_config = ConfigDict(str_strip_whitespace=True)

    name: str = Field(min_length=1, max_length=80)
    on: date
    starts: time | None = None
    ends: time | None = None
    place: str = Field(default="", max_length=120)

    @field_validator("starts", "ends", mode="before")
    @classmethod
    def _unknown(cls, value: object) -> object:
        return value or None


class AttendanceForm(BaseModel):
    """Everybody who was there; those left out were not."""

    people: set[UUID] = set()


class RulesForm(BaseModel):
    """What each step of the ladder asks for; a box that is not ticked is not sent."""

    rounds_to_experienced: int = Field(ge=1, le=20)
    rounds_to_training: int = Field(ge=1, le=40)
    course_to_training: bool = False
    rounds_beside: int = Field(ge=0, le=10)


class RecommendationForm(BaseModel):
    person: UUID


class UndoForm(BaseModel):
    """The code of a step to take back."""

    taken: str = Field(max_length=4000)


class LadderQuery(BaseModel):
    """What the ladder can be asked for; `taken` is the code of a step that was just taken."""

    q: str = Field(default="", max_length=80)
    sort: Literal["level", "name", "walked"] = "level"
    shown: int = Field(default=100, ge=1, le=100_000)
    taken: str = Field(default="", max_length=4000)
