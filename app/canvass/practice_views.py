"""The practice route: the walk's own page, for anybody, with nothing behind it on the server."""

from fastapi import APIRouter, Request
from starlette.responses import Response

from app.canvass.packing import packed
from app.canvass.practice import practice_sheet
from app.canvass.shell import shell_html
from app.people.access import AnyoneDep

router = APIRouter()


@router.get("/walk/practice")
def practice_page(request: Request, _actor: AnyoneDep) -> Response:
    return packed(request, shell_html(request, practice=True), "text/html; charset=utf-8")


@router.get("/walk/practice.json")
def practice_route(request: Request, _actor: AnyoneDep) -> Response:
    return packed(request, practice_sheet().model_dump_json(), "application/json")
