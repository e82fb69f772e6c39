"""The walk on the phone: join, the screen, and the three streams it sends."""

from fastapi import APIRouter, Request
from starlette.responses import FileResponse, Response

from app.canvass import actions, queries
from app.canvass.access import WALK_COOKIE, NoteTokenDep, WalkPhoneDep
from app.canvass.forms import BackForm, DoorEventBatch, NoteForm, Receipt, RouteSheet, TallyForm
from app.canvass.words import words
from app.db import SessionDep
from app.districts.queries import access_district
from app.people.access import AnyoneDep
from app.programme.actions import receive_note
from app.rounds.models import Round, Team
from app.rounds.queries import assignment_for_code
from app.sealing import digest
from app.turf.queries import access_walk_route, route_clip
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
def join(request: Request, _actor: AnyoneDep, session: SessionDep, code: str) -> Response:
    token = actions.join(session, assignment_for_code(session, code), request.cookies.get(WALK_COOKIE, ""))
    response = redirect("/walk")
    response.set_cookie(
        WALK_COOKIE, token, max_age=COOKIE_SECONDS, secure=True, httponly=True, samesite="lax"
    )
    return response


@router.get("/walk")
def walk_page(request: Request, walk: WalkPhoneDep) -> Response:
    return page(request, "canvass/walk.html", walk=walk, words=words())


@router.get("/walk/route.json", response_model=RouteSheet)
def route_sheet(session: SessionDep, walk: WalkPhoneDep) -> RouteSheet:
    return queries.route_sheet(session, walk)


@router.get("/walk/map.json")
def route_map(walk: WalkPhoneDep) -> Response:
    file = route_clip(walk.assignment.walk_route_id)
    if file is None:
        return Response(status_code=204)
    return FileResponse(file, media_type="application/geo+json")


@router.get("/walk/door-marks")
def door_marks(request: Request, session: SessionDep, walk: WalkPhoneDep) -> Response:
    """Answer with the team's marks, or with nothing when they are as the phone knows them."""
    body = queries.door_marks(session, walk).model_dump_json()
    known = f'"{digest(body)[:16]}"'
    if request.headers.get("If-None-Match") == known:
        return Response(status_code=304, headers={"ETag": known})
    return Response(body, media_type="application/json", headers={"ETag": known})


@router.post("/walk/door-events", response_model=Receipt)
def door_events(session: SessionDep, walk: WalkPhoneDep, batch: DoorEventBatch) -> Receipt:
    return actions.receive_door_events(session, walk, batch.events)


@router.post("/walk/tallies", response_model=Receipt)
def tallies(session: SessionDep, walk: WalkPhoneDep, form: TallyForm) -> Receipt:
    return actions.receive_tally(session, walk, form)


@router.post("/walk/notes", response_model=Receipt)
def notes(session: SessionDep, round_: NoteTokenDep, form: NoteForm) -> Receipt:
    receive_note(session, round_, form.id, form.theme_id, form.text)
    return Receipt(stored=[form.id])


@router.post("/walk/back", response_model=Receipt)
def back(session: SessionDep, walk: WalkPhoneDep, form: BackForm) -> Receipt:
    actions.set_back(session, actions.team_of(session, walk), back=form.back)
    return Receipt()
