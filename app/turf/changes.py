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
    """Move addresses, from wherever they are (also from those left out), to a route."""

    address_ids: tuple[int, ...]
    into: UUID
    kind = ChangeKind.MOVE


@dataclass(frozen=True)
class Recut:
    """Cut everything anew that is not in a locked route."""

    kind = ChangeKind.RECUT


@dataclass(frozen=True)
class Undo:
    """Put back the routes as they were before the newest change."""


Change: TypeAlias = Merge | Split | Move | Recut | Undo


class RouteFacts(BaseModel):
    """A walk route with its stops (address ids in walking order), ready to be stored or put back."""

    id: UUID
    number: int
    name: str
    colour: int
    minutes: float
    walk_m: float
    addresses: int
    doors: int
    crossings: int
    locked: bool
    path: str
    stops: list[int]


class Before(BaseModel):
    """What a change touched, as it was: routes, and the cut's left-out addresses."""

    routes: list[RouteFacts]
    left_out: list[tuple[int, str]]
