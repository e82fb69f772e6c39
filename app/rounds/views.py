"""Public pages: coming rounds, one round with its sign-up form, the calendar file, the personal link."""

from typing import Annotated

from fastapi import APIRouter, Form, Request
from limits import parse
from starlette.responses import Response

from app.db import SessionDep
from app.districts.branches import branch_of, branches, is_within, scope_of
from app.districts.forms import BranchChoice
from app.districts.queries import access_district
from app.errors import InvalidError
from app.language import _, now
from app.people import limits
from app.people.access import AnyoneDep
from app.people.models import Role
from app.rounds import candidates, letters, queries, sign_ups
from app.rounds.above import OVERDUE
from app.rounds.calendar import Outing, calendar_file, outing_of
from app.rounds.forms import SignUpForm
from app.rounds.links import webcal
from app.rounds.models import Round, RoundStatus, SignUp, SignUpStatus
from app.rounds.slugs import round_by_slug
from app.sealing import sign
from app.web import page, redirect

router = APIRouter()
PLACE_LIMIT = parse("60 per 15 minutes")  # a whole member meeting shares one network, or one phone
CONTACT_LIMIT = parse("6 per 15 minutes")


@router.get("/")
def front_page(
    request: Request, actor: AnyoneDep, session: SessionDep, branch: BranchChoice = None
) -> Response:
    """List the coming rounds; those of the branch that is chosen, or one's own, come first."""
    own = branch_of(session, actor.person_id) if actor and not branch else None
    scope = scope_of(session, branch or (own.id if own else None))
    lines = queries.round_lines(session, queries.coming_rounds(session))
    inside = [line for line in lines if scope and is_within(line.round.district_id, scope)]
    return page(
        request,
        "rounds/front.html",
        lines=lines,
        waiting=[each for ask in OVERDUE for each in ask(session, actor)],
        unread=bool(actor and actor.holds(Role.BOARD) and letters.unread(session)),
        inside=inside,
        others=[line for line in lines if not (scope and is_within(line.round.district_id, scope))],
        branches=branches(session),
        branch=scope and scope.branch,
    )


@router.get("/rounds/{slug}")
def show_round(request: Request, _actor: AnyoneDep, session: SessionDep, slug: str) -> Response:
    round_ = round_by_slug(session, slug)
    if round_.slug != slug:
        return redirect(f"/rounds/{round_.slug}")
    return _round_page(request, session, round_, SignUpForm.model_construct(name="", contact=""))


@router.post("/rounds/{slug}/sign-ups")
def sign_up(
    request: Request, _actor: AnyoneDep, session: SessionDep, slug: str, form: Annotated[SignUpForm, Form()]
) -> Response:
    """Answer a form that cannot be with the same page, so that nothing has to be typed again."""
    round_ = round_by_slug(session, slug)
    slow_down(request, form.contact)
    try:
        receipt = sign_ups.sign_up(session, round_, form)
    except InvalidError as error:
        sentence = _(error.sentence).format(**error.facts)
        return _round_page(request, session, round_, form, sentence=sentence)
    return redirect(f"/sign-ups/{sign('sign-up', str(receipt.link.id))}")


def slow_down(request: Request, contact: str) -> None:
    """Refuse a flood from one place or at one contact: each sign-up may send a mail to somebody."""
    place = limits.network_of(request)
    limits.slow_down("sign-up", (PLACE_LIMIT, place), (CONTACT_LIMIT, contact.strip().lower()))


def _round_page(
    request: Request, session: SessionDep, round_: Round, form: SignUpForm, *, sentence: str = ""
) -> Response:
    (line,) = queries.round_lines(session, [round_])
    return page(
        request,
        "rounds/round.html",
        status=422 if sentence else 200,
        line=line,
        round=round_,
        form=form,
        branches=branches(session),
        named=candidates.names_shown(session, round_),
        sentence=sentence,
        consent=sign_ups.consent_text(),
        open=round_.status == RoundStatus.PLANNED and round_.ends_at > now(),
        delete_on=sign_ups.keep_date(round_),
    )


@router.get("/rounds/{slug}/calendar.ics")
def calendar(_actor: AnyoneDep, session: SessionDep, slug: str) -> Response:
    round_ = round_by_slug(session, slug)
    outing = Outing(round_, access_district(session, round_.district_id).name)
    return calendar_response(calendar_file(outing), round_.slug)


def calendar_response(content: bytes, name: str) -> Response:
    """Answer with a calendar file."""
    return Response(
        content,
        media_type="text/calendar; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="{name}.ics"'},
    )


@router.get("/sign-ups/{code}")
def show_sign_up(request: Request, _actor: AnyoneDep, session: SessionDep, code: str) -> Response:
    """Show what a personal link stands for; never a name, and from an unproven link only what it was told."""
    link = queries.access_link(session, code)
    found = session.get_one(SignUp, link.sign_up_id)
    (line,) = queries.round_lines(session, [session.get_one(Round, found.round_id)])
    status, _changes = queries.shown_by(link, found)
    return page(
        request,
        "rounds/sign_up.html",
        line=line,
        round=line.round,
        code=code,
        follow=webcal(f"/sign-ups/{code}/calendar.ics"),
        state=_state(line.round, status),
        named=link.proven and found.named,
        asks=[candidates.asked_consent(), candidates.naming_consent()],
    )


@router.get("/sign-ups/{code}/calendar.ics")
def own_calendar(_actor: AnyoneDep, session: SessionDep, code: str) -> Response:
    """Follow one sign-up in a calendar: it moves with the round, and goes when one steps off."""
    link = queries.access_link(session, code)
    found = session.get_one(SignUp, link.sign_up_id)
    round_ = session.get_one(Round, found.round_id)
    district = access_district(session, round_.district_id).name
    name = _("Dørbank i {district}").format(district=district)
    outing = outing_of(round_, district, *queries.shown_by(link, found))
    return calendar_response(calendar_file(outing, name=name), round_.slug)


def _state(round_: Round, status: SignUpStatus) -> str:
    if round_.status == RoundStatus.CANCELLED:
        return "called_off"
    if status == SignUpStatus.ABSENT:
        status = SignUpStatus.COMING
    return "over" if round_.ends_at < now() else status.value


@router.post("/sign-ups/{code}/cancellation")
def cancel_sign_up(_actor: AnyoneDep, session: SessionDep, code: str) -> Response:
    sign_ups.cancel_by_link(session, queries.access_link(session, code))
    return redirect(f"/sign-ups/{code}")
