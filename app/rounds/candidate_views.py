"""Who was asked along says yes: by the personal link, or to the general, who notes it."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Form, Request
from starlette.responses import Response

from app.db import SessionDep
from app.language import _
from app.people.access import AnyoneDep, LeaderDep
from app.rounds import candidates, desk_views, queries, tonight_views
from app.rounds.forms import AnswerForm, FromForm
from app.web import redirect

router = APIRouter()


@router.post("/sign-ups/{code}/answer")
def say_yes(
    _actor: AnyoneDep, session: SessionDep, code: str, form: Annotated[AnswerForm, Form()]
) -> Response:
    candidates.answer_by_link(session, queries.access_link(session, code), form)
    return redirect(f"/sign-ups/{code}")


@router.post("/sign-ups/{code}/name/removal")
def hide_name(_actor: AnyoneDep, session: SessionDep, code: str) -> Response:
    candidates.hide_name(session, queries.access_link(session, code))
    return redirect(f"/sign-ups/{code}", _("Navnet ditt står ikke på siden til runden lenger."))


@router.post("/rounds/{round_id}/sign-ups/{sign_up_id}/answer")
def note_yes(
    request: Request,
    *,
    actor: LeaderDep,
    session: SessionDep,
    round_id: UUID,
    sign_up_id: UUID,
    form: Annotated[FromForm, Form()],
) -> Response:
    round_ = queries.access_round(session, actor, round_id)
    candidates.answer_for(session, actor, round_, queries.access_sign_up(session, round_, sign_up_id))
    answer = tonight_views.answer if form.page == "tonight" else desk_views.answer
    return answer(request, session, round_)
