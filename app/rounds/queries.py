"""Reads about rounds, teams and assignments; `access_…` is the only way to a round that is not public."""

from collections.abc import Sequence
from uuid import UUID

from sqlmodel import Session, col, func, select

from app.errors import GoneError, NotFoundError
from app.language import now
from app.people.access import Actor
from app.people.models import Role
from app.rounds.errors import DeadJoinLinkError
from app.rounds.models import Assignment, Round, RoundGeneral, RoundStatus, SignUp, SignUpStatus, Team
from app.sealing import sign, signed_value


def access_round(session: Session, actor: Actor, round_id: UUID) -> Round:
    """Give a round to the board, or to one of its own generals.

    Raises
    ------
    NotFoundError
        There is no such round, or it is led by others.
    """
    round_ = session.get(Round, round_id)
    if round_ is None or not (actor.holds(Role.BOARD) or _leads(session, actor, round_id)):
        raise NotFoundError
    return round_


def _leads(session: Session, actor: Actor, round_id: UUID) -> bool:
    return actor.holds(Role.GENERAL) and session.get(RoundGeneral, (round_id, actor.person_id)) is not None


def rounds_led(session: Session, actor: Actor) -> Sequence[Round]:
    """List the rounds this person may open, newest first: all for the board, own ones for a general."""
    query = select(Round).order_by(col(Round.starts_at).desc())
    if not actor.holds(Role.BOARD):
        query = query.join(RoundGeneral, col(RoundGeneral.round_id) == Round.id).where(
            RoundGeneral.person_id == actor.person_id
        )
    return session.exec(query).all()


def coming_rounds(session: Session) -> Sequence[Round]:
    """List the planned rounds that have not ended, soonest first; open to everyone."""
    query = select(Round).where(Round.status == RoundStatus.PLANNED, col(Round.ends_at) > now())
    return session.exec(query.order_by(col(Round.starts_at))).all()


def round_by_slug(session: Session, slug: str) -> Round:
    """Give the round of a public address.

    Raises
    ------
    NotFoundError
        No round has this address.
    """
    round_ = session.exec(select(Round).where(Round.slug == slug)).one_or_none()
    if round_ is None:
        raise NotFoundError
    return round_


def generals_of(session: Session, round_id: UUID) -> Sequence[UUID]:
    """List who leads a round."""
    return session.exec(select(RoundGeneral.person_id).where(RoundGeneral.round_id == round_id)).all()


def volunteers_coming(session: Session, round_id: UUID) -> int:
    """Count those who have a place in the round."""
    query = select(func.count()).where(SignUp.round_id == round_id, SignUp.status == SignUpStatus.COMING)
    return session.exec(query).one()


def teams(session: Session, round_id: UUID) -> Sequence[Team]:
    """List a round's teams by number."""
    return session.exec(select(Team).where(Team.round_id == round_id).order_by(col(Team.number))).all()


def assignments_of(session: Session, round_id: UUID) -> Sequence[Assignment]:
    """List which team walks which walk route, by team number."""
    query = select(Assignment).join(Team, col(Team.id) == Assignment.team_id)
    return session.exec(query.where(Assignment.round_id == round_id).order_by(col(Team.number))).all()


def join_code(assignment: Assignment) -> str:
    """Give the code of `/join/{code}`, which opens the team's walk on a phone; a new generation ends it."""
    return sign("join", f"{assignment.id}:{assignment.generation}")


def assignment_for_code(session: Session, code: str) -> Assignment:
    """Give the assignment that a join code opens.

    Raises
    ------
    DeadJoinLinkError
        The code is not ours, was replaced by a newer one, or its round is closed or cancelled.
    """
    named, _, generation = (signed_value("join", code) or "").partition(":")
    assignment = session.get(Assignment, UUID(named)) if named else None
    if assignment is None or generation != str(assignment.generation):
        raise DeadJoinLinkError
    round_ = session.get(Round, assignment.round_id)
    if round_ is None or round_.status != RoundStatus.PLANNED:
        raise DeadJoinLinkError
    return assignment


def note_token(round_: Round) -> str:
    """Give the token that notes of this round carry instead of a session."""
    return sign("notes", str(round_.id))


def round_by_note_token(session: Session, token: str) -> Round:
    """Give the round that a note belongs to, also after it is closed: late notes are handled by the caller.

    Raises
    ------
    GoneError
        The token is not ours, or its round is deleted.
    """
    named = signed_value("notes", token)
    round_ = session.get(Round, UUID(named)) if named else None
    if round_ is None:
        raise GoneError
    return round_
