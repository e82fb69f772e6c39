"""Puts the app together: rooms, middleware, errors, and the daily sweep."""

import threading
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from fastapi import FastAPI
from fastapi.staticfiles import StaticFiles
from starlette.middleware.gzip import GZipMiddleware

from app import site
from app.canvass import join_views, live_views, practice_views
from app.canvass import views as canvass
from app.canvass.actions import wipe_called_off
from app.db import check_database
from app.debrief import experience_views
from app.debrief import views as debrief
from app.debrief.actions import forget_attendance
from app.debrief.overdue import overdue
from app.debrief.queries import lessons
from app.districts import branch_views
from app.districts import views as districts
from app.districts.queries import HELD_ROUNDS
from app.goal import report_views, wheel_views
from app.goal import views as goal
from app.goal.dates import dates_between
from app.language import N_
from app.logs import configure_logs
from app.middleware import Edge
from app.mobilise import call_views, feed_views, list_views, mail_views, meeting_views, newcomer_views
from app.mobilise import views as mobilise
from app.mobilise.actions import forget_callee
from app.people import views as people
from app.people.actions import BEFORE_FORGETTING, FORGETTING
from app.people.models import Role
from app.programme import choice_views, heard_views, picture_views, suggestion_views, theme_views
from app.programme import views as programme
from app.programme.actions import close_notes
from app.programme.queries import knocks_by_district
from app.rounds import (
    candidate_views,
    cut_paper_views,
    desk_views,
    doorstep_views,
    leading_views,
    paper_views,
    plan_views,
    season_views,
    tonight_views,
    walk_up_views,
)
from app.rounds import views as rounds
from app.rounds.above import DATES, KNOCKS, LESSONS, OVERDUE, OWN_DAYS
from app.rounds.actions import CALLING_OFF
from app.rounds.nameless import keep_place_out, out_now
from app.rounds.queries import held_rounds
from app.stopping import heard_signals
from app.sweep import remind_hourly, sweep_daily
from app.training import coming_views, ladder_views
from app.training import views as training
from app.training.days import own_course_days
from app.turf import change_views as turf_changes
from app.turf import map_views as turf_maps
from app.turf import sheet_views as turf_sheets
from app.turf import version_views as turf_versions
from app.turf import views as turf
from app.turf.worker import start_engine, stop_engine
from app.web import APP, MENU, MenuItem, install_errors

ROOMS = [
    site,
    people,
    districts,
    branch_views,
    plan_views,
    desk_views,
    leading_views,
    paper_views,
    cut_paper_views,
    season_views,
    doorstep_views,
    walk_up_views,
    candidate_views,
    tonight_views,
    rounds,
    training,
    coming_views,
    ladder_views,
    mobilise,
    list_views,
    call_views,
    newcomer_views,
    feed_views,
    meeting_views,
    mail_views,
    goal,
    report_views,
    wheel_views,
    turf,
    turf_changes,
    turf_sheets,
    turf_versions,
    turf_maps,
    canvass,
    join_views,
    live_views,
    practice_views,
    debrief,
    experience_views,
    programme,
    choice_views,
    heard_views,
    picture_views,
    suggestion_views,
    theme_views,
]


def _menu() -> list[MenuItem]:
    leaders = frozenset({Role.GENERAL.value, Role.BOARD.value})
    board = frozenset({Role.BOARD.value})
    committee = frozenset({Role.COMMITTEE.value})
    themes = board | committee
    everyone = frozenset(role.value for role in Role)
    return [
        MenuItem("/", N_("Runder"), frozenset()),
        MenuItem("/goal", N_("Året"), everyone),
        MenuItem("/rounds", N_("Planlegg"), leaders),
        MenuItem("/districts", N_("Bydeler"), leaders),
        MenuItem("/people", N_("Folk"), board),
        MenuItem("/calling-rounds", N_("Ringerunder"), board),
        MenuItem("/courses", N_("Kurs"), everyone),
        MenuItem("/programme/inputs", N_("Innspill"), committee),
        MenuItem("/programme/proposals", N_("Forslag"), committee),
        MenuItem("/programme/themes", N_("Temaer"), themes),
        MenuItem("/me", N_("Min side"), everyone),
    ]


@asynccontextmanager
async def lifespan(_app: FastAPI) -> AsyncIterator[None]:
    """Refuse an unsafe database, then sweep in the background while the site is up."""
    configure_logs()
    check_database()
    start_engine()
    stop = threading.Event()
    sweeper = threading.Thread(target=sweep_daily, args=(stop,), daemon=True)
    sweeper.start()
    threading.Thread(target=remind_hourly, args=(stop,), daemon=True).start()
    with heard_signals():
        yield
    stop.set()
    stop_engine()


def create_app() -> FastAPI:
    """Make the application with every room in it."""
    made = FastAPI(title="Dørbank", lifespan=lifespan, docs_url=None, redoc_url=None, openapi_url=None)
    made.add_middleware(Edge)
    install_errors(made)
    for room in ROOMS:
        made.include_router(room.router)
    MENU[:] = _menu()
    HELD_ROUNDS[:] = [held_rounds]
    LESSONS[:] = [lessons]
    DATES[:] = [dates_between]
    OVERDUE[:] = [overdue]
    KNOCKS[:] = [knocks_by_district]
    OWN_DAYS[:] = [own_course_days]
    FORGETTING[:] = [forget_callee, keep_place_out]
    BEFORE_FORGETTING[:] = [out_now]
    CALLING_OFF[:] = [wipe_called_off, forget_attendance, close_notes]
    static = StaticFiles(directory=APP / "static")
    made.mount("/static", GZipMiddleware(static, minimum_size=500), name="static")
    return made


app = create_app()
