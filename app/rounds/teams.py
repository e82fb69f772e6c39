"""Who walks with whom: propose, move, dissolve."""

from itertools import count as count_from
from math import ceil
from uuid import UUID

from sqlmodel import Session, col, delete, func, select

from app.errors import NotFoundError
from app.people.models import Level, Person
from app.rounds.errors import TeamCountError, TeamFullError, TeamInUseError
from app.rounds.grouping import LEAST, MOST, Walker, group
from app.rounds.leading import share_out
from app.rounds.locking import delete_unless_in_use, lock_planned
from app.rounds.models import Round, SignUp, SignUpStatus, Team, TeamMember
from app.rounds.queries import access_team, teams

NEW = "new"


def propose_teams(session: Session, round_: Round) -> None:
    """Put everybody who has no team in one; teams that are made already are only filled up. Safe to repeat.

    Raises
    ------
    RoundOverError
        The round is held or cancelled.
    """
    lock_planned(session, round_)
    made = [team for team in teams(session, round_.id) if not team.locked]
    sizes = team_sizes(session, round_.id)
    free = walkers_without_team(session, round_.id)
    for team in sorted(made, key=lambda team: sizes.get(team.id, 0)):
        while free and sizes.get(team.id, 0) < LEAST:
            _join(session, team, free.pop(0), sizes)
    room = [team for team in made if sizes.get(team.id, 0) < MOST]
    if len(free) == 1 and room:
        _join(session, room[0], free.pop(), sizes)
    if len(free) == 1 and made:
        free.append(_borrow(session, max(made, key=lambda team: sizes.get(team.id, 0))))
    fresh = []
    for members in group(free):
        team = add_team(session, round_)
        fresh.append(team)
        for walker in members:
            _join(session, team, walker, sizes)
    share_out(session, round_, fresh)
    session.flush()


def _join(session: Session, team: Team, walker: Walker, sizes: dict[UUID, int]) -> None:
    session.add(TeamMember(sign_up_id=walker.sign_up_id, team_id=team.id))
    sizes[team.id] = sizes.get(team.id, 0) + 1


def _borrow(session: Session, team: Team) -> Walker:
    """Take one out of a team of three, so that somebody who came late need not walk alone."""
    query = select(TeamMember).where(TeamMember.team_id == team.id).order_by(col(TeamMember.sign_up_id))
    member = session.exec(query).all()[-1]
    session.delete(member)
    session.flush()
    return Walker(member.sign_up_id)


def team_sizes(session: Session, round_id: UUID) -> dict[UUID, int]:
    """Count the members by team; teams without any are missing."""
    query = select(Team.id, func.count()).join(TeamMember, col(TeamMember.team_id) == Team.id)
    return dict(session.exec(query.where(Team.round_id == round_id).group_by(col(Team.id))).all())


def walkers_without_team(session: Session, round_id: UUID) -> list[Walker]:
    """List those who come and are in no team, in the order they signed up."""
    query = (
        select(SignUp, Person)
        .join(Person, col(Person.id) == SignUp.person_id)
        .join(TeamMember, col(TeamMember.sign_up_id) == SignUp.id, isouter=True)
        .where(
            SignUp.round_id == round_id,
            SignUp.status == SignUpStatus.COMING,
            col(TeamMember.team_id).is_(None),
        )
        .order_by(col(SignUp.made_at), col(SignUp.id))
    )
    return [
        Walker(
            found.id,
            experienced=person.level != Level.NEW,
            under_18=person.under_18 or found.under_18,
            stair_free=found.stair_free,
            short_walk=found.short_walk,
            known=found.candidate or found.councillor,
            friends=found.friends,
        )
        for found, person in session.exec(query).all()
    ]


def form_teams(session: Session, round_: Round, count: int) -> None:
    """Make everybody who is here into this many teams; locked teams and those that a phone walks with stay.

    Safe to repeat.

    Raises
    ------
    RoundOverError
        The round is held or cancelled.
    TeamCountError
        There are too few for as many, or too many for as few.
    """
    lock_planned(session, round_)
    if len(teams(session, round_.id)) == count and not walkers_without_team(session, round_.id):
        return
    kept = [team for team in teams(session, round_.id) if not _dissolved(session, team)]
    session.expire_all()
    here, wanted = walkers_without_team(session, round_.id), count - len(kept)
    least, most = len(kept) + ceil(len(here) / MOST), len(kept) + len(here) // LEAST
    if not least <= count <= most:
        people = len(here) + sum(team_sizes(session, round_.id).values())
        raise TeamCountError(people=people, teams=str(least) if least >= most else f"{least}–{most}")
    fresh = []
    for members in group(here, wanted) if wanted else []:
        team = add_team(session, round_)
        fresh.append(team)
        session.add_all(TeamMember(sign_up_id=each.sign_up_id, team_id=team.id) for each in members)
    share_out(session, round_, fresh)
    session.flush()


def _dissolved(session: Session, team: Team) -> bool:
    if team.locked:
        return False
    try:
        delete_unless_in_use(session, team)
    except TeamInUseError:
        return False
    return True


def add_team(session: Session, round_: Round) -> Team:
    """Make an empty team with the lowest number that is free."""
    taken = {team.number for team in teams(session, round_.id)}
    team = Team(round_id=round_.id, number=next(n for n in count_from(1) if n not in taken))
    session.add(team)
    session.flush()
    return team


def place(session: Session, round_: Round, found: SignUp, where: str) -> None:
    """Move somebody to the team with this id, to a `new` one, or out of any (empty); safe to repeat.

    Raises
    ------
    RoundOverError, TeamFullError, TeamInUseError
        As their sentences say.
    NotFoundError
        The team is another round's, or the person is not coming.
    """
    lock_planned(session, round_)
    if found.status != SignUpStatus.COMING:
        raise NotFoundError
    session.exec(delete(TeamMember).where(col(TeamMember.sign_up_id) == found.id))
    if where:
        team = _fresh_team(session, round_) if where == NEW else _team_with_room(session, round_, where)
        session.add(TeamMember(sign_up_id=found.id, team_id=team.id))
    session.flush()
    _drop_empty_teams(session, round_.id)


def _fresh_team(session: Session, round_: Round) -> Team:
    team = add_team(session, round_)
    share_out(session, round_, [team])
    return team


def _team_with_room(session: Session, round_: Round, where: str) -> Team:
    try:
        team = access_team(session, round_, UUID(where))
    except ValueError:
        raise NotFoundError from None
    if team_sizes(session, round_.id).get(team.id, 0) >= MOST:
        raise TeamFullError
    return team


def _drop_empty_teams(session: Session, round_id: UUID) -> None:
    """Take away teams that lost their last member, as long as no phone has joined them."""
    sizes = team_sizes(session, round_id)
    empty = [team for team in teams(session, round_id) if not sizes.get(team.id)]
    for team in empty:
        delete_unless_in_use(session, team)


def dissolve_teams(session: Session, round_: Round) -> None:
    """Take all teams apart that are not locked, to start over.

    Raises
    ------
    RoundOverError, TeamInUseError
        As their sentences say.
    """
    lock_planned(session, round_)
    for team in teams(session, round_.id):
        if not team.locked:
            delete_unless_in_use(session, team)


def set_lock(session: Session, round_: Round, team: Team, *, locked: bool) -> None:
    """Let a team stay as it is when teams are made anew, or let it go; safe to repeat.

    Raises
    ------
    RoundOverError
        The round is held or cancelled.
    """
    lock_planned(session, round_)
    team.locked = locked
    session.flush()
