"""Versions of a cut, and its way from draft to approved."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Form
from starlette.responses import Response

from app.db import SessionDep
from app.language import _
from app.people.access import LeaderDep
from app.turf import versions
from app.turf.forms import NameForm, VersionForm
from app.turf.queries import access_cut
from app.web import redirect

router = APIRouter()


@router.post("/cuts/{cut_id}/copies")
def copy(actor: LeaderDep, session: SessionDep, cut_id: UUID, form: Annotated[NameForm, Form()]) -> Response:
    """Keep the cut as it is now; the person goes on with the one they were at."""
    made = versions.copy_cut(session, actor, access_cut(session, cut_id), form.name)
    return redirect(
        f"/cuts/{cut_id}", _("«{name}» er lagret. Du arbeider videre i denne.").format(name=made.name)
    )


@router.post("/cuts/{cut_id}/name")
def rename(
    _actor: LeaderDep, session: SessionDep, cut_id: UUID, form: Annotated[NameForm, Form()]
) -> Response:
    versions.name_cut(session, access_cut(session, cut_id), form.name)
    return redirect(f"/cuts/{cut_id}")


@router.post("/cuts/{cut_id}/approval")
def approve(
    _actor: LeaderDep, session: SessionDep, cut_id: UUID, form: Annotated[VersionForm, Form()]
) -> Response:
    versions.approve_cut(session, access_cut(session, cut_id), form.version)
    return redirect(f"/cuts/{cut_id}", _("Oppdelingen er godkjent. Nå kan lagene få rutene."))


@router.post("/cuts/{cut_id}/approval/removal")
def withdraw(
    _actor: LeaderDep, session: SessionDep, cut_id: UUID, form: Annotated[VersionForm, Form()]
) -> Response:
    versions.withdraw_approval(session, access_cut(session, cut_id), form.version)
    return redirect(f"/cuts/{cut_id}", _("Oppdelingen er et utkast igjen."))
