"""Writes about people: add, invite, let in, let out, forget."""

import secrets
from collections.abc import Callable
from datetime import timedelta
from typing import TypeGuard
from uuid import UUID

from sqlmodel import Session, col, delete, select, update

from app import mail
from app.config import settings
from app.db import after_commit
from app.errors import GoneError, InvalidError
from app.language import N_, _, now, today
from app.people.access import Actor
from app.people.contact import Contact
from app.people.models import (
    AuditEntry,
    Invitation,
    Level,
    LoginSession,
    Person,
    PersonRole,
    Role,
    SignInCode,
)
from app.people.queries import person_with
from app.sealing import blind_index, digest, new_token

INVITATION_LIFE = timedelta(hours=72)
SESSION_LIFE = timedelta(days=30)
CODE_LIFE = timedelta(minutes=15)
CODE_DIGITS = 8
CODE_TRIES = 5
NEVER_WALKED_DAYS = 90
AFTER_ELECTION_DAYS = 90
FORGETTING: list[Callable[[Session, Person], None]] = []
"""What other rooms do when a person is forgotten, beyond what hangs on the person's row; `main` fills it."""
BEFORE_FORGETTING: list[Callable[[Session, Person], str]] = []
"""What other rooms have to say before a person is forgotten, if anything; `main` fills it."""


class WrongCodeError(InvalidError):
    sentence = N_("Koden stemmer ikke eller er gått ut. Se etter i e-posten, eller be om en ny kode.")


class LastBoardMemberError(InvalidError):
    sentence = N_("Da ville ingen hatt styrerollen. Gi den til noen andre først.")


def add_person(session: Session, name: str, contact: Contact, *, consent: str = "") -> Person:
    """Add a person, or give the one who already has this contact; safe to repeat.

    The name of somebody already known is left as it is: a form anyone can fill in must not rename people.
    """
    known = person_with(session, contact)
    if known:
        return known
    index = blind_index(contact.value)
    person = Person(
        name=name.strip(),
        email=contact.email,
        phone=contact.phone,
        email_index=index if contact.email else None,
        phone_index=index if contact.phone else None,
        consent=consent,
        consented_at=now() if consent else None,
        keep_until=today() + timedelta(days=NEVER_WALKED_DAYS),
    )
    session.add(person)
    session.flush()
    return person


def keep_after_walk(person: Person) -> None:
    """Keep somebody who has walked until the election they walked for, and a little longer.

    One who only gave a first name cannot be asked again, so there is nothing to keep it for.
    """
    if not (person.email or person.phone):
        return
    person.keep_until = max(person.keep_until, settings().election + timedelta(days=AFTER_ELECTION_DAYS))


def set_roles(session: Session, actor: Actor | None, person: Person, roles: set[Role]) -> None:
    """Give a person exactly these roles. For the board; the command line acts as nobody.

    Raises
    ------
    LastBoardMemberError
        Nobody would be left to give roles.
    """
    if Role.BOARD not in roles and actor is not None and not _others_on_board(session, person.id):
        raise LastBoardMemberError
    session.exec(delete(PersonRole).where(col(PersonRole.person_id) == person.id))
    session.add_all(PersonRole(person_id=person.id, role=role) for role in sorted(roles))
    session.flush()
    record(session, actor, "roles set", f"person {person.id}")


def _others_on_board(session: Session, person_id: UUID) -> bool:
    query = select(PersonRole).where(PersonRole.role == Role.BOARD, PersonRole.person_id != person_id)
    return session.exec(query).first() is not None


def set_level(person: Person, level: Level) -> None:
    """Move a person on the ladder."""
    person.level = level


def invite(session: Session, person: Person) -> str:
    """Make a link that lets this person in once within 72 hours; give its token, which is not kept."""
    token = new_token()
    session.add(
        Invitation(token_digest=digest(token), person_id=person.id, expires_at=now() + INVITATION_LIFE)
    )
    session.flush()
    return token


def redeem(session: Session, token: str) -> str:
    """Use an invitation and give a session token.

    Marking it used is one guarded update, so of many at once exactly one succeeds.

    Raises
    ------
    GoneError
        The link is unknown, used or too old; the answer does not tell which.
    """
    found = session.get(Invitation, digest(token), with_for_update=True)
    if not _works(found):
        raise GoneError
    found.used_at = now()
    return open_login(session, found.person_id)


def check_invitation(session: Session, token: str) -> None:
    """Refuse a link that lets nobody in, before a button is shown for it; uses nothing up.

    Raises
    ------
    GoneError
        The link is unknown, used or too old; the answer does not tell which.
    """
    if not _works(session.get(Invitation, digest(token))):
        raise GoneError


def _works(found: Invitation | None) -> TypeGuard[Invitation]:
    return found is not None and not found.used_at and found.expires_at >= now()


def open_login(session: Session, person_id: UUID) -> str:
    """Start a server-side session and give its token, which only the browser keeps."""
    token = new_token()
    session.add(
        LoginSession(token_digest=digest(token), person_id=person_id, expires_at=now() + SESSION_LIFE)
    )
    session.flush()
    return token


def close_login(session: Session, token: str) -> None:
    """End a session; safe to repeat."""
    session.exec(delete(LoginSession).where(col(LoginSession.token_digest) == digest(token)))


def send_code(session: Session, contact: Contact) -> None:
    """Mail an eight-digit code when the address is known, and do the same work when it is not.

    The answer and its time must not tell who is a member, so a code is made and stored either way.
    """
    code = "".join(secrets.choice("0123456789") for _digit in range(CODE_DIGITS))
    index = blind_index(contact.value)
    session.merge(
        SignInCode(email_index=index, code_digest=digest(index + code), expires_at=now() + CODE_LIFE, tries=0)
    )
    if contact.email and person_with(session, contact):
        address, letter = contact.email, code_letter(code)
        after_commit(session, lambda: mail.send(address, *letter))


def code_letter(code: str) -> tuple[str, str]:
    """Give the subject and the text of the mail with a code."""
    text = _("Koden din er {code}. Den virker i et kvarter. Ba du ikke om den, kan du slette denne e-posten.")
    return _("Kode til dørbank: {code}").format(code=code), text.format(code=code)


def code_matches(session: Session, contact: Contact, code: str) -> bool:
    """Count a try and tell whether the code is right; five tries, then a new code is needed.

    A wrong try must be stored, so this answers instead of raising (a refusal would roll it back).
    """
    found = session.get(SignInCode, blind_index(contact.value), with_for_update=True)
    if found is None or found.expires_at < now() or found.tries >= CODE_TRIES:
        return False
    found.tries += 1
    digits = "".join(filter(str.isdigit, code))
    if not secrets.compare_digest(found.code_digest, digest(found.email_index + digits)):
        return False
    session.delete(found)
    return person_with(session, contact) is not None


def forget_person(session: Session, actor: Actor | None, person: Person) -> None:
    """Delete a person with sign-ups, team places and sessions; totals and input hold nothing of theirs.

    Raises
    ------
    LastBoardMemberError
        Nobody would be left on the board.
    """
    if actor is not None and not _others_on_board(session, person.id):
        raise LastBoardMemberError
    for forget in FORGETTING:
        forget(session, person)
    session.delete(person)
    session.flush()
    record(session, actor, "person forgotten", f"person {person.id}")


def record(session: Session, actor: Actor | None, deed: str, thing: str) -> None:
    """Write in the audit who did what to which thing, never what it said."""
    session.add(AuditEntry(at=now(), actor_id=actor.person_id if actor else None, deed=deed, thing=thing))


def sweep_people(session: Session) -> None:
    """Delete everything about people whose time is up; run daily, safe to repeat."""
    moment = now()
    session.exec(delete(Invitation).where(col(Invitation.expires_at) < moment))
    session.exec(delete(SignInCode).where(col(SignInCode.expires_at) < moment))
    session.exec(delete(LoginSession).where(col(LoginSession.expires_at) < moment))
    session.exec(delete(AuditEntry).where(col(AuditEntry.at) < moment - timedelta(days=365)))
    _keep_who_has_a_task(session)
    session.exec(delete(Person).where(col(Person.keep_until) < today()))


def _keep_who_has_a_task(session: Session) -> None:
    """Keep generals, committee and board as long as those who walk: they need not walk to be needed.

    When everybody on the board has had their time, they stay: a site that lets nobody in cannot be mended.
    """
    until = settings().election + timedelta(days=AFTER_ELECTION_DAYS)
    roles = [role for role in Role if role != Role.VOLUNTEER]
    if until < today():
        on_board = select(PersonRole).join(Person).where(PersonRole.role == Role.BOARD)
        if session.exec(on_board.where(col(Person.keep_until) >= today())).first():
            return
        until, roles = today(), [Role.BOARD]
    holders = select(PersonRole.person_id).where(col(PersonRole.role).in_(roles))
    short = update(Person).where(col(Person.id).in_(holders), col(Person.keep_until) < until)
    session.exec(short.values(keep_until=until))
