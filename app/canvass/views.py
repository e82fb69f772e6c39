"""The walk on the phone: the screen, the route, and the three streams it sends."""

from functools import partial

from fastapi import APIRouter, Request
from sqlmodel import Session
from starlette.responses import JSONResponse, Response

from app.canvass import actions, places, queries
from app.canvass.access import EndingPhoneDep, NoteTokenDep, SendingPhoneDep, WaitingPhoneDep, WalkPhoneDep
from app.canvass.combined import walk_program, walk_styles
from app.canvass.forms import (
    BackForm,
    DoorEventBatch,
    Ending,
    HalfForm,
    HelpForm,
    NoteForm,
    Receipt,
    ReportBatch,
    RollCall,
    RouteSheet,
    TallyForm,
)
from app.canvass.handover import handover_key
from app.canvass.help_calls import receive_call
from app.canvass.marks import door_marks, walk_state
from app.canvass.packing import packed, packed_file
from app.canvass.roll_call import call_roll, roll_of
from app.canvass.shell import shell_html, walk_manifest_facts, worker_script
from app.canvass.waiting import Look, when_changed
from app.db import SessionDep, read_in_turn
from app.people.access import AnyoneDep
from app.programme.actions import receive_note
from app.turf.queries import route_clip

router = APIRouter()


@router.get("/walk")
def walk_page(request: Request, _actor: AnyoneDep) -> Response:
    """Show the page to everybody: it holds no route, and a phone without a session must reach its queue."""
    return packed(request, shell_html(request), "text/html; charset=utf-8")


@router.get("/walk.js")
def walk_js(request: Request, _actor: AnyoneDep) -> Response:
    return packed_file(request, walk_program(), "text/javascript; charset=utf-8")


@router.get("/walk.css")
def walk_css(request: Request, _actor: AnyoneDep) -> Response:
    return packed_file(request, walk_styles(), "text/css; charset=utf-8")


@router.get("/walk-worker.js")
def walk_worker(request: Request, _actor: AnyoneDep) -> Response:
    return Response(
        worker_script(request), media_type="text/javascript", headers={"Cache-Control": "no-cache"}
    )


@router.get("/walk.webmanifest")
def walk_manifest(_actor: AnyoneDep) -> Response:
    return JSONResponse(walk_manifest_facts(), media_type="application/manifest+json")


@router.get("/walk/route.json", response_model=RouteSheet)
def route_sheet(request: Request, session: SessionDep, walk: WalkPhoneDep) -> Response:
    sheet = queries.route_sheet(session, walk, handover_key())
    return packed(request, sheet.model_dump_json(), "application/json")


@router.get("/walk/map.json")
def route_map(request: Request, walk: WalkPhoneDep) -> Response:
    file = route_clip(walk.assignment.walk_route_id)
    if file is None:
        return Response(status_code=204)
    return packed(request, file.read_bytes(), "application/geo+json")


@router.get("/walk/door-marks")
async def marks(request: Request, let_in: WaitingPhoneDep) -> Response:
    """Answer with the team's marks when the phone knows other ones; it may ask us to wait for that."""

    def look(last: object, session: Session) -> Look:
        walk = let_in(session)
        state = walk_state(session, walk)
        return Look(state, None if state == last else door_marks(session, walk, state).model_dump_json())

    return await when_changed(request, lambda last: read_in_turn(partial(look, last)))


@router.get("/walk/ending", response_model=Ending)
def ending(walk: EndingPhoneDep) -> Ending:
    """Tell a phone whether its round is over; one that has lost its session then sends and forgets."""
    return Ending(is_over=walk.is_over, cancelled=walk.is_cancelled, too_late=walk.is_forgotten)


@router.post("/walk/door-events", response_model=Receipt)
def door_events(session: SessionDep, walk: SendingPhoneDep, batch: DoorEventBatch) -> Receipt:
    return actions.receive_door_events(session, walk, batch.events)


@router.post("/walk/reports", response_model=Receipt)
def reports(session: SessionDep, walk: SendingPhoneDep, batch: ReportBatch) -> Receipt:
    return places.receive_reports(session, walk, batch.reports)


@router.post("/walk/tallies", response_model=Receipt)
def tallies(session: SessionDep, walk: SendingPhoneDep, form: TallyForm) -> Receipt:
    return actions.receive_tally(session, walk, form)


@router.post("/walk/notes", response_model=Receipt)
def notes(session: SessionDep, round_: NoteTokenDep, form: NoteForm) -> Receipt:
    receive_note(session, round_, form.id, form.theme_id, form.text, seq=form.seq)
    return Receipt(stored=[form.id])


@router.post("/walk/help", response_model=Receipt)
def ask_for_help(session: SessionDep, walk: SendingPhoneDep, form: HelpForm) -> Receipt:
    return receive_call(session, walk, form)


@router.post("/walk/half", response_model=Receipt)
def half(session: SessionDep, walk: SendingPhoneDep, form: HalfForm) -> Receipt:
    actions.take_half(session, walk, form.half)
    return Receipt()


@router.get("/walk/back", response_model=RollCall)
def roll_call(session: SessionDep, walk: WalkPhoneDep) -> RollCall:
    return RollCall(people=roll_of(session, walk))


@router.post("/walk/back", response_model=RollCall)
def back(session: SessionDep, walk: SendingPhoneDep, form: BackForm) -> RollCall:
    return call_roll(session, walk, form)
