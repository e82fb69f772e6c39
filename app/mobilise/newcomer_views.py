"""New members: a queue with a clock of two weeks, by telephone first and then in writing."""

from typing import Annotated, Literal
from urllib.parse import quote
from uuid import UUID

from fastapi import APIRouter, Form, Request
from starlette.responses import Response

from app.config import settings
from app.db import SessionDep
from app.errors import InvalidError
from app.language import _, clock, day, today
from app.listing import SearchQuery, named_like
from app.mobilise import actions, newcomers, welcome
from app.mobilise.entries import NEW_DAYS
from app.mobilise.forms import NewcomerForm
from app.people.access import BoardDep
from app.rounds.queries import RoundLine, coming_rounds, round_lines
from app.web import page, redirect

router = APIRouter(prefix="/newcomers")
Sorting = Literal["urgent", "name"]
FEW_ROUNDS = 3


@router.get("")
def list_newcomers(
    request: Request,
    _actor: BoardDep,
    session: SessionDep,
    q: SearchQuery = "",
    sort: Sorting = "urgent",
) -> Response:
    empty = NewcomerForm.model_construct(name="", phone="", email="", joined_on=today())
    return _queue_page(request, session, empty, q=q, sort=sort)


def _queue_page(
    request: Request,
    session: SessionDep,
    form: NewcomerForm,
    *,
    error: InvalidError | None = None,
    q: str = "",
    sort: Sorting = "urgent",
) -> Response:
    queue = welcome.queue(session)
    shown = named_like(queue, q, lambda each: each.name)
    if sort == "name":
        shown.sort(key=lambda each: each.name.casefold())
    return page(
        request,
        "mobilise/newcomers.html",
        status=422 if error else 200,
        form=form,
        sentence=_(error.sentence).format(**error.facts) if error else "",
        queue=queue,
        shown=shown,
        q=q,
        sort=sort,
        tallies=welcome.tallies(session),
        calling_round=welcome.welcome_round(session),
        today=today(),
        soon=welcome.SOON_DAYS,
        most=NEW_DAYS,
    )


@router.post("")
def add_newcomer(
    request: Request, actor: BoardDep, session: SessionDep, form: Annotated[NewcomerForm, Form()]
) -> Response:
    try:
        newcomers.add_newcomer(session, actor, form)
    except InvalidError as error:
        return _queue_page(request, session, form, error=error)
    return redirect("/newcomers", _("Det nye medlemmet står i køen."))


@router.post("/round")
def open_welcome_round(actor: BoardDep, session: SessionDep) -> Response:
    found = newcomers.open_welcome_round(session, actor)
    return redirect(f"/calling-rounds/{found.id}")


@router.post("/{callee_id}/reveals")
def show_newcomer(request: Request, actor: BoardDep, session: SessionDep, callee_id: UUID) -> Response:
    found = welcome.access_newcomer(session, callee_id)
    actions.record_reveal(session, actor, found)
    lines = [line for line in round_lines(session, coming_rounds(session)) if line.places_left]
    subject, text = _letter(found.name, lines)
    return page(
        request,
        "mobilise/newcomer.html",
        newcomer=found,
        days_left=welcome.days_left(found),
        subject=subject,
        text=text,
        mail=f"mailto:{quote(found.email)}?subject={quote(subject)}&body={quote(text)}"
        if found.email
        else "",
        sms=f"sms:{found.phone}?&body={quote(text)}" if found.phone else "",
    )


@router.post("/{callee_id}/welcome")
def mark_welcomed(_actor: BoardDep, session: SessionDep, callee_id: UUID) -> Response:
    welcome.mark_welcomed(session, welcome.access_newcomer(session, callee_id))
    return redirect("/newcomers", _("Så fint. Opplysningene slettes nå."))


def _letter(name: str, lines: list[RoundLine]) -> tuple[str, str]:
    """Give the subject and the text of a welcome, ready to send; `lines` have places left."""
    opening = _(
        "Hei, {name}!\n\nSå fint at du er blitt medlem i {chapter}. Vi vil gjerne bli kjent med deg. "
        "Vi går på dørbank i bydelene og hører hva folk er opptatt av, og du er velkommen til å bli med. "
        "Du går sammen med en som har gjort det før."
    )
    dates = [
        _("{day} kl. {clock}: {district}").format(
            day=day(line.round.starts_at), clock=clock(line.round.starts_at), district=line.district
        )
        for line in lines[:FEW_ROUNDS]
    ]
    where = (
        _("Meld deg på her: {url}") if len(lines) <= FEW_ROUNDS else _("Flere runder, og påmelding: {url}")
    )
    first = name.split(maxsplit=1)[0] if name.split() else name
    parts = [
        opening.format(name=first, chapter=settings().chapter),
        "\n".join(dates),
        where.format(url=settings().url),
    ]
    subject = _("Velkommen til {chapter}").format(chapter=settings().chapter)
    return subject, "\n\n".join(part for part in parts if part)
