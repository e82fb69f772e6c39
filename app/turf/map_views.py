"""What the desk's map asks for: base map, routes, addresses, and the map file to take away."""

import gzip
import time
from concurrent.futures import Future, wait
from pathlib import Path
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Query, Request
from starlette.responses import Response

from app.db import SessionDep
from app.districts.branches import scope_of
from app.districts.forms import BranchChoice
from app.districts.models import District
from app.districts.queries import access_district
from app.errors import AppError
from app.language import N_, today
from app.language import current as language
from app.people.access import BoardDep, LeaderDep
from app.turf import worker
from app.turf.deeds import CoverageFile, Mapping, Overview, Poster
from app.turf.errors import UnfinishedCutError
from app.turf.forms import BoxForm
from app.turf.map_data import dots_of_cut, map_of_cut, map_of_district
from app.turf.maps import district_map_file, draft_file, is_current
from app.turf.queries import access_cut, district_map, walk_routes

router = APIRouter()
PATIENCE_SECONDS = 30
LOOK_SECONDS = 0.2
PARTS = {"streets", "buildings"}
BUILDING = b'"properties":{"kind": "building"'


class EngineBusyError(AppError):
    status = 503
    sentence = N_("Kartet ble ikke ferdig. Vent litt, og prøv igjen.")


@router.get("/districts/{district_id}/map.geojson")
def show_base_map(
    request: Request, _actor: LeaderDep, session: SessionDep, district_id: UUID, part: str = ""
) -> Response:
    """Give a district's ground: all, or the `part` «streets» or «buildings»; drawn anew when it is old."""
    access_district(session, district_id)
    _draw_anew(district_id)
    file = district_map(district_id)
    content = _part_of(file, part) if file else b'{"type":"FeatureCollection","features":[]}'
    return _packed(request, content, "application/geo+json")


def _draw_anew(district_id: UUID) -> None:
    """Have a district's map drawn if it is old; a cut under way does so first, and is not waited for."""
    file = district_map_file(district_id)
    if is_current(file):
        return
    asked = worker.submit(Mapping(district_id))
    deadline = time.monotonic() + PATIENCE_SECONDS
    while not is_current(file):
        if wait([asked], LOOK_SECONDS).done:
            _answer(asked)
            return
        if time.monotonic() > deadline:
            raise EngineBusyError


def _part_of(file: Path, part: str) -> bytes:
    """Take the buildings out, or only them: the engine writes one feature a line, with its kind first."""
    if part not in PARTS:
        return file.read_bytes()
    head, *features, tail = file.read_bytes().splitlines()
    wanted = [one.rstrip(b",") for one in features if (BUILDING in one) == (part == "buildings")]
    return head + b"\n" + b",\n".join(wanted) + b"\n" + tail + b"\n"


@router.get("/districts/{district_id}/addresses.json")
def show_addresses(request: Request, _actor: LeaderDep, session: SessionDep, district_id: UUID) -> Response:
    found = map_of_district(session, access_district(session, district_id))
    return _packed(request, found.model_dump_json().encode(), "application/json")


@router.get("/cuts/{cut_id}/map.json")
def show_routes(request: Request, _actor: LeaderDep, session: SessionDep, cut_id: UUID) -> Response:
    cut = access_cut(session, cut_id)
    found = map_of_cut(session, cut, access_district(session, cut.district_id))
    return _packed(request, found.model_dump_json().encode(), "application/json")


@router.get("/cuts/{cut_id}/draft.json")
def show_draft(request: Request, _actor: LeaderDep, session: SessionDep, cut_id: UUID) -> Response:
    """Give the routes of a cut under way as they are now; none before there are any, or when it is done."""
    file = draft_file(access_cut(session, cut_id).id)
    try:
        content = file.read_bytes()
    except FileNotFoundError:
        content = b'{"routes":[]}'
    return _packed(request, content, "application/json")


@router.get("/cuts/{cut_id}/stops.json")
def show_stops(
    request: Request, _actor: LeaderDep, session: SessionDep, cut_id: UUID, box: Annotated[BoxForm, Query()]
) -> Response:
    """Give the addresses of the routes in a box, all of them without one."""
    cut = access_cut(session, cut_id)
    district = access_district(session, cut.district_id)
    found = dots_of_cut(session, cut, district, (box.west, box.south, box.east, box.north))
    return _packed(request, found.model_dump_json().encode(), "application/json")


@router.get("/cuts/{cut_id}/overview.html")
def download_overview(_actor: LeaderDep, session: SessionDep, cut_id: UUID) -> Response:
    cut = access_cut(session, cut_id)
    district = access_district(session, cut.district_id)
    content = _answer(worker.submit(Overview(cut_id)))
    disposition = f'attachment; filename="{_file_name(district, "html")}"'
    return Response(content, media_type="text/html", headers={"Content-Disposition": disposition})


@router.get("/coverage.html")
def download_coverage(_actor: BoardDep, session: SessionDep, branch: BranchChoice = None) -> Response:
    """Give where we have been by street side, as a file that opens without a network."""
    scope_of(session, branch)
    content = _answer(worker.submit(CoverageFile(branch, language.get())))
    disposition = f'attachment; filename="dorbank-dekning-{today():%Y-%m}.html"'
    return Response(content, media_type="text/html", headers={"Content-Disposition": disposition})


@router.get("/cuts/{cut_id}/poster.pdf")
def download_poster(_actor: LeaderDep, session: SessionDep, cut_id: UUID) -> Response:
    """Give the cut on one A3 sheet; a cut without routes has nothing to print."""
    cut = access_cut(session, cut_id)
    if not walk_routes(session, cut_id):
        raise UnfinishedCutError
    content = _answer(worker.submit(Poster(cut_id, language.get())))
    name = _file_name(access_district(session, cut.district_id), "pdf")
    disposition = f'inline; filename="{name}"'
    return Response(content, media_type="application/pdf", headers={"Content-Disposition": disposition})


def _file_name(district: District, ending: str) -> str:
    """Name the file after the district's number: names hold letters that some systems cannot take."""
    plain = "".join(letter for letter in district.number if letter.isascii() and letter.isalnum())
    return f"dorbank-{plain or 'kart'}.{ending}"


def _answer(asked: "Future[bytes]") -> bytes:
    try:
        return asked.result(PATIENCE_SECONDS)
    except (TimeoutError, worker.EngineDiedError) as error:
        raise EngineBusyError from error


def _packed(request: Request, content: bytes, media_type: str) -> Response:
    headers = {"Vary": "Accept-Encoding"}
    if "gzip" in request.headers.get("accept-encoding", ""):
        content = gzip.compress(content, 5)
        headers["Content-Encoding"] = "gzip"
    return Response(content, media_type=media_type, headers=headers)
