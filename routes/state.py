"""What a search holds in its hands: the plan, the log of a step, and each searcher's own notes."""

from typing import NamedTuple

import numpy as np

from routes.arrays import Floats, Ints, Seeds
from routes.compiled import record
from routes.distances import Walk
from routes.split import Price

LOG = 512
NOBODY = -1


@record
class Plan:
    """Routes as linked lists, shared by the searchers; each touches only its own routes.

    Attributes
    ----------
    after, before : int, shape (n,)
        Next and previous stop in the route, NOBODY at its ends.
    route : int, shape (n,)
        Route of each stop, NOBODY while it is taken out.
    hop_m : float64, shape (n,)
        Metres to the next stop; at the end of a route, back to the nearest starting point.
    way_m : float64, shape (n,)
        Metres between each stop and the nearest starting point; 0 where none is given.
    first : int, shape (r,)
        First stop of each route, NOBODY if it is empty.
    count, minutes, least : int and float64, shape (r,)
        Stops and minutes of each route, and the least it should take: 0 in a part too small for that.
    empty_m : float64, shape (r,)
        Price of each route while it stays empty: one route less walks more elsewhere.
    part_of, spare : int, shape (r,) and (p,)
        Part of the network that each route is in, and how many routes of each part may be given up.
    region : int, shape (n,)
        Searcher whose route each stop is in; it may not look at the routes of others, which change meanwhile.
    service : float64, shape (n,)
        Minutes at each stop.
    face, face_first, face_stop : int
        Block face of each stop (NOBODY if it has no price) and the stops by face.
    tie_first, tie_stop : int
        Stops tied to each stop (see `form`), by offsets.
    ahead_m : float64, shape (n, 8)
        Position of each stop along eight directions, metres.
    parts, room : int and float64, shape (r,)
        Parts of each route, and square metres of the polygon around it.
    """

    after: Ints
    before: Ints
    route: Ints
    hop_m: Floats
    way_m: Floats
    first: Ints
    count: Ints
    minutes: Floats
    least: Floats
    empty_m: Floats
    part_of: Ints
    spare: Ints
    region: Ints
    service: Floats
    face: Ints
    face_first: Ints
    face_stop: Ints
    tie_first: Ints
    tie_stop: Ints
    ahead_m: Floats
    parts: Ints
    room: Floats


@record
class Log:
    """Changes since the last decision; `size` has one element.

    Attributes
    ----------
    stop, before, after, route : int, shape (LOG,)
        Where the stop was taken out or put in.
    metres : float64, shape (LOG, 3)
        Metres before → stop, stop → after, before → after.
    put_in : bool as int
    """

    stop: Ints
    before: Ints
    after: Ints
    route: Ints
    metres: Floats
    put_in: Ints
    size: Ints


class FormPrice(NamedTuple):
    """What the form of a route costs, in metres of walking.

    Attributes
    ----------
    part_m : float
        Price of each part beyond the first.
    room_m : float
        Price of the room that a typical route takes up.
    typical_room : float
        Square metres.
    """

    part_m: float
    room_m: float
    typical_room: float


@record
class FormNotes:
    """One searcher's notes on the form of routes.

    Attributes
    ----------
    mark, stack : int, shape (n + 1,) and (n,)
        Stops met in this count, the last being its number, and those still to go on from.
    far_m : float64, shape (16,)
        How far a route reaches in sixteen directions.
    touched, parts, room : shape (LOG,)
        Routes that this step touched, and their form before it; `count` has one element.
    mark_face : int, shape (f + 1,)
        Block faces met in this count, the last being its number.
    """

    mark: Ints
    stack: Ints
    far_m: Floats
    touched: Ints
    parts: Ints
    room: Floats
    count: Ints
    mark_face: Ints


@record
class Line:
    """A route laid out: stops in order, and metres to the next; `size` has one element."""

    stop: Ints
    hop_m: Floats
    size: Ints


@record
class Lines:
    """Two routes as they are, and as they would be with their tails exchanged."""

    one: Line
    two: Line
    new_one: Line
    new_two: Line


@record
class Search:
    """One searcher: what it knows, what it wishes, what it is at.

    Attributes
    ----------
    mine, mine_count : int, shape (n,) and (1,)
        Stops it may choose to start from, and how many they are.
    strictness : float64, shape (1,)
        Weight of minutes outside the window, which rises to 1 during the search.
    cost : float64, shape (1,)
        Cost of its part of the plan, up to a constant.
    out, out_key : int and float64, shape (LOG,)
        Stops taken out and not yet put back, and the keys they are sorted by; `out_count` has one element.
    home : int, shape (n,)
        Route that each stop was taken from.
    empty, empty_count : int, shape (r,) and (1,)
        Routes that had no stop when the round began, and how many they are.
    mark : int, shape (r + 1,)
        Routes that were met in this step; the last is the number of the step.
    near_m, mark_near : float64 and int, shape (n,) and (n + 1,)
        Metres to the nearest stops of the stop to put in, and which those are; the last is its number.
    mark_tied : int, shape (r + 1,)
        Routes that hold a stop tied to the stop to put in; the last is its number.
    """

    walk: Walk
    random: Seeds
    price: Price
    strictness: Floats
    face_m: float
    region: int
    mine: Ints
    mine_count: Ints
    cost: Floats
    log: Log
    out: Ints
    out_key: Floats
    out_count: Ints
    home: Ints
    empty: Ints
    empty_count: Ints
    mark: Ints
    near_m: Floats
    mark_near: Ints
    mark_tied: Ints
    form: FormPrice
    notes: FormNotes
    lines: Lines


def new_log() -> Log:
    """Make an empty log."""
    who = np.empty((5, LOG), np.int64)
    return Log(who[0], who[1], who[2], who[3], np.empty((LOG, 3)), who[4], np.zeros(1, np.int64))


def new_line(stops: int) -> Line:
    """Make room for a route of so many stops."""
    return Line(np.empty(stops, np.int64), np.empty(stops), np.zeros(1, np.int64))


def new_form_notes(stops: int, faces: int) -> FormNotes:
    """Make room for a searcher's notes."""
    return FormNotes(
        mark=np.zeros(stops + 1, np.int64),
        stack=np.empty(stops, np.int64),
        far_m=np.empty(16),
        touched=np.empty(LOG, np.int64),
        parts=np.empty(LOG, np.int64),
        room=np.empty(LOG),
        count=np.zeros(1, np.int64),
        mark_face=np.zeros(faces + 1, np.int64),
    )
