"""Who has not signed up gives a first name: to the general, or by scanning the code at the meeting point."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Form, Request
from limits import parse
from starlette.responses import Response

from app.db import SessionDep
from app.districts.queries import access_district
from app.language import _
from app.people.access import AnyoneDep, LeaderDep
from app.people.limits import slow_down
from app.qr import qr_svg
from app.rounds import desk_views, queries, sign_ups, tonight_views
from app.rounds.forms import WalkUpForm, WalkUpFromForm
from app.rounds.links import walk_up_url
from app.web import page, redirect

router = APIRouter()
ROUND_LIMIT = parse("60 per hour")


@router.get("/rounds/{round_id}/walk-up-code")
def show_code(request: Request, actor: LeaderDep, session: SessionDep, round_id: UUID) -> Response:
    round_ = queries.access_round(session, actor, round_id)
    url = walk_up_url(round_)
    return page(request, "rounds/walk_up_code.html", round=round_, qr=qr_svg(url), link=url)


@router.post("/rounds/{round_id}/walk-ups")
def write_in(
    request: Request,
    actor: LeaderDep,
    session: SessionDep,
    round_id: UUID,
    form: Annotated[WalkUpFromForm, Form()],
) -> Response:
    round_ = queries.access_round(session, actor, round_id)
    sign_ups.add_walk_up(session, actor, round_, form)
    answer = tonight_views.answer if form.page == "tonight" else desk_views.answer
    return answer(request, session, round_)


@router.get("/walk-ups/{code}")
def show_form(request: Request, _actor: AnyoneDep, session: SessionDep, code: str) -> Response:
    round_ = queries.round_for_walk_up(session, code)
    district = access_district(session, round_.district_id)
    return page(request, "rounds/walk_up.html", round=round_, district=district, code=code)


@router.post("/walk-ups/{code}")
def come_along(
    _actor: AnyoneDep, session: SessionDep, code: str, form: Annotated[WalkUpForm, Form()]
) -> Response:
    round_ = queries.round_for_walk_up(session, code)
    slow_down("walk-up", (ROUND_LIMIT, str(round_.id)))
    sign_ups.add_walk_up(session, None, round_, form)
    return redirect(f"/rounds/{round_.slug}", _("Velkommen! Du er med. Gå til generalen, så får du et lag."))
