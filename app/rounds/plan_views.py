"""Plan a round: the leaders' list, the form, calling off."""

from typing import Annotated, Literal
from uuid import UUID

from fastapi import APIRouter, Form, Request
from starlette.responses import Response

from app.db import SessionDep
from app.districts.branches import branches, is_within, scope_of
from app.districts.forms import BranchChoice
from app.districts.queries import districts
from app.errors import InvalidError
from app.language import _, local, now, plural, today
from app.listing import SearchQuery, named_like
from app.people.access import Actor, LeaderDep
from app.people.models import Role
from app.people.queries import people_with_role
from app.rounds import actions, queries, series
from app.rounds.above import LESSONS
from app.rounds.candidates import candidates_of, known_candidates
from app.rounds.doorstep import taken_along
from app.rounds.forms import (
    PlanFields,
    RoundForm,
    SeriesCancellationForm,
    SeriesForm,
    fields_again,
    fields_of,
    fields_sent,
)
from app.rounds.locking import any_in_use
from app.rounds.mail_switches import Kind, is_on
from app.rounds.models import Round, RoundStatus
from app.rounds.planning import marked_days, suggested_districts
from app.rounds.quiet import quiet_hours
from app.turf.queries import done_cuts, done_cuts_of
from app.web import page, redirect

router = APIRouter()
DAYS_AHEAD = 120


@router.get("/rounds")
def list_rounds(
    request: Request,
    *,
    actor: LeaderDep,
    session: SessionDep,
    branch: BranchChoice = None,
    q: SearchQuery = "",
    sort: Literal["day", "district", "coming"] = "day",
) -> Response:
    """List own rounds for a general, all for the board; of one branch, or in places that are searched for."""
    scope = scope_of(session, branch)
    led = [each for each in queries.rounds_led(session, actor) if is_within(each.district_id, scope)]
    every = queries.round_lines(session, led)
    lines = named_like(every, q, lambda line: f"{line.district} {line.round.meeting_place}")
    coming = [line for line in reversed(lines) if _is_coming(line.round)]
    past = [line for line in lines if not _is_coming(line.round)]
    for shown in (coming, past):
        if sort == "district":
            shown.sort(key=lambda line: line.district.casefold())
        elif sort == "coming":
            shown.sort(key=lambda line: line.coming)
    return page(
        request,
        "rounds/list.html",
        coming=coming,
        past=past,
        any=bool(every),
        q=q,
        sort=sort,
        branches=branches(session),
        branch=scope and scope.branch,
    )


def _is_coming(round_: Round) -> bool:
    """Tell whether a round stands among the coming ones: until its day is over, or it is closed before."""
    return local(round_.starts_at).date() >= today() and round_.status != RoundStatus.HELD


@router.get("/rounds/new")
def new_round(
    request: Request,
    actor: LeaderDep,
    session: SessionDep,
    district: UUID | None = None,
    like: UUID | None = None,
) -> Response:
    """Show an empty form; `district` chooses its newest cut already, `like` copies an earlier round."""
    if like:
        earlier = queries.access_round(session, actor, like)
        fields = fields_again(earlier, queries.generals_of(session, like), candidates_of(session, earlier))
        return _plan_page(request, session, actor, fields)
    cuts = done_cuts_of(session, district) if district else []
    fields = PlanFields(
        district_id=district, cut_id=cuts[0].id if cuts else None, generals=frozenset({actor.person_id})
    )
    return _plan_page(request, session, actor, fields)


@router.post("/rounds")
def plan_round(
    request: Request, actor: LeaderDep, session: SessionDep, form: Annotated[RoundForm, Form()]
) -> Response:
    try:
        planned = actions.plan_round(session, actor, form)
    except InvalidError as error:
        return _plan_page(request, session, actor, fields_sent(form), error=error)
    return redirect(
        f"/rounds/{planned.id}/desk", _("Runden er planlagt. Del lenken, så folk kan melde seg på.")
    )


@router.get("/rounds/{round_id}/plan")
def show_plan(request: Request, actor: LeaderDep, session: SessionDep, round_id: UUID) -> Response:
    round_ = queries.access_round(session, actor, round_id)
    fields = fields_of(round_, queries.generals_of(session, round_id), candidates_of(session, round_))
    return _plan_page(request, session, actor, fields, round_=round_)


@router.post("/rounds/{round_id}/plan")
def change_round(
    request: Request,
    actor: LeaderDep,
    session: SessionDep,
    round_id: UUID,
    form: Annotated[RoundForm, Form()],
) -> Response:
    round_ = queries.access_round(session, actor, round_id)
    try:
        actions.change_round(session, actor, round_, form)
    except InvalidError as error:
        return _plan_page(request, session, actor, fields_sent(form), round_=round_, error=error)
    return redirect(f"/rounds/{round_id}/desk", _("Endringene er lagret."))


@router.post("/rounds/{round_id}/series")
def plan_series(
    request: Request,
    actor: LeaderDep,
    session: SessionDep,
    round_id: UUID,
    form: Annotated[SeriesForm, Form()],
) -> Response:
    round_ = queries.access_round(session, actor, round_id)
    days = series.plan_series(session, actor, round_, form.weeks)
    return page(request, "rounds/series.html", days=days)


@router.post("/rounds/{round_id}/series/cancellation")
def cancel_series(
    actor: LeaderDep, session: SessionDep, round_id: UUID, form: Annotated[SeriesCancellationForm, Form()]
) -> Response:
    round_ = queries.access_round(session, actor, round_id)
    n = series.cancel_series(session, actor, round_, form.rounds)
    said = plural(
        "{n} runde er avlyst. De som har e-post, har fått beskjed.",
        "{n} runder er avlyst. De som har e-post, har fått beskjed.",
        n,
    )
    return redirect("/rounds", said.format(n=n))


@router.post("/rounds/{round_id}/cancellation")
def cancel_round(actor: LeaderDep, session: SessionDep, round_id: UUID) -> Response:
    round_ = queries.access_round(session, actor, round_id)
    out = round_.starts_at <= now() or any_in_use(session, queries.teams(session, round_id))
    actions.cancel_round(session, actor, round_)
    where, said = "desk", _("Runden er avlyst. De som har e-post, har fått beskjed.")
    if out:
        where, said = (
            "live",
            _("Runden er avlyst. Telefonene sier fra til lagene: se her at alle kommer tilbake."),
        )
    if local(round_.ends_at).date() < today():
        where, said = "desk", _("Runden står som avlyst. Den var over, så ingen har fått beskjed.")
    return redirect(f"/rounds/{round_id}/{where}", said)


def _plan_page(
    request: Request,
    session: SessionDep,
    actor: Actor,
    fields: PlanFields,
    *,
    round_: Round | None = None,
    error: InvalidError | None = None,
) -> Response:
    known = districts(session)
    return page(
        request,
        "rounds/plan.html",
        status=422 if error else 200,
        form=fields,
        round=round_,
        sentence=_(error.sentence).format(**error.facts) if error else "",
        districts=known,
        boxes={str(each.id): (each.west, each.south, each.east, each.north) for each in known},
        cuts=done_cuts(session),
        generals=people_with_role(session, Role.GENERAL),
        candidates=known_candidates(session, actor, round_),
        alike=series.rounds_alike(session, actor, round_) if round_ else [],
        coming=queries.volunteers_coming(session, round_.id) if round_ else 0,
        is_board=actor.holds(Role.BOARD),
        letters_read=is_on(session, Kind.LETTERS),
        quiet=quiet_hours(session),
        self_id=None if actor.holds(Role.BOARD) else actor.person_id,
        today=today(),
        is_over=round_ is not None and round_.ends_at < now(),
        suggestions=[] if round_ or fields.district_id else suggested_districts(session),
        lessons=[
            lesson
            for ask in LESSONS
            for lesson in (ask(session, fields.district_id) if fields.district_id else [])
        ],
        along=taken_along(session, fields.day, round_),
        special_days=marked_days(session, today(), DAYS_AHEAD),
    )
