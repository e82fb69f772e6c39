"""What the grouping screen's script reads: the units of a kind, and the districts they are put in."""

import json
from uuid import UUID

from pydantic import BaseModel

from app.districts.colours import colour
from app.districts.models import District, Unit


class UnitPlace(BaseModel):
    """A unit and the district it is in."""

    id: UUID
    district: UUID | None


class DistrictSum(BaseModel):
    """A district with what it holds, and its colour."""

    id: UUID
    name: str
    addresses: int
    doors: int
    colour: str


class Grouping(BaseModel):
    """How the units lie now."""

    units: list[UnitPlace]
    districts: list[DistrictSum]


class UnitShape(BaseModel):
    """A unit on the map; `outline` is a GeoJSON geometry, EPSG:4326."""

    id: UUID
    name: str
    outline: dict[str, str | list[object]]
    guessed: bool


def grouping(units: list[Unit], districts: list[District]) -> Grouping:
    """Tell where each unit is, and what each district holds."""
    sums = [
        DistrictSum(
            id=one.id, name=one.name, addresses=one.addresses, doors=one.doors, colour=colour(position)
        )
        for position, one in enumerate(districts)
    ]
    return Grouping(
        units=[UnitPlace(id=unit.id, district=unit.district_id) for unit in units], districts=sums
    )


class UnitMap(BaseModel):
    """The outlines of all units of a kind."""

    units: list[UnitShape]


def unit_map(units: list[Unit]) -> UnitMap:
    """Give the outlines of those units that have one."""
    return UnitMap(
        units=[
            UnitShape(id=unit.id, name=unit.name, outline=json.loads(unit.outline), guessed=unit.guessed)
            for unit in units
            if unit.outline
        ]
    )
