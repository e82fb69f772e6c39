"""The committee's writes: proposals, and the input behind them; themes are in `theme_actions`."""

from collections.abc import Iterable
from uuid import UUID

from sqlmodel import Session, col, delete, select, update

from app.db import after_commit, forget_bytes, insert_once
from app.lookup import row_of
from app.people.access import Actor
from app.people.actions import record
from app.programme.errors import (
    AnswerMissingError,
    EmptyProposalError,
    ProposalChangedError,
    ProposalPointsAtSomeoneError,
    ProposalRewrittenError,
)
from app.programme.forms import ProposalForm, TagForm
from app.programme.models import Input, Proposal, ProposalInput, ProposalStatus, Theme
from app.programme.screening import clean, screen


def add_proposal(session: Session, actor: Actor, title: str) -> Proposal:
    """Begin a proposal.

    Raises
    ------
    EmptyProposalError
        It has no title.
    ProposalPointsAtSomeoneError
        A number, an e-mail or an address is in it.
    """
    if not clean(title):
        raise EmptyProposalError
    _refuse_what_points_at_somebody(title)
    proposal = Proposal(title=clean(title))
    session.add(proposal)
    session.flush()
    record(session, actor, "proposal added", f"proposal {proposal.id}")
    return proposal


def access_proposal(session: Session, proposal_id: UUID) -> Proposal:
    """Give a proposal to the committee; the view's policy has checked who asks.

    Raises
    ------
    NotFoundError
        There is no such proposal.
    """
    return row_of(session, Proposal, proposal_id)


def change_proposal(session: Session, actor: Actor, proposal: Proposal, form: ProposalForm) -> None:
    """Change a proposal, unless somebody else did since it was read.

    Raises
    ------
    ProposalChangedError
        The version is not the newest: the writer must see the other's text first.
    EmptyProposalError
        It has no title.
    AnswerMissingError
        It is in the programme without a paragraph, or not taken without a reason.
    ProposalPointsAtSomeoneError
        A number, an e-mail or an address is in it.
    """
    if not clean(form.title):
        raise EmptyProposalError
    needed = {ProposalStatus.ADOPTED: form.paragraph, ProposalStatus.DECLINED: form.answer}
    if not clean(needed.get(form.status, "open")):
        raise AnswerMissingError
    _refuse_what_points_at_somebody(form.title, form.text, form.reasons, form.paragraph, form.answer)
    words = {name: clean(getattr(form, name)) for name in ("title", "text", "reasons", "paragraph", "answer")}
    values = {**words, "status": form.status, "version": form.version + 1}
    claimed = session.exec(
        update(Proposal)
        .where(col(Proposal.id) == proposal.id, col(Proposal.version) == form.version)
        .values(**values)
        .execution_options(synchronize_session=False)
    )
    if claimed.rowcount != 1:
        raise ProposalChangedError
    session.refresh(proposal)
    record(session, actor, "proposal changed", f"proposal {proposal.id}")


def _refuse_what_points_at_somebody(*texts: str) -> None:
    """A proposal is printed and may be shown to everybody: numbers, e-mail and addresses go first."""
    for text in texts:
        blocked = [hit.text for hit in screen(clean(text)) if hit.level == "block"]
        if blocked:
            raise ProposalPointsAtSomeoneError(found=blocked[0])


def link_inputs(session: Session, proposal: Proposal, input_ids: Iterable[UUID]) -> int:
    """Put input behind a proposal; give how many were new. Safe to repeat."""
    known = session.exec(select(Input.id).where(col(Input.id).in_(list(input_ids)))).all()
    return sum(
        insert_once(session, ProposalInput(proposal_id=proposal.id, input_id=input_id)) for input_id in known
    )


def tag_inputs(session: Session, actor: Actor, form: TagForm) -> int:
    """Put input under a theme, or under none; give how many. For the committee, safe to repeat.

    Raises
    ------
    NotFoundError
        There is no such theme any more.
    """
    if form.theme_id:
        row_of(session, Theme, form.theme_id)
    changed = session.exec(
        update(Input).where(col(Input.id).in_(list(form.inputs))).values(theme_id=form.theme_id)
    )
    record(session, actor, "input tagged", f"{changed.rowcount} inputs")
    return changed.rowcount


def take_out(session: Session, actor: Actor, input_ids: Iterable[UUID]) -> int:
    """Delete input that turned out to point at somebody, from proposals too; give how many.

    That it was done stands in the audit, never what it said.
    """
    gone = session.exec(delete(Input).where(col(Input.id).in_(list(input_ids))))
    record(session, actor, "input taken out", f"{gone.rowcount} inputs")
    after_commit(session, forget_bytes)
    return gone.rowcount


def unlink_input(session: Session, proposal: Proposal, input_id: UUID) -> None:
    """Take input away from a proposal; the input stays."""
    session.exec(
        delete(ProposalInput).where(
            col(ProposalInput.proposal_id) == proposal.id, col(ProposalInput.input_id) == input_id
        )
    )


def delete_proposal(session: Session, actor: Actor, proposal: Proposal, version: int) -> None:
    """Delete a proposal as it was read; the input behind it stays.

    Raises
    ------
    ProposalRewrittenError
        Somebody has changed it since: their text would be lost unread.
    """
    as_read = col(Proposal.id) == proposal.id, col(Proposal.version) == version
    session.expunge(proposal)
    if session.exec(delete(Proposal).where(*as_read)).rowcount != 1:
        raise ProposalRewrittenError
    record(session, actor, "proposal deleted", f"proposal {proposal.id}")
