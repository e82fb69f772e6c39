"""The general's page at the meeting point, on a phone in the dark: who is here, how many teams, off we go."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Form, Request
from starlette.responses import Response

from app.db import SessionDep
from app.people.access import LeaderDep
from app.rounds import queries, sign_ups, tonight
from app.rounds.desk import desk
from app.rounds.forms import AbsenceForm, TeamCountForm
from app.rounds.models import Round
from app.rounds.packing import USUAL_TEAM
from app.web import is_fragment, page, redirect

router = APIRouter(prefix="/rounds/{round_id}")


@router.get("/tonight")
def show_tonight(request: Request, actor: LeaderDep, session: SessionDep, round_id: UUID) -> Response:
    return _page(request, session, queries.access_round(session, actor, round_id))


@router.post("/sign-ups/{sign_up_id}/absence")
def set_absence(
    request: Request,
    *,
    actor: LeaderDep,
    session: SessionDep,
    round_id: UUID,
    sign_up_id: UUID,
    form: Annotated[AbsenceForm, Form()],
) -> Response:
    round_ = queries.access_round(session, actor, round_id)
    found = queries.access_sign_up(session, round_, sign_up_id)
    sign_ups.set_absent(session, round_, found, absent=form.absent)
    return answer(request, session, round_)


@router.post("/team-count")
def settle_teams(
    actor: LeaderDep, session: SessionDep, round_id: UUID, form: Annotated[TeamCountForm, Form()]
) -> Response:
    round_ = queries.access_round(session, actor, round_id)
    said = tonight.settle_teams(session, round_, form.teams)
    return redirect(f"/rounds/{round_id}/tonight", said)


def answer(request: Request, session: SessionDep, round_: Round) -> Response:
    if is_fragment(request):
        return _page(request, session, round_)
    return redirect(f"/rounds/{round_.id}/tonight")


def _page(request: Request, session: SessionDep, round_: Round) -> Response:
    shown = desk(session, round_)
    return page(
        request,
        "rounds/tonight_body.html" if is_fragment(request) else "rounds/tonight.html",
        desk=shown,
        suggested=max(1, round(len(shown.coming) / USUAL_TEAM)),
    )
