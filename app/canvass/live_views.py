"""The general's live page: who is out, how far they have come, who is back."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, File, Form, Request
from starlette.responses import Response

from app.canvass import joining, places, queries
from app.canvass.forms import NextRouteForm, TickForm
from app.canvass.handover import take_in
from app.canvass.help_calls import take_care
from app.canvass.next_route import send_on
from app.canvass.roll_call import set_back, set_person_back
from app.canvass.under_way import live_groups, needing
from app.db import SessionDep
from app.districts.queries import access_district
from app.language import _
from app.people.access import LeaderDep
from app.people.actions import record
from app.rounds.assignments import next_routes
from app.rounds.queries import access_round, access_team, assignments_of
from app.sealing import digest
from app.turf.queries import access_walk_route
from app.web import is_fragment, page, part, redirect

router = APIRouter()
MOST_CHOICES = 5


@router.get("/rounds/{round_id}/live")
def live(request: Request, actor: LeaderDep, session: SessionDep, round_id: UUID, seen: str = "") -> Response:
    """Show the teams; a page that asks again, and has `seen` what there is, gets nothing anew."""
    round_ = access_round(session, actor, round_id)
    groups = live_groups(session, actor, round_)
    teams = part(
        request,
        "canvass/live_teams.html",
        round=round_,
        groups=groups,
        needing=needing(groups),
        teams=[each for group in groups for each in group.teams],
        reports=places.reports_of(session, round_id),
    )
    mark = digest(teams)[:16]
    if is_fragment(request) and seen == mark:
        return Response(status_code=204)
    return page(
        request,
        "canvass/live_part.html" if is_fragment(request) else "canvass/live.html",
        round=round_,
        district=access_district(session, round_.district_id),
        teams=teams,
        mark=mark,
    )


@router.post("/rounds/{round_id}/phones/{phone_id}/revoke")
def revoke_phone(actor: LeaderDep, session: SessionDep, round_id: UUID, phone_id: UUID) -> Response:
    access_round(session, actor, round_id)
    joining.revoke(session, queries.access_phone(session, round_id, phone_id))
    record(session, actor, "phone revoked", f"round {round_id}")
    return redirect(
        f"/rounds/{round_id}/live", _("Telefonen er koblet fra. Var det feil, slipper du den inn igjen her.")
    )


@router.post("/rounds/{round_id}/phones/{phone_id}/place")
def readmit_phone(actor: LeaderDep, session: SessionDep, round_id: UUID, phone_id: UUID) -> Response:
    access_round(session, actor, round_id)
    joining.readmit(session, queries.access_phone(session, round_id, phone_id))
    record(session, actor, "phone readmitted", f"round {round_id}")
    return redirect(f"/rounds/{round_id}/live", _("Telefonen er med igjen. Den merker det selv om litt."))


@router.post("/rounds/{round_id}/teams/{team_id}/back")
def team_back(
    actor: LeaderDep, session: SessionDep, round_id: UUID, team_id: UUID, form: Annotated[TickForm, Form()]
) -> Response:
    """Let the general tick off a team that stands there without a phone, or one of it."""
    round_ = access_round(session, actor, round_id)
    team = access_team(session, round_, team_id)
    if form.sign_up_id:
        set_person_back(session, team, round_, form.sign_up_id, back=form.back)
    else:
        set_back(session, team, round_, back=form.back)
    return redirect(f"/rounds/{round_id}/live")


@router.post("/rounds/{round_id}/teams/{team_id}/care")
def take_care_of(actor: LeaderDep, session: SessionDep, round_id: UUID, team_id: UUID) -> Response:
    round_ = access_round(session, actor, round_id)
    team = access_team(session, round_, team_id)
    take_care(session, round_, team)
    return redirect(f"/rounds/{round_id}/live", _("Lag {n} ser at du tar deg av det.").format(n=team.number))


@router.get("/rounds/{round_id}/teams/{team_id}/next-route")
def choose_next_route(
    request: Request, actor: LeaderDep, session: SessionDep, round_id: UUID, team_id: UUID
) -> Response:
    """Show the nearest routes that nobody has walked, for a team that is done or locked out early."""
    round_ = access_round(session, actor, round_id)
    team = access_team(session, round_, team_id)
    held = [each for each in assignments_of(session, round_id) if each.team_id == team_id]
    last = access_walk_route(session, held[-1].walk_route_id) if held else None
    return page(
        request,
        "canvass/next_route.html",
        round=round_,
        team=team,
        last=last,
        choices=next_routes(session, round_, last)[:MOST_CHOICES],
    )


@router.post("/rounds/{round_id}/teams/{team_id}/next-route")
def give_next_route(
    *,
    actor: LeaderDep,
    session: SessionDep,
    round_id: UUID,
    team_id: UUID,
    form: Annotated[NextRouteForm, Form()],
) -> Response:
    round_ = access_round(session, actor, round_id)
    team = access_team(session, round_, team_id)
    send_on(session, round_, team, form.walk_route_id)
    return redirect(
        f"/rounds/{round_id}/live", _("Lag {n} har fått ruten på telefonen.").format(n=team.number)
    )


@router.post("/rounds/{round_id}/handovers")
def take_handover(
    request: Request, actor: LeaderDep, session: SessionDep, round_id: UUID, file: Annotated[bytes, File()]
) -> Response:
    """Take in what a phone could not send; the file says which team's route it is."""
    round_ = access_round(session, actor, round_id)
    taken = take_in(session, round_, file)
    record(session, actor, "handover taken in", f"round {round_id}")
    return page(request, "canvass/handover.html", round=round_, taken=taken)


@router.post("/rounds/{round_id}/reports/{report_id}")
def answer_report(
    *,
    actor: LeaderDep,
    session: SessionDep,
    round_id: UUID,
    report_id: UUID,
    agree: Annotated[bool, Form()] = True,
) -> Response:
    access_round(session, actor, round_id)
    places.handle_report(session, round_id, report_id, agree=agree)
    record(session, actor, "place report handled", f"round {round_id}")
    return redirect(f"/rounds/{round_id}/live")
