"""Changes by hand, as they travel to the engine's process, and routes as they were before."""

from dataclasses import dataclass
from typing import TypeAlias
from uuid import UUID

from pydantic import BaseModel

from app.turf.models import ChangeKind


@dataclass(frozen=True)
class Merge:
    """Put the addresses of `other` into `into`; `other` is gone afterwards."""

    into: UUID
    other: UUID
    kind = ChangeKind.MERGE


@dataclass(frozen=True)
class Split:
    """Divide one route in two of about equal minutes; the first keeps the route's number."""

    walk_route: UUID
    kind = ChangeKind.SPLIT


@dataclass(frozen=True)
class Move:
    """Move addresses, from wherever they are (also from those left out), to a route; None: a new one."""

    address_ids: tuple[int, ...]
    into: UUID | None
    kind = ChangeKind.MOVE


@dataclass(frozen=True)
class Order:
    """Walk one route anew by what is known now: past nobody who is not to be asked, locked entrances last."""

    walk_route: UUID
    kind = ChangeKind.ORDER


@dataclass(frozen=True)
class Recut:
    """Cut anew what is in no locked route: all of it, or only what must change and its neighbours.

    With `only`, exactly these routes, into as many as `teams`; the others stay as they are.
    """

    everything: bool = True
    only: tuple[UUID, ...] = ()
    teams: int | None = None
    kind = ChangeKind.RECUT


@dataclass(frozen=True)
class Undo:
    """Put back the routes as they were before the newest change."""


@dataclass(frozen=True)
class Redo:
    """Do again what was undone last."""


Change: TypeAlias = Merge | Split | Move | Order | Recut | Undo | Redo


class RouteFacts(BaseModel):
    """A walk route with its stops (address ids in walking order), ready to be stored or put back.

    All as it was laid, whatever is not to be visited any more. `metres` are those on foot from each stop to
    the next, None where no way leads there; `at_doors` the minutes at each; empty for routes from before they
    were kept.
    """

    id: UUID
    number: int
    name: str
    colour: int
    minutes: float
    walk_m: float
    way_m: float = 0.0
    home_m: float | None = None
    addresses: int
    doors: int
    crossings: int
    service_minutes: float | None = None
    climb_m: float | None = None
    steps: int | None = None
    far_stops: list[tuple[int, float, float]] = []
    too_small: bool = False
    locked: bool
    path: str
    stops: list[int]
    metres: list[float | None] = []
    at_doors: list[float] = []

    def minutes_without(self, out: set[int]) -> float:
        """Give the minutes as routes are told today: without those at the doors that are `out`."""
        at_doors = zip(self.stops, self.at_doors, strict=False)
        return self.minutes - sum(minutes for stop, minutes in at_doors if stop in out)


class Before(BaseModel):
    """What a change touched, as it was: routes, and the cut's left-out addresses."""

    routes: list[RouteFacts]
    left_out: list[tuple[int, str]]
