"""Several generals in a round: who coordinates, whose teams are whose, and the numbers that they ring."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Form, Request
from starlette.responses import Response

from app.db import SessionDep
from app.language import _
from app.people.access import LeaderDep
from app.rounds import leading, queries
from app.rounds.desk_views import answer
from app.rounds.forms import NumberForm, TeamGeneralForm

router = APIRouter(prefix="/rounds/{round_id}")


@router.post("/generals/{person_id}/coordination")
def set_coordinator(
    request: Request, actor: LeaderDep, session: SessionDep, round_id: UUID, person_id: UUID
) -> Response:
    round_ = queries.access_round(session, actor, round_id)
    leading.set_coordinator(session, actor, round_, person_id)
    return answer(request, session, round_)


@router.post("/generals/{person_id}/number")
def set_number(
    request: Request,
    *,
    actor: LeaderDep,
    session: SessionDep,
    round_id: UUID,
    person_id: UUID,
    form: Annotated[NumberForm, Form()],
) -> Response:
    round_ = queries.access_round(session, actor, round_id)
    leading.set_number(session, round_, person_id, form.phone)
    return answer(request, session, round_, _("Nummeret er lagret."))


@router.post("/teams/sharing")
def even_out(request: Request, actor: LeaderDep, session: SessionDep, round_id: UUID) -> Response:
    round_ = queries.access_round(session, actor, round_id)
    leading.even_out(session, round_)
    return answer(request, session, round_)


@router.post("/teams/{team_id}/general")
def hand_team(
    request: Request,
    *,
    actor: LeaderDep,
    session: SessionDep,
    round_id: UUID,
    team_id: UUID,
    form: Annotated[TeamGeneralForm, Form()],
) -> Response:
    round_ = queries.access_round(session, actor, round_id)
    leading.hand_team(session, round_, queries.access_team(session, round_, team_id), form.person_id)
    return answer(request, session, round_)
