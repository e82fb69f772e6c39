"""What comes in about districts, units and addresses."""

from typing import Annotated
from uuid import UUID

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field

from app.districts.models import UnitKind

DistrictChoice = Annotated[UUID | None, BeforeValidator(lambda value: value or None)]
"""A district, or the blank choice «ingen bydel»."""


class DistrictForm(BaseModel):
    name: str = Field(min_length=1, max_length=80, pattern=r"\S")
    number: str = Field(default="", max_length=20)
    kind: UnitKind = UnitKind.VALGKRETS


class PlacementForm(BaseModel):
    """Put a unit in a district, or out of it when it is there already."""

    unit: UUID
    district: DistrictChoice = None


class KindForm(BaseModel):
    kind: UnitKind


class FactsForm(BaseModel):
    locked: bool = False
    do_not_visit: bool = False


BranchChoice = Annotated[UUID | None, BeforeValidator(lambda value: value or None)]
"""A branch that a page is narrowed to, or the blank choice «hele laget»."""


class BranchForm(BaseModel):
    """A branch with all its districts; those left out are not in it."""

    model_config = ConfigDict(str_strip_whitespace=True)

    name: str = Field(min_length=1, max_length=60)
    goal_rounds: int = Field(ge=0, le=200)
    districts: set[UUID] = set()


class BranchPeopleForm(BaseModel):
    """The people who were `shown`, and those of them who are ticked: the rest of the branch is left alone."""

    shown: set[UUID] = set()
    people: set[UUID] = set()

    @property
    def choice(self) -> dict[UUID, bool]:
        """Who is to be in, and who not."""
        return {each: each in self.people for each in self.shown | self.people}
