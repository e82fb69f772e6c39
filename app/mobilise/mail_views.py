"""The mails we send, for the board to read before they go; and the one tap that stops reminders."""

from typing import Annotated

from fastapi import APIRouter, Form, Request
from starlette.responses import Response

from app.config import settings
from app.db import SessionDep
from app.language import _, day
from app.mobilise import reminders
from app.people.access import AnyoneDep, BoardDep
from app.rounds import letters
from app.rounds.queries import coming_rounds, round_lines
from app.web import page, redirect

router = APIRouter()


@router.get("/mails")
def show_mails(request: Request, _actor: BoardDep, session: SessionDep) -> Response:
    line = next(iter(round_lines(session, coming_rounds(session))), None)
    when = day(line.round.starts_at, "d. MMMM") if line else "…"
    shown = [(_(each.subject).format(day=when), _(each.opening)) for each in letters.ALL]
    link = f"{settings().url}/sign-ups/…"
    reminder = reminders.letter(line.round, line.district, link) if line else None
    return page(request, "mobilise/mails.html", mails=shown, reminder=reminder, on=reminders.are_on(session))


@router.post("/mails/reminders")
def turn_reminders(actor: BoardDep, session: SessionDep, on: Annotated[bool, Form()] = False) -> Response:
    reminders.turn(session, actor, on=on)
    return redirect("/mails", _("Påminnelsene er slått på.") if on else _("Påminnelsene er slått av."))


@router.get("/reminders/{code}")
def show_stop(request: Request, _actor: AnyoneDep, session: SessionDep, code: str) -> Response:
    """Show a button only: mail scanners open links, and an opened link must not change anything."""
    reminders.person_of(session, code)
    return page(request, "mobilise/stop_reminders.html", code=code, stopped=False)


@router.post("/reminders/{code}")
def stop_reminders(request: Request, _actor: AnyoneDep, session: SessionDep, code: str) -> Response:
    """Also for the mail program itself (RFC 8058), which asks from a place of its own."""
    reminders.stop(session, code)
    return page(request, "mobilise/stop_reminders.html", code=code, stopped=True)
