"""Getting on to a route with the team's code, and leaving it again."""

from typing import Annotated

from fastapi import APIRouter, Form, Request
from starlette.responses import JSONResponse, Response

from app.canvass import joining
from app.canvass.access import WALK_COOKIE, WALK_HEADER, WalkPhoneDep
from app.canvass.forms import JoinForm
from app.db import SessionDep
from app.districts.queries import access_district
from app.people.access import AnyoneDep
from app.rounds.links import join_url
from app.rounds.models import Round, Team
from app.rounds.queries import assignment_for_code
from app.turf.queries import access_walk_route
from app.web import page, redirect

router = APIRouter()
COOKIE_SECONDS = 30 * 86_400


@router.get("/join/{code}")
def show_join(request: Request, _actor: AnyoneDep, session: SessionDep, code: str) -> Response:
    """Show a button only: an opened link must not use up one of the route's places."""
    assignment = assignment_for_code(session, code)
    round_ = session.get_one(Round, assignment.round_id)
    return page(
        request,
        "canvass/join.html",
        code=code,
        round=round_,
        district=access_district(session, round_.district_id),
        walk_route=access_walk_route(session, assignment.walk_route_id),
        team=session.get_one(Team, assignment.team_id),
    )


@router.post("/join/{code}")
def join(
    request: Request, _actor: AnyoneDep, session: SessionDep, code: str, form: Annotated[JoinForm, Form()]
) -> Response:
    assignment = assignment_for_code(session, code)
    known = request.cookies.get(WALK_COOKIE, "") or joining.token_passed_on(assignment, form.same_phone)
    token = joining.join(session, assignment, known, form.sending_token)
    response = redirect(f"/walk#joined={assignment.id}")
    response.set_cookie(
        WALK_COOKIE, token, max_age=COOKIE_SECONDS, secure=True, httponly=True, samesite="lax"
    )
    return response


@router.get("/walk/link")
def team_link(request: Request, walk: WalkPhoneDep) -> Response:
    """Give the team's link to a phone that is in already: for the app on its home screen, or for a friend."""
    same_phone = joining.pass_on(walk.assignment, request.cookies.get(WALK_COOKIE, ""))
    return JSONResponse({"link": join_url(walk.assignment), "same_phone": same_phone})


@router.post("/walk/leave")
def leave(request: Request, _actor: AnyoneDep, session: SessionDep) -> Response:
    """Let the phone go from one route or all: its token opens it no more. Without coverage it is left out."""
    meant = request.headers.get(WALK_HEADER, "")
    stays = joining.leave(session, request.cookies.get(WALK_COOKIE, ""), meant)
    response = JSONResponse({"stored": []})
    if not stays:
        response.delete_cookie(WALK_COOKIE, secure=True, httponly=True)
    return response
