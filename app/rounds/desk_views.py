"""The round's desk: people, teams, routes, roll call. Every deed answers with the desk as it is now."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Form, Request
from starlette.responses import Response

from app.db import SessionDep
from app.errors import NotFoundError
from app.language import _
from app.people.access import LeaderDep
from app.people.actions import record
from app.people.models import Person
from app.qr import qr_svg
from app.rounds import actions, assignments, queries, sign_ups, teams
from app.rounds.desk import desk
from app.rounds.forms import CutChoiceForm, LockForm, PlaceForm, TeamRouteForm
from app.rounds.links import join_url
from app.rounds.models import Round, Team
from app.rounds.planning import remarks
from app.turf.queries import access_walk_route
from app.web import is_fragment, page, redirect

router = APIRouter(prefix="/rounds/{round_id}")


@router.get("/desk")
def show_desk(request: Request, actor: LeaderDep, session: SessionDep, round_id: UUID) -> Response:
    round_ = queries.access_round(session, actor, round_id)
    return page(
        request,
        "rounds/desk.html",
        desk=desk(session, round_),
        revealed={},
        remarks=remarks(session, round_),
    )


def answer(request: Request, session: SessionDep, round_: Round, notice: str = "") -> Response:
    """Give the changed part to htmx, and the whole page anew to a browser without scripts."""
    if is_fragment(request):
        return page(request, "rounds/desk_body.html", desk=desk(session, round_), revealed={})
    return redirect(f"/rounds/{round_.id}/desk", notice)


@router.post("/sign-ups/{sign_up_id}/contact")
def reveal_contact(
    request: Request, actor: LeaderDep, session: SessionDep, round_id: UUID, sign_up_id: UUID
) -> Response:
    """Show one contact; that it was shown, and to whom, is kept."""
    round_ = queries.access_round(session, actor, round_id)
    found = queries.access_sign_up(session, round_, sign_up_id)
    person = session.get_one(Person, found.person_id)
    record(session, actor, "contact revealed", f"person {person.id}")
    revealed = {found.id: person.email or person.phone or ""}
    shown = desk(session, round_)
    if not is_fragment(request):
        return page(request, "rounds/desk.html", desk=shown, revealed=revealed, remarks=[])
    comer = next((c for c in shown.coming + shown.asked + shown.to_ring if c.sign_up_id == found.id), None)
    if comer is None:
        raise NotFoundError
    return page(request, "rounds/contact.html", comer=comer, revealed=revealed, url=f"/rounds/{round_.id}")


@router.post("/numbers-to-ring")
def reveal_numbers(request: Request, actor: LeaderDep, session: SessionDep, round_id: UUID) -> Response:
    """Show the number of everybody who must be rung, each written down as shown."""
    round_ = queries.access_round(session, actor, round_id)
    revealed = sign_ups.numbers_to_ring(session, actor, round_)
    shown = desk(session, round_)
    if is_fragment(request):
        return page(request, "rounds/desk_body.html", desk=shown, revealed=revealed)
    return page(request, "rounds/desk.html", desk=shown, revealed=revealed, remarks=[])


@router.post("/sign-ups/{sign_up_id}/call")
def mark_rung(
    request: Request, actor: LeaderDep, session: SessionDep, round_id: UUID, sign_up_id: UUID
) -> Response:
    round_ = queries.access_round(session, actor, round_id)
    sign_ups.mark_rung(queries.access_sign_up(session, round_, sign_up_id))
    return answer(request, session, round_)


@router.post("/sign-ups/{sign_up_id}/cancellation")
def sign_off(
    request: Request, actor: LeaderDep, session: SessionDep, round_id: UUID, sign_up_id: UUID
) -> Response:
    round_ = queries.access_round(session, actor, round_id)
    sign_ups.cancel_sign_up(session, round_, queries.access_sign_up(session, round_, sign_up_id))
    return answer(request, session, round_, _("Plassen er ledig igjen."))


@router.post("/teams/proposal")
def propose_teams(request: Request, actor: LeaderDep, session: SessionDep, round_id: UUID) -> Response:
    round_ = queries.access_round(session, actor, round_id)
    teams.propose_teams(session, round_)
    return answer(request, session, round_)


@router.post("/teams/dissolution")
def dissolve_teams(request: Request, actor: LeaderDep, session: SessionDep, round_id: UUID) -> Response:
    round_ = queries.access_round(session, actor, round_id)
    teams.dissolve_teams(session, round_)
    return answer(request, session, round_)


@router.post("/places")
def place(
    request: Request,
    actor: LeaderDep,
    session: SessionDep,
    round_id: UUID,
    form: Annotated[PlaceForm, Form()],
) -> Response:
    round_ = queries.access_round(session, actor, round_id)
    teams.place(session, round_, queries.access_sign_up(session, round_, form.sign_up_id), form.team)
    return answer(request, session, round_)


@router.post("/teams/{team_id}/lock")
def lock_team(
    request: Request,
    *,
    actor: LeaderDep,
    session: SessionDep,
    round_id: UUID,
    team_id: UUID,
    form: Annotated[LockForm, Form()],
) -> Response:
    round_ = queries.access_round(session, actor, round_id)
    teams.set_lock(session, round_, queries.access_team(session, round_, team_id), locked=form.locked)
    return answer(request, session, round_)


@router.post("/teams/{team_id}/route")
def set_route(
    request: Request,
    *,
    actor: LeaderDep,
    session: SessionDep,
    round_id: UUID,
    team_id: UUID,
    form: Annotated[TeamRouteForm, Form()],
) -> Response:
    round_ = queries.access_round(session, actor, round_id)
    team = queries.access_team(session, round_, team_id)
    assignments.assign(session, round_, team, form.walk_route_id)
    return answer(request, session, round_)


@router.post("/cut")
def use_cut(
    request: Request,
    actor: LeaderDep,
    session: SessionDep,
    round_id: UUID,
    form: Annotated[CutChoiceForm, Form()],
) -> Response:
    round_ = queries.access_round(session, actor, round_id)
    actions.use_cut(session, actor, round_, form.cut_id)
    return answer(request, session, round_, _("Rutene er valgt."))


@router.post("/assignments/proposal")
def propose_routes(request: Request, actor: LeaderDep, session: SessionDep, round_id: UUID) -> Response:
    round_ = queries.access_round(session, actor, round_id)
    assignments.propose_routes(session, round_)
    return answer(request, session, round_)


@router.get("/assignments/{assignment_id}")
def show_link(
    request: Request, actor: LeaderDep, session: SessionDep, round_id: UUID, assignment_id: UUID
) -> Response:
    """Show the code that the team scans with the phone's camera."""
    round_ = queries.access_round(session, actor, round_id)
    assignment = queries.access_assignment(session, round_, assignment_id)
    link = join_url(assignment)
    return page(
        request,
        "rounds/assignment.html",
        round=round_,
        assignment=assignment,
        team=session.get_one(Team, assignment.team_id),
        walk_route=access_walk_route(session, assignment.walk_route_id),
        link=link,
        qr=qr_svg(link),
    )


@router.post("/assignments/{assignment_id}/link")
def renew_link(actor: LeaderDep, session: SessionDep, round_id: UUID, assignment_id: UUID) -> Response:
    round_ = queries.access_round(session, actor, round_id)
    assignments.renew_link(session, round_, queries.access_assignment(session, round_, assignment_id))
    return redirect(
        f"/rounds/{round_id}/assignments/{assignment_id}",
        _("Den nye lenken er klar. Den gamle virker ikke lenger."),
    )
