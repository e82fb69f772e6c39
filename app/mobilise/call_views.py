"""Calls as a caller sees them: ten numbers, one at a time, one tap for how it went."""

from datetime import timedelta
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Form, Request
from starlette.responses import Response

from app.db import SessionDep
from app.errors import InvalidError
from app.language import _, now, today
from app.mobilise import actions, calls, queries
from app.mobilise.forms import OutcomeForm
from app.mobilise.models import Callee, CallHold, CallingRound
from app.people.access import SignedInDep
from app.rounds.queries import coming_rounds, round_lines
from app.web import page, redirect

router = APIRouter()


@router.get("/calls")
def list_calls(request: Request, actor: SignedInDep, session: SessionDep) -> Response:
    return page(
        request,
        "mobilise/calls.html",
        hands=queries.hands_of(session, actor),
        last=queries.last_call(session, actor),
        now=now(),
    )


@router.post("/calling-rounds/{calling_round_id}/calls")
def take_calls(actor: SignedInDep, session: SessionDep, calling_round_id: UUID) -> Response:
    found = queries.access_calling_round(session, actor, calling_round_id)
    nobody = _("Det er ingen flere å ringe akkurat nå. Takk for innsatsen!")
    taken = calls.take_calls(session, actor, found)
    return redirect("/calls", "" if taken else nobody)


@router.get("/calls/{callee_id}")
def show_call(request: Request, actor: SignedInDep, session: SessionDep, callee_id: UUID) -> Response:
    hold, callee = queries.access_call(session, actor, callee_id)
    return _call_page(request, session, hold, callee)


@router.post("/calls/{callee_id}/outcome")
def record_outcome(
    request: Request,
    actor: SignedInDep,
    session: SessionDep,
    callee_id: UUID,
    form: Annotated[OutcomeForm, Form()],
) -> Response:
    hold, callee = queries.access_call(session, actor, callee_id)
    try:
        calls.record_outcome(session, actor, hold, callee, form)
    except InvalidError as error:
        return _call_page(request, session, hold, callee, error=error)
    return redirect("/calls")


@router.post("/calls/{callee_id}/outcome/removal")
def take_back(actor: SignedInDep, session: SessionDep, callee_id: UUID) -> Response:
    hold, callee = queries.access_call(session, actor, callee_id)
    calls.take_back(session, hold, callee)
    return redirect(f"/calls/{callee_id}")


def _call_page(
    request: Request,
    session: SessionDep,
    hold: CallHold,
    callee: Callee,
    *,
    error: InvalidError | None = None,
) -> Response:
    return page(
        request,
        "mobilise/call.html",
        status=422 if error else 200,
        sentence=_(error.sentence).format(**error.facts) if error else "",
        call=queries.call_of(hold, callee),
        calling_round=session.get_one(CallingRound, callee.calling_round_id),
        lines=round_lines(session, coming_rounds(session)),
        consent=actions.asked_consent(),
        tomorrow=today() + timedelta(days=1),
    )
