"""What became of what we heard, for everybody: off until the board switches it on, the same for all."""

from fastapi import APIRouter, Request
from starlette.responses import Response

from app.config import settings
from app.db import SessionDep
from app.errors import NotFoundError
from app.people.access import AnyoneDep
from app.programme.choices import choices
from app.programme.document import status_words
from app.programme.heard import heard
from app.web import NOTICE_COOKIE, page

router = APIRouter()
CACHE = "public, max-age=600"
"""Ten minutes: switching the page off, or withdrawing a proposal, must not take longer than that."""


@router.get("/heard")
def show_heard(request: Request, _actor: AnyoneDep, session: SessionDep) -> Response:
    """Answer everybody alike, so that a cache never keeps one person's menu or notice for another."""
    if not choices(session).is_public:
        raise NotFoundError
    request.state.actor = None
    request.cookies.pop(NOTICE_COOKIE, None)
    response = page(
        request,
        "programme/heard.html",
        heard=heard(session),
        status_words=status_words,
        address=f"{settings().url}/heard",
    )
    response.headers["Cache-Control"] = CACHE
    response.headers["Vary"] = "Accept-Language, Cookie"
    return response
