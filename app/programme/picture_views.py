"""The page with the picture of what the city talks about."""

from typing import Annotated

from fastapi import APIRouter, Query, Request
from starlette.responses import Response

from app.db import SessionDep
from app.people.access import CommitteeDep
from app.programme.choices import deadline
from app.programme.forms import PictureFilter
from app.programme.picture import picture
from app.programme.reading import Room, district_choices, period_choices
from app.web import page

router = APIRouter(prefix="/programme")


@router.get("/picture")
def show_picture(
    request: Request, _actor: CommitteeDep, session: SessionDep, wanted: Annotated[PictureFilter, Query()]
) -> Response:
    room = Room(session)
    return page(
        request,
        "programme/picture.html",
        picture=picture(room, wanted),
        wanted=wanted,
        districts=district_choices(room),
        periods=period_choices(room),
        deadline=deadline(session),
    )
