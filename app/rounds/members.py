"""Who is in a team, by first name, and when all of them were back."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlmodel import Session, col, select

from app.language import _
from app.people.models import Person
from app.rounds.models import SignUp, Team, TeamMember


@dataclass(frozen=True)
class Member:
    """A person's place in a team, and the name that the others call them by."""

    place: TeamMember
    name: str


def members_of(session: Session, team_id: UUID) -> list[Member]:
    """List the people of a team in the order they signed up."""
    rows = session.exec(
        select(TeamMember, Person.name)
        .join(SignUp, col(SignUp.id) == TeamMember.sign_up_id)
        .join(Person, col(Person.id) == SignUp.person_id)
        .where(TeamMember.team_id == team_id)
        .order_by(col(SignUp.made_at), col(SignUp.id))
    ).all()
    names = first_names([name for _place, name in rows])
    return [Member(place, name) for (place, _name), name in zip(rows, names, strict=True)]


def first_names(names: Sequence[str]) -> list[str]:
    """Give first names, with a letter of the last where two share one; who was deleted while out has none."""
    shared = Counter(_first(name) for name in names)
    return [_short(name, alone=shared[_first(name)] == 1) for name in names]


def _first(name: str) -> str:
    return (name.split() or ["?"])[0]


def _short(name: str, *, alone: bool) -> str:
    if not name:
        return _("En som er slettet")
    first, *others = name.split() or ["?"]
    return first if alone or not others else f"{first} {others[-1][0]}."


def team_back_at(session: Session, team: Team) -> datetime | None:
    """Give when the last of a team was back; nothing while somebody is out."""
    times = session.exec(select(TeamMember.back_at).where(TeamMember.team_id == team.id)).all()
    return all_back_at(team, times)


def all_back_at(team: Team, times: Sequence[datetime | None]) -> datetime | None:
    """Give when a team was back by when each member was; one without members has a time of its own."""
    if not times:
        return team.back_at
    known = [moment for moment in times if moment]
    return max(known) if len(known) == len(times) else None
