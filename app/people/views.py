"""Sign in and out, invitations, and the board's list of people."""

from typing import Annotated, Literal
from uuid import UUID

from fastapi import APIRouter, Form, Query, Request
from limits import parse
from sqlmodel import Session
from starlette.responses import Response

from app.config import settings
from app.db import SessionDep
from app.errors import NotFoundError
from app.language import LANGUAGES, _
from app.middleware import LANGUAGE_COOKIE
from app.people import actions, queries
from app.people.access import SESSION_COOKIE, AnyoneDep, BoardDep, SignedInDep
from app.people.contact import Contact, parse_contact
from app.people.forms import CodeForm, PersonForm, RolesForm, SignInForm
from app.people.limits import network_of, slow_down
from app.people.models import Level, Role
from app.qr import qr_svg
from app.web import page, redirect

router = APIRouter()
ACCOUNT_LIMIT = parse("10 per 15 minutes")
NETWORK_LIMIT = parse("120 per 15 minutes")  # a whole member meeting, or a mobile operator's shared address
A_PAGE = 100
SESSION_SECONDS = int(actions.SESSION_LIFE.total_seconds())


@router.get("/sign-in")
def sign_in_form(request: Request, _actor: AnyoneDep, next: str = "/") -> Response:  # noqa: A002 - the field's name in the URL
    return page(request, "people/sign_in.html", next=next)


@router.post("/sign-in")
def ask_for_code(
    request: Request, _actor: AnyoneDep, session: SessionDep, form: Annotated[SignInForm, Form()]
) -> Response:
    contact = parse_contact(form.email)
    _slow_down(request, contact, "ask for code")
    actions.send_code(session, contact)
    return page(request, "people/code.html", email=contact.value, next=form.next, wrong=False)


@router.post("/sign-in/code")
def sign_in(
    request: Request, _actor: AnyoneDep, session: SessionDep, form: Annotated[CodeForm, Form()]
) -> Response:
    contact = parse_contact(form.email)
    _slow_down(request, contact, "sign in")
    if not actions.code_matches(session, contact, form.code):
        return page(request, "people/code.html", status=422, email=contact.value, next=form.next, wrong=True)
    person = queries.person_with(session, contact)
    if person is None:
        raise NotFoundError
    return _let_in(actions.open_login(session, person.id), form.next)


@router.post("/sign-out")
def sign_out(request: Request, _actor: SignedInDep, session: SessionDep) -> Response:
    actions.close_login(session, request.cookies.get(SESSION_COOKIE, ""))
    response = redirect("/", _("Du er logget ut."))
    response.delete_cookie(SESSION_COOKIE, secure=True, httponly=True)
    return response


@router.get("/invitations/{token}")
def show_invitation(
    request: Request,
    _actor: AnyoneDep,
    session: SessionDep,
    token: str,
    next: str = "/",  # noqa: A002 - the field's name in the URL
) -> Response:
    """Show a button only: mail scanners open links, and an opened link must not use the invitation up."""
    actions.check_invitation(session, token)
    return page(request, "people/invitation.html", token=token, next=next)


@router.post("/invitations/{token}")
def use_invitation(
    _actor: AnyoneDep,
    session: SessionDep,
    token: str,
    next: Annotated[str, Form()] = "/",  # noqa: A002 - the field's name in the form
) -> Response:
    return _let_in(actions.redeem(session, token), next)


@router.post("/language")
def choose_language(
    _actor: AnyoneDep, code: Annotated[str, Form()], back: Annotated[str, Form()] = "/"
) -> Response:
    response = redirect(_inside(back))
    if code in LANGUAGES:
        response.set_cookie(
            LANGUAGE_COOKIE, code, max_age=365 * 86400, secure=True, httponly=True, samesite="lax"
        )
    return response


@router.get("/people")
def list_people(
    request: Request,
    _actor: BoardDep,
    session: SessionDep,
    q: Annotated[str, Query(max_length=80)] = "",
    sort: Literal["name", "level"] = "name",
    shown: Annotated[int, Query(ge=1, le=100_000)] = A_PAGE,
) -> Response:
    found = queries.people(session, q, by_level=sort == "level")
    return page(
        request,
        "people/list.html",
        people=found[:shown],
        found=len(found),
        more=shown + A_PAGE,
        q=q,
        sort=sort,
        roles=list(Role),
    )


@router.post("/people")
def add_person(actor: BoardDep, session: SessionDep, form: Annotated[PersonForm, Form()]) -> Response:
    person = actions.add_person(session, form.name, parse_contact(form.contact))
    actions.set_roles(session, actor, person, form.roles | queries.roles_of(session, person.id))
    return redirect(f"/people/{person.id}", _("Personen er lagt til."))


@router.get("/people/{person_id}")
def show_person(request: Request, _actor: BoardDep, session: SessionDep, person_id: UUID) -> Response:
    return _person_page(request, session, person_id)


@router.post("/people/{person_id}/reveals")
def reveal(request: Request, actor: BoardDep, session: SessionDep, person_id: UUID) -> Response:
    queries.access_person(session, person_id)
    actions.record(session, actor, "contact revealed", f"person {person_id}")
    return _person_page(request, session, person_id, shown=True)


@router.post("/people/{person_id}")
def change_person(
    actor: BoardDep,
    session: SessionDep,
    person_id: UUID,
    form: Annotated[RolesForm, Form()],
) -> Response:
    person = queries.access_person(session, person_id)
    actions.set_roles(session, actor, person, form.roles)
    actions.set_level(person, form.level)
    person.under_18 = form.under_18
    person.candidate, person.councillor = form.candidate, form.councillor
    return redirect(f"/people/{person_id}", _("Endringene er lagret."))


@router.post("/people/{person_id}/invitations")
def invite(request: Request, actor: BoardDep, session: SessionDep, person_id: UUID) -> Response:
    person = queries.access_person(session, person_id)
    link = f"{settings().url}/invitations/{actions.invite(session, person)}"
    actions.record(session, actor, "invited", f"person {person.id}")
    return _person_page(request, session, person_id, link=link)


@router.post("/people/{person_id}/forget")
def forget(actor: BoardDep, session: SessionDep, person_id: UUID) -> Response:
    actions.forget_person(session, actor, queries.access_person(session, person_id))
    return redirect("/people", _("Personen er slettet."))


def _person_page(
    request: Request, session: Session, person_id: UUID, *, shown: bool = False, link: str = ""
) -> Response:
    person = queries.access_person(session, person_id)
    return page(
        request,
        "people/person.html",
        person=person,
        heed=[said for say in actions.BEFORE_FORGETTING if (said := say(session, person))],
        held=queries.roles_of(session, person_id),
        roles=list(Role),
        levels=list(Level),
        shown=shown,
        link=link,
        qr=qr_svg(link) if link else "",
    )


def _let_in(token: str, url: str) -> Response:
    response = redirect(_inside(url))
    response.set_cookie(
        SESSION_COOKIE, token, max_age=SESSION_SECONDS, secure=True, httponly=True, samesite="lax"
    )
    return response


def _inside(url: str) -> str:
    """Keep a «next» address on this site."""
    return url if url.startswith("/") and not url.startswith(("//", "/\\")) else "/"


def _slow_down(request: Request, contact: Contact, deed: str) -> None:
    """Asking and entering are counted apart: who mistypes a code can still ask for a new one."""
    slow_down(deed, (ACCOUNT_LIMIT, contact.value), (NETWORK_LIMIT, network_of(request)))
