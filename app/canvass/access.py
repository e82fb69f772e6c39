"""Who may send from a walk: a phone that joined by its team's QR, or a note with its round's token."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from functools import partial
from typing import Annotated

from fastapi import Depends, Request
from sqlmodel import Session, col, select

from app.canvass.errors import NotJoinedError
from app.canvass.models import WalkPhone
from app.db import SessionDep
from app.language import now
from app.people.access import Policy
from app.rounds.models import Assignment, Round, RoundStatus
from app.rounds.queries import round_by_note_token
from app.sealing import digest

WALK_COOKIE = "__Host-walk"
WALK_HEADER = "X-Walk"
NOTE_HEADER = "X-Note-Token"
LATE_LIFE = timedelta(days=14)


@dataclass(frozen=True)
class Walk:
    """A phone on its team's route; no phone when a general takes its queue in from a file.

    Once `is_over`, only late totals and notes are taken.
    """

    phone: WalkPhone | None
    assignment: Assignment
    round: Round

    @property
    def is_over(self) -> bool:
        """Tell whether the round is closed or cancelled."""
        return self.round.status != RoundStatus.PLANNED


class WalkPhonePolicy(Policy):
    """Open to a joined phone. A phone on several routes says in a header which one it means."""

    def __call__(self, request: Request, session: SessionDep) -> Walk:
        return _walk_of(request, session)


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
    oldest = now() - LATE_LIFE
    return [Walk(*row) for row in rows if row[2].closed_at is None or row[2].closed_at > oldest]


class NoteTokenPolicy(Policy):
    """Open to whoever holds the round's note token; on purpose no session, phone or team is looked at."""

    def __call__(self, request: Request, session: SessionDep) -> Round:
        return round_by_note_token(session, request.headers.get(NOTE_HEADER, ""))


WalkPhoneDep = Annotated[Walk, Depends(WalkPhonePolicy())]
WaitingPhoneDep = Annotated[Callable[[Session], Walk], Depends(WaitingPhonePolicy())]
NoteTokenDep = Annotated[Round, Depends(NoteTokenPolicy())]
