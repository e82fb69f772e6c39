"""Reads about proposals: the list, and the sources behind each."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlmodel import Session, col, select

from app.programme.anonymity import safe_sum
from app.programme.models import Input, Proposal, ProposalInput
from app.programme.reading import InputLine, Room


@dataclass(frozen=True)
class SourceLine:
    """Input of one theme, district and period behind a proposal; `count` hides fewer than five."""

    theme: str
    district: str
    when: str
    period: str
    inputs: int

    @property
    def count(self) -> int | None:
        """Give the number as it may be shown."""
        return safe_sum([self.inputs])


@dataclass(frozen=True)
class ProposalSheet:
    """A proposal with what stands behind it."""

    proposal: Proposal
    inputs: list[InputLine]
    sources: list[SourceLine]


def proposals(session: Session) -> Sequence[Proposal]:
    """List the proposals by title."""
    return session.exec(select(Proposal).order_by(col(Proposal.title), col(Proposal.id))).all()


def proposal_sheets(session: Session, only: UUID | None = None) -> list[ProposalSheet]:
    """Give every proposal, or one, with its input and sources."""
    room = Room(session)
    chosen = [p for p in proposals(session) if only in (None, p.id)]
    return [_sheet(session, room, proposal) for proposal in chosen]


def _sheet(session: Session, room: Room, proposal: Proposal) -> ProposalSheet:
    query = (
        select(Input)
        .join(ProposalInput, col(ProposalInput.input_id) == Input.id)
        .where(ProposalInput.proposal_id == proposal.id)
        .order_by(col(Input.id))
    )
    lines = [room.line(row) for row in session.exec(query)]
    counts = Counter((line.theme, line.district, line.when, line.period) for line in lines)
    in_order = sorted(counts.items())
    sources = [SourceLine(*place, count) for place, count in in_order]
    return ProposalSheet(proposal, lines, sources)
