"""A team goes on to one route more, and its phones with it."""

from uuid import UUID

from sqlmodel import Session

from app.canvass import queries
from app.canvass.joining import let_in
from app.canvass.roll_call import send_out_again
from app.rounds.assignments import give_next_route
from app.rounds.models import Assignment, Round, Team
from app.rounds.queries import assignments_of


def send_on(session: Session, round_: Round, team: Team, walk_route_id: UUID) -> Assignment:
    """Give a team one route more, and let the phones of its last one into it. Safe to repeat.

    For the round's general. The phones keep what they have of the last one, and still send it.

    Raises
    ------
    RoundOverError, RouteTakenError, ForeignCutError
        As for giving a route.
    """
    before = [each for each in assignments_of(session, round_.id) if each.team_id == team.id]
    given = give_next_route(session, round_, team, walk_route_id)
    phones = queries.phones_of(session, before[-1].id) if before and before[-1].id != given.id else []
    for phone in phones:
        let_in(session, given, phone.token_digest)
    send_out_again(session, team, round_)
    return given
