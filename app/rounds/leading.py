"""Who leads which team when a round has several generals: one coordinates, and each has teams of their own.

All of them may open the round and help out in it; whose team it is says who looks first and whom it rings.
"""

from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Generic, Protocol, TypeVar
from uuid import UUID

from sqlmodel import Session, col, delete, select, update
from sqlmodel.sql.expression import SelectOfScalar

from app.errors import NotFoundError
from app.language import _, local
from app.lookup import row_of
from app.people.access import Actor
from app.people.actions import record
from app.people.models import Level, Person, PersonRole, Role
from app.rounds.locking import lock_planned
from app.rounds.members import first_names
from app.rounds.models import Round, RoundGeneral, RoundStatus, Team
from app.rounds.queries import RoundLine, teams


@dataclass(frozen=True)
class General:
    """One who leads a round; `short` is what the others say, and `phone` what their teams ring, if any."""

    person_id: UUID
    name: str
    short: str
    phone: str
    coordinates: bool


def generals(session: Session, round_id: UUID) -> list[General]:
    """List who leads a round, the coordinating one first, then by name. Is none chosen, it is the first."""
    query = select(RoundGeneral, Person.name).join(Person, col(Person.id) == RoundGeneral.person_id)
    found = session.exec(query.where(RoundGeneral.round_id == round_id)).all()
    ordered = sorted(
        found, key=lambda row: (not row[0].coordinates, row[1].casefold(), str(row[0].person_id))
    )
    short = first_names([name for _led, name in ordered])
    return [
        General(led.person_id, name, short[n], led.phone or "", n == 0)
        for n, (led, name) in enumerate(ordered)
    ]


def free_generals(session: Session, lines: Sequence[RoundLine]) -> dict[UUID, list[tuple[UUID, str]]]:
    """Give by round whom the board may ask: appointed generals who lead no other round that day."""
    if not lines:
        return {}
    able = select(Person.id, Person.name).join(PersonRole)
    appointed = session.exec(able.where(PersonRole.role == Role.GENERAL, Person.level == Level.GENERAL)).all()
    led = session.exec(
        select(RoundGeneral.person_id, Round.starts_at).join(Round).where(Round.status == RoundStatus.PLANNED)
    ).all()
    busy = {(person_id, local(starts_at).date()) for person_id, starts_at in led}
    by_name = sorted(appointed, key=lambda row: row[1].casefold())
    return {
        line.round.id: [
            (id_, name) for id_, name in by_name if (id_, local(line.round.starts_at).date()) not in busy
        ]
        for line in lines
    }


def leader_of(led: Sequence[General], team: Team) -> General | None:
    """Give the general of a team; nobody in particular while the round has only one."""
    if len(led) < 2:
        return None
    return next((each for each in led if each.person_id == team.general_id), led[0])


class Led(Protocol):
    """A team as some page shows it, with who leads it."""

    @property
    def leader(self) -> General | None:
        """The general of the team; nobody in particular while the round has only one."""


Shown = TypeVar("Shown", bound=Led)


@dataclass(frozen=True)
class TeamGroup(Generic[Shown]):
    """Teams under one heading; without a heading it is all of them."""

    heading: str
    teams: list[Shown]


def own_first(actor: Actor, led: Sequence[General], made: Sequence[Shown]) -> list[TeamGroup[Shown]]:
    """Group teams for who looks: a general's own before the others'; who coordinates sees them as one."""
    own = [each for each in made if _leads(actor, each)]
    if not own or led[0].person_id == actor.person_id:
        return [TeamGroup("", list(made))]
    others = [each for each in made if not _leads(actor, each)]
    groups = [TeamGroup(_("Mine lag"), own), TeamGroup(_("De andre lagene"), others)]
    return [group for group in groups if group.teams]


def _leads(actor: Actor, team: Led) -> bool:
    return team.leader is not None and team.leader.person_id == actor.person_id


def number_to_ring(session: Session, round_: Round, team: Team | None) -> str:
    """Give the number that a team rings: its own general's, else the round's; empty when there is none."""
    leader = leader_of(generals(session, round_.id), team) if team else None
    return (leader.phone if leader else "") or round_.phone or ""


def set_generals(session: Session, round_: Round, chosen: Collection[UUID], *, first: UUID) -> None:
    """Let these people lead the round; `first` coordinates when nobody has before.

    Who stops hands their teams to the coordinating one. Somebody new gets an even share.
    """
    before = generals(session, round_.id)
    there = {each.person_id for each in before}
    coordinator = before[0].person_id if before and before[0].person_id in chosen else first
    gone, new = there - set(chosen), set(chosen) - there
    led = col(RoundGeneral.round_id) == round_.id
    session.exec(delete(RoundGeneral).where(led, col(RoundGeneral.person_id).in_(gone)))
    session.add_all(RoundGeneral(round_id=round_.id, person_id=person_id) for person_id in sorted(new))
    session.flush()
    _flag(session, round_, coordinator)
    left = generals(session, round_.id)
    if gone and left:
        handed = update(Team).where(col(Team.round_id) == round_.id, col(Team.general_id).in_(gone))
        session.exec(handed.values(general_id=left[0].person_id))
    if new:
        _even_out(session, round_)


def lead_alike(session: Session, earlier: Round, planned: Round) -> None:
    """Let whoever leads both rounds lead the new one as the earlier: who coordinates, the own numbers.

    Numbers are forgotten two weeks after a round: from an older one there are none to take along.
    """
    before = generals(session, earlier.id)
    numbers = {each.person_id: each.phone for each in before}
    leading = session.exec(select(RoundGeneral).where(RoundGeneral.round_id == planned.id)).all()
    for led in leading:
        led.phone = numbers.get(led.person_id) or None
    session.flush()
    if before and before[0].person_id in {led.person_id for led in leading}:
        _flag(session, planned, before[0].person_id)


def _flag(session: Session, round_: Round, person_id: UUID) -> None:
    here = update(RoundGeneral).where(col(RoundGeneral.round_id) == round_.id)
    session.exec(here.values(coordinates=col(RoundGeneral.person_id) == person_id))
    session.flush()


def set_coordinator(session: Session, actor: Actor, round_: Round, person_id: UUID) -> None:
    """Let another of the generals coordinate; everybody keeps their teams. Safe to repeat.

    For the round's generals and the board.

    Raises
    ------
    RoundOverError
        The round is held or cancelled.
    NotFoundError
        The person does not lead the round.
    """
    lock_planned(session, round_)
    before = generals(session, round_.id)
    _check(before, person_id)
    nobodys = update(Team).where(col(Team.round_id) == round_.id, col(Team.general_id).is_(None))
    session.exec(nobodys.values(general_id=before[0].person_id))
    _flag(session, round_, person_id)
    record(session, actor, "coordinator chosen", f"round {round_.id}")


def set_number(session: Session, round_: Round, person_id: UUID, phone: str) -> None:
    """Note the number that a general's own teams ring; empty: they ring the round's. Safe to repeat.

    For the round's generals and the board.

    Raises
    ------
    RoundOverError
        The round is held or cancelled.
    NotFoundError
        The person does not lead the round.
    """
    lock_planned(session, round_)
    led = row_of(session, RoundGeneral, (round_.id, person_id))
    led.phone = phone or None
    session.flush()


def hand_team(session: Session, round_: Round, team: Team, person_id: UUID) -> None:
    """Let a team be led by this general of the round. For its generals and the board; safe to repeat.

    Raises
    ------
    RoundOverError
        The round is held or cancelled.
    NotFoundError
        The person does not lead the round.
    """
    lock_planned(session, round_)
    _check(generals(session, round_.id), person_id)
    team.general_id = person_id
    session.flush()


def even_out(session: Session, round_: Round) -> None:
    """Move as few teams as it takes for every general to have about as many. Safe to repeat.

    Raises
    ------
    RoundOverError
        The round is held or cancelled.
    """
    lock_planned(session, round_)
    _even_out(session, round_)


def share_out(session: Session, round_: Round, fresh: Sequence[Team]) -> None:
    """Give each of these new teams to the general who has fewest; with one general nothing is noted."""
    led = generals(session, round_.id)
    if len(led) < 2 or not fresh:
        return
    new = {team.id for team in fresh}
    counts = Counter(_whose(led, team) for team in teams(session, round_.id) if team.id not in new)
    for team in fresh:
        team.general_id = min((each.person_id for each in led), key=lambda person_id: counts[person_id])
        counts[team.general_id] += 1
    session.flush()


def forget_leading(session: Session, over: SelectOfScalar[UUID]) -> None:
    """Forget the generals' numbers and whose the teams were, in these rounds; who led them stays."""
    session.exec(update(RoundGeneral).where(col(RoundGeneral.round_id).in_(over)).values(phone=None))
    session.exec(update(Team).where(col(Team.round_id).in_(over)).values(general_id=None))


def _even_out(session: Session, round_: Round) -> None:
    led = generals(session, round_.id)
    if len(led) < 2:
        return
    own: dict[UUID, list[Team]] = {each.person_id: [] for each in led}
    for team in teams(session, round_.id):
        own[_whose(led, team)].append(team)
    while len(most := max(own.values(), key=len)) > len(least := min(own.values(), key=len)) + 1:
        least.append(most.pop())
    for person_id, given in own.items():
        for team in given:
            team.general_id = person_id
    session.flush()


def _whose(led: Sequence[General], team: Team) -> UUID:
    leader = leader_of(led, team)
    return leader.person_id if leader else led[0].person_id


def _check(led: Sequence[General], person_id: UUID) -> None:
    if person_id not in {each.person_id for each in led}:
        raise NotFoundError
