"""What goes into a cut and what comes out: stops, streets, wishes, walk routes."""

import enum
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Literal, TypeAlias

import numpy as np

from routes.arrays import Bytes, Flags, Floats, Ints, Words

PATH, QUIET, ARTERIAL, STEPS = 0, 1, 2, 3

LeftOutReason: TypeAlias = Literal["no_street"]


@dataclass(frozen=True)
class Stops:
    """Addresses to visit, one row each; a stairwell is one row and never split.

    Attributes
    ----------
    easting, northing : float64, shape (n,)
        Position in metres, EPSG:25832, EPSG:25833 or any plane true to scale within 1 %.
    service_minutes : float64, shape (n,)
        Minutes at the address, the way from the pavement to the door included.
    doors : int, shape (n,)
        Dwellings.
    street : str, shape (n,)
        Name of the street the address belongs to, "" if unknown.
    last : bool, shape (n,), optional
        Stops to be met after all others of their route, for instance locked entrances; without it none.
    """

    easting: Floats
    northing: Floats
    service_minutes: Floats
    doors: Ints
    street: Words
    last: Flags = field(default_factory=lambda: np.empty(0, np.bool_))


@dataclass(frozen=True)
class Network:
    """Streets to walk on, cut at junctions: pieces meet where end points are equal (to the millimetre).

    Attributes
    ----------
    points : float64, shape (m, 2)
        Easting and northing in metres, in the same plane as the stops; piece after piece.
    first_point : int, shape (e + 1,)
        Piece k owns points[first_point[k]:first_point[k + 1]], at least two.
    name : str, shape (e,)
        Street name, "" if it has none.
    kind : uint8, shape (e,)
        PATH, QUIET, ARTERIAL or STEPS: what crossing it costs.
    length_m : float64, shape (e,), optional
        True length of each piece in metres; without it the length in the plane.
    height_m : float64, shape (m,), optional
        Height of each point in metres, not a number where it is unknown.
    stairs_slowdown : float
        How many times longer stairs (STEPS) take than the flat.
    """

    points: Floats
    first_point: Ints
    name: Words
    kind: Bytes
    length_m: Floats | None = None
    height_m: Floats | None = None
    stairs_slowdown: float = 1.0


@dataclass(frozen=True, kw_only=True)
class Settings:
    """What the general wishes.

    Attributes
    ----------
    least_minutes, target_minutes, most_minutes : float
        A route takes between least and most, and rather about target.
    teams : int, optional
        Number of routes wished; the target follows from it.
    seconds : float
        Time for the search, from the call on; the first complete answer may take longer.
    seed : int
        Same seed and same iterations give the same answer.
    speed_m_per_minute : float
        Walking pace; 66.67 is 4 km/h.
    iterations : int, optional
        Length of the search in steps instead of seconds.
    off_network : {"list", "price"}
        Addresses farther than 150 m from every street: list them as left out, or walk the straight line.
    face_price_m, balance_price_m, part_price_m : float
        Metres of walking that one more route in a block face is worth, one squared minute off the aim, and
        one more part of a route, with other routes' stops between. Where routes walk more than 250 m, the
        prices of minutes off the aim and of parts grow with the root of that.
    room_price : float
        What the room that a typical route takes up is worth, as a share of the walk in it.
    draw : bool
        Draw the path of each route; without it slopes count by the mean of both directions.
    """

    least_minutes: float = 75.0
    target_minutes: float = 90.0
    most_minutes: float = 100.0
    teams: int | None = None
    seconds: float = 2.0
    seed: int = 1
    speed_m_per_minute: float = 66.67
    iterations: int | None = None
    off_network: Literal["list", "price"] = "list"
    face_price_m: float = 45.0
    balance_price_m: float = 0.32
    part_price_m: float = 100.0
    room_price: float = 0.15
    draw: bool = True


@dataclass(frozen=True)
class WalkRoute:
    """One team's walk.

    Attributes
    ----------
    stops : int, shape (k,)
        Rows of the stops in walking order.
    minutes, service_minutes : float
        All in all, the way there and back included, and at the doors alone.
    walk_m : float
        Metres from the first stop to the last, crossings at their price.
    way_m : float
        Metres from the nearest starting point to the first stop, and from the last stop back to the one
        nearest there; in the minutes, not in `walk_m`. 0 where none is given.
    doors : int
        Dwellings.
    climb_m : float
        Metres upwards from the first stop to the last; not a number where a height is unknown or nothing is
        drawn. Slopes are in the minutes.
    crossings : int
        Times an arterial street is crossed.
    too_small : bool
        Short because no way leads on from its part of the network, and there is too little in it for a route.
    metres_to_next : float64, shape (k,)
        Metres to the following stop; 0 at the last.
    path : float64, shape (p, 2)
        The walk drawn along the streets, easting and northing in metres; empty if not asked for.
    """

    stops: Ints
    minutes: float
    walk_m: float
    way_m: float
    service_minutes: float
    doors: int
    climb_m: float
    crossings: int
    too_small: bool
    metres_to_next: Floats = field(repr=False)
    path: Floats = field(repr=False)


@dataclass(frozen=True)
class LeftOut:
    """A stop in no route, and why."""

    index: int
    reason: LeftOutReason


@dataclass(frozen=True)
class Cut:
    """A district divided into walk routes, and what could not be reached."""

    routes: list[WalkRoute]
    left_out: list[LeftOut]
    iterations: int


@dataclass(frozen=True)
class Progress:
    """How far a cut has come: share of the time (0–1), what is done now, and the routes so far.

    `draft` gives those routes, rows of their stops in walking order, where there are any; it is to be asked
    before the caller answers, for the search goes on in them.
    """

    share: float
    phase: Literal["distances", "tour", "search", "drawing"]
    routes: int
    minutes_mean: float
    walk_m: float
    draft: Callable[[], list[Ints]] | None = field(default=None, repr=False)


class Answer(enum.Enum):
    """What the caller wishes on hearing of the progress: go on, make do with what there is, or drop it."""

    GO_ON = enum.auto()
    ENOUGH = enum.auto()
    STOP = enum.auto()


ProgressFunction: TypeAlias = Callable[[Progress], Answer]
