"""The walk sheets of a whole cut, for those who print before a round is planned."""

from uuid import UUID

from fastapi import APIRouter
from starlette.responses import Response

from app.db import SessionDep
from app.people.access import LeaderDep
from app.rounds.walk_sheets import Sides, cut_sheets
from app.turf.errors import UnfinishedCutError
from app.turf.queries import access_cut, walk_routes

router = APIRouter()


@router.get("/cuts/{cut_id}/walk-sheets.pdf")
def print_cut(_actor: LeaderDep, session: SessionDep, cut_id: UUID, sides: Sides = 2) -> Response:
    cut = access_cut(session, cut_id)
    if not walk_routes(session, cut_id):
        raise UnfinishedCutError
    headers = {"Content-Disposition": 'inline; filename="ruteark.pdf"'}
    return Response(cut_sheets(session, cut, sides), media_type="application/pdf", headers=headers)
