"""Seasons and quiet hours: the board says when rounds are held, what for, and when nobody knocks."""

from typing import Annotated, Literal
from uuid import UUID

from fastapi import APIRouter, Form, Request
from starlette.responses import Response

from app.db import SessionDep
from app.language import _
from app.listing import SearchQuery, named_like
from app.people.access import BoardDep
from app.rounds import queries, seasons
from app.rounds.forms import QuietHoursForm, SeasonForm
from app.rounds.quiet import quiet_hours, set_quiet_hours
from app.web import page, redirect

router = APIRouter(prefix="/seasons")


@router.get("")
def list_seasons(
    request: Request,
    _actor: BoardDep,
    session: SessionDep,
    q: SearchQuery = "",
    sort: Literal["start", "newest", "name"] = "start",
) -> Response:
    every = queries.seasons(session)
    shown = named_like(every, q, lambda each: f"{each.name} {each.purpose}")
    if sort == "newest":
        shown.reverse()
    elif sort == "name":
        shown.sort(key=lambda each: each.name.casefold())
    return page(
        request,
        "rounds/seasons.html",
        any=bool(every),
        seasons=shown,
        q=q,
        sort=sort,
        quiet=quiet_hours(session),
    )


@router.post("/quiet-hours")
def set_quiet(actor: BoardDep, session: SessionDep, form: Annotated[QuietHoursForm, Form()]) -> Response:
    set_quiet_hours(session, actor, form)
    return redirect("/seasons", _("Stille tid er lagret. Den gjelder planen og telefonene fra nå."))


@router.post("")
def add_season(actor: BoardDep, session: SessionDep, form: Annotated[SeasonForm, Form()]) -> Response:
    seasons.add_season(session, actor, form)
    return redirect("/seasons", _("Sesongen er lagt til."))


@router.post("/{season_id}")
def change_season(
    actor: BoardDep, session: SessionDep, season_id: UUID, form: Annotated[SeasonForm, Form()]
) -> Response:
    seasons.change_season(session, actor, queries.access_season(session, season_id), form)
    return redirect("/seasons", _("Endringene er lagret."))


@router.post("/{season_id}/removal")
def remove_season(actor: BoardDep, session: SessionDep, season_id: UUID) -> Response:
    seasons.remove_season(session, actor, queries.access_season(session, season_id))
    return redirect("/seasons", _("Sesongen er fjernet. Rundene står som før."))
