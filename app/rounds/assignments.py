"""Which team walks which route: propose, give, take back."""

import json
from dataclasses import dataclass
from math import cos, hypot, radians
from uuid import UUID

from sqlalchemy.orm import Mapped
from sqlmodel import Session, col, func, select

from app.districts.models import Door
from app.rounds.errors import ForeignCutError, RouteTakenError
from app.rounds.locking import delete_unless_in_use, lock_planned
from app.rounds.models import Assignment, Round, RoundStatus, SignUp, Team, TeamMember
from app.rounds.queries import assignments_of, teams
from app.turf.estimate import PACE_M_PER_MINUTE
from app.turf.models import WalkRoute, WalkStop
from app.turf.queries import walk_routes

DEGREE_M = 111_200
"""Metres in a degree of latitude; of longitude, times the latitude's cosine."""
DETOUR = 1.3
"""The way on foot for each metre of straight line, where a cut knows no starting point."""


def propose_routes(session: Session, round_: Round) -> None:
    """Give every team without a route the next one; safe to repeat.

    Routes that no other round has had come first, among them those nearest the meeting point. Teams with a
    wish choose before the others: for no stairs the route with the fewest doors above the ground floor, for a
    short walk the one with the fewest minutes.

    Raises
    ------
    RoundOverError
        The round is held or cancelled.
    """
    lock_planned(session, round_)
    taken = {each.walk_route_id for each in assignments_of(session, round_.id)}
    served = {each.team_id for each in assignments_of(session, round_.id)}
    walked = routes_in_other_rounds(session, round_)
    free = [r for r in (walk_routes(session, round_.cut_id) if round_.cut_id else []) if r.id not in taken]
    free.sort(key=lambda walk_route: (walk_route.id in walked, metres_from_meeting(round_, walk_route)))
    above = _doors_above_ground(session, round_.cut_id) if round_.cut_id else {}
    stair_free = _teams_wishing(session, round_.id, col(SignUp.stair_free))
    short = _teams_wishing(session, round_.id, col(SignUp.short_walk))
    waiting = [team for team in teams(session, round_.id) if team.id not in served]
    for team in sorted(waiting, key=lambda team: (team.id not in stair_free, team.id not in short)):
        if not free:
            break
        chosen = free[0]
        if team.id in stair_free:
            chosen = min(free, key=lambda r: (r.id in walked, above.get(r.id, 0)))
        elif team.id in short:
            chosen = min(free, key=lambda r: (r.id in walked, round(r.minutes)))
        free.remove(chosen)
        session.add(Assignment(round_id=round_.id, team_id=team.id, walk_route_id=chosen.id))
    session.flush()


def metres_from_meeting(round_: Round, walk_route: WalkRoute) -> float:
    """Measure straight from the meeting point to the nearest end of a walk; 0 when either is unknown."""
    return metres_to(round_.meeting_lon, round_.meeting_lat, walk_route)


def minutes_from_meeting(round_: Round, walk_route: WalkRoute) -> float:
    """Estimate the minutes on foot from the meeting point to the nearest end of a walk; 0 when unknown."""
    return DETOUR * metres_from_meeting(round_, walk_route) / PACE_M_PER_MINUTE


def metres_to(lon: float | None, lat: float | None, walk_route: WalkRoute) -> float:
    """Measure straight from a place (EPSG:4326) to the nearest end of a walk; 0 when either is unknown."""
    line = json.loads(walk_route.path)["coordinates"]
    if lon is None or lat is None or not line:
        return 0.0
    east = DEGREE_M * cos(radians(lat))
    return min(hypot((end[0] - lon) * east, (end[1] - lat) * DEGREE_M) for end in (line[0], line[-1]))


def routes_in_other_rounds(session: Session, round_: Round) -> set[UUID]:
    """Give the routes of the round's cut that another round has, walked or planned."""
    query = (
        select(Assignment.walk_route_id)
        .join(WalkRoute, col(WalkRoute.id) == Assignment.walk_route_id)
        .join(Round, col(Round.id) == Assignment.round_id)
        .where(
            WalkRoute.cut_id == round_.cut_id,
            Assignment.round_id != round_.id,
            Round.status != RoundStatus.CANCELLED,
        )
    )
    return set(session.exec(query).all())


def _doors_above_ground(session: Session, cut_id: UUID) -> dict[UUID, int]:
    query = (
        select(WalkStop.walk_route_id, func.count())
        .join(WalkRoute, col(WalkRoute.id) == WalkStop.walk_route_id)
        .join(Door, col(Door.address_id) == WalkStop.address_id)
        .where(WalkRoute.cut_id == cut_id, col(Door.floor) > 1, col(Door.closed_on).is_(None))
        .group_by(col(WalkStop.walk_route_id))
    )
    return dict(session.exec(query).all())


def _teams_wishing(session: Session, round_id: UUID, wish: Mapped[bool]) -> set[UUID]:
    query = select(TeamMember.team_id).join(SignUp, col(SignUp.id) == TeamMember.sign_up_id)
    return set(session.exec(query.where(SignUp.round_id == round_id, wish.is_(True))).all())


def assign(session: Session, round_: Round, team: Team, walk_route_id: UUID | None) -> None:
    """Give a team this walk route instead of the one it is on; None takes it back. Safe to repeat.

    Raises
    ------
    RoundOverError, RouteTakenError, TeamInUseError
        As their sentences say.
    ForeignCutError
        The route is not in the round's cut.
    """
    lock_planned(session, round_)
    held = _held_by(session, round_, team)
    if held and held[-1].walk_route_id == walk_route_id:
        return
    if held:
        delete_unless_in_use(session, held[-1])
    if walk_route_id is not None:
        _give(session, round_, team, walk_route_id, turn=max(1, len(held)))


def give_next_route(session: Session, round_: Round, team: Team, walk_route_id: UUID) -> Assignment:
    """Give a team one route more, after those it has walked or had to leave. Safe to repeat.

    Raises
    ------
    RoundOverError, RouteTakenError, ForeignCutError
        As for `assign`.
    """
    lock_planned(session, round_)
    held = _held_by(session, round_, team)
    if held and held[-1].walk_route_id == walk_route_id:
        return held[-1]
    return _give(session, round_, team, walk_route_id, turn=len(held) + 1)


def _held_by(session: Session, round_: Round, team: Team) -> list[Assignment]:
    return [each for each in assignments_of(session, round_.id) if each.team_id == team.id]


def _give(session: Session, round_: Round, team: Team, walk_route_id: UUID, *, turn: int) -> Assignment:
    walk_route = session.get(WalkRoute, walk_route_id)
    if walk_route is None or walk_route.cut_id != round_.cut_id:
        raise ForeignCutError
    if any(each.walk_route_id == walk_route_id for each in assignments_of(session, round_.id)):
        raise RouteTakenError
    given = Assignment(round_id=round_.id, team_id=team.id, walk_route_id=walk_route_id, turn=turn)
    session.add(given)
    session.flush()
    return given


@dataclass(frozen=True)
class NextRoute:
    """A route that a team could go on to, and how far it is from where the last one ended."""

    walk_route: WalkRoute
    metres: float


def next_routes(session: Session, round_: Round, after: WalkRoute | None) -> list[NextRoute]:
    """List the routes that nobody has walked or been given, those nearest to the end of `after` first.

    Without an earlier route they are measured from the meeting point. Metres are in a straight line.
    """
    line = json.loads(after.path)["coordinates"] if after else []
    lon, lat = line[-1][:2] if line else (round_.meeting_lon, round_.meeting_lat)
    found = [NextRoute(each, metres_to(lon, lat, each)) for each in unwalked_routes(session, round_)]
    return sorted(found, key=lambda one: (one.metres, one.walk_route.number))


def unwalked_routes(session: Session, round_: Round) -> list[WalkRoute]:
    """List the routes of the round's cut that no team has, neither in this round nor in another."""
    if round_.cut_id is None:
        return []
    taken = {each.walk_route_id for each in assignments_of(session, round_.id)}
    taken |= routes_in_other_rounds(session, round_)
    return [each for each in walk_routes(session, round_.cut_id) if each.id not in taken]


def clear_assignments(session: Session, round_id: UUID) -> None:
    """Take the walk routes back from the teams, because the round gets another cut.

    Raises
    ------
    TeamInUseError
        A phone has joined one of them.
    """
    for assignment in assignments_of(session, round_id):
        delete_unless_in_use(session, assignment)


def renew_link(session: Session, round_: Round, assignment: Assignment) -> None:
    """Make every join link of this assignment so far dead; phones that have joined stay.

    Raises
    ------
    RoundOverError
        The round is held or cancelled.
    """
    lock_planned(session, round_)
    assignment.generation += 1
