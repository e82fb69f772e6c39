"""A copied round, and each of a series, is led as the round it is like."""

from datetime import timedelta

import pytest
from conftest import SignedInPerson, SignIn
from rounds.arranging import Place, PlanRound, plan_form
from sqlmodel import Session, select

from app.language import today
from app.people.models import Role
from app.rounds.leading import generals
from app.rounds.models import Round
from app.rounds.quiet import quiet_hours


@pytest.fixture
def second(sign_in: SignIn) -> SignedInPerson:
    """Another general, whose name comes before the first one's."""
    return sign_in(Role.GENERAL, name="Anne Andre")


@pytest.fixture
def shared(second: SignedInPerson, planned: PlanRound) -> Round:
    """A round that the first planned with the second."""
    return planned(generals=[str(second.person.id)])


def test_a_copy_and_a_series_are_led_as_the_round_they_are_like(
    session: Session, general: SignedInPerson, second: SignedInPerson, shared: Round, place: Place
) -> None:
    url = f"/rounds/{shared.id}/generals/{second.person.id}"
    general.client.post(f"{url}/number", data={"phone": "411 11 111"})
    general.client.post(f"{url}/coordination")
    assert f'name="like" value="{shared.id}"' in general.client.get(f"/rounds/new?like={shared.id}").text
    leaders = [str(general.person.id), str(second.person.id)]
    day = quiet_hours(session).next_open_day(today() + timedelta(days=700))
    form = plan_form(place, generals=leaders, day=day, like=shared.id)

    assert general.client.post("/rounds", data=form).status_code == 303
    assert general.client.post(f"/rounds/{shared.id}/series", data={"weeks": 3}).status_code == 200

    session.rollback()
    made = session.exec(select(Round).where(Round.id != shared.id)).all()
    assert len(made) > 1
    for each in made:
        led = [(one.name.split()[0], one.phone) for one in generals(session, each.id)]
        assert led == [("Anne", "411 11 111"), ("Gunnar", "")]


def test_a_copy_leaves_out_who_does_not_lead_it_and_nobody_copies_what_they_do_not_lead(
    session: Session, general: SignedInPerson, sign_in: SignIn, shared: Round, place: Place
) -> None:
    second = next(each.person_id for each in generals(session, shared.id) if not each.coordinates)
    session.rollback()
    general.client.post(f"/rounds/{shared.id}/generals/{second}/number", data={"phone": "411 11 111"})
    general.client.post(f"/rounds/{shared.id}/generals/{second}/coordination")
    alone = plan_form(place, generals=[str(general.person.id)], like=shared.id)

    assert sign_in(Role.GENERAL).client.post("/rounds", data=alone | {"generals": []}).status_code == 404
    assert general.client.post("/rounds", data=alone).status_code == 303

    session.rollback()
    made = session.exec(select(Round).where(Round.id != shared.id)).one()
    assert [(one.name.split()[0], one.phone) for one in generals(session, made.id)] == [("Gunnar", "")]
