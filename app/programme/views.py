"""The committee's reading room: input, themes, proposals and the document."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends, Form, Query, Request
from starlette.responses import Response

from app.db import SessionDep
from app.errors import NotFoundError
from app.language import _
from app.people.access import Actor, Allow, CommitteeDep
from app.people.actions import record
from app.people.models import Role
from app.programme import committee, reading
from app.programme.document import document, status_words
from app.programme.export import csv_of
from app.programme.forms import InputFilter, LinkForm, ProposalForm, ThemeForm
from app.programme.models import ProposalStatus, Theme
from app.programme.proposals import proposal_sheets, proposals
from app.programme.queries import themes
from app.web import page, redirect

router = APIRouter(prefix="/programme")
ThemesDep = Annotated[Actor, Depends(Allow(Role.COMMITTEE, Role.BOARD))]


@router.get("/inputs")
def inputs(
    request: Request, _actor: CommitteeDep, session: SessionDep, wanted: Annotated[InputFilter, Query()]
) -> Response:
    room = reading.Room(session)
    return page(
        request,
        "programme/inputs.html",
        reading=reading.read(session, wanted),
        wanted=wanted,
        themes=reading.theme_choices(room),
        districts=reading.district_choices(room),
        periods=reading.period_choices(room),
        proposals=proposals(session),
    )


@router.post("/inputs/export")
def export_inputs(
    actor: CommitteeDep, session: SessionDep, wanted: Annotated[InputFilter, Form()]
) -> Response:
    """Answer to POST: each export is written in the audit, and reading never writes."""
    lines = reading.Room(session).lines(wanted)
    record(session, actor, "input exported", f"{len(lines)} rows")
    return Response(
        csv_of(lines),
        media_type="text/csv; charset=utf-8",
        headers={"Content-Disposition": 'attachment; filename="innspill.csv"'},
    )


@router.post("/links")
def link(actor: CommitteeDep, session: SessionDep, form: Annotated[LinkForm, Form()]) -> Response:
    if form.proposal:
        proposal = committee.access_proposal(session, form.proposal)
    else:
        proposal = committee.add_proposal(session, actor, form.title)
    committee.link_inputs(session, proposal, form.inputs)
    return redirect(f"/programme/proposals/{proposal.id}", _("Innspillene ligger bak forslaget."))


@router.get("/proposals")
def list_proposals(request: Request, _actor: CommitteeDep, session: SessionDep) -> Response:
    return page(
        request, "programme/proposals.html", sheets=proposal_sheets(session), status_words=status_words
    )


@router.post("/proposals")
def add_proposal(
    actor: CommitteeDep, session: SessionDep, title: Annotated[str, Form(max_length=120)]
) -> Response:
    return redirect(f"/programme/proposals/{committee.add_proposal(session, actor, title).id}")


@router.get("/proposals/{proposal_id}")
def show_proposal(request: Request, _actor: CommitteeDep, session: SessionDep, proposal_id: UUID) -> Response:
    committee.access_proposal(session, proposal_id)
    (sheet,) = proposal_sheets(session, proposal_id)
    return page(
        request,
        "programme/proposal.html",
        sheet=sheet,
        statuses=list(ProposalStatus),
        status_words=status_words,
    )


@router.post("/proposals/{proposal_id}")
def change_proposal(
    actor: CommitteeDep, session: SessionDep, proposal_id: UUID, form: Annotated[ProposalForm, Form()]
) -> Response:
    committee.change_proposal(session, actor, committee.access_proposal(session, proposal_id), form)
    return redirect(f"/programme/proposals/{proposal_id}", _("Forslaget er lagret."))


@router.post("/proposals/{proposal_id}/inputs/{input_id}/remove")
def unlink(_actor: CommitteeDep, session: SessionDep, proposal_id: UUID, input_id: UUID) -> Response:
    committee.unlink_input(session, committee.access_proposal(session, proposal_id), input_id)
    return redirect(f"/programme/proposals/{proposal_id}")


@router.post("/proposals/{proposal_id}/delete")
def delete_proposal(actor: CommitteeDep, session: SessionDep, proposal_id: UUID) -> Response:
    committee.delete_proposal(session, actor, committee.access_proposal(session, proposal_id))
    return redirect("/programme/proposals", _("Forslaget er slettet. Innspillene er der fortsatt."))


@router.post("/documents")
def make_document(actor: CommitteeDep, session: SessionDep) -> Response:
    record(session, actor, "document made", "proposals")
    return Response(
        document(session),
        media_type="application/pdf",
        headers={"Content-Disposition": 'attachment; filename="forslag.pdf"'},
    )


@router.get("/themes")
def list_themes(request: Request, _actor: ThemesDep, session: SessionDep) -> Response:
    return page(request, "programme/themes.html", themes=themes(session, retired=True))


@router.post("/themes")
def add_theme(_actor: ThemesDep, session: SessionDep, form: Annotated[ThemeForm, Form()]) -> Response:
    committee.add_theme(session, form)
    return redirect("/programme/themes", _("Temaet er lagt til."))


@router.post("/themes/usual")
def add_usual_themes(_actor: ThemesDep, session: SessionDep) -> Response:
    committee.add_usual_themes(session)
    return redirect("/programme/themes", _("Temaene er lagt til."))


@router.post("/themes/{theme_id}")
def change_theme(
    _actor: ThemesDep, session: SessionDep, theme_id: UUID, form: Annotated[ThemeForm, Form()]
) -> Response:
    committee.change_theme(session, _theme(session, theme_id), form)
    return redirect("/programme/themes", _("Temaet er lagret."))


@router.post("/themes/{theme_id}/delete")
def delete_theme(_actor: ThemesDep, session: SessionDep, theme_id: UUID) -> Response:
    deleted = committee.delete_theme(session, _theme(session, theme_id))
    kept = _("Temaet er i bruk, så det er bare tatt ut av listen.")
    return redirect("/programme/themes", _("Temaet er slettet.") if deleted else kept)


def _theme(session: SessionDep, theme_id: UUID) -> Theme:
    theme = session.get(Theme, theme_id)
    if theme is None:
        raise NotFoundError
    return theme
