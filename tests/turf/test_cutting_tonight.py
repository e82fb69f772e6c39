"""More teams than routes at the meeting point: what nobody has walked is cut anew, and the rest stays."""

import time
from datetime import timedelta
from uuid import UUID

from conftest import SignedInPerson
from sqlmodel import Session, select
from turf.conftest import PATIENCE_SECONDS
from turf.desk import facts_now, routes_now

from app.language import now
from app.people.models import Person
from app.rounds.models import Assignment, Round, RoundGeneral, SignUp, Team
from app.turf.models import Cut


def arrange(session: Session, general: SignedInPerson, cut: Cut, people: int) -> Round:
    """Plan a round of the general's in an hour, with so many who come."""
    made = Round(
        slug=f"runde-{people}",
        district_id=cut.district_id,
        cut_id=cut.id,
        starts_at=now() + timedelta(hours=1),
        ends_at=now() + timedelta(hours=3),
        meeting_place="Torget",
    )
    session.add(made)
    session.flush()
    session.add(RoundGeneral(round_id=made.id, person_id=general.person.id))
    for n in range(people):
        person = Person(name=f"Frivillig {n}", keep_until=(now() + timedelta(days=9)).date())
        session.add(person)
        session.flush()
        session.add(SignUp(round_id=made.id, person_id=person.id, made_at=now()))
    session.commit()
    return made


def given_routes(session: Session, round_: Round, count: int) -> list[UUID]:
    """Wait until so many teams have their routes; on a busy machine the answer comes before them."""
    deadline = time.monotonic() + PATIENCE_SECONDS
    query = select(Assignment.walk_route_id).where(Assignment.round_id == round_.id)
    while len(found := session.exec(query).all()) < count and time.monotonic() < deadline:
        session.rollback()
        time.sleep(0.05)
    session.rollback()
    return list(found)


def test_three_routes_become_five_when_five_teams_stand_there(
    session: Session, general: SignedInPerson, cut: Cut
) -> None:
    before = {stop for stops in routes_now(session, cut).values() for stop in stops}
    round_ = arrange(session, general, cut, 10)

    answer = general.client.post(f"/rounds/{round_.id}/team-count", data={"teams": 5})

    assert answer.status_code == 303
    assert len(set(given_routes(session, round_, 5))) == 5
    after = routes_now(session, cut)
    assert len(after) == 5
    assert sorted(stop for stops in after.values() for stop in stops) == sorted(before)


def test_a_route_that_another_round_has_walked_does_not_move(
    session: Session, general: SignedInPerson, cut: Cut
) -> None:
    """A cut that has been walked changes in what nobody has been to, and only there."""
    first = facts_now(session, cut)[1]
    stops = routes_now(session, cut)[1]
    earlier = arrange(session, general, cut, 2)
    team = Team(round_id=earlier.id, number=1)
    session.add(team)
    session.flush()
    session.add(Assignment(round_id=earlier.id, team_id=team.id, walk_route_id=first[0]))
    cut.walked = True
    session.add(cut)
    session.commit()
    round_ = arrange(session, general, cut, 9)

    general.client.post(f"/rounds/{round_.id}/team-count", data={"teams": 4})
    given = given_routes(session, round_, 4)

    assert facts_now(session, cut)[1] == first
    assert routes_now(session, cut)[1] == stops
    assert len(routes_now(session, cut)) == 5
    assert len(given) == 4
    assert first[0] not in given
