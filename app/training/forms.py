"""What comes in about courses."""

from datetime import date
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field


class CourseForm(BaseModel):
    model_config = ConfigDict(str_strip_whitespace=True)

    name: str = Field(min_length=1, max_length=80)
    on: date
    place: str = Field(default="", max_length=120)


class AttendanceForm(BaseModel):
    """Everybody who was there; those left out were not."""

    people: set[UUID] = set()
