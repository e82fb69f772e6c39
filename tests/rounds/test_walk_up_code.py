"""The general's own code at the meeting place: who has not signed up comes along by first name."""

import re
from datetime import timedelta

from conftest import SignedInPerson, SignIn
from fastapi.testclient import TestClient
from rounds.arranging import PlanRound, statuses
from sqlmodel import Session, select

from app.language import now
from app.people.models import Person, Role
from app.rounds.links import walk_up_url
from app.rounds.models import Round, RoundStatus, SignUp, SignUpStatus


def soon(session: Session, round_: Round) -> str:
    """Let a round begin within the hour, and give the path that its code holds."""
    round_.starts_at, round_.ends_at = now() + timedelta(minutes=30), now() + timedelta(hours=3)
    session.add(round_)
    session.commit()
    return "/walk-ups/" + walk_up_url(round_).rpartition("/")[2]


def test_a_scanned_code_and_a_first_name_put_somebody_on_the_round_s_desk(
    session: Session, planned: PlanRound, general: SignedInPerson, visitor: TestClient
) -> None:
    round_ = planned()
    path = soon(session, round_)
    assert path in general.client.get(f"/rounds/{round_.id}/walk-up-code").text
    assert visitor.get(path).status_code == 200
    assert visitor.post(path, data={"name": " Jonas "}).status_code == 303
    assert visitor.post(path, data={"name": " "}).status_code == 422

    session.rollback()
    (found,) = session.exec(select(SignUp).where(SignUp.round_id == round_.id)).all()
    person = session.get_one(Person, found.person_id)
    assert (found.status, person.name, person.email, person.phone) == (
        SignUpStatus.COMING,
        "Jonas",
        None,
        None,
    )
    assert not found.under_18
    assert not person.under_18
    shown = general.client.get(f"/rounds/{round_.id}/tonight").text
    assert "Jonas" in shown
    assert '<span class="tag">Under 18' not in shown


def test_one_phone_writes_one_person_in_unless_it_is_lent_to_another(
    session: Session, planned: PlanRound, visitor: TestClient
) -> None:
    round_ = planned()
    path = soon(session, round_)
    form = re.search(r'name="id" value="([^"]+)"', visitor.get(path).text)
    assert form

    for _tap in range(2):
        answer = visitor.post(path, data={"name": "Walter", "id": form[1]})
        assert answer.headers["location"] == path
    again = visitor.get(path).text
    assert "Velkommen! Du er med." in again
    assert "<form" not in again.partition("<footer")[0]
    assert statuses(session, round_.id) == ["coming"]

    lent = visitor.get(f"{path}?another=true").text
    assert form[1] not in lent
    assert visitor.post(path, data={"name": "Wanja"}).status_code == 303
    assert statuses(session, round_.id) == ["coming"] * 2


def test_who_turns_up_says_if_they_are_under_18_and_the_general_sees_it(
    session: Session, planned: PlanRound, general: SignedInPerson, visitor: TestClient
) -> None:
    round_ = planned()
    path = soon(session, round_)
    assert visitor.post(path, data={"name": "Ung", "under_18": "true"}).status_code == 303

    session.rollback()
    (found,) = session.exec(select(SignUp).where(SignUp.round_id == round_.id)).all()
    assert found.under_18
    assert session.get_one(Person, found.person_id).under_18
    session.rollback()
    for page in ("desk", "tonight"):
        assert '<span class="tag">Under 18' in general.client.get(f"/rounds/{round_.id}/{page}").text


def test_the_code_works_around_the_round_only(
    session: Session, planned: PlanRound, visitor: TestClient
) -> None:
    round_ = planned()
    path = soon(session, round_)
    assert visitor.get(path).status_code == 200

    for starts, ends in ((4, 6), (-3, -1)):
        round_.starts_at, round_.ends_at = now() + timedelta(hours=starts), now() + timedelta(hours=ends)
        session.commit()
        assert visitor.get(path).status_code == 410
        assert visitor.post(path, data={"name": "Jonas"}).status_code == 410
    path = soon(session, round_)
    round_.status = RoundStatus.CANCELLED
    session.commit()
    assert visitor.get(path).status_code == 410
    assert visitor.get(path[:-1] + "x").status_code == 410


def test_another_general_does_not_get_the_code(
    session: Session, planned: PlanRound, general: SignedInPerson, sign_in: SignIn
) -> None:
    other = sign_in(Role.GENERAL, name="Gerd General")
    url = f"/rounds/{planned().id}/walk-up-code"

    assert other.client.get(url).status_code == 404
    assert general.client.get(url).status_code == 200
