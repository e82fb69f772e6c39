"""Reads about rounds, teams and assignments; `access_…` is the only way to a round that is not public."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from sqlmodel import Session, col, func, select

from app.districts.queries import districts
from app.errors import GoneError, NotFoundError
from app.language import now
from app.lookup import row_of
from app.people.access import Actor
from app.people.models import PersonRole, Role
from app.rounds.errors import DeadJoinLinkError, EndedJoinLinkError, SignUpClosedError
from app.rounds.models import (
    Assignment,
    Round,
    RoundGeneral,
    RoundStatus,
    Season,
    SignUp,
    SignUpLink,
    SignUpStatus,
    Team,
)
from app.sealing import sign, signed_value

WALK_UP, WALK_UP_BEFORE = "walk-up", timedelta(hours=3)


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


def generals_of(session: Session, round_id: UUID) -> Sequence[UUID]:
    """List who leads a round."""
    return session.exec(select(RoundGeneral.person_id).where(RoundGeneral.round_id == round_id)).all()


@dataclass(frozen=True)
class RoundLine:
    """A round with what its card shows; `coming` have a place, `waiting` would like one.

    For those who are `asked` along a place is held. `generals` are those who lead it and still have the role:
    without it the round does not open to them.
    """

    round: Round
    district: str
    coming: int
    waiting: int
    asked: int
    generals: int

    @property
    def places_left(self) -> int:
        """How many more can come."""
        return max(0, self.round.capacity - self.coming - self.asked)


def round_lines(session: Session, rounds: Sequence[Round]) -> list[RoundLine]:
    """Give rounds with their district and head counts, in the order given."""
    wanted = [round_.id for round_ in rounds]
    counted = session.exec(
        select(SignUp.round_id, SignUp.status, func.count())
        .where(col(SignUp.round_id).in_(wanted))
        .group_by(col(SignUp.round_id), col(SignUp.status))
    ).all()
    people = {(round_id, status): count for round_id, status, count in counted}
    led = session.exec(
        select(RoundGeneral.round_id, func.count())
        .join(PersonRole, col(PersonRole.person_id) == RoundGeneral.person_id)
        .where(col(RoundGeneral.round_id).in_(wanted), PersonRole.role == Role.GENERAL)
        .group_by(col(RoundGeneral.round_id))
    ).all()
    generals, names = dict(led), {district.id: district.name for district in districts(session)}
    return [
        RoundLine(
            round_,
            names.get(round_.district_id, ""),
            people.get((round_.id, SignUpStatus.COMING), 0),
            people.get((round_.id, SignUpStatus.WAITING), 0),
            people.get((round_.id, SignUpStatus.ASKED), 0),
            generals.get(round_.id, 0),
        )
        for round_ in rounds
    ]


def volunteers_coming(session: Session, round_id: UUID) -> int:
    """Count those who have a place in the round."""
    query = select(func.count()).where(SignUp.round_id == round_id, SignUp.status == SignUpStatus.COMING)
    return session.exec(query).one()


def places_taken(session: Session, round_id: UUID) -> int:
    """Count the places in the round that are taken, or held for somebody who is asked."""
    has_place = col(SignUp.status).in_([SignUpStatus.COMING, SignUpStatus.ASKED])
    return session.exec(select(func.count()).where(SignUp.round_id == round_id, has_place)).one()


def held_rounds(session: Session) -> dict[UUID, int]:
    """Count the rounds that were held, by district: the list of districts asks."""
    held = select(Round.district_id, func.count()).where(Round.status == RoundStatus.HELD)
    return dict(session.exec(held.group_by(col(Round.district_id))).all())


def teams(session: Session, round_id: UUID) -> Sequence[Team]:
    """List a round's teams by number."""
    return session.exec(select(Team).where(Team.round_id == round_id).order_by(col(Team.number))).all()


def assignments_of(session: Session, round_id: UUID) -> Sequence[Assignment]:
    """List which team walks which walk route, by team number and then in the order the team got them."""
    query = select(Assignment).join(Team, col(Team.id) == Assignment.team_id)
    return session.exec(
        query.where(Assignment.round_id == round_id).order_by(col(Team.number), col(Assignment.turn))
    ).all()


def access_sign_up(session: Session, round_: Round, sign_up_id: UUID) -> SignUp:
    """Give a sign-up of a round that the caller has been let into.

    Raises
    ------
    NotFoundError
        The round has no such sign-up.
    """
    return row_of(session, SignUp, sign_up_id, round_id=round_.id)


def access_team(session: Session, round_: Round, team_id: UUID) -> Team:
    """Give a team of this round.

    Raises
    ------
    NotFoundError
        There is no such team in the round.
    """
    return row_of(session, Team, team_id, round_id=round_.id)


def access_assignment(session: Session, round_: Round, assignment_id: UUID) -> Assignment:
    """Give an assignment of this round.

    Raises
    ------
    NotFoundError
        There is no such assignment in the round.
    """
    return row_of(session, Assignment, assignment_id, round_id=round_.id)


def access_link(session: Session, code: str) -> SignUpLink:
    """Give the personal link that a code from `/sign-ups/{code}` stands for.

    Raises
    ------
    NotFoundError
        The code is not ours, or the sign-up is deleted.
    """
    named = _signed("sign-up", code)
    link = session.get(SignUpLink, UUID(named)) if named else None
    if link is None:
        raise NotFoundError
    return link


def shown_by(link: SignUpLink, found: SignUp) -> tuple[SignUpStatus, int]:
    """Give what a link shows of its sign-up: the status, and how often it has changed since it was made.

    One that is not proven goes by what it was told, and shows what it would of a contact nobody knew.
    """
    if link.proven:
        return found.status, found.changes - link.since
    return link.told, int(link.told == SignUpStatus.CANCELLED)


def _signed(purpose: str, code: str) -> str:
    """Give what was signed, or nothing; letters outside ASCII cannot be compared in constant time."""
    return (signed_value(purpose, code) or "") if code.isascii() else ""


def join_code(assignment: Assignment) -> str:
    """Give the code of `/join/{code}`, which opens the team's walk on a phone; a new generation ends it."""
    return sign("join", f"{assignment.id}:{assignment.generation}")


def assignment_for_code(session: Session, code: str) -> Assignment:
    """Give the assignment that a join code opens.

    Raises
    ------
    DeadJoinLinkError
        The code is not ours, or was replaced by a newer one.
    EndedJoinLinkError
        Its round is closed or cancelled.
    """
    named, _, generation = _signed("join", code).partition(":")
    assignment = session.get(Assignment, UUID(named)) if named else None
    if assignment is None or generation != str(assignment.generation):
        raise DeadJoinLinkError
    round_ = session.get(Round, assignment.round_id)
    if round_ is None or round_.status != RoundStatus.PLANNED:
        raise EndedJoinLinkError
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
    named = _signed("notes", token)
    round_ = session.get(Round, UUID(named)) if named else None
    if round_ is None:
        raise GoneError
    return round_


def round_for_walk_up(session: Session, code: str) -> Round:
    """Give the round that a code shown at the meeting place opens, from three hours before it to its end.

    Raises
    ------
    SignUpClosedError
        The code is not ours, or it is not the time.
    """
    named = _signed(WALK_UP, code)
    round_ = session.get(Round, UUID(named)) if named else None
    if round_ is None or round_.status != RoundStatus.PLANNED:
        raise SignUpClosedError
    if not round_.starts_at - WALK_UP_BEFORE <= now() <= round_.ends_at:
        raise SignUpClosedError
    return round_


def seasons(session: Session) -> Sequence[Season]:
    """List the seasons by their start."""
    return session.exec(select(Season).order_by(col(Season.starts_on))).all()


def access_season(session: Session, season_id: UUID) -> Season:
    """Give a season; seasons are not private, the view's policy is enough.

    Raises
    ------
    NotFoundError
        There is no such season.
    """
    return row_of(session, Season, season_id)
