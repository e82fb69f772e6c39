"""Teams and their routes: nobody alone, no route twice, nothing taken from under a walking phone."""

from uuid import uuid4

from conftest import SignedInPerson, browser
from rounds.arranging import (
    NAMES,
    Come,
    Place,
    PlanRound,
    make_place,
    propose,
    sign_up_of,
    statuses,
    teams_now,
)
from sqlmodel import Session, col, select

from app.language import now
from app.rounds.models import Assignment, Round, Team, TeamMember
from app.rounds.queries import join_code
from app.turf.models import Cut, CutStatus, WalkRoute


def test_proposed_teams_leave_nobody_alone(session: Session, general: SignedInPerson, evening: Round) -> None:
    propose(general, evening)

    made = teams_now(session, evening)
    assert sorted(len(names) for names in made.values()) == [2, 3]
    assert sorted(name for names in made.values() for name in names) == sorted(NAMES)
    assert all({"Ola", "Per"} & set(names) for names in made.values())
    assert "Alt er klart til å gå" in general.client.get(f"/rounds/{evening.id}/desk").text


def test_proposing_again_moves_nobody_and_takes_in_one_who_came_late(
    session: Session, general: SignedInPerson, evening: Round
) -> None:
    propose(general, evening)
    before = teams_now(session, evening)
    propose(general, evening)
    assert teams_now(session, evening) == before

    general.client.post(f"/rounds/{evening.id}/walk-ups", data={"name": "Jonas"})
    propose(general, evening)

    after = teams_now(session, evening)
    assert sorted(len(names) for names in after.values()) == [3, 3]
    general.client.post(f"/rounds/{evening.id}/walk-ups", data={"name": "Eva"})
    propose(general, evening)
    assert sorted(len(names) for names in teams_now(session, evening).values()) == [2, 2, 3]


def test_a_person_deleted_while_on_a_team_leaves_the_team_and_its_route_to_the_others(
    session: Session, general: SignedInPerson, board: SignedInPerson, evening: Round
) -> None:
    propose(general, evening)
    pair = next(names for names in teams_now(session, evening).values() if len(names) == 2)
    gone, left = pair
    person_id = sign_up_of(session, gone).person_id
    routes = len(session.exec(select(Assignment)).all())
    session.rollback()

    assert board.client.post(f"/people/{person_id}/forget").status_code == 303

    assert [left] in teams_now(session, evening).values()
    assert len(session.exec(select(Assignment)).all()) == routes
    session.rollback()
    page = general.client.get(f"/rounds/{evening.id}/desk").text
    assert "har bare én. Ingen skal gå alene" in page
    assert f"<strong>{gone}</strong>" not in page


def test_two_people_make_a_team_and_one_does_not(
    session: Session, general: SignedInPerson, planned: PlanRound, come: Come
) -> None:
    round_ = planned()
    come(round_, "Kari", "kari@example.org")
    propose(general, round_)
    assert teams_now(session, round_) == {}
    assert "Minst to må være med" in general.client.get(f"/rounds/{round_.id}/desk").text

    come(round_, "Ola", "ola@example.org")
    propose(general, round_)
    assert teams_now(session, round_) == {1: ["Kari", "Ola"]}


def test_routes_near_the_meeting_point_are_proposed_first(
    session: Session, general: SignedInPerson, evening: Round, place: Place
) -> None:
    """The third street is the one by the meeting point: two teams get it and its neighbour, not the first."""
    evening.meeting_lon, evening.meeting_lat = 10.396, 63.4265
    session.add(evening)
    session.commit()

    propose(general, evening)

    numbers = session.exec(
        select(WalkRoute.number)
        .join(Assignment, col(Assignment.walk_route_id) == WalkRoute.id)
        .where(Assignment.round_id == evening.id)
    )
    assert sorted(numbers) == [2, 3]


def test_somebody_is_moved_by_choosing_another_team(
    session: Session, general: SignedInPerson, evening: Round
) -> None:
    propose(general, evening)
    address = f"/rounds/{evening.id}/places"
    liv = sign_up_of(session, "Liv")

    out = general.client.post(address, data={"sign_up_id": str(liv.id), "team": ""})
    assert out.status_code == 303
    assert "Liv" not in [name for names in teams_now(session, evening).values() for name in names]
    assert "er ikke på noe lag ennå" in general.client.get(f"/rounds/{evening.id}/desk").text

    new = general.client.post(address, data={"sign_up_id": str(liv.id), "team": "new"})
    assert new.status_code == 303
    assert ["Liv"] in teams_now(session, evening).values()
    assert "har bare én" in general.client.get(f"/rounds/{evening.id}/desk").text


def test_those_under_18_are_on_a_team_with_an_adult_and_the_desk_says_so_when_they_are_not(
    session: Session, general: SignedInPerson, evening: Round
) -> None:
    """Seven young ones come to five adults; by hand the general may put two of them together."""
    young = ["Ada", "Bo", "Cleo", "Dan", "Eli", "Fay", "Gro"]
    for name in young[:2]:
        general.client.post(f"/rounds/{evening.id}/walk-ups", data={"name": name, "under_18": "true"})
    propose(general, evening)
    for name in young[2:]:
        general.client.post(f"/rounds/{evening.id}/walk-ups", data={"name": name, "under_18": "true"})
        propose(general, evening)
        assert not any(set(names) <= set(young) for names in teams_now(session, evening).values())
    assert sum(len(names) for names in teams_now(session, evening).values()) == 12
    desk, tonight = f"/rounds/{evening.id}/desk", f"/rounds/{evening.id}/tonight"
    warning = "har bare noen under 18 år. La en voksen gå med dem."
    assert warning not in general.client.get(desk).text

    places = f"/rounds/{evening.id}/places"
    general.client.post(places, data={"sign_up_id": str(sign_up_of(session, "Ada").id), "team": "new"})
    (number,) = [number for number, names in teams_now(session, evening).items() if names == ["Ada"]]
    made = session.exec(select(Team).where(Team.round_id == evening.id, Team.number == number)).one()
    session.rollback()
    general.client.post(places, data={"sign_up_id": str(sign_up_of(session, "Bo").id), "team": str(made.id)})

    for page in (desk, tonight):
        shown = general.client.get(page).text
        assert f"Lag {number} {warning}" in shown
        assert "Alt er klart" not in shown
    propose(general, evening)
    assert not any(set(names) <= set(young) for names in teams_now(session, evening).values())


def test_a_team_of_three_takes_no_fourth_and_unknown_teams_are_refused(
    session: Session, general: SignedInPerson, evening: Round, planned: PlanRound, come: Come
) -> None:
    propose(general, evening)
    made = teams_now(session, evening)
    three = next(number for number, names in made.items() if len(names) == 3)
    outside = next(name for names in made.values() if len(names) == 2 for name in names)
    full = session.exec(select(Team).where(Team.round_id == evening.id, Team.number == three)).one()
    session.rollback()
    sent = {"sign_up_id": str(sign_up_of(session, outside).id)}
    address = f"/rounds/{evening.id}/places"

    assert general.client.post(address, data=sent | {"team": str(full.id)}).status_code == 409
    assert general.client.post(address, data=sent | {"team": str(uuid4())}).status_code == 404
    assert general.client.post(address, data=sent | {"team": "tull"}).status_code == 404
    stranger = come(planned(), "Fremmed", "fremmed@example.org")
    foreign = general.client.post(address, data={"sign_up_id": str(stranger.id), "team": "new"})
    assert foreign.status_code == 404
    assert teams_now(session, evening) == made


def test_no_route_is_given_to_two_teams(session: Session, general: SignedInPerson, evening: Round) -> None:
    propose(general, evening)
    one, other = session.exec(select(Assignment)).all()
    session.rollback()
    assert one.walk_route_id != other.walk_route_id

    taken = general.client.post(
        f"/rounds/{evening.id}/teams/{one.team_id}/route", data={"walk_route_id": str(other.walk_route_id)}
    )

    assert taken.status_code == 409
    assert "Et annet lag har alt denne ruten" in taken.text


def test_a_route_is_changed_and_taken_back(
    session: Session, general: SignedInPerson, evening: Round, place: Place
) -> None:
    propose(general, evening)
    given = session.exec(select(Assignment)).all()
    session.rollback()
    free = next(r for r in place.walk_routes if r.id not in {each.walk_route_id for each in given})
    address = f"/rounds/{evening.id}/teams/{given[0].team_id}/route"

    assert general.client.post(address, data={"walk_route_id": str(free.id)}).status_code == 303
    session.rollback()
    assert free.id in session.exec(select(Assignment.walk_route_id)).all()
    session.rollback()
    assert general.client.post(address, data={"walk_route_id": ""}).status_code == 303
    session.rollback()
    assert len(session.exec(select(Assignment)).all()) == 1
    session.rollback()
    foreign = make_place(session, "Nabobydelen").walk_routes[0]
    assert general.client.post(address, data={"walk_route_id": str(foreign.id)}).status_code == 422


def test_a_team_that_wishes_for_no_stairs_gets_the_route_with_fewest(
    session: Session, general: SignedInPerson, evening: Round, place: Place
) -> None:
    """Only walk route 2 has no stairwell; Liv asked for no stairs."""
    propose(general, evening)

    liv = session.get_one(TeamMember, sign_up_of(session, "Liv").id)
    given = session.exec(select(Assignment).where(Assignment.team_id == liv.team_id)).one()
    assert given.walk_route_id == place.walk_routes[1].id


def test_routes_that_another_round_had_come_last(
    session: Session, general: SignedInPerson, evening: Round, planned: PlanRound, come: Come
) -> None:
    propose(general, evening)
    had = set(session.exec(select(Assignment.walk_route_id)).all())
    session.rollback()
    again = planned()
    for name in ("Nina", "Odd"):
        come(again, name, f"{name.lower()}@example.org")
    propose(general, again)

    session.rollback()
    fresh = session.exec(select(Assignment.walk_route_id).where(Assignment.round_id == again.id)).one()
    assert fresh not in had
    assert "gått før" in general.client.get(f"/rounds/{again.id}/desk").text


def test_a_team_whose_phone_is_walking_cannot_be_taken_apart(
    session: Session, general: SignedInPerson, evening: Round
) -> None:
    propose(general, evening)
    walking = session.exec(select(Assignment)).all()[0]
    session.rollback()
    assert browser().post(f"/join/{join_code(walking)}").status_code == 303
    route = f"/rounds/{evening.id}/teams/{walking.team_id}/route"

    assert general.client.post(route, data={"walk_route_id": ""}).status_code == 409
    refused = general.client.post(f"/rounds/{evening.id}/teams/dissolution")
    assert refused.status_code == 409
    assert "i gang med denne ruten" in refused.text
    assert len(teams_now(session, evening)) == 2
    assert len(session.exec(select(Assignment)).all()) == 2


def test_teams_are_taken_apart_to_start_over(
    session: Session, general: SignedInPerson, evening: Round
) -> None:
    propose(general, evening)
    assert general.client.post(f"/rounds/{evening.id}/teams/dissolution").status_code == 303

    assert teams_now(session, evening) == {}
    assert session.exec(select(Assignment)).all() == []
    session.rollback()
    assert statuses(session, evening.id) == ["coming"] * 5


def test_one_who_does_not_come_after_all_leaves_the_team(
    session: Session, general: SignedInPerson, evening: Round
) -> None:
    propose(general, evening)
    kari = sign_up_of(session, "Kari")

    assert general.client.post(f"/rounds/{evening.id}/sign-ups/{kari.id}/cancellation").status_code == 303

    assert "Kari" not in [name for names in teams_now(session, evening).values() for name in names]
    assert statuses(session, evening.id).count("cancelled") == 1


def test_a_cut_is_chosen_and_another_takes_the_routes_back(
    session: Session, general: SignedInPerson, evening: Round, place: Place
) -> None:
    propose(general, evening)
    newer = Cut(district_id=place.district.id, made_at=now(), status=CutStatus.DONE)
    session.add(newer)
    foreign = make_place(session, "Nabobydelen").cut
    address = f"/rounds/{evening.id}/cut"

    assert general.client.post(address, data={"cut_id": str(foreign.id)}).status_code == 422
    assert general.client.post(address, data={"cut_id": str(place.cut.id)}).status_code == 303
    session.rollback()
    assert len(session.exec(select(Assignment)).all()) == 2
    session.rollback()
    assert general.client.post(address, data={"cut_id": str(newer.id)}).status_code == 303
    session.rollback()
    assert session.exec(select(Assignment)).all() == []
    assert session.get_one(Round, evening.id).cut_id == newer.id
