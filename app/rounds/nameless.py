"""A place on a team that is out keeps no name when its person is deleted: roll call must forget nobody."""

from collections.abc import Iterator
from datetime import timedelta

from sqlmodel import Session, col, delete, select

from app.language import _, local, now
from app.people.models import Person
from app.rounds.locking import is_in_use
from app.rounds.models import Round, RoundStatus, SignUp, SignUpLink, Team, TeamMember

DAY = timedelta(days=1)


def keep_place_out(session: Session, person: Person) -> None:
    """Leave an empty name where somebody is out now, until the day after; all else of them may be deleted."""
    for found, _team, round_ in list(_places_out(session, person)):
        nobody = Person(name="", keep_until=local(round_.ends_at).date() + DAY)
        session.add(nobody)
        session.flush()
        found.person_id, found.under_18 = nobody.id, person.under_18 or found.under_18
        found.consent, found.friends, found.to_ring = "", "", None
        found.stair_free = found.short_walk = found.candidate = found.councillor = False
        session.exec(delete(SignUpLink).where(col(SignUpLink.sign_up_id) == found.id))
    session.flush()


def out_now(session: Session, person: Person) -> str:
    """Say what the board should know before it deletes somebody who is out; nothing when they are not."""
    numbers = [team.number for _found, team, _round in _places_out(session, person)]
    if not numbers:
        return ""
    return _(
        "{name} er ute med lag {n} nå. Sletter du, står «En som er slettet» igjen på laget til dagen etter, "
        "så ingen glemmes når generalen teller."
    ).format(name=person.name, n=numbers[0])


def _places_out(session: Session, person: Person) -> Iterator[tuple[SignUp, Team, Round]]:
    """Find where somebody is on a team that has gone, by its phone or by the clock, and is not back."""
    moment = now()
    query = (
        select(SignUp, Team, Round)
        .join(TeamMember, col(TeamMember.sign_up_id) == SignUp.id)
        .join(Team, col(Team.id) == TeamMember.team_id)
        .join(Round, col(Round.id) == SignUp.round_id)
        .where(
            SignUp.person_id == person.id,
            col(TeamMember.back_at).is_(None),
            Round.status != RoundStatus.HELD,
            col(Round.ends_at) > moment - DAY,
        )
    )
    for found, team, round_ in session.exec(query).all():
        if is_in_use(session, team) or round_.starts_at <= moment:
            yield found, team, round_
