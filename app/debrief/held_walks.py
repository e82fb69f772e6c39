"""What a round that closes tells of the minutes at the doors: one total per route, then forgotten."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import NamedTuple
from uuid import UUID

from sqlmodel import Session, col, func, select

from app.canvass.marks import doors_done
from app.canvass.models import WalkPhone
from app.districts.models import Address, Door
from app.rounds.assignments import minutes_from_meeting
from app.rounds.members import team_back_at
from app.rounds.models import Assignment, Round, Team
from app.turf.door_minutes import assumed_minutes, is_stairwell, service_minutes
from app.turf.learnt import HeldWalk, learnt_pace
from app.turf.models import WalkRoute, WalkStop

WHOLE = 0.8
"""A team that left more than a fifth of its doors tells little about the rest."""


class Outing(NamedTuple):
    """An assignment somebody walked: when the first phone joined, and when the last was heard of."""

    assignment: Assignment
    team: Team
    route: WalkRoute
    begun: datetime
    heard: datetime


def held_walks(session: Session, round_: Round) -> list[HeldWalk]:
    """Sum up each route that was walked nearly whole with a phone; times are known to ten minutes."""
    done = doors_done(session, round_.id)
    outings = _outings(session, round_.id)
    return [walk for outing in outings for walk in _walk(session, round_, outing, outings, done)]


def _outings(session: Session, round_id: UUID) -> list[Outing]:
    begun, heard = func.min(WalkPhone.joined_at), func.max(WalkPhone.seen_at)
    query = (
        select(WalkPhone.assignment_id, begun, heard)
        .join(Assignment, col(Assignment.id) == WalkPhone.assignment_id)
        .where(Assignment.round_id == round_id)
        .group_by(col(WalkPhone.assignment_id))
    )
    found = []
    for assignment_id, first, last in session.exec(query):
        assignment = session.get_one(Assignment, assignment_id)
        team = session.get_one(Team, assignment.team_id)
        route = session.get_one(WalkRoute, assignment.walk_route_id)
        found.append(Outing(assignment, team, route, first, last))
    return found


def _walk(
    session: Session, round_: Round, outing: Outing, outings: Sequence[Outing], done: set[int]
) -> Iterator[HeldWalk]:
    """Give the walk if nearly all doors of its route are done."""
    route = outing.route
    taken = _doors_taken(session, route.id, done)
    share = sum(one[0] for one in taken) / max(1, sum(one[1] for one in taken))
    if share < WHOLE or route.service_minutes is None:
        return
    assumed = [(every, assumed_minutes(doors, floors)) for doors, every, floors in taken if doors]
    way = 0.0 if route.way_m else 2 * minutes_from_meeting(round_, route)
    at_doors = sum(service_minutes(every, floors, learnt_pace(session)) for _doors, every, floors in taken)
    # The way from street to door is in the minutes at the doors, but it is walked.
    between = route.minutes - min(route.service_minutes, at_doors)
    yield HeldWalk(
        minutes=(_end(session, outing, outings) - outing.begun).total_seconds() / 60,
        walk_minutes=share * between + way,
        house_minutes=sum(minutes for every, minutes in assumed if not is_stairwell(every)),
        stairwell_minutes=sum(minutes for every, minutes in assumed if is_stairwell(every)),
    )


def _end(session: Session, outing: Outing, outings: Sequence[Outing]) -> datetime:
    """Give when a walk was over: when the team began its next route, or was back, or was last heard of."""
    later = [one.begun for one in outings if one.team.id == outing.team.id and one.begun > outing.begun]
    return min(later) if later else team_back_at(session, outing.team) or outing.heard


def _doors_taken(session: Session, route_id: UUID, done: set[int]) -> list[tuple[int, int, int | None]]:
    """Count the doors done and all doors of each address of a route, and give its storeys."""
    query = (
        select(Door.id, Address.id, Address.floors)
        .join(Address, col(Address.id) == Door.address_id)
        .join(WalkStop, col(WalkStop.address_id) == Address.id)
        .where(WalkStop.walk_route_id == route_id, col(Door.closed_on).is_(None))
    )
    doors: dict[int, list[bool]] = {}
    floors: dict[int, int | None] = {}
    for door_id, address_id, storeys in session.exec(query):
        doors.setdefault(address_id or 0, []).append(door_id in done)
        floors[address_id or 0] = storeys
    return [(sum(marks), len(marks), floors[address_id]) for address_id, marks in doors.items()]
