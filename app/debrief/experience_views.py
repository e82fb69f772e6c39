"""What the rounds have taught us, for those who plan the next."""

from typing import Literal

from fastapi import APIRouter, Request
from starlette.responses import Response

from app.db import SessionDep
from app.debrief.experiences import experiences
from app.listing import SearchQuery, named_like
from app.people.access import LeaderDep
from app.web import page

router = APIRouter()


@router.get("/experiences")
def list_experiences(
    request: Request,
    _actor: LeaderDep,
    session: SessionDep,
    q: SearchQuery = "",
    sort: Literal["newest", "district"] = "newest",
) -> Response:
    found = experiences(session)
    shown = named_like(found, q, lambda each: f"{each.district} {each.surprise} {each.lesson}")
    if sort == "district":
        shown.sort(key=lambda each: each.district.casefold())
    return page(request, "debrief/experiences.html", any=bool(found), shown=shown, q=q, sort=sort)
