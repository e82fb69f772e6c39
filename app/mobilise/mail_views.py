"""The mails we send, for the board to read before they go; the one tap that stops them, and the other."""

from typing import Annotated

from fastapi import APIRouter, Form, Request
from starlette.responses import Response

from app.config import settings
from app.db import SessionDep
from app.language import _, day
from app.mobilise import reminders, staying, switches
from app.mobilise.switches import Kind
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
    return page(
        request,
        "mobilise/mails.html",
        mails=shown,
        reminder=reminder,
        january=staying.letter(f"{settings().url}/leave/…"),
        on={kind.value: switches.is_on(session, kind) for kind in Kind},
    )


@router.post("/mails/{kind}")
def turn_mail(
    actor: BoardDep, session: SessionDep, kind: Kind, on: Annotated[bool, Form()] = False
) -> Response:
    switches.turn(session, actor, kind, on=on)
    return redirect("/mails", _("E-posten er slått på.") if on else _("E-posten er slått av."))


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


@router.get("/leave/{code}")
def show_leave(request: Request, _actor: AnyoneDep, session: SessionDep, code: str) -> Response:
    """Show a button only, as above."""
    staying.person_leaving(session, code)
    return page(request, "mobilise/leave.html", code=code, gone=False)


@router.post("/leave/{code}")
def leave(request: Request, _actor: AnyoneDep, session: SessionDep, code: str) -> Response:
    staying.leave(session, code)
    return page(request, "mobilise/leave.html", code=code, gone=True)
