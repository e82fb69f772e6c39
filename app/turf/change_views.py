"""Changes by hand: take hold of something on the map or in a list, move, merge, split, lock, undo, redo."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Form, Request
from sqlmodel import Session
from starlette.responses import Response

from app.db import SessionDep
from app.districts.queries import access_district
from app.errors import NotFoundError
from app.people.access import LeaderDep
from app.turf import actions, queries
from app.turf.colours import colour, ink
from app.turf.forms import LockForm, MergeForm, MoveForm, RecutForm, RouteForm, VersionForm
from app.turf.models import Cut, WalkRoute
from app.turf.selecting import chosen_addresses, selection
from app.web import page, redirect

router = APIRouter()


@router.get("/cuts/{cut_id}/selection")
def show_selection(
    request: Request, _actor: LeaderDep, session: SessionDep, cut_id: UUID, shape: str = "", street: str = ""
) -> Response:
    """Show what lies inside a drawn shape, or the whole cut's streets to choose from without a pointer."""
    cut = queries.access_cut(session, cut_id)
    return page(
        request,
        "turf/selection.html",
        cut=cut,
        district=access_district(session, cut.district_id),
        selection=selection(session, cut, shape, street),
        shape=shape,
        street=street,
        routes=[route for route in queries.walk_routes(session, cut_id) if not route.locked],
        colour=colour,
        ink=ink,
    )


@router.post("/cuts/{cut_id}/merges")
def merge(
    _actor: LeaderDep, session: SessionDep, cut_id: UUID, form: Annotated[MergeForm, Form()]
) -> Response:
    cut = queries.access_cut(session, cut_id)
    into, other = _route_of(session, cut, form.into), _route_of(session, cut, form.other)
    actions.merge_routes(session, cut, form.version, into, other)
    return redirect(f"/cuts/{cut_id}")


@router.post("/cuts/{cut_id}/splits")
def split(
    _actor: LeaderDep, session: SessionDep, cut_id: UUID, form: Annotated[RouteForm, Form()]
) -> Response:
    cut = queries.access_cut(session, cut_id)
    actions.split_route(session, cut, form.version, _route_of(session, cut, form.walk_route))
    return redirect(f"/cuts/{cut_id}")


@router.post("/cuts/{cut_id}/orders")
def order(
    _actor: LeaderDep, session: SessionDep, cut_id: UUID, form: Annotated[RouteForm, Form()]
) -> Response:
    """Walk a route anew, past what is not to be visited now and with locked entrances last."""
    cut = queries.access_cut(session, cut_id)
    actions.order_route(session, cut, form.version, _route_of(session, cut, form.walk_route))
    return redirect(f"/cuts/{cut_id}")


@router.post("/cuts/{cut_id}/moves")
def move(_actor: LeaderDep, session: SessionDep, cut_id: UUID, form: Annotated[MoveForm, Form()]) -> Response:
    """Move what was ticked: single addresses, and sides of streets in a route, a drawn shape or the cut."""
    cut = queries.access_cut(session, cut_id)
    if form.origin:
        _route_of(session, cut, form.origin)
    into = _route_of(session, cut, form.into) if form.into else None
    actions.move_addresses(session, cut, form.version, chosen_addresses(session, cut, form), into)
    return redirect(f"/cuts/{cut_id}")


@router.post("/cuts/{cut_id}/recuts")
def recut(
    _actor: LeaderDep, session: SessionDep, cut_id: UUID, form: Annotated[RecutForm, Form()]
) -> Response:
    cut = queries.access_cut(session, cut_id)
    actions.recut_rest(session, cut, form.version, everything=form.everything)
    return redirect(f"/cuts/{cut_id}")


@router.post("/cuts/{cut_id}/undos")
def undo(
    _actor: LeaderDep, session: SessionDep, cut_id: UUID, form: Annotated[VersionForm, Form()]
) -> Response:
    actions.undo_change(session, queries.access_cut(session, cut_id), form.version)
    return redirect(f"/cuts/{cut_id}")


@router.post("/cuts/{cut_id}/redos")
def redo(
    _actor: LeaderDep, session: SessionDep, cut_id: UUID, form: Annotated[VersionForm, Form()]
) -> Response:
    actions.redo_change(session, queries.access_cut(session, cut_id), form.version)
    return redirect(f"/cuts/{cut_id}")


@router.post("/walk-routes/{walk_route_id}/lock")
def lock(
    _actor: LeaderDep, session: SessionDep, walk_route_id: UUID, form: Annotated[LockForm, Form()]
) -> Response:
    route = queries.access_walk_route(session, walk_route_id)
    actions.lock_route(session, queries.access_cut(session, route.cut_id), route, locked=form.locked)
    return redirect(f"/walk-routes/{walk_route_id}")


def _route_of(session: Session, cut: Cut, walk_route_id: UUID) -> WalkRoute:
    """Give a route of this cut; another cut's is as good as none."""
    route = queries.access_walk_route(session, walk_route_id)
    if route.cut_id != cut.id:
        raise NotFoundError
    return route
