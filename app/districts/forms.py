"""What comes in about districts, units and addresses."""

from typing import Annotated
from uuid import UUID

from pydantic import BaseModel, BeforeValidator, Field

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
