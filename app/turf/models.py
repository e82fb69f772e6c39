"""A cut of a district into walk routes. In `app/`, a walk route is always `WalkRoute`."""

import enum
from datetime import date, datetime
from typing import ClassVar
from uuid import UUID, uuid4

from sqlalchemy import JSON, Column, ColumnElement, Float, Integer, Text, and_, func, inspect, literal, not_
from sqlalchemy.orm import Mapped, column_property
from sqlmodel import Field, SQLModel, col, select

import app.districts.models
import app.people.models  # noqa: F401 - like those above: tables that ours refer to, also in the engine's process
from app.db import Utc, text_enum
from app.districts.models import Address
from app.districts.queries import may_be_visited
from app.turf.door_minutes import DOORSTEP_MINUTES, MINUTES_PER_DOOR


class CutStatus(enum.StrEnum):
    """`CHANGING` while the engine works out a change by hand; the old routes stand until it is done."""

    WAITING = "waiting"
    RUNNING = "running"
    CHANGING = "changing"
    DONE = "done"
    CANCELLED = "cancelled"
    FAILED = "failed"


WALKED = "walked"
"""Why an address is left out whose side of the street was walked lately; the engine has its own reasons."""


class ChangeKind(enum.StrEnum):
    MERGE = "merge"
    SPLIT = "split"
    MOVE = "move"
    RECUT = "recut"
    ORDER = "order"


class Cut(SQLModel, table=True):
    """One division of one district. `left_out` lists `[address id, reason]`.

    `sentence` is a gettext message id: what the engine does now, or why it gave up. `version` rises with
    every change by hand. `approved_at` is empty while the cut is a draft, and again after every change.
    `walked` is set when a round held with this cut closes: then nothing changes it. A kept version is a
    cut of its own, `copied_from` another.

    `teams` is how many routes were asked for, itself or by `doors` a team; then the minutes follow.

    `starts` lists places where teams start, longitude and latitude. Street sides walked in `skip_since`
    («2026-05») or later are left out. A `patient` cut is searched for up to a minute, until somebody is
    `satisfied`; `so_far` tells routes and metres to walk meanwhile.
    """

    id: UUID = Field(default_factory=uuid4, primary_key=True)
    district_id: UUID = Field(foreign_key="district.id", index=True, ondelete="CASCADE")
    name: str = Field(default="", max_length=80)
    made_at: datetime = Field(sa_type=Utc)
    made_by: UUID | None = Field(default=None, foreign_key="person.id", ondelete="SET NULL")
    least_minutes: float = 75
    target_minutes: float = 90
    most_minutes: float = 100
    teams: int | None = None
    doors: int | None = None
    seed: int = 1
    starts: list[tuple[float, float]] = Field(default_factory=list, sa_type=JSON)
    skip_since: str | None = Field(default=None, max_length=7)
    patient: bool = False
    satisfied: bool = False
    so_far: tuple[int, float] | None = Field(default=None, sa_type=JSON)
    status: CutStatus = Field(
        default=CutStatus.WAITING, sa_column=Column(text_enum(CutStatus), nullable=False)
    )
    progress: float = 0.0
    sentence: str = Field(default="", max_length=300)
    seconds: float | None = None
    left_out: list[tuple[int, str]] = Field(default_factory=list, sa_type=JSON)
    version: int = 1
    walked: bool = False
    approved_at: datetime | None = Field(default=None, sa_type=Utc)
    copied_from: UUID | None = Field(default=None, foreign_key="cut.id", ondelete="SET NULL")

    @property
    def skipped_from(self) -> date | None:
        """Give the first day of the month that `skip_since` names."""
        return date.fromisoformat(f"{self.skip_since}-01") if self.skip_since else None


class WalkRoute(SQLModel, table=True):
    """Ordered stops for one team, one outing. `path`: GeoJSON LineString along the streets, EPSG:4326.

    The `laid_…` are as the engine laid it. Minutes, addresses and doors are what is asked for now: without
    the addresses that have become «ikke besøk» since, or are gone. Whoever tells of a route tells these.

    What nobody knows is null: minutes at the doors, climb and stairs of routes from before they were
    measured, and climb wherever no heights are imported. `far_stops` lists lone stops: address id, metres
    on foot to the nearest other stop of the route, and the minutes it adds. `way_m` is the walk from where
    the team starts and back, of which `home_m` is the way back; both are in the minutes, not in `walk_m`. A
    route is `too_small` when its part of the network, which may be the whole district, holds too little for
    all its routes to be whole.
    """

    __tablename__ = "walk_route"
    minutes_out: ClassVar[float | None]
    addresses_out: ClassVar[int | None]
    doors_out: ClassVar[int | None]

    id: UUID = Field(default_factory=uuid4, primary_key=True)
    cut_id: UUID = Field(foreign_key="cut.id", index=True, ondelete="CASCADE")
    number: int
    name: str = Field(default="", max_length=120)
    colour: int = 0
    laid_minutes: float = Field(sa_column=Column("minutes", Float, nullable=False))
    walk_m: float
    way_m: float = 0.0
    home_m: float | None = None
    laid_addresses: int = Field(sa_column=Column("addresses", Integer, nullable=False))
    laid_doors: int = Field(sa_column=Column("doors", Integer, nullable=False))
    crossings: int = 0
    laid_service_minutes: float | None = Field(default=None, sa_column=Column("service_minutes", Float))
    climb_m: float | None = None
    steps: int | None = None
    far_stops: list[tuple[int, float, float]] = Field(default_factory=list, sa_type=JSON)
    too_small: bool = False
    locked: bool = False
    path: str = Field(sa_type=Text)

    @property
    def minutes(self) -> float:
        return self.laid_minutes - (self.minutes_out or 0.0)

    @property
    def service_minutes(self) -> float | None:
        laid = self.laid_service_minutes
        return None if laid is None else max(0.0, laid - (self.minutes_out or 0.0))

    @property
    def addresses(self) -> int:
        return self.laid_addresses - (self.addresses_out or 0)

    @property
    def doors(self) -> int:
        return self.laid_doors - (self.doors_out or 0)


class WalkStop(SQLModel, table=True):
    """One address in a walk route, in walking order from 1; metres on foot to the next, where measured.

    They are null where no way leads to the next, and all null for routes from before they were measured.

    `minutes` are those at its doors, as the engine reckoned; null for routes from before they were kept.
    """

    __tablename__ = "walk_stop"

    walk_route_id: UUID = Field(foreign_key="walk_route.id", primary_key=True, ondelete="CASCADE")
    seq: int = Field(primary_key=True)
    address_id: int = Field(foreign_key="address.id", index=True)
    metres_to_next: float | None = None
    minutes: float | None = None


def _out(what: Mapped[int] | ColumnElement[int] | ColumnElement[float]) -> ColumnElement[float]:
    """Add something up over a route's stops that are not to be visited now."""
    summed = select(func.coalesce(func.sum(what), 0)).select_from(WalkStop)
    of_route = summed.join(Address, col(Address.id) == WalkStop.address_id).where(
        col(WalkStop.walk_route_id) == WalkRoute.id, not_(and_(*may_be_visited()))
    )
    return of_route.correlate_except(WalkStop, Address).scalar_subquery()


_assumed = DOORSTEP_MINUTES + MINUTES_PER_DOOR * col(Address.doors)
_walk_route = inspect(WalkRoute)
_walk_route.add_property("minutes_out", column_property(_out(func.coalesce(col(WalkStop.minutes), _assumed))))
_walk_route.add_property("addresses_out", column_property(_out(literal(1))))
_walk_route.add_property("doors_out", column_property(_out(col(Address.doors))))


class LearntPace(SQLModel, table=True):
    """Sums over held walks of the minutes at doors, as assumed and as taken (`turf.learnt`); one row."""

    __tablename__ = "learnt_pace"

    id: int = Field(primary_key=True)
    routes: int = 0
    house_house: float = 0.0
    house_stairwell: float = 0.0
    stairwell_stairwell: float = 0.0
    house_time: float = 0.0
    stairwell_time: float = 0.0


class CutChange(SQLModel, table=True):
    """A change by hand, with the routes as they were (`before`, see `turf.changes`): it can be undone.

    `after` lists the ids of the routes that the change left behind. Once undone, `redo` holds those routes
    as they were; the next new change forgets it. `version` is the cut's when the change was made,
    `touched_in` when it was last made, undone or done again.
    """

    __tablename__ = "cut_change"

    id: UUID = Field(default_factory=uuid4, primary_key=True)
    cut_id: UUID = Field(foreign_key="cut.id", index=True, ondelete="CASCADE")
    version: int
    touched_in: int = 0
    made_at: datetime = Field(sa_type=Utc)
    kind: ChangeKind = Field(sa_column=Column(text_enum(ChangeKind), nullable=False))
    before: str = Field(sa_type=Text)
    after: list[str] = Field(default_factory=list, sa_type=JSON)
    redo: str | None = Field(default=None, sa_type=Text)
