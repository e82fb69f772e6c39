"""Suggested themes in the reading room: look for them, and accept one with a tap."""

from typing import Annotated

from fastapi import APIRouter, Form
from starlette.responses import Response

from app.db import SessionDep, after_commit
from app.language import _
from app.people.access import CommitteeDep
from app.programme.forms import AcceptForm
from app.programme.reading import NO_THEME
from app.programme.suggestions import accept_suggestion
from app.programme.themes import access_theme
from app.programme.worker import start_suggesting
from app.web import redirect

router = APIRouter(prefix="/programme/suggestions")


@router.post("")
def look_for_suggestions(_actor: CommitteeDep, session: SessionDep) -> Response:
    after_commit(session, start_suggesting)
    return redirect(f"/programme/inputs?theme={NO_THEME}")


@router.post("/accept")
def accept(actor: CommitteeDep, session: SessionDep, form: Annotated[AcceptForm, Form()]) -> Response:
    theme = access_theme(session, form.theme_id)
    accept_suggestion(session, actor, form.input_id, theme)
    return redirect(form.url, _("Innspillet har fått temaet «{name}».").format(name=theme.name))
