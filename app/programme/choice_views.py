"""Where the board sets the deadline, how long held notes wait, and whether the public may look."""

from typing import Annotated

from fastapi import APIRouter, Form, Request
from starlette.responses import Response

from app.db import SessionDep
from app.language import _
from app.people.access import BoardDep
from app.programme.anonymity import safe_sum
from app.programme.choices import ChoicesForm, choices, choose, deadline, input_goes_on
from app.programme.releases import held
from app.web import page, redirect

router = APIRouter(prefix="/programme/choices")


@router.get("")
def show_choices(request: Request, _actor: BoardDep, session: SessionDep) -> Response:
    return page(
        request,
        "programme/choices.html",
        chosen=choices(session),
        deadline=deadline(session),
        goes_on=input_goes_on(session),
        held=safe_sum([held(session)]),
    )


@router.post("")
def set_choices(actor: BoardDep, session: SessionDep, form: Annotated[ChoicesForm, Form()]) -> Response:
    choose(session, actor, form)
    return redirect("/programme/choices", _("Valgene er lagret."))
