"""Who walks with whom: propose, move, dissolve."""

from collections.abc import Sequence
from itertools import count as count_from
from math import ceil
from uuid import UUID

from sqlmodel import Session, col, delete, func, select

from app.errors import NotFoundError
from app.language import _, plural
from app.people.models import Level, Person
from app.rounds.errors import TeamCountError, TeamFullError, TeamInUseError
from app.rounds.grouping import LEAST, MOST, Walker, adults, group, with_adults
from app.rounds.leading import share_out
from app.rounds.locking import delete_unless_in_use, is_in_use, lock_planned
from app.rounds.models import Round, SignUp, SignUpStatus, Team, TeamMember
from app.rounds.queries import access_team, teams
from app.rounds.refilling import refill

NEW = "new"


def propose_teams(session: Session, round_: Round) -> None:
    """Put everybody who has no team in one; mend teams that lack an adult, a mate or somebody experienced.

    Nobody else moves, and nobody in a team that is locked or that a phone walks with. Those under 18 whom no
    adult can take along are left without a team. Safe to repeat.

    Raises
    ------
    RoundOverError
        The round is held or cancelled.
    """
    lock_planned(session, round_)
    made = [team for team in teams(session, round_.id) if not team.locked]
    walkers = _walkers(session, round_.id)
    now_in = [walkers.get(team.id, []) for team in made]
    out = {at for at, team in enumerate(made) if is_in_use(session, team)}
    filled = refill(now_in, walkers.get(None, []), out)
    for before, members in zip(now_in, filled, strict=False):
        _leave(session, [walker for walker in before if walker not in members])
    fresh = [add_team(session, round_) for _new in filled[len(made) :]]
    for team, members in zip([*made, *fresh], filled, strict=True):
        _join(session, team, [walker for walker in members if walker not in walkers.get(team.id, [])])
    share_out(session, round_, fresh)
    session.flush()
    _drop_empty_teams(session, round_.id)


def _leave(session: Session, walkers: Sequence[Walker]) -> None:
    left = [walker.sign_up_id for walker in walkers]
    session.exec(delete(TeamMember).where(col(TeamMember.sign_up_id).in_(left)))


def _join(session: Session, team: Team, walkers: Sequence[Walker]) -> None:
    session.add_all(TeamMember(sign_up_id=walker.sign_up_id, team_id=team.id) for walker in walkers)


def team_sizes(session: Session, round_id: UUID) -> dict[UUID, int]:
    """Count the members by team; teams without any are missing."""
    query = select(Team.id, func.count()).join(TeamMember, col(TeamMember.team_id) == Team.id)
    return dict(session.exec(query.where(Team.round_id == round_id).group_by(col(Team.id))).all())


def _walkers(session: Session, round_id: UUID) -> dict[UUID | None, list[Walker]]:
    """List those who come by team, each in the order they signed up; under nothing those who have none."""
    query = (
        select(SignUp, Person, TeamMember.team_id)
        .join(Person, col(Person.id) == SignUp.person_id)
        .join(TeamMember, col(TeamMember.sign_up_id) == SignUp.id, isouter=True)
        .where(SignUp.round_id == round_id, SignUp.status == SignUpStatus.COMING)
        .order_by(col(SignUp.made_at), col(SignUp.id))
    )
    found: dict[UUID | None, list[Walker]] = {}
    for sign_up, person, team_id in session.exec(query).all():
        found.setdefault(team_id, []).append(_walker(sign_up, person))
    return found


def _walker(found: SignUp, person: Person) -> Walker:
    return Walker(
        found.id,
        experienced=person.level != Level.NEW,
        under_18=person.under_18 or found.under_18,
        stair_free=found.stair_free,
        short_walk=found.short_walk,
        known=found.candidate or found.councillor,
        friends=found.friends,
    )


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
    if len(teams(session, round_.id)) == count and None not in _walkers(session, round_.id):
        return
    kept = [team for team in teams(session, round_.id) if not _dissolved(session, team)]
    session.expire_all()
    walkers = _walkers(session, round_.id)
    here, wanted = walkers.pop(None, []), count - len(kept)
    _check_count(here, sum(map(len, walkers.values())), len(kept), count)
    fresh = []
    for members in group(here, wanted) if wanted else []:
        fresh.append(add_team(session, round_))
        _join(session, fresh[-1], members)
    share_out(session, round_, fresh)
    session.flush()


def _check_count(here: Sequence[Walker], on_teams: int, kept: int, count: int) -> None:
    """Refuse a number of teams that cannot be, and say why: who is out already, who needs an adult."""
    led = with_adults(here)
    least, most = kept + ceil(len(led) / MOST), kept + min(len(led) // LEAST, adults(led))
    if least <= count <= most:
        return
    why = [_("Dere er {people}, og hvert lag er på to eller tre.").format(people=len(here) + on_teams)]
    if kept:
        why.append(
            plural(
                "{n} lag er alt ute eller låst, med {people} av dere.",
                "{n} lag er alt ute eller låst, med {people} av dere.",
                kept,
            ).format(n=kept, people=on_teams)
        )
    if len(led) < len(here) or adults(here) < len(here) // LEAST:
        why.append(_("De som er under 18 år, går sammen med en voksen."))
    raise TeamCountError(why=" ".join(why), teams=str(least) if least >= most else f"{least}–{most}")


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
