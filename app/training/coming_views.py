"""Signing up for a course, and its material as files."""

from typing import Annotated
from urllib.parse import quote
from uuid import UUID

from fastapi import APIRouter, File, UploadFile
from starlette.responses import Response

from app.db import SessionDep
from app.language import _
from app.people.access import BoardDep, SignedInDep
from app.rounds.calendar import calendar_of
from app.rounds.views import calendar_response
from app.training import coming
from app.training.days import course_day
from app.training.queries import access_course
from app.web import redirect

router = APIRouter(prefix="/courses/{course_id}")


@router.post("/sign-ups")
def sign_up(actor: SignedInDep, session: SessionDep, course_id: UUID) -> Response:
    coming.sign_up_for(session, actor, access_course(session, course_id))
    return redirect("/courses", _("Du er påmeldt kurset."))


@router.post("/sign-ups/cancellation")
def leave(actor: SignedInDep, session: SessionDep, course_id: UUID) -> Response:
    coming.leave_course(session, actor, access_course(session, course_id))
    return redirect("/courses", _("Du er meldt av kurset."))


@router.get("/calendar.ics")
def take_along(_actor: SignedInDep, session: SessionDep, course_id: UUID) -> Response:
    day = course_day(access_course(session, course_id))
    content = calendar_of([], days=[day], method="CANCEL" if day.off else "PUBLISH")
    return calendar_response(content, "kurs")


@router.post("/files")
def add_file(
    actor: BoardDep, session: SessionDep, course_id: UUID, file: Annotated[UploadFile, File()]
) -> Response:
    course = access_course(session, course_id)
    content = file.file.read(coming.MOST_BYTES + 1)
    coming.add_file(session, actor, course, file.filename or "", content)
    return redirect(f"/courses/{course_id}", _("Filen er lagt til."))


@router.get("/files/{file_id}")
def download(actor: SignedInDep, session: SessionDep, course_id: UUID, file_id: UUID) -> Response:
    """Send a file to be saved, never to be shown in our own pages' name."""
    found = coming.access_file(session, actor, access_course(session, course_id), file_id)
    headers = {"Content-Disposition": f"attachment; filename*=UTF-8''{quote(found.name)}"}
    return Response(found.content, media_type=coming.media_type(found.name), headers=headers)


@router.post("/files/{file_id}/removal")
def remove_file(actor: BoardDep, session: SessionDep, course_id: UUID, file_id: UUID) -> Response:
    coming.remove_file(session, actor, access_course(session, course_id), file_id)
    return redirect(f"/courses/{course_id}", _("Filen er fjernet."))
