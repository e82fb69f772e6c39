"""Areas and places: no column here is about a person."""

import enum
from datetime import date, datetime
from uuid import UUID, uuid4

from sqlalchemy import Column, Text
from sqlmodel import Field, SQLModel, UniqueConstraint

from app.db import Utc, text_enum


class UnitKind(enum.StrEnum):
    """What a district can be built from."""

    VALGKRETS = "valgkrets"
    GRUNNKRETS = "grunnkrets"
    POLYGON = "polygon"


class District(SQLModel, table=True):
    """An area that rounds are held in. `outline` is GeoJSON, EPSG:4326."""

    id: UUID = Field(default_factory=uuid4, primary_key=True)
    number: str = Field(default="", max_length=20)
    name: str = Field(max_length=80, unique=True)
    outline: str | None = Field(default=None, sa_type=Text)
    west: float = 0.0
    south: float = 0.0
    east: float = 0.0
    north: float = 0.0
    addresses: int = 0
    doors: int = 0
    stand_ins: int = 0


class Unit(SQLModel, table=True):
    """A krets or a polygon that can be put in a district. `outline` is GeoJSON, EPSG:4326, or null.

    `guessed` where no polygon was given and the outline is drawn around the addresses.
    """

    __table_args__ = (UniqueConstraint("kind", "kommune", "number", "name"),)

    id: UUID = Field(default_factory=uuid4, primary_key=True)
    kind: UnitKind = Field(sa_column=Column(text_enum(UnitKind), nullable=False))
    kommune: str = Field(default="", max_length=4)
    number: str = Field(default="", max_length=20)
    name: str = Field(max_length=80)
    outline: str | None = Field(default=None, sa_type=Text)
    guessed: bool = False
    addresses: int = 0
    district_id: UUID | None = Field(default=None, foreign_key="district.id", index=True, ondelete="SET NULL")


class Address(SQLModel, table=True):
    """A street address, or a residential building standing in for one. Positions in EPSG:4326."""

    id: int | None = Field(default=None, primary_key=True)
    identity: str = Field(unique=True, max_length=60)
    match_key: str = Field(default="", max_length=40, index=True)
    district_id: UUID | None = Field(default=None, foreign_key="district.id", index=True, ondelete="SET NULL")
    kommune: str = Field(default="", max_length=4)
    street: str = Field(default="", max_length=120)
    number: int | None = None
    letter: str = Field(default="", max_length=10)
    postcode: str = Field(default="", max_length=4)
    place: str = Field(default="", max_length=60)
    lon: float
    lat: float
    access_lon: float | None = None
    access_lat: float | None = None
    valgkrets: str = Field(default="", max_length=20, index=True)
    grunnkrets: str = Field(default="", max_length=20, index=True)
    building_type: str = Field(default="", max_length=30)
    floors: int | None = None
    doors: int = 1
    doors_known: bool = False
    stand_in: bool = False
    locked: bool = False
    do_not_visit: bool = False
    closed_on: date | None = None


class Door(SQLModel, table=True):
    """One dwelling at an address; `unit` is the official H0101, or blank where the register does not tell."""

    __table_args__ = (UniqueConstraint("address_id", "unit", "position"),)

    id: int | None = Field(default=None, primary_key=True)
    address_id: int = Field(foreign_key="address.id", index=True, ondelete="CASCADE")
    unit: str = Field(default="", max_length=6)
    floor: int | None = None
    position: int = 0
    closed_on: date | None = None


class FactKind(enum.StrEnum):
    """What is good to know of a place, and is about nobody. A locked entrance is noted on the address."""

    LOCKED = "locked"
    DOG = "dog"
    STEPS = "steps"


class PlaceFact(SQLModel, table=True):
    """A dog or long steps at an address, until somebody corrects it."""

    __tablename__ = "place_fact"

    address_id: int = Field(foreign_key="address.id", primary_key=True, ondelete="CASCADE")
    kind: FactKind = Field(sa_column=Column(text_enum(FactKind), primary_key=True))


class Source(SQLModel, table=True):
    """A file that was imported: for attribution and for asking «how old is our map?»."""

    id: UUID = Field(default_factory=uuid4, primary_key=True)
    imported_at: datetime = Field(sa_type=Utc)
    file: str = Field(max_length=200)
    kind: str = Field(max_length=40)
    attribution: str = Field(default="", max_length=200)
    area: str = Field(default="", max_length=60)
    rows: int = 0


class Coverage(SQLModel, table=True):
    """When a street side was last walked and how much of it; never an address (at least five share a row)."""

    id: UUID = Field(default_factory=uuid4, primary_key=True)
    district_id: UUID = Field(foreign_key="district.id", index=True, ondelete="CASCADE")
    street: str = Field(max_length=120)
    side: str = Field(max_length=4)
    month: str = Field(max_length=7)
    share: float
