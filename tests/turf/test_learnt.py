"""Minutes per door are learnt from held rounds: by kind of building, slowly, and shown at the desk."""

import pytest
from conftest import SignedInPerson
from sqlmodel import Session, select
from turf.conftest import DrawDistrict, Finish, start

from app.districts.models import Address, FactKind
from app.districts.place_facts import set_fact
from app.turf.door_minutes import Pace, assumed_minutes, service_minutes
from app.turf.learnt import HeldWalk, learn, learnt_pace
from app.turf.models import Cut, LearntPace, WalkRoute


def held(house: float, stairwell: float, *, slower: tuple[float, float]) -> HeldWalk:
    """A walk of 20 minutes between doors, where houses and stairwells took so many times the assumed."""
    taken = house * slower[0] + stairwell * slower[1]
    return HeldWalk(20 + taken, 20, house, stairwell)


def test_without_held_rounds_doors_take_what_is_assumed(session: Session) -> None:
    pace = learnt_pace(session)

    assert (pace.house, pace.stairwell, pace.routes) == (1.0, 1.0, 0)
    assert service_minutes(1, None, pace) == 1.5
    assert service_minutes(8, None, pace) == 8.5


def test_a_few_routes_move_it_little_and_many_move_it_almost_there(session: Session) -> None:
    learn(session, [held(60, 0, slower=(1.4, 1.0))] * 2)
    few = learnt_pace(session).house
    learn(session, [held(60, 0, slower=(1.4, 1.0))] * 52)
    many = learnt_pace(session).house

    assert few == pytest.approx(1 + 0.4 * 2 / (2 + 6))
    assert many == pytest.approx(1 + 0.4 * 54 / (54 + 6))
    assert learnt_pace(session).stairwell == 1.0


def test_houses_and_stairwells_are_told_apart_by_routes_that_mix_them(session: Session) -> None:
    mixes = [(70.0, 0.0), (40.0, 30.0), (20.0, 50.0), (0.0, 70.0)] * 25
    learn(session, [held(*mix, slower=(0.8, 1.3)) for mix in mixes])

    pace = learnt_pace(session)

    assert pace.house == pytest.approx(0.8, abs=0.05)
    assert pace.stairwell == pytest.approx(1.3, abs=0.05)


def test_a_phone_that_lay_forgotten_teaches_nothing(session: Session) -> None:
    learn(session, [HeldWalk(600, 20, 60, 0), HeldWalk(25, 20, 60, 0), HeldWalk(80, 20, 0, 0)])

    assert learnt_pace(session).routes == 0


def test_only_sums_are_kept(session: Session) -> None:
    learn(session, [held(60, 10, slower=(1.1, 1.0)), held(30, 40, slower=(0.9, 1.2))])

    [row] = session.exec(select(LearntPace)).all()
    assert set(row.model_dump()) == {
        "id",
        "routes",
        "house_house",
        "house_stairwell",
        "stairwell_stairwell",
        "house_time",
        "stairwell_time",
    }


def test_the_next_cut_and_the_desk_go_by_what_was_learnt(
    session: Session, general: SignedInPerson, draw: DrawDistrict, finish: Finish
) -> None:
    district = draw()
    before = finish(start(general.client, district))
    learn(session, [held(60, 0, slower=(2.0, 1.0)), held(0, 60, slower=(1.0, 2.0))] * 30)
    session.commit()

    after = finish(start(general.client, district))

    pace = learnt_pace(session)
    assert pace.house == pace.stairwell > 1.7
    slower = door_minutes(session, after) / door_minutes(session, before)
    assert slower == pytest.approx(pace.house, rel=0.03)
    assert "lært av 60 gåtte ruter" in general.client.get(f"/districts/{district.id}/cuts").text


def test_long_steps_that_a_team_told_of_are_reckoned_with_in_the_next_cut(
    session: Session, general: SignedInPerson, draw: DrawDistrict, finish: Finish
) -> None:
    district = draw()
    before = finish(start(general.client, district))
    some = session.exec(select(Address).where(Address.district_id == district.id).limit(6)).all()
    for address, kind in zip(some, [FactKind.STEPS] * 4 + [FactKind.DOG] * 2, strict=True):
        set_fact(session, address, kind, holds=True)
    session.commit()

    after = finish(start(general.client, district))

    assert door_minutes(session, after) - door_minutes(session, before) == pytest.approx(4 * 0.5, abs=0.1)


def door_minutes(session: Session, cut: Cut) -> float:
    routes = session.exec(select(WalkRoute).where(WalkRoute.cut_id == cut.id))
    return sum(route.service_minutes or 0 for route in routes)


def test_floors_cost_a_stairwell_their_climb_and_a_house_none() -> None:
    assert assumed_minutes(8, 5) == pytest.approx(8.5 + 4 * 0.2)
    assert assumed_minutes(8, None) == assumed_minutes(8, 1) == 8.5
    assert assumed_minutes(1, 3) == 1.5
    assert service_minutes(8, 5, Pace(stairwell=1.5)) == pytest.approx(1.5 * 9.3)
