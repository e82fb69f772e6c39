"""The addresses of pages that an id alone does not give: signed codes, questions, a file on its way in."""

import time
from dataclasses import dataclass
from urllib.parse import urlsplit
from uuid import UUID

from sqlmodel import Session, select

from app.districts.branch_models import Branch, BranchDistrict, BranchMember
from app.districts.models import District
from app.goal.year_feed import year_feed_url
from app.mobilise.feeds import own_feed_url
from app.mobilise.reminders import stop_url
from app.mobilise.staying import leave_url
from app.people.actions import invite
from app.people.models import Person, Role
from app.programme.choice_models import ProgrammeChoices
from app.programme.models import Proposal
from app.rounds.links import join_url, walk_up_url
from app.rounds.models import Assignment, Round
from app.training.models import CourseFile, CourseSignUp
from app.turf.maps import route_clip_file
from app.turf.models import WalkRoute
from bench.ledger import Ledger
from bench.ledger_maps import draw_clip

YEAR = time.gmtime().tm_year
ASKED_WITH = {
    "/goal/people": f"?of=active&year={YEAR}",
    "/districts/{district_id}/streets": "?name=Gate%200",
    "/units/map.json": "?kind=valgkrets",
}
"""What a page must be asked with to be a page at all."""
NO_PAGE = {
    "/coverage.html": "a file that the engine's process draws, as a cut is: `coverage_file_s` tells",
    "/walk/door-marks": "waits up to half a minute for news; bench-walk measures how soon they come",
}
"""What is not measured here for anybody, and why."""


@dataclass(frozen=True)
class Addresses:
    """What fills a path: `own` by pattern and role, «» for everybody; `joins` open a team's walk by role."""

    own: dict[tuple[str, str], str]
    joins: dict[str, str]

    def of(self, pattern: str, role: str) -> str:
        """Give the whole address of a page for a role; empty when an id and its question say it all."""
        return self.own.get((pattern, role)) or self.own.get((pattern, ""), "")


def addresses(session: Session, made: Ledger) -> Addresses:
    """Add to the ledger what has an address of its own, and give every such address."""
    _add_things(session, made)
    round_ = session.get_one(Round, UUID(made.holes["round_id"]))
    someone = made.people[Role.VOLUNTEER]
    own = {
        ("/feed/people/{code}/rounds.ics", ""): own_feed_url(someone),
        ("/feed/board/{code}/year.ics", ""): year_feed_url(made.people[Role.BOARD]),
        ("/reminders/{code}", ""): stop_url(someone),
        ("/leave/{code}", ""): leave_url(someone),
        ("/walk-ups/{code}", ""): walk_up_url(round_),
        ("/invitations/{token}", ""): f"/invitations/{invite(session, session.get_one(Person, someone))}",
        ("/goal/{table}.csv", ""): "/goal/rounds.csv",
    }
    for role, callee in made.callees.items():
        own["/calls/{callee_id}", role.value] = f"/calls/{callee}"
    teams = session.exec(select(Assignment).where(Assignment.round_id == round_.id)).all()
    own["/join/{code}", ""] = join_url(teams[-1])
    joins = {role: _path(join_url(team)) for role, team in zip(["nobody", *Role], teams, strict=False)}
    return Addresses({key: _path(url) for key, url in own.items()}, joins)


def _path(url: str) -> str:
    return urlsplit(url).path


def _add_things(session: Session, made: Ledger) -> None:
    """Add maps of routes, a course with a file, a proposal, a branch of everybody; open up to the public."""
    file = CourseFile(
        course_id=UUID(made.holes["course_id"]), name="lysark.pdf", size=1_000_000, content=b"x" * 1_000_000
    )
    proposal = Proposal(title="Bussen skal gå oftere", text="Hvert kvarter.")
    branch = Branch(name="Østbyen", goal_rounds=4)
    session.add_all([file, proposal, branch, ProgrammeChoices(is_public=True)])
    session.add_all(
        CourseSignUp(course_id=file.course_id, person_id=made.people[role])
        for role in (Role.VOLUNTEER, Role.COMMITTEE)
    )
    session.flush()
    for district_id in session.exec(select(District.id)).all():
        session.add(BranchDistrict(district_id=district_id, branch_id=branch.id))
    for person_id in session.exec(select(Person.id)).all():
        session.add(BranchMember(person_id=person_id, branch_id=branch.id))
    session.flush()
    made.holes |= {"file_id": str(file.id), "proposal_id": str(proposal.id), "branch_id": str(branch.id)}
    for route in session.exec(select(WalkRoute)).all():
        draw_clip(route_clip_file(route.id), route.path)
