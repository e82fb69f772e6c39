"""What comes in about the year."""

from datetime import date

from pydantic import BaseModel, ConfigDict, Field, field_validator


class DateForm(BaseModel):
    """An own date of the chapter; without a last day it is one day."""

    model_config = ConfigDict(str_strip_whitespace=True)

    name: str = Field(min_length=1, max_length=80)
    on: date
    ends_on: date | None = None

    @field_validator("ends_on", mode="before")
    @classmethod
    def _one_day(cls, value: object) -> object:
        return value or None
