"""The mails we send, for the board to read before they go; the one tap that stops them, and the other."""

from dataclasses import dataclass
from datetime import time, timedelta
from typing import Annotated
from uuid import uuid4

from fastapi import APIRouter, Form, Request
from sqlmodel import Session
from starlette.responses import Response

from app.config import settings
from app.db import SessionDep
from app.debrief import reminders as debriefs
from app.language import _, today
from app.mobilise import reminders, staying
from app.people.access import AnyoneDep, BoardDep
from app.people.actions import code_letter
from app.rounds import letters, mail_switches
from app.rounds.mail_switches import Kind
from app.rounds.models import Round
from app.rounds.queries import coming_rounds, round_lines
from app.rounds.quiet import quiet_hours
from app.rounds.schedule import moment_at
from app.web import page, redirect

router = APIRouter()


@dataclass(frozen=True)
class ShownLetter:
    """A letter to those who sign up, with its subject and text."""

    letter: letters.Letter
    text: tuple[str, str]

    @property
    def kind(self) -> Kind:
        """What the board lets go out when it has read this."""
        return self.letter.kind


@router.get("/mails")
def show_mails(request: Request, _actor: BoardDep, session: SessionDep) -> Response:
    """Show every mail as it is sent, about the next round or, before there is one, an example."""
    line = next(iter(round_lines(session, coming_rounds(session))), None)
    round_, district = (line.round, line.district) if line else (_example(session), _("bydelen"))
    link = f"{settings().url}/sign-ups/…"
    texts = [
        ShownLetter(each, letters.written(each, round_, district, letters.open_url(each, round_) or link))
        for each in letters.ALL
    ]
    unread = letters.unread(session)
    return page(
        request,
        "mobilise/mails.html",
        letters=[shown for shown in texts if shown.letter not in unread],
        unread=[shown for shown in texts if shown.letter in unread],
        reminder=reminders.letter(round_, district, link),
        january=staying.letter(f"{settings().url}/leave/…"),
        by_themselves=[
            code_letter("12345678"),
            debriefs.letter(round_, district),
            debriefs.letter(round_, district, late=True),
        ],
        is_example=line is None,
        on={kind.value: mail_switches.is_on(session, kind) for kind in Kind},
    )


def _example(session: Session) -> Round:
    """Make up a round about a week from now; it is never stored."""
    day = quiet_hours(session).next_open_day(today() + timedelta(days=7))
    starts_at, ends_at = moment_at(day, time(17, 30)), moment_at(day, time(20))
    return Round(
        slug="", district_id=uuid4(), starts_at=starts_at, ends_at=ends_at, meeting_place=_("torget")
    )


@router.post("/mails/{kind}")
def turn_mail(
    actor: BoardDep,
    session: SessionDep,
    kind: Kind,
    on: Annotated[bool, Form()] = False,
    also: Annotated[list[Kind] | None, Form()] = None,
) -> Response:
    """Turn a kind of mail on or off, and `also` those that stood on the same page under the same button."""
    for each in {kind, *(also or [])}:
        mail_switches.turn(session, actor, each, on=on)
        if on:
            letters.send_held(session, each)
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
