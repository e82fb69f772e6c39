"""Writes about calls: take ten, say how one ended, take that back."""

from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import ColumnElement
from sqlmodel import Session, and_, case, col, delete, exists, func, or_, select
from sqlmodel.sql.expression import SelectOfScalar

from app.db import insert_once
from app.language import now
from app.mobilise.actions import check_open, never_call, spoken_consent
from app.mobilise.errors import CallBackTimeError, CallGoneError, CallRoundMissingError
from app.mobilise.forms import OutcomeForm
from app.mobilise.models import Callee, CallHold, CallingRound, CallOutcome, CallTally, NeverCall
from app.mobilise.welcome import count_welcome
from app.people.access import Actor
from app.people.actions import record
from app.rounds.forms import SignUpForm
from app.rounds.models import Round, RoundStatus
from app.rounds.schedule import moment_at
from app.rounds.sign_ups import sign_up

AT_A_TIME = 10
HOLD_LIFE = timedelta(hours=24)
AGAIN_AFTER = timedelta(hours=24)
MOST_TRIES = 3
CALL_BACK_WITHIN = timedelta(days=28)
NO_WAY_BACK = frozenset({CallOutcome.SIGNED_UP})
"""Signing up tells the member and takes a place: the member's own link takes it back, not a tap of ours."""


def still_to_ring(person_id: UUID) -> ColumnElement[bool]:
    """Give the condition for what a caller has still to ring, on `CallHold` joined with `Callee`."""
    return and_(
        col(CallHold.person_id) == person_id,
        col(CallHold.until) > now(),
        or_(
            col(CallHold.rung_at).is_(None),
            and_(
                col(Callee.outcome) == CallOutcome.CALL_BACK,
                col(Callee.due_at) < col(CallHold.until),
            ),
        ),
    )


def take_calls(session: Session, actor: Actor, calling_round: CallingRound) -> int:
    """Fill a caller's hands up to ten numbers that nobody else holds; give how many were new.

    `CallHold` has the number as its key, so that two callers who ask at once never get the same person,
    not even from two lists. Rows that another caller is just taking are passed over, not waited for.

    Raises
    ------
    CallingClosedError
        It is closed.
    """
    check_open(calling_round)
    session.exec(delete(CallHold).where(col(CallHold.until) <= now()))
    held = session.exec(
        select(func.count())
        .select_from(CallHold)
        .join(Callee, col(Callee.id) == CallHold.callee_id)
        .where(still_to_ring(actor.person_id))
    ).one()
    taken = 0
    if held < AT_A_TIME:
        free = session.exec(_free(calling_round.id, AT_A_TIME - held)).all()
        until = now() + HOLD_LIFE
        # In the order of the key: two who insert the same numbers wait in one direction only.
        for index, callee_id in sorted((callee.phone_index, callee.id) for callee in free):
            hold = CallHold(phone_index=index, callee_id=callee_id, person_id=actor.person_id, until=until)
            taken += insert_once(session, hold)
    if taken:
        record(session, actor, "calls taken", f"calling round {calling_round.id}")
    return taken


def _free(calling_round_id: UUID, most: int) -> SelectOfScalar[Callee]:
    promised = case((col(Callee.outcome) == CallOutcome.CALL_BACK, 0), else_=1)
    return (
        select(Callee)
        .where(
            Callee.calling_round_id == calling_round_id,
            col(Callee.due_at) <= now(),
            ~exists().where(col(CallHold.phone_index) == Callee.phone_index),
            ~exists().where(col(NeverCall.phone_index) == Callee.phone_index),
        )
        .order_by(promised, col(Callee.joined_on), col(Callee.tries), col(Callee.phone_index))
        .limit(most)
        .with_for_update(skip_locked=True)
    )


def record_outcome(session: Session, actor: Actor, hold: CallHold, callee: Callee, form: OutcomeForm) -> None:
    """Note how a call ended and what follows from it. For the caller who holds the number.

    Raises
    ------
    CallGoneError
        A day has passed, or the call has ended already.
    CallRoundMissingError, CallBackTimeError, ClockGapError, SignUpClosedError
        As their sentences say.
    """
    session.refresh(hold, with_for_update=True)
    if not is_to_ring(hold, callee):
        raise CallGoneError
    due_at = _due_again(callee, form)
    if form.outcome == CallOutcome.SIGNED_UP:
        _sign_up(session, callee, form)
    callee.due_at, callee.outcome = due_at, form.outcome
    callee.tries += 1
    if form.outcome == CallOutcome.NEVER:
        never_call(session, callee.phone_index)
    count_welcome(session, callee, form.outcome, 1)
    _let_go_of_others(session, actor, hold)
    hold.rung_at = now()
    _count(session, callee.calling_round_id, form.outcome, 1)


def is_to_ring(hold: CallHold, callee: Callee) -> bool:
    """Tell whether a call is still to be made by the one who holds it: the same as `still_to_ring`."""
    again = callee.outcome == CallOutcome.CALL_BACK and callee.due_at and callee.due_at < hold.until
    return hold.until > now() and (hold.rung_at is None or bool(again))


def _due_again(callee: Callee, form: OutcomeForm) -> datetime | None:
    """Give when to ring next: at the time agreed, a day after an unanswered call, else never."""
    if form.outcome == CallOutcome.CALL_BACK:
        if form.day is None or form.clock is None:
            raise CallBackTimeError
        agreed = moment_at(form.day, form.clock)
        if not now() < agreed < now() + CALL_BACK_WITHIN:
            raise CallBackTimeError
        return agreed
    more = callee.joined_on is not None or callee.tries + 1 < MOST_TRIES
    if form.outcome == CallOutcome.NO_ANSWER and more:
        return now() + AGAIN_AFTER
    return None


def _sign_up(session: Session, callee: Callee, form: OutcomeForm) -> None:
    round_ = session.get(Round, form.round_id) if form.round_id else None
    if round_ is None or round_.status != RoundStatus.PLANNED:
        raise CallRoundMissingError
    filled = SignUpForm(name=callee.name, contact=callee.phone, under_18=form.under_18, consent=True)
    sign_up(session, round_, filled, consent=spoken_consent())


def _let_go_of_others(session: Session, actor: Actor, hold: CallHold) -> None:
    """Forget whose calls the earlier ones were: only the last can be taken back, and agreed ones are kept."""
    agreed = select(Callee.id).where(Callee.outcome == CallOutcome.CALL_BACK)
    session.exec(
        delete(CallHold).where(
            col(CallHold.person_id) == actor.person_id,
            col(CallHold.rung_at).is_not(None),
            col(CallHold.phone_index) != hold.phone_index,
            or_(col(CallHold.until) <= now(), col(CallHold.callee_id).not_in(agreed)),
        )
    )


def take_back(session: Session, hold: CallHold, callee: Callee) -> None:
    """Put a call that was just noted back among those to ring. For the caller who noted it.

    Raises
    ------
    CallGoneError
        There is nothing to take back, a day has passed, or the member has been signed up.
    """
    session.refresh(hold, with_for_update=True)
    outcome = callee.outcome
    if hold.rung_at is None or hold.until <= now() or outcome is None or outcome in NO_WAY_BACK:
        raise CallGoneError
    if outcome == CallOutcome.NEVER:
        session.exec(delete(NeverCall).where(col(NeverCall.phone_index) == callee.phone_index))
    count_welcome(session, callee, outcome, -1)
    callee.outcome, callee.due_at, callee.tries, hold.rung_at = None, now(), callee.tries - 1, None
    _count(session, callee.calling_round_id, outcome, -1)


def _count(session: Session, calling_round_id: UUID, outcome: CallOutcome, step: int) -> None:
    insert_once(session, CallTally(calling_round_id=calling_round_id, outcome=outcome))
    tally = session.get_one(CallTally, (calling_round_id, outcome), with_for_update=True)
    tally.calls += step
    session.flush()
