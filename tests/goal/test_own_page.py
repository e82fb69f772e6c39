"""One's own page: own rounds, everything that is kept, and a way out."""

from datetime import timedelta

import pytest
from conftest import SignIn
from fastapi.testclient import TestClient
from rounds.arranging import Place, make_place
from sqlmodel import Session, select

from app.goal.own import SignUpData
from app.language import now
from app.people.actions import record
from app.people.models import AuditEntry, Person, Role
from app.rounds.models import Round, RoundGeneral, SignUp, SignUpStatus


@pytest.fixture
def place(session: Session) -> Place:
    return make_place(session, "Nedre Elvehavn")


def add_round(session: Session, place: Place, days: int) -> Round:
    starts_at = now() + timedelta(days=days)
    made = Round(
        slug=f"runde-{days}",
        district_id=place.district.id,
        starts_at=starts_at,
        ends_at=starts_at + timedelta(hours=2),
        meeting_place="Bydelshuset",
    )
    session.add(made)
    session.flush()
    return made


def test_the_page_shows_own_rounds_and_nobody_elses(session: Session, sign_in: SignIn, place: Place) -> None:
    mine, theirs = sign_in(Role.GENERAL, name="Kari Øvre"), sign_in(Role.VOLUNTEER, name="Ola Nordby")
    coming, led, other = (add_round(session, place, days) for days in (5, 9, 12))
    session.add(SignUp(round_id=coming.id, person_id=mine.person.id, made_at=now()))
    session.add(SignUp(round_id=other.id, person_id=theirs.person.id, made_at=now()))
    session.add(RoundGeneral(round_id=led.id, person_id=mine.person.id))
    session.commit()

    page = mine.client.get("/me").text

    assert "Hei, Kari" in page
    assert f"/rounds/{coming.slug}" in page
    assert f"/rounds/{led.id}/desk" in page
    assert other.slug not in page


def test_everything_kept_about_a_person_comes_out_as_a_file(
    session: Session, sign_in: SignIn, place: Place
) -> None:
    mine, board = sign_in(Role.VOLUNTEER, name="Kari Øvre"), sign_in(Role.BOARD)
    coming = add_round(session, place, 5)
    found = SignUp(round_id=coming.id, person_id=mine.person.id, made_at=now(), stair_free=True, consent="Ja")
    session.add(found)
    record(session, None, "contact revealed", f"person {mine.person.id}")
    session.commit()

    answer = mine.client.get("/me.json")

    assert answer.headers["content-disposition"] == 'attachment; filename="dorbank.json"'
    data = answer.json()
    assert (data["name"], data["roles"], data["email"]) == ("Kari Øvre", ["volunteer"], mine.person.email)
    assert [(each["round"], each["stair_free"]) for each in data["sign_ups"]] == [(coming.slug, True)]
    assert [each["deed"] for each in data["about_me"]] == ["contact revealed"]
    assert len(data["signed_in_until"]) == 1
    assert board.client.get("/me.json").json()["sign_ups"] == []


def test_the_file_has_every_personal_column(sign_in: SignIn) -> None:
    """A new column about a person must come out too; the blind indexes and the key are not about anybody."""
    kept = set(Person.model_fields) - {"id", "email_index", "phone_index"}

    assert kept <= set(sign_in(Role.VOLUNTEER).client.get("/me.json").json())
    sign_up = set(SignUp.model_fields) - {"id", "round_id", "person_id"}

    assert sign_up <= set(SignUpData.model_fields)


def test_a_person_deletes_everything_about_themselves(
    session: Session, sign_in: SignIn, place: Place
) -> None:
    sign_in(Role.BOARD)
    mine = sign_in(Role.VOLUNTEER, name="Kari Øvre")
    coming = add_round(session, place, 5)
    session.add(SignUp(round_id=coming.id, person_id=mine.person.id, made_at=now()))
    session.commit()

    unsure = mine.client.post("/me/erasure")
    assert unsure.status_code == 422
    assert mine.client.get("/me").status_code == 200
    assert mine.client.post("/me/erasure", data={"sure": "yes"}).status_code == 303

    assert session.get(Person, mine.person.id) is None
    assert session.exec(select(SignUp)).all() == []
    assert session.exec(select(AuditEntry).where(AuditEntry.deed == "person forgotten")).one()
    assert mine.client.get("/me").status_code == 303


def test_a_place_left_by_erasure_goes_to_the_one_who_waits(
    session: Session, sign_in: SignIn, place: Place
) -> None:
    sign_in(Role.BOARD)
    mine, waiting = sign_in(name="Kari Øvre"), sign_in(name="Ola Nordby")
    full = add_round(session, place, 5)
    full.capacity = 1
    session.add(SignUp(round_id=full.id, person_id=mine.person.id, made_at=now()))
    session.add(
        SignUp(round_id=full.id, person_id=waiting.person.id, made_at=now(), status=SignUpStatus.WAITING)
    )
    session.commit()

    assert mine.client.post("/me/erasure", data={"sure": "yes"}).status_code == 303

    (left,) = session.exec(select(SignUp)).all()
    assert (left.person_id, left.status) == (waiting.person.id, SignUpStatus.COMING)


def test_the_last_one_on_the_board_stays(session: Session, sign_in: SignIn) -> None:
    board = sign_in(Role.BOARD)

    assert board.client.post("/me/erasure", data={"sure": "yes"}).status_code == 422
    assert session.get(Person, board.person.id)


def test_nobody_has_no_own_page(visitor: TestClient) -> None:
    assert visitor.get("/me").status_code == 303
    assert visitor.get("/me.json").status_code == 303
