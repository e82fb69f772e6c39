"""What the teams take to the door: the general writes it for a round, the board for a season."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Form, Request
from starlette.responses import Response

from app.db import SessionDep
from app.language import _
from app.people.access import BoardDep, LeaderDep
from app.rounds import doorstep, queries
from app.rounds.forms import CandidateForm, PointsForm
from app.rounds.models import Round
from app.web import page, redirect

router = APIRouter()


@router.get("/rounds/{round_id}/doorstep")
def show_for_round(request: Request, actor: LeaderDep, session: SessionDep, round_id: UUID) -> Response:
    return _page(request, session, queries.access_round(session, actor, round_id))


@router.get("/seasons/{season_id}/doorstep")
def show_for_season(request: Request, _actor: BoardDep, session: SessionDep, season_id: UUID) -> Response:
    return _page(request, session, queries.access_season(session, season_id))


@router.post("/rounds/{round_id}/doorstep/points")
def write_for_round(
    actor: LeaderDep, session: SessionDep, round_id: UUID, form: Annotated[PointsForm, Form()]
) -> Response:
    doorstep.write_points(session, actor, queries.access_round(session, actor, round_id), form)
    return redirect(f"/rounds/{round_id}/doorstep", _("Endringene er lagret."))


@router.post("/seasons/{season_id}/doorstep/points")
def write_for_season(
    actor: BoardDep, session: SessionDep, season_id: UUID, form: Annotated[PointsForm, Form()]
) -> Response:
    doorstep.write_points(session, actor, queries.access_season(session, season_id), form)
    return redirect(f"/seasons/{season_id}/doorstep", _("Endringene er lagret."))


@router.post("/rounds/{round_id}/doorstep/candidates")
def keep_for_round(
    actor: LeaderDep, session: SessionDep, round_id: UUID, form: Annotated[CandidateForm, Form()]
) -> Response:
    doorstep.keep_candidate(session, actor, queries.access_round(session, actor, round_id), form)
    return redirect(f"/rounds/{round_id}/doorstep", _("Endringene er lagret."))


@router.post("/seasons/{season_id}/doorstep/candidates")
def keep_for_season(
    actor: BoardDep, session: SessionDep, season_id: UUID, form: Annotated[CandidateForm, Form()]
) -> Response:
    doorstep.keep_candidate(session, actor, queries.access_season(session, season_id), form)
    return redirect(f"/seasons/{season_id}/doorstep", _("Endringene er lagret."))


@router.post("/rounds/{round_id}/doorstep/candidates/{candidate_id}/removal")
def remove_for_round(actor: LeaderDep, session: SessionDep, round_id: UUID, candidate_id: UUID) -> Response:
    round_ = queries.access_round(session, actor, round_id)
    doorstep.remove_candidate(session, actor, round_, candidate_id)
    return redirect(f"/rounds/{round_id}/doorstep", _("Kortet er fjernet."))


@router.post("/seasons/{season_id}/doorstep/candidates/{candidate_id}/removal")
def remove_for_season(actor: BoardDep, session: SessionDep, season_id: UUID, candidate_id: UUID) -> Response:
    season = queries.access_season(session, season_id)
    doorstep.remove_candidate(session, actor, season, candidate_id)
    return redirect(f"/seasons/{season_id}/doorstep", _("Kortet er fjernet."))


def _page(request: Request, session: SessionDep, shelf: doorstep.Shelf) -> Response:
    is_round = isinstance(shelf, Round)
    whole = doorstep.doorstep_of(session, shelf) if isinstance(shelf, Round) else None
    return page(
        request,
        "rounds/doorstep.html",
        url=f"/{'rounds' if is_round else 'seasons'}/{shelf.id}/doorstep",
        round=shelf if is_round else None,
        season=None if is_round else shelf,
        points=doorstep.points_of(session, shelf),
        candidates=[(card, doorstep.picture_url(card)) for card in doorstep.candidates_of(session, shelf)],
        whole=whole,
        whole_spoken=[doorstep.SPOKEN[points.language] for points in whole.points] if whole else [],
        spoken=doorstep.SPOKEN,
        most=doorstep.MOST_CANDIDATES,
    )
