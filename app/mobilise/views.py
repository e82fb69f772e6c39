"""Calling rounds as the board sees them: open, choose callers, see how far it has come, follow up, close."""

from typing import Annotated, Literal
from urllib.parse import quote
from uuid import UUID

from fastapi import APIRouter, Form, Query, Request
from sqlmodel import Session
from starlette.responses import Response

from app.config import settings
from app.db import SessionDep
from app.language import _
from app.listing import SearchQuery, named_like
from app.mobilise import actions, queries, welcome
from app.mobilise.forms import CallersForm, CallingRoundForm
from app.mobilise.models import CallingGoal, CallingRound
from app.people.access import Actor, BoardDep
from app.people.queries import people_to_tick
from app.qr import qr_svg
from app.rounds.queries import RoundLine, coming_rounds, round_lines
from app.web import page, redirect

router = APIRouter(prefix="/calling-rounds")


@router.get("")
def list_calling_rounds(
    request: Request,
    _actor: BoardDep,
    session: SessionDep,
    q: SearchQuery = "",
    sort: Literal["newest", "name", "calls"] = "newest",
) -> Response:
    every = queries.calling_rounds(session)
    lines = named_like(every, q, lambda line: line.calling_round.name)
    if sort == "name":
        lines.sort(key=lambda line: line.calling_round.name.casefold())
    elif sort == "calls":
        lines.sort(key=lambda line: -line.calls_made)
    return page(
        request,
        "mobilise/calling_rounds.html",
        lines=lines,
        any=bool(every),
        q=q,
        sort=sort,
        goals=list(CallingGoal),
        newcomers=len(welcome.queue(session)),
    )


@router.post("")
def open_calling_round(
    actor: BoardDep, session: SessionDep, form: Annotated[CallingRoundForm, Form()]
) -> Response:
    opened = actions.open_calling_round(session, actor, form)
    return redirect(f"/calling-rounds/{opened.id}", _("Ringerunden er opprettet. Hent inn lista nå."))


@router.get("/{calling_round_id}")
def show_calling_round(
    request: Request,
    actor: BoardDep,
    session: SessionDep,
    calling_round_id: UUID,
    q: Annotated[str, Query(max_length=80)] = "",
) -> Response:
    return _calling_round_page(request, session, actor, calling_round_id, search=q)


@router.post("/{calling_round_id}")
def change_calling_round(
    actor: BoardDep, session: SessionDep, calling_round_id: UUID, form: Annotated[CallingRoundForm, Form()]
) -> Response:
    found = queries.access_calling_round(session, actor, calling_round_id)
    actions.change_calling_round(found, form)
    return redirect(f"/calling-rounds/{found.id}", _("Endringene er lagret."))


@router.post("/{calling_round_id}/callers")
def set_callers(
    actor: BoardDep, session: SessionDep, calling_round_id: UUID, form: Annotated[CallersForm, Form()]
) -> Response:
    found = queries.access_calling_round(session, actor, calling_round_id)
    actions.set_callers(session, actor, found, form.people)
    return redirect(f"/calling-rounds/{found.id}", _("Ringerne er lagret."))


@router.post("/{calling_round_id}/helpers/{callee_id}/invitations")
def invite_as_caller(
    request: Request, actor: BoardDep, session: SessionDep, calling_round_id: UUID, callee_id: UUID
) -> Response:
    found = queries.access_calling_round(session, actor, calling_round_id)
    helper = queries.access_helper(session, found, callee_id)
    token = actions.invite_as_caller(session, actor, found, helper)
    link = f"{settings().url}/invitations/{token}?next=/calls"
    return _calling_round_page(request, session, actor, calling_round_id, invited=callee_id, link=link)


@router.post("/{calling_round_id}/helpers/{callee_id}/follow-up")
def mark_followed_up(
    actor: BoardDep, session: SessionDep, calling_round_id: UUID, callee_id: UUID
) -> Response:
    found = queries.access_calling_round(session, actor, calling_round_id)
    actions.mark_followed_up(queries.access_helper(session, found, callee_id))
    return redirect(f"/calling-rounds/{found.id}")


@router.post("/{calling_round_id}/helpers/{callee_id}/reveals")
def reveal_helper(
    request: Request, actor: BoardDep, session: SessionDep, calling_round_id: UUID, callee_id: UUID
) -> Response:
    found = queries.access_calling_round(session, actor, calling_round_id)
    helper = queries.access_helper(session, found, callee_id)
    actions.record_reveal(session, actor, helper)
    return _calling_round_page(request, session, actor, calling_round_id, shown=callee_id)


@router.post("/{calling_round_id}/closing")
def close_calling_round(actor: BoardDep, session: SessionDep, calling_round_id: UUID) -> Response:
    found = queries.access_calling_round(session, actor, calling_round_id)
    actions.close_calling_round(session, actor, found)
    return redirect(f"/calling-rounds/{found.id}", _("Ringerunden er avsluttet, og lista er slettet."))


def _calling_round_page(
    request: Request,
    session: SessionDep,
    actor: Actor,
    calling_round_id: UUID,
    *,
    invited: UUID | None = None,
    link: str = "",
    shown: UUID | None = None,
    search: str = "",
) -> Response:
    found = queries.access_calling_round(session, actor, calling_round_id)
    (progress,) = queries.progress_of(session, [found])
    callers = queries.callers_of(session, found)
    offered = set() if callers or found.closed_at else queries.last_callers(session, found)
    message = _("Hei! Så fint at du vil ringe for {chapter}. Trykk her for å komme i gang: {link}")
    return page(
        request,
        "mobilise/calling_round.html",
        calling_round=found,
        progress=progress,
        goals=list(CallingGoal),
        people=people_to_tick(session, callers | offered, search),
        q=search,
        callers=callers,
        offered=offered,
        helpers=queries.helpers_of(session, found),
        filling=_rounds_to_fill(session, found),
        invited=invited,
        shown=shown,
        link=link,
        sms=quote(message.format(chapter=settings().chapter, link=link)),
        qr=qr_svg(link) if link else "",
    )


def _rounds_to_fill(session: Session, calling: CallingRound) -> list[RoundLine]:
    """List the rounds that who is rung now is asked to come to."""
    if calling.closed_at or calling.goal != CallingGoal.SIGN_UP:
        return []
    return round_lines(session, coming_rounds(session))
