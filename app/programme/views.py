"""The committee's reading room: input, proposals and the document."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Form, Query, Request
from sqlmodel import Session
from starlette.responses import Response

from app.db import SessionDep
from app.errors import AppError
from app.language import _, plural
from app.people.access import BoardDep, CommitteeDep
from app.people.actions import record
from app.programme import committee, reading
from app.programme.choices import deadline
from app.programme.document import gather, status_words
from app.programme.document_pdf import as_pdf
from app.programme.document_word import as_word
from app.programme.errors import (
    AnswerMissingError,
    EmptyProposalError,
    ProposalChangedError,
    ProposalPointsAtSomeoneError,
)
from app.programme.export import csv_of, package_of
from app.programme.forms import (
    DocumentForm,
    ExportForm,
    InputFilter,
    LinkForm,
    ProposalForm,
    TagForm,
)
from app.programme.models import ProposalStatus
from app.programme.proposals import proposal_sheets, proposals, source_words
from app.programme.queries import exports
from app.programme.suggestions import suggestions_for, untagged_count
from app.programme.themes import themes
from app.programme.worker import is_suggesting
from app.web import page, redirect

router = APIRouter(prefix="/programme")
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


@router.get("/inputs")
def inputs(
    request: Request, _actor: CommitteeDep, session: SessionDep, wanted: Annotated[InputFilter, Query()]
) -> Response:
    room = reading.Room(session)
    shown = reading.read(room, wanted)
    return page(
        request,
        "programme/inputs.html",
        reading=shown,
        wanted=wanted,
        themes=reading.theme_choices(room),
        districts=reading.district_choices(room),
        periods=reading.period_choices(room),
        proposals=proposals(session),
        tags=themes(session),
        suggestions=suggestions_for(session, (line.id for line in shown.lines)),
        untagged=untagged_count(session),
        is_suggesting=is_suggesting(),
        deadline=deadline(session),
    )


@router.post("/inputs/export")
def export_inputs(actor: CommitteeDep, session: SessionDep, form: Annotated[ExportForm, Form()]) -> Response:
    """Answer to POST: each export is written in the audit, and reading never writes."""
    lines = reading.Room(session).lines(form)
    record(session, actor, "input exported", f"{len(lines)} rows, {form.shape}")
    if form.shape == "csv":
        return _download(csv_of(lines).encode(), "text/csv; charset=utf-8", "innspill.csv")
    return _download(package_of(lines), "application/zip", "innspill.zip")


def _download(body: bytes, media_type: str, name: str) -> Response:
    return Response(
        body, media_type=media_type, headers={"Content-Disposition": f'attachment; filename="{name}"'}
    )


@router.get("/exports")
def list_exports(request: Request, _actor: BoardDep, session: SessionDep) -> Response:
    return page(request, "programme/exports.html", exports=exports(session))


@router.post("/links")
def link(actor: CommitteeDep, session: SessionDep, form: Annotated[LinkForm, Form()]) -> Response:
    """Go on to a new proposal, to write it; go on reading when the proposal was there already."""
    if form.proposal and not form.inputs:
        return _nothing_marked(form)
    if form.proposal is None:
        proposal = committee.add_proposal(session, actor, form.title)
        n = committee.link_inputs(session, proposal, form.inputs)
        said = (
            _("Innspillene ligger bak forslaget.")
            if n
            else _("Forslaget er laget, men ingen innspill var merket.")
        )
        return redirect(f"/programme/proposals/{proposal.id}", said)
    proposal = committee.access_proposal(session, form.proposal)
    n = committee.link_inputs(session, proposal, form.inputs)
    said = plural("{n} nytt innspill ligger bak «{title}».", "{n} nye innspill ligger bak «{title}».", n)
    return redirect(form.url, said.format(n=n, title=proposal.title))


@router.post("/tags")
def tag(actor: CommitteeDep, session: SessionDep, form: Annotated[TagForm, Form()]) -> Response:
    if not form.inputs:
        return _nothing_marked(form)
    n = committee.tag_inputs(session, actor, form)
    said = plural("{n} innspill har fått tema.", "{n} innspill har fått tema.", n)
    return redirect(form.url, said.format(n=n))


@router.post("/removals")
def take_out(actor: CommitteeDep, session: SessionDep, form: Annotated[LinkForm, Form()]) -> Response:
    if not form.inputs:
        return _nothing_marked(form)
    n = committee.take_out(session, actor, form.inputs)
    said = plural("{n} innspill er slettet for godt.", "{n} innspill er slettet for godt.", n)
    return redirect(form.url, said.format(n=n))


def _nothing_marked(form: InputFilter) -> Response:
    return redirect(form.url, _("Ingen innspill er merket. Merk dem det gjelder, og prøv igjen."))


@router.get("/proposals")
def list_proposals(request: Request, _actor: CommitteeDep, session: SessionDep) -> Response:
    return page(
        request,
        "programme/proposals.html",
        sheets=proposal_sheets(session),
        status_words=status_words,
        deadline=deadline(session),
    )


@router.post("/proposals")
def add_proposal(
    actor: CommitteeDep, session: SessionDep, title: Annotated[str, Form(max_length=120)]
) -> Response:
    return redirect(f"/programme/proposals/{committee.add_proposal(session, actor, title).id}")


@router.get("/proposals/{proposal_id}")
def show_proposal(request: Request, _actor: CommitteeDep, session: SessionDep, proposal_id: UUID) -> Response:
    committee.access_proposal(session, proposal_id)
    return _proposal_page(request, session, proposal_id)


def _proposal_page(
    request: Request,
    session: Session,
    proposal_id: UUID,
    refused: tuple[ProposalForm, AppError] | None = None,
) -> Response:
    """Show a proposal; with what somebody typed, and why it is not stored, so that nothing is lost."""
    typed, error = refused or (None, None)
    (sheet,) = proposal_sheets(session, proposal_id)
    return page(
        request,
        "programme/proposal.html",
        status=error.status if error else 200,
        sheet=sheet,
        sources=source_words(sheet.sources),
        typed=typed or sheet.proposal,
        why_not=_(error.sentence).format(**error.facts) if error else "",
        is_collision=isinstance(error, ProposalChangedError),
        statuses=list(ProposalStatus),
        status_words=status_words,
        deadline=deadline(session),
    )


@router.post("/proposals/{proposal_id}")
def change_proposal(
    request: Request,
    actor: CommitteeDep,
    session: SessionDep,
    proposal_id: UUID,
    form: Annotated[ProposalForm, Form()],
) -> Response:
    try:
        committee.change_proposal(session, actor, committee.access_proposal(session, proposal_id), form)
    except (
        ProposalChangedError,
        EmptyProposalError,
        AnswerMissingError,
        ProposalPointsAtSomeoneError,
    ) as error:
        session.expire_all()
        return _proposal_page(request, session, proposal_id, (form, error))
    return redirect(f"/programme/proposals/{proposal_id}", _("Forslaget er lagret."))


@router.post("/proposals/{proposal_id}/inputs/{input_id}/remove")
def unlink(_actor: CommitteeDep, session: SessionDep, proposal_id: UUID, input_id: UUID) -> Response:
    committee.unlink_input(session, committee.access_proposal(session, proposal_id), input_id)
    return redirect(f"/programme/proposals/{proposal_id}")


@router.post("/proposals/{proposal_id}/delete")
def delete_proposal(
    actor: CommitteeDep, session: SessionDep, proposal_id: UUID, version: Annotated[int, Form()]
) -> Response:
    proposal = committee.access_proposal(session, proposal_id)
    committee.delete_proposal(session, actor, proposal, version)
    return redirect("/programme/proposals", _("Forslaget er slettet. Innspillene er der fortsatt."))


@router.post("/documents")
def make_document(
    actor: CommitteeDep, session: SessionDep, form: Annotated[DocumentForm, Form()]
) -> Response:
    record(session, actor, "document made", form.shape)
    if form.shape == "pdf":
        return _download(as_pdf(gather(session)), "application/pdf", "forslag.pdf")
    return _download(as_word(gather(session)), WORD, "forslag.docx")
