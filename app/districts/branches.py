"""District branches: what is in them, what a page shows of one, and what the board changes."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlmodel import Session, col, delete, func, select

from app.db import insert_once
from app.districts.branch_models import Branch, BranchDistrict, BranchMember
from app.districts.forms import BranchForm
from app.districts.models import District
from app.errors import ConflictError
from app.language import N_
from app.lookup import row_of
from app.people.access import Actor
from app.people.actions import record
from app.people.models import Person


class BranchNameTakenError(ConflictError):
    sentence = N_("Det finnes alt et bydelslag som heter {name}. Velg et annet navn.")


@dataclass(frozen=True)
class Scope:
    """One branch that a page is about, with its districts."""

    branch: Branch
    district_ids: frozenset[UUID]


@dataclass(frozen=True)
class BranchLine:
    """A branch in the board's list."""

    branch: Branch
    districts: int
    people: int


def branches(session: Session) -> Sequence[Branch]:
    """List the branches by name."""
    return session.exec(select(Branch).order_by(col(Branch.name))).all()


def branch_lines(session: Session) -> list[BranchLine]:
    """List the branches with how many districts and people they have; for the board."""
    counted = func.count
    areas = dict(
        session.exec(
            select(BranchDistrict.branch_id, counted()).group_by(col(BranchDistrict.branch_id))
        ).all()
    )
    people = dict(
        session.exec(select(BranchMember.branch_id, counted()).group_by(col(BranchMember.branch_id))).all()
    )
    return [BranchLine(one, areas.get(one.id, 0), people.get(one.id, 0)) for one in branches(session)]


def access_branch(session: Session, branch_id: UUID) -> Branch:
    """Give a branch; which there are is not private, who is in them is.

    Raises
    ------
    NotFoundError
        There is no such branch.
    """
    return row_of(session, Branch, branch_id)


def scope_of(session: Session, branch_id: UUID | None) -> Scope | None:
    """Give what a page is narrowed to: one branch, or nothing when none is asked for.

    Raises
    ------
    NotFoundError
        There is no such branch.
    """
    if branch_id is None:
        return None
    query = select(BranchDistrict.district_id).where(BranchDistrict.branch_id == branch_id)
    return Scope(access_branch(session, branch_id), frozenset(session.exec(query).all()))


def is_within(district_id: UUID, scope: Scope | None) -> bool:
    """Tell whether a district is part of what a page is about."""
    return scope is None or district_id in scope.district_ids


def districts_by_branch(session: Session) -> dict[UUID, UUID]:
    """Give the branch of each district that is in one."""
    rows = session.exec(select(BranchDistrict.district_id, BranchDistrict.branch_id)).all()
    return dict(rows)


def people_by_branch(session: Session) -> dict[UUID, UUID]:
    """Give the branch of each person who is in one; for the board."""
    return dict(session.exec(select(BranchMember.person_id, BranchMember.branch_id)).all())


def people_in(session: Session, branch_id: UUID) -> set[UUID]:
    """Give who is in a branch; for the board."""
    return set(session.exec(select(BranchMember.person_id).where(BranchMember.branch_id == branch_id)).all())


def branch_of(session: Session, person_id: UUID) -> Branch | None:
    """Give the branch that somebody is in; for themselves and the board."""
    query = select(Branch).join(BranchMember).where(BranchMember.person_id == person_id)
    return session.exec(query).one_or_none()


def make_branch(session: Session, actor: Actor, form: BranchForm) -> Branch:
    """Make a branch without anything in it. For the board.

    Raises
    ------
    BranchNameTakenError
        Another branch has the name.
    """
    made = Branch(name=form.name, goal_rounds=form.goal_rounds)
    _check_name(session, made)
    session.add(made)
    session.flush()
    record(session, actor, "branch made", f"branch {made.id}")
    return made


def change_branch(session: Session, actor: Actor, branch: Branch, form: BranchForm) -> None:
    """Give a branch another name, goal and exactly these districts; they leave the branch they were in.

    Raises
    ------
    BranchNameTakenError
        Another branch has the name.
    """
    with session.no_autoflush:
        branch.name, branch.goal_rounds = form.name, form.goal_rounds
        _check_name(session, branch)
    known = session.exec(select(District.id).where(col(District.id).in_(form.districts))).all()
    ours = col(BranchDistrict.branch_id) == branch.id
    session.exec(delete(BranchDistrict).where(ours | col(BranchDistrict.district_id).in_(known)))
    session.add_all(BranchDistrict(district_id=each, branch_id=branch.id) for each in known)
    session.flush()
    record(session, actor, "branch changed", f"branch {branch.id}")


def set_people(session: Session, actor: Actor, branch: Branch, choice: Mapping[UUID, bool]) -> None:
    """Put people in a branch (true) or out of it (false); those not named stay. For the board.

    Who was in another branch leaves it. Unknown people are passed over; safe to repeat.
    """
    known = session.exec(select(Person.id).where(col(Person.id).in_(choice))).all()
    inside = [each for each in known if choice[each]]
    outside = [each for each in known if not choice[each]]
    left = (col(BranchMember.branch_id) == branch.id) & col(BranchMember.person_id).in_(outside)
    session.exec(delete(BranchMember).where(left | col(BranchMember.person_id).in_(inside)))
    session.add_all(BranchMember(person_id=each, branch_id=branch.id) for each in inside)
    session.flush()
    record(session, actor, "branch people set", f"branch {branch.id}")


def join_branch(session: Session, person: Person, branch_id: UUID) -> None:
    """Put somebody who is new in the branch that they chose; one that is gone by now is passed over."""
    if session.get(Branch, branch_id) is not None:
        insert_once(session, BranchMember(person_id=person.id, branch_id=branch_id))


def remove_branch(session: Session, actor: Actor, branch: Branch) -> None:
    """Remove a branch; its people, districts and rounds stay. For the board."""
    session.delete(branch)
    session.flush()
    record(session, actor, "branch removed", f"branch {branch.id}")


def _check_name(session: Session, branch: Branch) -> None:
    query = select(Branch).where(Branch.name == branch.name, Branch.id != branch.id)
    if session.exec(query).first():
        raise BranchNameTakenError(name=branch.name)
