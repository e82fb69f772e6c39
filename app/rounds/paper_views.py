"""What is printed: walk sheets for the teams, and a poster that brings people to the round."""

from uuid import UUID

from fastapi import APIRouter, Request
from starlette.responses import Response

from app.db import SessionDep
from app.districts.queries import access_district
from app.people.access import LeaderDep
from app.qr import qr_svg
from app.rounds import queries
from app.rounds.errors import NothingToPrintError
from app.rounds.links import round_url
from app.rounds.packing import packing
from app.rounds.poster import poster
from app.rounds.team_sheet import team_sheet
from app.rounds.walk_sheets import Sides, walk_sheets
from app.web import page

router = APIRouter(prefix="/rounds/{round_id}")


@router.get("/walk-sheets.pdf")
def print_walk_sheets(actor: LeaderDep, session: SessionDep, round_id: UUID, sides: Sides = 2) -> Response:
    round_ = queries.access_round(session, actor, round_id)
    if not queries.assignments_of(session, round_id):
        raise NothingToPrintError
    return _pdf(walk_sheets(session, round_, sides), f"ruteark-{round_.slug}.pdf")


@router.get("/packing")
def show_packing(request: Request, actor: LeaderDep, session: SessionDep, round_id: UUID) -> Response:
    round_ = queries.access_round(session, actor, round_id)
    return page(
        request,
        "rounds/packing.html",
        round=round_,
        district=access_district(session, round_.district_id).name,
        packing=packing(session, round_),
    )


@router.post("/team-sheet.pdf")
def print_team_sheet(actor: LeaderDep, session: SessionDep, round_id: UUID) -> Response:
    """Print everybody's number: a POST, because it is written down that they were shown."""
    round_ = queries.access_round(session, actor, round_id)
    return _pdf(team_sheet(session, actor, round_), f"lag-{round_.slug}.pdf")


def _pdf(content: bytes, name: str) -> Response:
    return Response(
        content, media_type="application/pdf", headers={"Content-Disposition": f'inline; filename="{name}"'}
    )


@router.get("/poster")
def show_poster(request: Request, actor: LeaderDep, session: SessionDep, round_id: UUID) -> Response:
    """Show the link and the code to share, with the poster to print."""
    round_ = queries.access_round(session, actor, round_id)
    link = round_url(round_)
    district = access_district(session, round_.district_id).name
    return page(request, "rounds/poster.html", round=round_, district=district, link=link, qr=qr_svg(link))


@router.get("/poster.pdf")
def print_poster(actor: LeaderDep, session: SessionDep, round_id: UUID) -> Response:
    round_ = queries.access_round(session, actor, round_id)
    district = access_district(session, round_.district_id).name
    return _pdf(poster(round_, district), f"plakat-{round_.slug}.pdf")
