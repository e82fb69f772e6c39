"""Who has not signed up gives a first name: to the general, or by scanning the code at the meeting point."""

from typing import Annotated
from uuid import UUID, uuid4

from fastapi import APIRouter, Form, Request
from limits import parse
from starlette.responses import Response

from app.db import SessionDep
from app.districts.queries import access_district
from app.people.access import AnyoneDep, LeaderDep
from app.people.limits import slow_down
from app.qr import qr_svg
from app.rounds import desk_views, queries, sign_ups, tonight_views
from app.rounds.forms import WalkUpForm, WalkUpFromForm
from app.rounds.links import walk_up_url
from app.web import page, redirect

router = APIRouter()
ROUND_LIMIT = parse("60 per hour")
IN_COOKIE, EVENING_SECONDS = "walked-up", 8 * 3600
"""That somebody has come along from this phone, and to which round: nothing of who."""


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
def show_form(
    request: Request, _actor: AnyoneDep, session: SessionDep, code: str, *, another: bool = False
) -> Response:
    """Show the form, or that somebody is in already from this phone; `another` lends it to one more."""
    round_ = queries.round_for_walk_up(session, code)
    return page(
        request,
        "rounds/walk_up.html",
        round=round_,
        district=access_district(session, round_.district_id),
        code=code,
        form_id=uuid4(),
        is_in=request.cookies.get(IN_COOKIE) == str(round_.id) and not another,
    )


@router.post("/walk-ups/{code}")
def come_along(
    _actor: AnyoneDep, session: SessionDep, code: str, form: Annotated[WalkUpForm, Form()]
) -> Response:
    round_ = queries.round_for_walk_up(session, code)
    slow_down("walk-up", (ROUND_LIMIT, str(round_.id)))
    sign_ups.add_walk_up(session, None, round_, form)
    response = redirect(f"/walk-ups/{code}")
    response.set_cookie(
        IN_COOKIE,
        str(round_.id),
        max_age=EVENING_SECONDS,
        path="/walk-ups",
        secure=True,
        httponly=True,
        samesite="lax",
    )
    return response
