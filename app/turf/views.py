"""The desk: cut a district, see how far it is, look at routes."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Form, Query, Request
from sqlmodel import Session
from starlette.responses import Response

from app.db import SessionDep
from app.districts.models import District
from app.districts.queries import access_district
from app.errors import InvalidError
from app.language import _
from app.people.access import LeaderDep
from app.turf import actions, queries
from app.turf.apart import stops_apart
from app.turf.choices import loose_ends, neighbours_of, street_sides
from app.turf.colours import colour, ink
from app.turf.errors import StartsError
from app.turf.estimate import (
    AIM_BELOW_TARGET,
    AIM_CLEAR,
    MOST_WAY,
    PACE_M_PER_MINUTE,
    WAY_DETOUR,
    aim_minutes,
    skips_of,
    some_places,
    work_minutes,
)
from app.turf.fairness import fairness
from app.turf.forms import CutForm
from app.turf.learnt import learnt_pace
from app.turf.models import CutStatus
from app.turf.past import last_change, newest_change, next_undone
from app.turf.profile import profile_of
from app.turf.sheet import floors_up
from app.web import page, redirect

router = APIRouter()
StartsQuery = Annotated[str, Query(max_length=1000)]
UNDER_WAY = {CutStatus.WAITING, CutStatus.RUNNING, CutStatus.CHANGING}


@router.get("/districts/{district_id}/cuts")
def show_desk(
    request: Request, _actor: LeaderDep, session: SessionDep, district_id: UUID, starts: StartsQuery = ""
) -> Response:
    """Show the desk; `starts` are places to start from, as a round's page writes its meeting place."""
    return _desk(request, session, access_district(session, district_id), CutForm(starts=starts))


@router.post("/districts/{district_id}/cuts")
def cut_district(
    request: Request,
    actor: LeaderDep,
    session: SessionDep,
    district_id: UUID,
    form: Annotated[CutForm, Form()],
) -> Response:
    """Start cutting; what cannot be is said on the desk, where everything typed still stands."""
    try:
        cut = actions.cut_district(session, actor, district_id, form)
    except InvalidError as error:
        return _desk(request, session, access_district(session, district_id), form, error)
    return redirect(f"/cuts/{cut.id}")


def _desk(
    request: Request,
    session: Session,
    district: District,
    form: CutForm,
    error: InvalidError | None = None,
) -> Response:
    sentence = _(error.sentence).format(**error.facts) if error else ""
    return page(
        request,
        "turf/desk.html",
        status=error.status if error else 200,
        district=district,
        cuts=queries.cut_lines(session, district.id),
        form=form,
        sentence=sentence,
        is_about_starts=isinstance(error, StartsError),
        work=work_minutes(session, district),
        aim=aim_minutes(form.least_minutes, form.target_minutes, form.most_minutes),
        aim_below=AIM_BELOW_TARGET,
        aim_clear=AIM_CLEAR,
        way_minutes_per_m=WAY_DETOUR / PACE_M_PER_MINUTE,
        most_way=MOST_WAY,
        places=some_places(session, district),
        pace=learnt_pace(session),
        skips=skips_of(session, district),
    )


@router.get("/cuts/{cut_id}")
def show_cut(request: Request, _actor: LeaderDep, session: SessionDep, cut_id: UUID) -> Response:
    cut = queries.access_cut(session, cut_id)
    routes = queries.walk_routes(session, cut_id)
    district = access_district(session, cut.district_id)
    left_out = queries.left_out_addresses(session, cut)
    template = "turf/progress.html" if cut.status in UNDER_WAY else "turf/cut.html"
    return page(
        request,
        template,
        cut=cut,
        district=district,
        buildings=queries.building_numbers(session, district.id) if left_out and district.stand_ins else {},
        routes=routes,
        fairness=fairness(cut, routes, left_out),
        apart=stops_apart(session, routes),
        change=last_change(session, cut),
        may_undo=newest_change(session, cut.id) is not None,
        may_redo=next_undone(session, cut.id) is not None,
        versions=queries.other_versions(session, cut),
        left_out=left_out,
        skipped=queries.skipped_streets(session, cut),
        colour=colour,
        ink=ink,
    )


@router.get("/walk-routes/{walk_route_id}")
def show_walk_route(
    request: Request, _actor: LeaderDep, session: SessionDep, walk_route_id: UUID, stop: int | None = None
) -> Response:
    """Show a route; `stop` is an address of it to point out."""
    route = queries.access_walk_route(session, walk_route_id)
    cut = queries.access_cut(session, route.cut_id)
    district = access_district(session, cut.district_id)
    stops = queries.walk_stops(session, walk_route_id)
    near = neighbours_of(session, route)
    beside = {one.id for one in near} | {route.id}
    return page(
        request,
        "turf/walk_route.html",
        route=route,
        cut=cut,
        district=district,
        stops=stops,
        pointed_out=stop,
        apart=stops_apart(session, [route]),
        profile=profile_of(route, stops),
        floors=floors_up(session, cut.id).get(route.id),
        buildings=queries.building_numbers(session, cut.district_id) if district.stand_ins else {},
        neighbours=near,
        others=[one for one in queries.walk_routes(session, cut.id) if one.id not in beside],
        sides=street_sides(stops),
        loose=loose_ends(stops),
        colour=colour,
        ink=ink,
    )


@router.post("/cuts/{cut_id}/cancellation")
def cancel(_actor: LeaderDep, session: SessionDep, cut_id: UUID) -> Response:
    actions.cancel_cut(session, queries.access_cut(session, cut_id))
    return redirect(f"/cuts/{cut_id}")


@router.post("/cuts/{cut_id}/satisfaction")
def be_satisfied(_actor: LeaderDep, session: SessionDep, cut_id: UUID) -> Response:
    """Make do with the routes as they are now."""
    actions.be_satisfied(session, queries.access_cut(session, cut_id))
    return redirect(f"/cuts/{cut_id}")


@router.post("/cuts/{cut_id}/removal")
def remove(_actor: LeaderDep, session: SessionDep, cut_id: UUID) -> Response:
    cut = queries.access_cut(session, cut_id)
    actions.delete_cut(session, cut)
    return redirect(f"/districts/{cut.district_id}/cuts", _("Oppdelingen er slettet."))
