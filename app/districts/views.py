"""Districts: the list, one district with its streets and addresses, and grouping kretser on one screen."""

from typing import Annotated, Literal
from uuid import UUID

from fastapi import APIRouter, Form, Request
from starlette.responses import JSONResponse, Response

from app.db import SessionDep
from app.districts import actions, queries
from app.districts.colours import colour
from app.districts.forms import DistrictForm, FactsForm, KindForm, PlacementForm
from app.districts.grouping import put_units
from app.districts.grouping_data import grouping, unit_map
from app.districts.models import UnitKind
from app.districts.suggestions import suggest
from app.language import _
from app.listing import SearchQuery, named_like
from app.people.access import BoardDep, LeaderDep
from app.web import page, redirect, wants_json

router = APIRouter()


@router.get("/districts")
def list_districts(
    request: Request,
    _actor: LeaderDep,
    session: SessionDep,
    q: SearchQuery = "",
    sort: Literal["name", "walked", "doors"] = "name",
) -> Response:
    every = queries.district_lines(session)
    lines = named_like(every, q, lambda line: line.district.name)
    if sort == "walked":
        lines.sort(key=lambda line: line.last_walked)
    elif sort == "doors":
        lines.sort(key=lambda line: -line.district.doors)
    return page(
        request,
        "districts/list.html",
        lines=lines,
        any=bool(every),
        q=q,
        sort=sort,
        homeless=queries.homeless(session),
        unit_counts=queries.unit_counts(session),
        sources=queries.sources(session),
    )


@router.post("/districts")
def make_district(_actor: BoardDep, session: SessionDep, form: Annotated[DistrictForm, Form()]) -> Response:
    district = actions.make_district(session, form.name, form.number)
    return redirect(f"/units?kind={form.kind}&district={district.id}", _("Bydelen er laget."))


@router.get("/districts/{district_id}")
def show_district(request: Request, _actor: LeaderDep, session: SessionDep, district_id: UUID) -> Response:
    district = queries.access_district(session, district_id)
    (line,) = [one for one in queries.district_lines(session) if one.district.id == district_id]
    return page(
        request,
        "districts/district.html",
        district=district,
        line=line,
        streets=queries.street_lines(session, district_id),
    )


@router.post("/districts/{district_id}")
def rename_district(
    _actor: BoardDep, session: SessionDep, district_id: UUID, form: Annotated[DistrictForm, Form()]
) -> Response:
    actions.rename_district(session, queries.access_district(session, district_id), form.name, form.number)
    return redirect(f"/districts/{district_id}", _("Endringene er lagret."))


@router.post("/districts/{district_id}/removal")
def remove_district(_actor: BoardDep, session: SessionDep, district_id: UUID) -> Response:
    actions.remove_district(session, queries.access_district(session, district_id))
    return redirect("/districts", _("Bydelen er fjernet. Adressene er der fortsatt."))


@router.get("/districts/{district_id}/streets")
def show_street(
    request: Request, _actor: LeaderDep, session: SessionDep, district_id: UUID, name: str
) -> Response:
    return page(
        request,
        "districts/street.html",
        district=queries.access_district(session, district_id),
        street=name,
        addresses=queries.addresses_on(session, district_id, name),
    )


@router.get("/addresses/{address_id}")
def show_address(request: Request, _actor: LeaderDep, session: SessionDep, address_id: int) -> Response:
    address = queries.access_address(session, address_id)
    doors = queries.doors_at(session, [address_id])[address_id]
    return page(request, "districts/address.html", address=address, doors=doors)


@router.post("/addresses/{address_id}/facts")
def note_facts(
    _actor: LeaderDep, session: SessionDep, address_id: int, form: Annotated[FactsForm, Form()]
) -> Response:
    address = queries.access_address(session, address_id)
    actions.note_facts(session, address, locked=form.locked, do_not_visit=form.do_not_visit)
    return redirect(f"/addresses/{address_id}", _("Lagret."))


@router.get("/units")
def show_grouping(
    request: Request,
    _actor: BoardDep,
    session: SessionDep,
    kind: UnitKind | None = None,
    district: UUID | None = None,
) -> Response:
    """Show one kind of unit beside the districts; without a choice, the kind there is most use for."""
    counts = queries.unit_counts(session)
    kind = kind or next(iter(counts), UnitKind.VALGKRETS)
    units, districts = queries.units_of(session, kind), list(queries.districts(session))
    return page(
        request,
        "districts/grouping.html",
        kind=kind,
        counts=counts,
        units=units,
        districts=districts,
        chosen=district or (districts[0].id if districts else None),
        colours={one.id: colour(position) for position, one in enumerate(districts)},
        suggestion=suggest(units),
        grouping=grouping(units, districts),
    )


@router.get("/units/map.json")
def show_unit_map(_actor: BoardDep, session: SessionDep, kind: UnitKind) -> Response:
    return JSONResponse(unit_map(queries.units_of(session, kind)).model_dump(mode="json"))


@router.post("/units/placements")
def place_unit(
    request: Request, _actor: BoardDep, session: SessionDep, form: Annotated[PlacementForm, Form()]
) -> Response:
    """Put a unit in a district; choosing the district it is in takes it out again."""
    unit = queries.access_unit(session, form.unit)
    district = queries.access_district(session, form.district) if form.district else None
    put_units(session, [unit], None if district and unit.district_id == district.id else district)
    if wants_json(request):
        now = grouping(queries.units_of(session, unit.kind), list(queries.districts(session)))
        return JSONResponse(now.model_dump(mode="json"))
    chosen = f"&district={district.id}" if district else ""
    return redirect(f"/units?kind={unit.kind}{chosen}#unit-{unit.id}")


@router.post("/units/districts")
def make_district_of_each(
    _actor: BoardDep, session: SessionDep, form: Annotated[KindForm, Form()]
) -> Response:
    actions.make_district_of_each(session, queries.units_of(session, form.kind))
    return redirect(f"/units?kind={form.kind}", _("Bydelene er laget."))


@router.post("/units/suggestions")
def accept_suggestion(_actor: BoardDep, session: SessionDep, form: Annotated[KindForm, Form()]) -> Response:
    suggestion = suggest(queries.units_of(session, form.kind))
    if suggestion is None:
        raise actions.NothingToGroupError
    actions.accept_suggestion(session, suggestion)
    return redirect(f"/units?kind={form.kind}", _("Forslaget er lagt inn. Se over, og plasser resten."))
