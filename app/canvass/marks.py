"""What the doors of a route and of a round are marked as, read from the events that phones have sent."""

from typing import NamedTuple
from uuid import UUID

from sqlalchemy import ColumnElement
from sqlmodel import Session, col, func, select
from sqlmodel.sql.expression import SelectOfScalar

from app.canvass.access import Walk
from app.canvass.forms import Marks
from app.canvass.help_calls import call_state
from app.canvass.models import DoorEvent, DoorMark, WalkPhone
from app.districts.models import Door
from app.rounds.leading import number_to_ring
from app.rounds.models import Assignment, Team
from app.rounds.quiet import quiet_times
from app.turf.models import WalkRoute, WalkStop


class EventLine(NamedTuple):
    """A door event without its round."""

    id: UUID
    door_id: int
    mark: DoorMark
    undoes: UUID | None


class WalkState(NamedTuple):
    """All that a phone hears of its team, with the events only counted: each change of a door adds one."""

    events: int
    others: list[int]
    cancelled: bool
    is_over: bool
    next: str
    next_assignment: str
    phone: str
    help: str
    quiet: tuple[str, str] | None


def walk_state(session: Session, walk: Walk) -> WalkState:
    """Give a walk's state in a few short questions; while it stays the same, so do its door marks."""
    phones = session.exec(
        select(WalkPhone.id, WalkPhone.half).where(
            WalkPhone.assignment_id == walk.assignment.id, col(WalkPhone.revoked).is_(False)
        )
    )
    own = walk.phone.id if walk.phone else None
    following, route = _next_route(session, walk)
    return WalkState(
        events=session.exec(select(func.count()).select_from(DoorEvent).where(*_on_route(walk))).one(),
        others=sorted(half for phone, half in phones if phone != own and half is not None),
        cancelled=walk.is_cancelled,
        is_over=walk.is_over,
        next=route,
        next_assignment=following,
        phone=number_to_ring(session, walk.round, session.get(Team, walk.assignment.team_id)),
        help=call_state(session, walk.assignment.team_id),
        quiet=quiet_times(session, walk.round),
    )


def door_marks(session: Session, walk: Walk, state: WalkState) -> Marks:
    """Give what the team has marked on its route, and the halves that its other phones take."""
    marks = _marks(_events(session, *_on_route(walk)))
    return Marks(
        done=sorted(door for door, mark in marks.items() if mark == DoorMark.DONE),
        come_back=sorted(door for door, mark in marks.items() if mark == DoorMark.COME_BACK),
        others=state.others,
        is_over=state.is_over,
        cancelled=state.cancelled,
        next=state.next,
        next_assignment=state.next_assignment,
        phone=state.phone,
        help=state.help,
        quiet=state.quiet,
    )


def doors_of_route(session: Session, walk_route_id: UUID) -> set[int]:
    """Give the ids of every door on a route, also those closed in the register meanwhile."""
    return {door_id for door_id in session.exec(_doors_of(walk_route_id)) if door_id is not None}


def doors_done(session: Session, round_id: UUID) -> set[int]:
    """Give the doors that are done in a round."""
    marks = marks_of(session, round_id)
    return {door for door, mark in marks.items() if mark == DoorMark.DONE}


def marks_of(session: Session, round_id: UUID) -> dict[int, DoorMark]:
    """Give what is marked in a round, by door."""
    return _marks(_events(session, col(DoorEvent.round_id) == round_id))


def _doors_of(walk_route_id: UUID) -> SelectOfScalar[int | None]:
    query = select(col(Door.id)).join(WalkStop, col(WalkStop.address_id) == Door.address_id)
    return query.where(WalkStop.walk_route_id == walk_route_id)


def _on_route(walk: Walk) -> tuple[ColumnElement[bool], ...]:
    doors = _doors_of(walk.assignment.walk_route_id)
    return col(DoorEvent.round_id) == walk.round.id, col(DoorEvent.door_id).in_(doors)


def _events(session: Session, *which: ColumnElement[bool]) -> list[EventLine]:
    """Read events as plain lines: a phone's question reads them again and again."""
    lines = select(DoorEvent.id, DoorEvent.door_id, DoorEvent.mark, DoorEvent.undoes).where(*which)
    return [EventLine(*line) for line in session.exec(lines)]


def _marks(events: list[EventLine]) -> dict[int, DoorMark]:
    """Read the doors' state from their events; whatever order they came in, the answer is the same."""
    undone = {(event.undoes, event.door_id) for event in events if event.mark == DoorMark.OPEN}
    marks: dict[int, DoorMark] = {}
    for event in events:
        if event.mark == DoorMark.OPEN or (event.id, event.door_id) in undone:
            continue
        if marks.get(event.door_id) != DoorMark.DONE:
            marks[event.door_id] = event.mark
    return marks


def _next_route(session: Session, walk: Walk) -> tuple[str, str]:
    """Give the assignment and the route that the phone's team goes on to after this one, if there is one."""
    query = select(Assignment.id, WalkRoute).join(WalkRoute, col(WalkRoute.id) == Assignment.walk_route_id)
    found = session.exec(
        query.where(
            Assignment.team_id == walk.assignment.team_id, Assignment.turn > walk.assignment.turn
        ).order_by(col(Assignment.turn).desc())
    ).first()
    return (str(found[0]), found[1].name or str(found[1].number)) if found else ("", "")
