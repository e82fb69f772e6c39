"""Which team walks which route: propose, give, take back."""

import json
from math import cos, hypot, radians
from uuid import UUID

from sqlmodel import Session, col, func, select

from app.districts.models import Door
from app.rounds.errors import ForeignCutError, RouteTakenError
from app.rounds.locking import delete_unless_in_use, lock_planned
from app.rounds.models import Assignment, Round, RoundStatus, SignUp, Team, TeamMember
from app.rounds.queries import assignments_of, teams
from app.turf.models import WalkRoute, WalkStop
from app.turf.queries import walk_routes

DEGREE_M = 111_200
"""Metres in a degree of latitude; of longitude, times the latitude's cosine."""


def propose_routes(session: Session, round_: Round) -> None:
    """Give every team without a route the next one; safe to repeat.

    Routes that no other round has had come first, among them those nearest the meeting point. Teams with a
    wish for no stairs choose before the others, the route with the fewest doors above the ground floor.

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
    wishing = _teams_without_stairs(session, round_.id)
    waiting = [team for team in teams(session, round_.id) if team.id not in served]
    for team in sorted(waiting, key=lambda team: team.id not in wishing):
        if not free:
            break
        chosen = min(free, key=lambda r: above.get(r.id, 0)) if team.id in wishing else free[0]
        free.remove(chosen)
        session.add(Assignment(round_id=round_.id, team_id=team.id, walk_route_id=chosen.id))
    session.flush()


def metres_from_meeting(round_: Round, walk_route: WalkRoute) -> float:
    """Measure straight from the meeting point to the nearest end of a walk; 0 when either is unknown."""
    line = json.loads(walk_route.path)["coordinates"]
    if round_.meeting_lon is None or round_.meeting_lat is None or not line:
        return 0.0
    east = DEGREE_M * cos(radians(round_.meeting_lat))
    return min(
        hypot((lon - round_.meeting_lon) * east, (lat - round_.meeting_lat) * DEGREE_M)
        for lon, lat in (line[0], line[-1])
    )


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


def _teams_without_stairs(session: Session, round_id: UUID) -> set[UUID]:
    query = select(TeamMember.team_id).join(SignUp, col(SignUp.id) == TeamMember.sign_up_id)
    return set(session.exec(query.where(SignUp.round_id == round_id, col(SignUp.stair_free).is_(True))).all())


def assign(session: Session, round_: Round, team: Team, walk_route_id: UUID | None) -> None:
    """Give a team this walk route instead of the one it has; None takes it back. Safe to repeat.

    Raises
    ------
    RoundOverError, RouteTakenError, TeamInUseError
        As their sentences say.
    ForeignCutError
        The route is not in the round's cut.
    """
    lock_planned(session, round_)
    held = [each for each in assignments_of(session, round_.id) if each.team_id == team.id]
    if [each.walk_route_id for each in held] == [walk_route_id]:
        return
    for assignment in held:
        delete_unless_in_use(session, assignment)
    if walk_route_id is None:
        return
    walk_route = session.get(WalkRoute, walk_route_id)
    if walk_route is None or walk_route.cut_id != round_.cut_id:
        raise ForeignCutError
    if any(each.walk_route_id == walk_route_id for each in assignments_of(session, round_.id)):
        raise RouteTakenError
    session.add(Assignment(round_id=round_.id, team_id=team.id, walk_route_id=walk_route_id))
    session.flush()


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
