"""The coming rounds for others: JSON, calendars, and a list to frame. Open, cacheable, without cookies."""

import re
from hashlib import sha256

from fastapi import APIRouter, Request
from starlette.responses import Response

from app.config import settings
from app.db import SessionDep
from app.language import _
from app.middleware import POLICY
from app.mobilise import feeds
from app.people.access import AnyoneDep
from app.qr import qr_svg
from app.rounds.calendar import calendar_of
from app.rounds.links import webcal
from app.web import page

router = APIRouter()
SHARED = {
    "Access-Control-Allow-Origin": "*",
    "Cache-Control": "public, max-age=300",
    "Vary": "Accept-Language",
}
FRAMED = POLICY.replace("frame-ancestors 'none'", "frame-ancestors *")
STAMP = re.compile(rb"DTSTAMP:.*\r\n")


@router.get("/feed/rounds.json")
def json_feed(request: Request, _actor: AnyoneDep, session: SessionDep) -> Response:
    return _shared(request, feeds.feed(session).model_dump_json().encode(), "application/json")


@router.get("/feed/rounds.ics")
def calendar_feed(request: Request, _actor: AnyoneDep, session: SessionDep) -> Response:
    name = _("Dørbank · {chapter}").format(chapter=settings().chapter)
    content = calendar_of(feeds.all_outings(session), name=name)
    return _shared(request, content, "text/calendar; charset=utf-8")


@router.get("/feed/people/{code}/rounds.ics")
def own_feed(_actor: AnyoneDep, session: SessionDep, code: str) -> Response:
    outings, days = feeds.own_calendar(session, code)
    content = calendar_of(outings, days=days, name=_("Mine dørbankrunder"))
    return Response(content, media_type="text/calendar; charset=utf-8")


@router.get("/embed/rounds")
def embedded_list(request: Request, _actor: AnyoneDep, session: SessionDep) -> Response:
    answer = page(request, "mobilise/embed.html", lines=feeds.shown_elsewhere(session))
    answer.headers.update({"Content-Security-Policy": FRAMED, "Cross-Origin-Resource-Policy": "cross-origin"})
    return answer


@router.get("/share")
def share(request: Request, _actor: AnyoneDep, session: SessionDep) -> Response:
    return page(
        request,
        "mobilise/share.html",
        lines=feeds.shown_elsewhere(session),
        follow=webcal("/feed/rounds.ics"),
        url=settings().url,
        qr=qr_svg(settings().url),
    )


def _shared(request: Request, content: bytes, media_type: str) -> Response:
    """Answer with what is the same for everybody; one who has it already is only told so."""
    tag = f'"{sha256(STAMP.sub(b"", content)).hexdigest()[:32]}"'
    headers = SHARED | {"ETag": tag}
    if tag in request.headers.get("if-none-match", ""):
        return Response(status_code=304, headers=headers)
    return Response(content, media_type=media_type, headers=headers)
