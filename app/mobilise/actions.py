"""Writes about calling rounds: open, change, choose callers, follow up, close, forget."""

from collections.abc import Collection
from datetime import timedelta
from uuid import UUID

from sqlalchemy import ColumnElement
from sqlmodel import Session, col, delete, func, select

from app.config import settings
from app.errors import NotFoundError
from app.language import _, now, today
from app.mobilise.errors import CallingClosedError, FollowUpsLeftError
from app.mobilise.forms import CallingRoundForm
from app.mobilise.models import (
    Callee,
    Caller,
    CallHold,
    CallingGoal,
    CallingRound,
    CallOutcome,
    NeverCall,
    UploadedList,
)
from app.mobilise.welcome import HELPING, sweep_newcomers
from app.people.access import Actor
from app.people.actions import add_person, invite, record
from app.people.contact import Contact
from app.people.models import Person
from app.sealing import blind_index

OPEN_DAYS = 60
UPLOAD_LIFE = timedelta(hours=24)
CALLERS_LIFE = timedelta(days=183)


def asked_consent() -> str:
    """Give the question that the caller asks before anybody is signed up."""
    return _("Er det greit at vi lagrer navnet og nummeret ditt og bruker dem til dørbank?")


def spoken_consent() -> str:
    """Give what is stored when the answer was yes: the question as it was read out."""
    return _("På telefon: «{question}» – «Ja.»").format(question=asked_consent())


def open_calling_round(session: Session, actor: Actor, form: CallingRoundForm) -> CallingRound:
    """Open a calling round. For the board."""
    opened = CallingRound(**form.model_dump(), opened_at=now())
    session.add(opened)
    session.flush()
    record(session, actor, "calling round opened", f"calling round {opened.id}")
    return opened


def change_calling_round(calling_round: CallingRound, form: CallingRoundForm) -> None:
    """Change what a calling round is called, what it is for and what is said.

    Raises
    ------
    CallingClosedError
        It is closed.
    """
    check_open(calling_round)
    calling_round.sqlmodel_update(form.model_dump())


def check_open(calling_round: CallingRound) -> None:
    """Refuse what needs a list once it is deleted.

    Raises
    ------
    CallingClosedError
        The calling round is closed.
    """
    if calling_round.closed_at:
        raise CallingClosedError


def set_callers(
    session: Session, actor: Actor, calling_round: CallingRound, chosen: Collection[UUID]
) -> None:
    """Let exactly these people ring; whoever is left out gives back what they hold. Safe to repeat.

    Raises
    ------
    CallingClosedError
        It is closed.
    """
    check_open(calling_round)
    known = set(session.exec(select(Person.id).where(col(Person.id).in_(chosen))).all())
    session.exec(delete(Caller).where(col(Caller.calling_round_id) == calling_round.id))
    session.add_all(
        Caller(calling_round_id=calling_round.id, person_id=person_id) for person_id in sorted(known)
    )
    in_round = select(Callee.id).where(Callee.calling_round_id == calling_round.id)
    session.exec(
        delete(CallHold).where(col(CallHold.callee_id).in_(in_round), col(CallHold.person_id).not_in(known))
    )
    session.flush()
    record(session, actor, "callers chosen", f"calling round {calling_round.id}")


def invite_as_caller(session: Session, actor: Actor, calling_round: CallingRound, callee: Callee) -> str:
    """Make somebody who will ring a caller, and give the token of their invitation, which is not kept.

    Raises
    ------
    CallingClosedError
        It is closed.
    NotFoundError
        This person did not say that they will ring.
    """
    check_open(calling_round)
    if callee.outcome != CallOutcome.WILL_RING:
        raise NotFoundError
    person = add_person(session, callee.name, Contact(phone=callee.phone), consent=spoken_consent())
    session.merge(Caller(calling_round_id=calling_round.id, person_id=person.id))
    callee.followed_up = True
    record(session, actor, "caller invited", f"person {person.id}")
    return invite(session, person)


def record_reveal(session: Session, actor: Actor, callee: Callee) -> None:
    """Note in the audit that the board saw the number of somebody who will help."""
    record(session, actor, "contact revealed", f"callee {callee.id}")


def mark_followed_up(callee: Callee) -> None:
    """Note that somebody who will help has been spoken with; safe to repeat."""
    callee.followed_up = True


def close_calling_round(session: Session, actor: Actor | None, calling_round: CallingRound) -> None:
    """Close a calling round: its list goes, the tallies stay, the next gets its callers. Safe to repeat.

    Raises
    ------
    FollowUpsLeftError
        Somebody said yes to helping, and would be forgotten.
    """
    if calling_round.closed_at:
        return
    left = session.exec(
        select(func.count()).where(
            Callee.calling_round_id == calling_round.id,
            col(Callee.outcome).in_(HELPING),
            col(Callee.followed_up).is_(False),
        )
    ).one()
    if left and actor is not None:
        raise FollowUpsLeftError(count=left)
    calling_round.closed_at = now()
    for table in (UploadedList, Callee):
        session.exec(delete(table).where(col(table.calling_round_id) == calling_round.id))
    _forget_callers(session, col(CallingRound.id) != calling_round.id)
    session.flush()
    record(session, actor, "calling round closed", f"calling round {calling_round.id}")


def _forget_callers(session: Session, *which: ColumnElement[bool]) -> None:
    """Forget who rang in calling rounds that are closed."""
    closed = select(CallingRound.id).where(col(CallingRound.closed_at).is_not(None), *which)
    session.exec(delete(Caller).where(col(Caller.calling_round_id).in_(closed)))


def never_call(session: Session, phone_index: str) -> None:
    """Note that a number is not to be rung before the election, in any calling round; safe to repeat."""
    session.merge(NeverCall(phone_index=phone_index, until=max(settings().election, today())))
    session.flush()


def forget_callee(session: Session, person: Person) -> None:
    """Take somebody who is being forgotten off every list; that they are never to be rung is remembered."""
    indexes = [blind_index(contact) for contact in (person.phone, person.email) if contact]
    session.exec(delete(Callee).where(col(Callee.phone_index).in_(indexes)))


def sweep_mobilise(session: Session) -> None:
    """Give back what was held a day, drop old uploads and callers, close what stands open too long."""
    moment = now()
    session.exec(delete(CallHold).where(col(CallHold.until) <= moment))
    session.exec(delete(UploadedList).where(col(UploadedList.uploaded_at) < moment - UPLOAD_LIFE))
    session.exec(delete(NeverCall).where(col(NeverCall.until) < today()))
    _forget_callers(session, col(CallingRound.closed_at) < moment - CALLERS_LIFE)
    sweep_newcomers(session)
    old = select(CallingRound).where(
        col(CallingRound.closed_at).is_(None),
        col(CallingRound.opened_at) < moment - timedelta(days=OPEN_DAYS),
        CallingRound.goal != CallingGoal.WELCOME,  # new members come all year: their round stays open
    )
    for calling_round in session.exec(old).all():
        close_calling_round(session, None, calling_round)
