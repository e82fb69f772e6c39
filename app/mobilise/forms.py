"""What comes in about calling rounds."""

from datetime import date, time
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field, field_validator

from app.mobilise.columns import Column
from app.mobilise.models import CallingGoal, CallOutcome

MOST_RUNG = 100_000


class CallingRoundForm(BaseModel):
    model_config = ConfigDict(str_strip_whitespace=True)

    name: str = Field(min_length=1, max_length=80)
    goal: CallingGoal = CallingGoal.SIGN_UP
    script: str = Field(default="", max_length=4000)


class ListForm(BaseModel):
    """What the columns are, in order, which part is rung, and whether rows that cannot be are left out.

    `group` is a key of `part.groups_of`, empty for all; `most` are drawn by lot, all of them when empty.
    """

    columns: list[Column] = []
    group: str = Field(default="", max_length=200)
    most: int | None = Field(default=None, ge=1, le=MOST_RUNG)
    skip_wrong: bool = False

    @field_validator("most", mode="before")
    @classmethod
    def _empty_is_all(cls, said: object) -> object:
        return said or None


class NewcomerForm(BaseModel):
    """A new member: when they joined, and a number, an address, or both."""

    model_config = ConfigDict(str_strip_whitespace=True)

    name: str = Field(min_length=1, max_length=80)
    phone: str = Field(default="", max_length=40)
    email: str = Field(default="", max_length=200)
    joined_on: date


class MeetingForm(BaseModel):
    """A row of the meeting's form: who, how to reach them, and the rounds they ticked."""

    model_config = ConfigDict(str_strip_whitespace=True)

    name: str = Field(min_length=1, max_length=80)
    contact: str = Field(max_length=200)
    rounds: set[UUID] = set()
    under_18: bool = False
    consent: bool = False


class FromPeopleForm(BaseModel):
    """Which of the people in the app to ring: everybody with a number, or those who have never walked."""

    never_walked: bool = False


class CallersForm(BaseModel):
    """Everybody who rings in this calling round."""

    people: set[UUID] = set()


class OutcomeForm(BaseModel):
    """How a call ended. `round_id` and age with signed up; `day` and `clock` (Norwegian) with call back."""

    outcome: CallOutcome
    round_id: UUID | None = None
    under_18: bool = False
    day: date | None = None
    clock: time | None = None
