"""Reads about proposals: the list, and the sources behind each."""

from collections import Counter, defaultdict
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
    behind = _behind(session, room, only)
    return [ProposalSheet(p, behind[p.id], _sources(behind[p.id])) for p in chosen]


def _behind(session: Session, room: Room, only: UUID | None) -> dict[UUID, list[InputLine]]:
    """Give the input behind every proposal, or one, in an order that tells nothing."""
    query = select(ProposalInput.proposal_id, Input).join(Input, col(Input.id) == ProposalInput.input_id)
    if only:
        query = query.where(ProposalInput.proposal_id == only)
    behind: dict[UUID, list[InputLine]] = defaultdict(list)
    for proposal_id, row in session.exec(query.order_by(col(Input.id))):
        behind[proposal_id].append(room.line(row))
    return behind


def _sources(lines: Sequence[InputLine]) -> list[SourceLine]:
    counts = Counter((line.theme, line.district, line.when, line.period) for line in lines)
    return [SourceLine(*place, count) for place, count in sorted(counts.items())]


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
