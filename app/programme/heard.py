"""What became of what we heard: for those who went, and for everybody where the board has said so.

Both pages count only months that are over, and round every count down to a whole five. So nobody who
comes back day after day can subtract yesterday's page from today's and learn what one round brought in.
Nothing here is quoted, and a draft is nobody's business but the committee's.
"""

from collections import Counter, defaultdict
from collections.abc import Set
from dataclasses import dataclass
from uuid import UUID

from sqlmodel import Session, col, func, select

from app.districts.models import District
from app.language import today
from app.programme.anonymity import LEAST, Cell, Label, labels
from app.programme.models import Conversation, Input, Proposal, ProposalInput, ProposalStatus
from app.programme.themes import merges, themes


@dataclass(frozen=True)
class ThemeHeard:
    """A theme and at least how often it came up, a whole five."""

    theme: str
    at_least: int


@dataclass(frozen=True)
class Outcome:
    """A proposal that has left the committee's desk; `at_least` is 0 where fewer than five stand behind."""

    title: str
    text: str
    status: ProposalStatus
    paragraph: str
    answer: str
    at_least: int


@dataclass(frozen=True)
class Heard:
    """Counts of themes, and what the proposals came to; `conversations` is a whole five too."""

    conversations: int
    themes: list[ThemeHeard]
    outcomes: list[Outcome]


@dataclass(frozen=True)
class DistrictHeard:
    """What was heard in one district; empty where it would point at too few."""

    district: str
    themes: list[ThemeHeard]
    proposals: list[str]
    """Titles of the published proposals that at least five inputs from here stand behind."""


def heard(session: Session) -> Heard:
    """Tell what the city said and what became of it."""
    counted = count_by_theme(_over(session), names(session))
    return Heard(_conversations(session), counted, outcomes(session))


def heard_in(session: Session, districts: Set[UUID]) -> list[DistrictHeard]:
    """Tell what was heard in some districts, by name; for those who have walked there."""
    cells, called = _over(session), names(session)
    shown = labels(cells)
    behind = _behind_by_district(session, shown)
    named = session.exec(select(District).where(col(District.id).in_(districts)).order_by(col(District.name)))
    return [
        DistrictHeard(
            district.name,
            count_by_theme(cells, called, district.id),
            sorted(title for (id_, title), n in behind.items() if id_ == district.id and n >= LEAST),
        )
        for district in named
    ]


def fives(count: int) -> int:
    """Round down to a whole five."""
    return count - count % LEAST


def _is_over(month: str) -> bool:
    """Tell whether a month, or a year where only that is known, lies behind us; «whenever» never does."""
    return bool(month) and month < today().strftime("%Y-%m")[: len(month)]


def _over(session: Session) -> dict[Cell, int]:
    """Count the input of months that are over; merged themes count as what they are read as."""
    rows = session.exec(
        select(Input.district_id, Input.month, Input.theme_id, func.count()).group_by(
            col(Input.district_id), col(Input.month), col(Input.theme_id)
        )
    )
    return {Cell(*row[:3]): row[3] for row in rows if _is_over(row[1])}


def names(session: Session) -> dict[UUID, str]:
    """Name each theme by what it is read as, also those that were merged or retired."""
    named = {theme.id: theme.name for theme in themes(session, retired=True)}
    into = merges(session)
    return {id_: named.get(into.get(id_, id_), "") for id_ in {*named, *into}}


def count_by_theme(
    cells: dict[Cell, int], called: dict[UUID, str], district_id: UUID | None = None
) -> list[ThemeHeard]:
    """Add up the labels of each named theme, of one district if asked; the most spoken of first."""
    sums: dict[str, int] = defaultdict(int)
    for cell, label in labels(cells).items():
        if label.theme_id and (district_id is None or label.district_id == district_id):
            sums[called.get(label.theme_id, "")] += cells[cell]
    found = [ThemeHeard(name, fives(n)) for name, n in sums.items() if name and n >= LEAST]
    return sorted(found, key=lambda line: (-line.at_least, line.theme))


def _conversations(session: Session) -> int:
    rows = session.exec(
        select(Conversation.month, func.sum(Conversation.talked)).group_by(col(Conversation.month))
    )
    return fives(sum(int(talked) for month, talked in rows if _is_over(month)))


def outcomes(session: Session) -> list[Outcome]:
    """List the proposals that have left the committee's desk, by title; behind each, months that are over."""
    rows = session.exec(
        select(ProposalInput.proposal_id, Input.month, func.count())
        .join(Input, col(Input.id) == col(ProposalInput.input_id))
        .group_by(col(ProposalInput.proposal_id), col(Input.month))
    )
    behind: Counter[UUID] = Counter()
    for proposal_id, month, count in rows:
        behind[proposal_id] += count if _is_over(month) else 0
    published = select(Proposal).where(col(Proposal.status) != ProposalStatus.DRAFT)
    return [
        Outcome(each.title, each.text, each.status, each.paragraph, each.answer, fives(behind[each.id]))
        for each in session.exec(published.order_by(col(Proposal.title)))
    ]


def _behind_by_district(session: Session, shown: dict[Cell, Label]) -> Counter[tuple[UUID | None, str]]:
    """Count the input behind each published proposal by the district that its label shows."""
    query = (
        select(Proposal.title, Input.district_id, Input.month, Input.theme_id)
        .join(ProposalInput, col(ProposalInput.proposal_id) == Proposal.id)
        .join(Input, col(Input.id) == ProposalInput.input_id)
        .where(col(Proposal.status) != ProposalStatus.DRAFT)
    )
    found: Counter[tuple[UUID | None, str]] = Counter()
    for title, *key in session.exec(query):
        label = shown.get(Cell(*key))
        if label and label.district_id:
            found[label.district_id, title] += 1
    return found
