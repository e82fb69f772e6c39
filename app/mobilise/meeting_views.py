"""The member meeting: a form on paper and its entry afterwards, and a phone by the door that anyone uses."""

from typing import Annotated

from fastapi import APIRouter, Form, Request
from starlette.responses import Response

from app.db import SessionDep
from app.errors import InvalidError
from app.language import _, plural
from app.mobilise import meeting
from app.mobilise.forms import MeetingForm
from app.people.access import AnyoneDep, LeaderDep
from app.rounds.queries import coming_rounds, round_lines
from app.rounds.sign_ups import consent_text
from app.rounds.views import slow_down
from app.web import page, redirect

router = APIRouter(prefix="/meeting")


@router.get("/form.pdf")
def print_form(_actor: LeaderDep, session: SessionDep) -> Response:
    content = meeting.sign_up_form(round_lines(session, coming_rounds(session)))
    headers = {"Content-Disposition": 'inline; filename="pamelding.pdf"'}
    return Response(content, media_type="application/pdf", headers=headers)


@router.get("/paper")
def enter_paper(request: Request, _actor: LeaderDep, session: SessionDep) -> Response:
    return _form_page(request, session, "mobilise/paper.html", _empty())


@router.post("/paper")
def store_paper(
    request: Request, _actor: LeaderDep, session: SessionDep, form: Annotated[MeetingForm, Form()]
) -> Response:
    try:
        count = meeting.sign_up_for_many(session, form, on_paper=True)
    except InvalidError as error:
        return _form_page(request, session, "mobilise/paper.html", form, error)
    text = plural("Lagret: én runde. Neste!", "Lagret: {n} runder. Neste!", count)
    return redirect("/meeting/paper", text.format(n=count))


@router.get("/door")
def show_door(request: Request, _actor: AnyoneDep, session: SessionDep) -> Response:
    return _form_page(request, session, "mobilise/door.html", _empty())


@router.post("/door")
def sign_up_at_door(
    request: Request, _actor: AnyoneDep, session: SessionDep, form: Annotated[MeetingForm, Form()]
) -> Response:
    slow_down(request, form.contact)
    try:
        meeting.sign_up_for_many(session, form, on_paper=False)
    except InvalidError as error:
        return _form_page(request, session, "mobilise/door.html", form, error)
    return redirect("/meeting/door/thanks")


@router.get("/door/thanks")
def thank_at_door(request: Request, _actor: AnyoneDep) -> Response:
    """Say thanks without a name, and give the phone back to the next by itself."""
    answer = page(request, "mobilise/door_thanks.html")
    answer.headers["Refresh"] = "6; url=/meeting/door"
    return answer


def _empty() -> MeetingForm:
    return MeetingForm.model_construct(name="", contact="", rounds=set(), under_18=False, consent=False)


def _form_page(
    request: Request,
    session: SessionDep,
    template: str,
    form: MeetingForm,
    error: InvalidError | None = None,
) -> Response:
    return page(
        request,
        template,
        status=422 if error else 200,
        form=form,
        sentence=_(error.sentence).format(**error.facts) if error else "",
        lines=round_lines(session, coming_rounds(session)),
        few=meeting.MOST_ROUNDS,
        consent=consent_text(),
    )
