"""Who may send from a walk: a phone that joined by its team's QR, or a note with its round's token.

A phone that has lost its session scans the code again while the round is open. Once it is over the code is
dead: then what the phone was given with its route, its sending token, lets it send, and gives nothing back.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from functools import partial
from typing import Annotated
from uuid import UUID

from fastapi import Depends, Request
from sqlmodel import Session, col, select

from app.canvass.errors import NotJoinedError
from app.canvass.models import WalkPhone
from app.db import SessionDep
from app.language import now
from app.people.access import Policy
from app.rounds.models import Assignment, Round, RoundStatus
from app.rounds.queries import round_by_note_token
from app.sealing import digest, sign, signed_value

WALK_COOKIE = "__Host-walk"
WALK_HEADER = "X-Walk"
NOTE_HEADER = "X-Note-Token"
SENDING_HEADER = "X-Sending-Token"
SENDING = "sending"
"""What a sending token is signed for."""
LATE_LIFE = timedelta(days=14)


@dataclass(frozen=True)
class Walk:
    """A phone on its team's route; no phone when a general takes its queue in from a file.

    Once `is_over`, only late totals and notes are taken. What `only_sends` is told nothing of the team.
    """

    phone: WalkPhone | None
    assignment: Assignment
    round: Round
    only_sends: bool = False

    @property
    def is_over(self) -> bool:
        """Tell whether the round is closed or cancelled."""
        return self.round.status != RoundStatus.PLANNED

    @property
    def is_cancelled(self) -> bool:
        """Tell whether the round was called off."""
        return self.round.status == RoundStatus.CANCELLED

    @property
    def is_forgotten(self) -> bool:
        """Tell whether the round has been over for so long that nothing more is taken."""
        over_since = self.round.ends_at if self.is_cancelled else self.round.closed_at
        return over_since is not None and over_since <= now() - LATE_LIFE


class WalkPhonePolicy(Policy):
    """Open to a joined phone. A phone on several routes says in a header which one it means."""

    def __call__(self, request: Request, session: SessionDep) -> Walk:
        return _walk_of(request, session)


class SendingPhonePolicy(Policy):
    """For what a phone sends: open to a joined one, and after the round to one that has lost its session."""

    def __call__(self, request: Request, session: SessionDep) -> Walk:
        return _walk_of_phone_or_token(request, session, _late_walk)


class EndingPhonePolicy(Policy):
    """For the question whether a round is over: open to a joined phone, and to its sending token."""

    def __call__(self, request: Request, session: SessionDep) -> Walk:
        return _walk_of_phone_or_token(request, session, _named_walk)


class WaitingPhonePolicy(Policy):
    """Open to a joined phone whose question waits: it is let in anew at each look, and holds no session."""

    def __call__(self, request: Request) -> Callable[[Session], Walk]:
        return partial(_walk_of, request)


def _walk_of(request: Request, session: Session) -> Walk:
    walks = walks_of(session, request.cookies.get(WALK_COOKIE, ""))
    meant = request.headers.get(WALK_HEADER, "")
    found = next((walk for walk in walks if meant in ("", str(walk.assignment.id))), None)
    if found is None:
        raise NotJoinedError
    return found


def _walk_of_phone_or_token(
    request: Request, session: Session, opened_by: Callable[[Session, str], Walk | None]
) -> Walk:
    try:
        return _walk_of(request, session)
    except NotJoinedError:
        found = opened_by(session, request.headers.get(SENDING_HEADER, ""))
        if found is None:
            raise
        return found


def walks_of(session: Session, token: str) -> list[Walk]:
    """List the walks that a phone's token opens, the one joined last first."""
    if not token:
        return []
    rows = session.exec(
        select(WalkPhone, Assignment, Round)
        .join(Assignment, col(Assignment.id) == WalkPhone.assignment_id)
        .join(Round, col(Round.id) == Assignment.round_id)
        .where(WalkPhone.token_digest == digest(token), col(WalkPhone.revoked).is_(False))
        .order_by(col(WalkPhone.joined_at).desc())
    ).all()
    walks = [Walk(*row) for row in rows]
    return [walk for walk in walks if not walk.is_forgotten]


def sending_token(walk: Walk) -> str:
    """Give what a phone keeps with its route, to send by if it loses its session; it names the phone."""
    return sign(SENDING, f"{walk.assignment.id}:{walk.phone.id}") if walk.phone else ""


def phone_that_sends(session: Session, assignment: Assignment, token: str) -> WalkPhone | None:
    """Give the phone on an assignment that a sending token was made for, unless it has been shut out."""
    assignment_id, phone_id = _named(token)
    phone = session.get(WalkPhone, phone_id) if phone_id and assignment_id == assignment.id else None
    return phone if phone and not phone.revoked else None


def _late_walk(session: Session, token: str) -> Walk | None:
    """Find the walk that a sending token opens, for so long as something of a round that is over is taken."""
    walk = _named_walk(session, token)
    return walk if walk and walk.is_over and not walk.is_forgotten else None


def _named_walk(session: Session, token: str) -> Walk | None:
    """Find the walk that a sending token names, not of a phone shut out of it.

    A phone that the database does not know joined after the backup that it was restored from, or its round
    is long over.
    """
    assignment_id, phone_id = _named(token)
    assignment = session.get(Assignment, assignment_id) if assignment_id else None
    if assignment is None:
        return None
    phone = session.get(WalkPhone, phone_id)
    walk = Walk(phone, assignment, session.get_one(Round, assignment.round_id), only_sends=True)
    return None if phone and phone.revoked else walk


def _named(token: str) -> tuple[UUID | None, UUID | None]:
    """Give the assignment and the phone that a sending token names; nothing for one that is not ours."""
    assignment_id, _, phone_id = (signed_value(SENDING, token) or "").partition(":")
    return (UUID(assignment_id), UUID(phone_id)) if assignment_id else (None, None)


class NoteTokenPolicy(Policy):
    """Open to whoever holds the round's note token; on purpose no session, phone or team is looked at."""

    def __call__(self, request: Request, session: SessionDep) -> Round:
        return round_by_note_token(session, request.headers.get(NOTE_HEADER, ""))


WalkPhoneDep = Annotated[Walk, Depends(WalkPhonePolicy())]
SendingPhoneDep = Annotated[Walk, Depends(SendingPhonePolicy())]
EndingPhoneDep = Annotated[Walk, Depends(EndingPhonePolicy())]
WaitingPhoneDep = Annotated[Callable[[Session], Walk], Depends(WaitingPhonePolicy())]
NoteTokenDep = Annotated[Round, Depends(NoteTokenPolicy())]
