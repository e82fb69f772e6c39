"""Reads about proposals: the list, and the sources behind each."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from uuid import UUID

from sqlmodel import Session, col, select

from app.language import _
from app.programme.anonymity import covers, is_month, safe_sum
from app.programme.document_method import few_or
from app.programme.models import Input, Proposal, ProposalInput
from app.programme.reading import InputLine, Room, period_words


@dataclass(frozen=True)
class SourceLine:
    """Input of one theme, district and period behind a proposal; how many is told for a theme at a time."""

    theme: str
    district: str
    when: str
    period: str
    inputs: int


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


def source_words(sources: Sequence[SourceLine]) -> Iterator[str]:
    """Name the sources a theme at a time: how many, and from which districts and months."""
    for theme, of_theme in groupby(sources, key=lambda source: source.theme):
        found = list(of_theme)
        places = "; ".join(
            f"{district} ({', '.join(_when([source.when for source in here]))})"
            for district, here in groupby(found, key=lambda source: source.district)
        )
        n = safe_sum(source.inputs for source in found)
        yield _("{theme}, {n} innspill: {places}").format(theme=theme, n=few_or(n), places=places)


def _when(found: Sequence[str]) -> Iterator[str]:
    """Say when, the months first: «mars 2026, ellers i 2026»."""
    months = [period for period in found if is_month(period)]
    yield from map(period_words, months)
    for period in found:
        if period.isdigit():
            said = _("ellers i {year}") if any(covers(period, month) for month in months) else _("i {year}")
            yield said.format(year=period)
        elif period not in months:
            yield period_words(period)
