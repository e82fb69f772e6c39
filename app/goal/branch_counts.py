"""The district branches' year side by side, for the board's report and tables. No names of people."""

from collections import Counter
from dataclasses import dataclass

from sqlmodel import Session

from app.districts.branches import branch_lines, districts_by_branch
from app.districts.queries import districts
from app.goal.queries import Year
from app.rounds.reached import Reached, doors_reached


@dataclass(frozen=True)
class BranchCount:
    """A branch's rounds against its goal, its people, and the doors reached since the campaign began."""

    name: str
    goal: int
    held: int
    planned: int
    people: int
    doors: int
    reached: int


def branch_counts(session: Session, year: Year) -> list[BranchCount]:
    """Count for every branch, by name, what its districts and people have done; a fixed number of queries."""
    home, reached = districts_by_branch(session), doors_reached(session)
    held = Counter(home.get(line.round.district_id) for line in year.held)
    planned = Counter(home.get(line.round.district_id) for line in year.planned)
    doors: Counter[object] = Counter()
    seen: Counter[object] = Counter()
    for district in districts(session):
        doors[home.get(district.id)] += district.doors
        seen[home.get(district.id)] += reached.get(district.id, Reached()).doors
    return [
        BranchCount(
            line.branch.name,
            line.branch.goal_rounds,
            held[line.branch.id],
            planned[line.branch.id],
            line.people,
            doors[line.branch.id],
            seen[line.branch.id],
        )
        for line in branch_lines(session)
    ]
