"""Who is asking, and may they: every view declares one of these policies (a test looks)."""

from dataclasses import dataclass
from typing import Annotated
from uuid import UUID

from fastapi import Depends, Request
from sqlmodel import Session, col, select

from app.db import SessionDep
from app.errors import NotAllowedError, SignInNeededError
from app.language import now
from app.people.models import LoginSession, PersonRole, Role
from app.sealing import digest

SESSION_COOKIE = "__Host-session"


@dataclass(frozen=True)
class Actor:
    """The signed-in person of this request, with the roles they hold now."""

    person_id: UUID
    roles: frozenset[Role]

    @property
    def role_names(self) -> frozenset[str]:
        """The roles as plain words, for templates."""
        return frozenset(role.value for role in self.roles)

    def holds(self, *roles: Role) -> bool:
        """Tell whether the person holds at least one of `roles`."""
        return not self.roles.isdisjoint(roles)


class Policy:
    """Marks a dependency as the one declared policy of a view."""


class Everyone(Policy):
    """Open to everybody; gives the actor when one is signed in."""

    def __call__(self, request: Request, session: SessionDep) -> Actor | None:
        actor = signed_in(session, request.cookies.get(SESSION_COOKIE, ""))
        request.state.actor = actor
        return actor


class Allow(Policy):
    """Open to those who hold one of `roles`, or to anyone signed in when none is named."""

    def __init__(self, *roles: Role) -> None:
        self.roles = roles

    def __call__(self, request: Request, session: SessionDep) -> Actor:
        actor = signed_in(session, request.cookies.get(SESSION_COOKIE, ""))
        request.state.actor = actor
        if actor is None:
            raise SignInNeededError
        if self.roles and not actor.holds(*self.roles):
            raise NotAllowedError
        return actor


def signed_in(session: Session, token: str) -> Actor | None:
    """Find who holds this session token; None when it is unknown, ended or expired."""
    if not token:
        return None
    rows = session.exec(
        select(LoginSession.person_id, PersonRole.role)
        .join(PersonRole, col(PersonRole.person_id) == LoginSession.person_id, isouter=True)
        .where(LoginSession.token_digest == digest(token), LoginSession.expires_at > now())
    ).all()
    return Actor(rows[0][0], frozenset(Role(role) for _, role in rows if role)) if rows else None


AnyoneDep = Annotated[Actor | None, Depends(Everyone())]
SignedInDep = Annotated[Actor, Depends(Allow())]
BoardDep = Annotated[Actor, Depends(Allow(Role.BOARD))]
LeaderDep = Annotated[Actor, Depends(Allow(Role.GENERAL, Role.BOARD))]
CommitteeDep = Annotated[Actor, Depends(Allow(Role.COMMITTEE))]
