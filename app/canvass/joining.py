"""Getting on to a route and off it: which phones are let in, and which are shut out."""

from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Sequence
from datetime import timedelta
from uuid import UUID

from sqlmodel import Session, col, select, update

from app.canvass import queries
from app.canvass.access import phone_that_sends, walks_of
from app.canvass.alive import ten_minutes
from app.canvass.errors import TooManyPhonesError
from app.canvass.models import WalkPhone
from app.language import now
from app.rounds.doorstep import along
from app.rounds.models import Assignment
from app.sealing import WrongKeyError, digest, new_token, seal, unseal

LEAST_PLACES = 2
PASSED_ON = "token passed on"
PASS_LIFE = timedelta(minutes=10)


def join(session: Session, assignment: Assignment, token: str, sending: str = "") -> str:
    """Let a phone into a team's walk and give its token. For anybody with the team's code; safe to repeat.

    A phone that has a token keeps it, so that what it has not sent for an earlier route still can be. One
    that has lost it, but not its sending token, takes its own place again, also when there is no other. A
    team that has gone on to another route is followed there.

    Raises
    ------
    TooManyPhonesError
        The route has as many phones as the team has people, and two at least.
    """
    walks = walks_of(session, token)
    if any(walk.assignment.id == assignment.id for walk in walks):
        return token
    session.refresh(assignment, with_for_update=True)
    if not walks and (own := phone_that_sends(session, assignment, sending)):
        return _let_in_again(session, own, assignment.team_id)
    _refuse_too_many(session, assignment)
    kept = token if walks else new_token()
    for each in (assignment, *_later_routes(session, assignment)):
        let_in(session, each, digest(kept))
    return kept


def pass_on(assignment: Assignment, token: str) -> str:
    """Seal a phone's token for its other browser: an iPhone's home screen keeps things for itself."""
    until = int((now() + PASS_LIFE).timestamp())
    return urlsafe_b64encode(seal(f"{until}:{assignment.id}:{token}", PASSED_ON)).decode()


def token_passed_on(assignment: Assignment, same_phone: str) -> str:
    """Give the token that a phone sealed for itself a moment ago for this route, else nothing."""
    try:
        until, named, token = unseal(urlsafe_b64decode(same_phone), PASSED_ON).split(":")
    except (ValueError, WrongKeyError):
        return ""
    return token if named == str(assignment.id) and float(until) > now().timestamp() else ""


def _refuse_too_many(session: Session, assignment: Assignment) -> None:
    most = max(LEAST_PLACES, queries.people_on(session, assignment.team_id))
    if len(queries.phones_of(session, assignment.id)) >= most:
        raise TooManyPhonesError(most=most)


def _let_in_again(session: Session, phone: WalkPhone, team_id: UUID) -> str:
    """Give a phone a new token for the places that it has on the team's routes."""
    token = new_token()
    routes = select(Assignment.id).where(Assignment.team_id == team_id)
    places = (col(WalkPhone.token_digest) == phone.token_digest, col(WalkPhone.assignment_id).in_(routes))
    session.exec(update(WalkPhone).where(*places).values(token_digest=digest(token)))
    return token


def _later_routes(session: Session, assignment: Assignment) -> Sequence[Assignment]:
    query = select(Assignment).where(Assignment.team_id == assignment.team_id)
    return session.exec(query.where(Assignment.turn > assignment.turn)).all()


def let_in(session: Session, assignment: Assignment, token_digest: str) -> None:
    """Give a phone a place on a route, also one that has been off it. Safe to repeat."""
    moment, has = now(), along(session, assignment.round_id)
    place = WalkPhone(
        assignment_id=assignment.id,
        token_digest=token_digest,
        joined_at=moment,
        seen_at=ten_minutes(moment),
        carries=has.cards,
        carries_points=has.points,
    )
    query = select(WalkPhone).where(WalkPhone.token_digest == token_digest)
    known = session.exec(query.where(WalkPhone.assignment_id == assignment.id)).one_or_none()
    session.add(known.sqlmodel_update(place.model_dump(exclude={"id"})) if known else place)
    session.flush()


def leave(session: Session, token: str, meant: str = "") -> bool:
    """Shut a phone out of the walk that is meant, or of every one, because its owner asks. Safe to repeat.

    Tells whether it is still on another: what it has not sent of that still can be.
    """
    walks = walks_of(session, token)
    gone = [walk for walk in walks if meant in ("", str(walk.assignment.id))]
    for walk in gone:
        if walk.phone:
            walk.phone.revoked = walk.phone.left = True
    session.flush()
    return len(gone) < len(walks)


def revoke(session: Session, phone: WalkPhone) -> None:
    """Shut a phone out of its walk; for the round's general or the board. Safe to repeat."""
    phone.revoked = True
    session.flush()


def readmit(session: Session, phone: WalkPhone) -> None:
    """Let a phone back that was shut out by mistake: it needs to scan nothing. Safe to repeat.

    Raises
    ------
    TooManyPhonesError
        Another phone has taken its place meanwhile.
    """
    if phone.left or not phone.revoked:
        return
    assignment = session.get_one(Assignment, phone.assignment_id, with_for_update=True)
    _refuse_too_many(session, assignment)
    phone.revoked = False
    session.flush()
