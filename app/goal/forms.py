"""What comes in about the year."""

from datetime import date
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field, field_validator

from app.districts.forms import BranchChoice
from app.goal.activity import Group


class GroupQuery(BaseModel):
    """The people behind one number of a year, of the chapter or of one branch."""

    year: int = Field(ge=2000, le=2200)
    of: Group
    q: str = Field(default="", max_length=80)
    branch: BranchChoice = None
    sort: Literal["name", "level"] = "name"
    shown: int = Field(default=100, ge=1, le=100_000)


class DateForm(BaseModel):
    """An own date of the chapter; without a last day it is one day."""

    model_config = ConfigDict(str_strip_whitespace=True)

    name: str = Field(min_length=1, max_length=80)
    on: date
    ends_on: date | None = None
    yearly: bool = False

    @field_validator("ends_on", mode="before")
    @classmethod
    def _one_day(cls, value: object) -> object:
        return value or None


class MembersForm(BaseModel):
    """How many members the chapter has."""

    members: int = Field(ge=1, le=1_000_000)
