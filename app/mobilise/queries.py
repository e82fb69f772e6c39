"""Reads about calling rounds; a caller is let into nothing but the numbers they hold."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from sqlalchemy import ColumnElement
from sqlalchemy.orm import Mapped
from sqlmodel import Session, and_, col, func, or_, select

from app.errors import NotFoundError
from app.language import now
from app.lookup import row_of
from app.mobilise.calls import AT_A_TIME, NO_WAY_BACK, is_to_ring, still_to_ring
from app.mobilise.errors import CallGoneError
from app.mobilise.models import (
    Callee,
    Caller,
    CallHold,
    CallingRound,
    CallOutcome,
    CallTally,
    NeverCall,
    UploadedList,
)
from app.mobilise.welcome import HELPING, days_left
from app.people.access import Actor
from app.people.models import Role

MAY_BE_RUNG = col(Callee.phone_index).not_in(select(NeverCall.phone_index))
"""Somebody who said «never» in one calling round is left alone in every other."""


def access_calling_round(session: Session, actor: Actor, calling_round_id: UUID) -> CallingRound:
    """Give a calling round to the board, or while it is open to one of its callers.

    Raises
    ------
    NotFoundError
        There is none, or the person does not ring in it.
    """
    found = session.get(CallingRound, calling_round_id)
    if found is None or not (actor.holds(Role.BOARD) or _rings(session, actor, found)):
        raise NotFoundError
    return found


def _rings(session: Session, actor: Actor, calling_round: CallingRound) -> bool:
    is_caller = session.get(Caller, (calling_round.id, actor.person_id)) is not None
    return is_caller and calling_round.closed_at is None


def access_call(session: Session, actor: Actor, callee_id: UUID) -> tuple[CallHold, Callee]:
    """Give somebody to ring to the caller who holds them, and to nobody else.

    Raises
    ------
    NotFoundError
        Somebody else holds them, or nobody does.
    """
    row = session.exec(
        select(CallHold, Callee)
        .join(Callee, col(Callee.id) == CallHold.callee_id)
        .where(CallHold.callee_id == callee_id, CallHold.person_id == actor.person_id)
    ).one_or_none()
    if row is None:
        raise NotFoundError
    return row


def access_upload(session: Session, calling_round: CallingRound) -> UploadedList:
    """Give the list that waits to be put in; the view's policy lets only the board in.

    Raises
    ------
    NotFoundError
        Nothing is uploaded, or it has been put in or dropped.
    """
    return row_of(session, UploadedList, calling_round.id)


def access_helper(session: Session, calling_round: CallingRound, callee_id: UUID) -> Callee:
    """Give somebody who said that they will help, for the board to follow up.

    Raises
    ------
    NotFoundError
        Nobody of this calling round who said so has this id.
    """
    found = session.get(Callee, callee_id)
    if found is None or found.calling_round_id != calling_round.id or found.outcome not in HELPING:
        raise NotFoundError
    return found


@dataclass(frozen=True)
class Call:
    """Somebody a caller is to ring: only name and number, and when it was agreed if it was."""

    id: UUID
    name: str
    phone: str
    agreed_at: datetime | None
    tries: int
    days_left: int | None


@dataclass(frozen=True)
class LastCall:
    """What was noted last, and whether it can be taken back."""

    id: UUID
    name: str
    outcome: CallOutcome
    can_be_taken_back: bool


@dataclass(frozen=True)
class Hands:
    """What a caller holds in one calling round; `more` is how many others are due."""

    calling_round: CallingRound
    to_ring: list[Call]
    more: int
    room: int = field(default=AT_A_TIME)


def hands_of(session: Session, actor: Actor) -> list[Hands]:
    """List the open calling rounds that a person rings in, with what they hold of each."""
    mine = session.exec(
        select(CallingRound)
        .join(Caller, col(Caller.calling_round_id) == CallingRound.id)
        .where(Caller.person_id == actor.person_id, col(CallingRound.closed_at).is_(None))
        .order_by(col(CallingRound.opened_at))
    ).all()
    held = session.exec(
        select(Callee)
        .join(CallHold, col(CallHold.callee_id) == Callee.id)
        .where(still_to_ring(actor.person_id))
        .order_by(col(Callee.joined_on), col(Callee.due_at), col(Callee.phone_index))
    ).all()
    due = _due_by_round(session)
    return [
        Hands(
            each,
            [_call(callee) for callee in held if callee.calling_round_id == each.id],
            due.get(each.id, 0),
            AT_A_TIME - len(held),
        )
        for each in mine
    ]


def _call(callee: Callee) -> Call:
    agreed = callee.due_at if callee.outcome == CallOutcome.CALL_BACK else None
    return Call(callee.id, callee.name, callee.phone, agreed, callee.tries, days_left(callee))


def _due_by_round(session: Session) -> dict[UUID, int]:
    free = (
        select(Callee.calling_round_id, func.count())
        .join(CallHold, col(CallHold.phone_index) == Callee.phone_index, isouter=True)
        .where(
            col(Callee.due_at) <= now(),
            or_(col(CallHold.phone_index).is_(None), col(CallHold.until) <= now()),
            MAY_BE_RUNG,
        )
    )
    return dict(session.exec(free.group_by(col(Callee.calling_round_id))).all())


def call_of(hold: CallHold, callee: Callee) -> Call:
    """Give a call to show to the caller who holds it.

    Raises
    ------
    CallGoneError
        A day has passed, or it has been noted how it ended.
    """
    if not is_to_ring(hold, callee):
        raise CallGoneError
    return _call(callee)


def last_call(session: Session, actor: Actor) -> LastCall | None:
    """Give the call that a person noted last, while it can still be looked at."""
    row = session.exec(
        select(Callee)
        .join(CallHold, col(CallHold.callee_id) == Callee.id)
        .where(
            CallHold.person_id == actor.person_id,
            col(CallHold.rung_at).is_not(None),
            col(CallHold.until) > now(),
        )
        .order_by(col(CallHold.rung_at).desc())
    ).first()
    if row is None or row.outcome is None:
        return None
    return LastCall(row.id, row.name, row.outcome, row.outcome not in NO_WAY_BACK)


@dataclass(frozen=True)
class Progress:
    """How far a calling round has come. `calls` counts calls, the others people; `again` have been tried.

    `done` are those nobody has to ring or, without a number, to write to any more.
    """

    calling_round: CallingRound
    people: int
    done: int
    again: int
    held: int
    callers: int
    calls: dict[CallOutcome, int]

    @property
    def calls_made(self) -> int:
        """All calls, unanswered ones too."""
        return sum(self.calls.values())

    @property
    def signed_up(self) -> int:
        """Calls that ended with a sign-up."""
        return self.calls.get(CallOutcome.SIGNED_UP, 0)

    @property
    def shares(self) -> dict[CallOutcome, int]:
        """Each outcome's share of the calls in whole per cent; the largest rests are rounded up."""
        exact = {outcome: 100 * count / self.calls_made for outcome, count in self.calls.items()}
        whole = {outcome: int(share) for outcome, share in exact.items()}
        rests = sorted(exact, key=lambda outcome: whole[outcome] - exact[outcome])
        for outcome in rests[: 100 - sum(whole.values()) if whole else 0]:
            whole[outcome] += 1
        return whole


def calling_rounds(session: Session) -> list[Progress]:
    """List every calling round with its progress, the newest first; a fixed number of queries."""
    rounds = session.exec(select(CallingRound).order_by(col(CallingRound.opened_at).desc())).all()
    return progress_of(session, rounds)


def progress_of(session: Session, rounds: Sequence[CallingRound]) -> list[Progress]:
    """Give how far these calling rounds have come, in the order given."""
    people = _counted(session, col(Callee.calling_round_id))
    still = and_(col(Callee.due_at).is_not(None), MAY_BE_RUNG)
    by_mail = and_(col(Callee.due_at).is_(None), col(Callee.outcome).is_(None))
    waiting = _counted(session, col(Callee.calling_round_id), or_(still, by_mail))
    again = _counted(session, col(Callee.calling_round_id), still, col(Callee.tries) > 0)
    callers = _counted(session, col(Caller.calling_round_id))
    held = dict(
        session.exec(
            select(Callee.calling_round_id, func.count())
            .join(CallHold, col(CallHold.callee_id) == Callee.id)
            .where(col(CallHold.until) > now(), col(CallHold.rung_at).is_(None))
            .group_by(col(Callee.calling_round_id))
        ).all()
    )
    calls: dict[UUID, dict[CallOutcome, int]] = {}
    for tally in session.exec(select(CallTally).where(CallTally.calls > 0)):
        calls.setdefault(tally.calling_round_id, {})[tally.outcome] = tally.calls
    return [
        Progress(
            each,
            people.get(each.id, 0),
            people.get(each.id, 0) - waiting.get(each.id, 0),
            again.get(each.id, 0),
            held.get(each.id, 0),
            callers.get(each.id, 0),
            calls.get(each.id, {}),
        )
        for each in rounds
    ]


def _counted(session: Session, key: Mapped[UUID], *conditions: ColumnElement[bool]) -> dict[UUID, int]:
    return dict(session.exec(select(key, func.count()).where(*conditions).group_by(key)).all())


def callers_of(session: Session, calling_round: CallingRound) -> set[UUID]:
    """Give who rings in a calling round."""
    query = select(Caller.person_id).where(Caller.calling_round_id == calling_round.id)
    return set(session.exec(query).all())


def last_callers(session: Session, calling_round: CallingRound) -> set[UUID]:
    """Give who rings, or rang, in the newest of the other calling rounds that has callers."""
    others = select(CallingRound).join(Caller).where(CallingRound.id != calling_round.id)
    last = session.exec(others.order_by(col(CallingRound.opened_at).desc()).limit(1)).first()
    return callers_of(session, last) if last else set()


def helpers_of(session: Session, calling_round: CallingRound) -> Sequence[Callee]:
    """List those who said that they will help, for the board; those not yet followed up first."""
    query = select(Callee).where(
        Callee.calling_round_id == calling_round.id, col(Callee.outcome).in_(HELPING)
    )
    return session.exec(query.order_by(col(Callee.followed_up), col(Callee.phone_index))).all()
