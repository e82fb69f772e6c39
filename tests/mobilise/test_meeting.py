"""The member meeting: the form on paper, its entry, and the phone by the door."""

import pytest
from conftest import SignIn
from fastapi.testclient import TestClient
from sqlmodel import Session, select

from app.mobilise import meeting
from app.people.models import Person, Role
from app.rounds.models import Round, RoundStatus, SignUp
from app.rounds.queries import coming_rounds, round_lines

KARI = {"name": "Kari Nes", "contact": "99887766", "consent": "true"}


@pytest.fixture
def two(session: Session, coming_round: Round) -> list[str]:
    """Make a second round in the same place; give the ids of both."""
    later = Round(**coming_round.model_dump(exclude={"id", "slug"}), slug="senere")
    session.add(later)
    session.commit()
    return [str(coming_round.id), str(later.id)]


def test_the_form_is_a_page_to_print_for_leaders(sign_in: SignIn, two: list[str], session: Session) -> None:
    answer = sign_in(Role.GENERAL).client.get("/meeting/form.pdf")

    assert answer.content[:5] == b"%PDF-"
    assert len(round_lines(session, coming_rounds(session))) == 2
    assert meeting.sign_up_form([])[:5] == b"%PDF-"


@pytest.mark.parametrize(("address", "start"), [("/meeting/paper", "På papir: «Ja"), ("/meeting/door", "Ja")])
def test_one_form_signs_somebody_up_for_all_they_ticked(
    sign_in: SignIn, session: Session, two: list[str], address: str, start: str
) -> None:
    leader = sign_in(Role.BOARD).client

    answer = leader.post(address, data=KARI | {"rounds": two, "under_18": "true"})

    assert answer.status_code == 303
    found = session.exec(select(SignUp)).all()
    assert {str(each.round_id) for each in found} == set(two)
    assert all(each.consent.startswith(start) for each in found)
    (kari,) = [each for each in session.exec(select(Person)) if each.name == "Kari Nes"]
    assert (kari.phone, kari.under_18) == ("+4799887766", True)
    after = leader.get(answer.headers["location"]).text
    assert "Kari" not in after
    assert "99887766" not in after


@pytest.mark.parametrize(
    "change",
    [{"consent": "false"}, {"contact": "nei"}, {"rounds": []}],
    ids=["no consent", "no contact", "no round"],
)
def test_a_form_that_cannot_be_comes_back_as_it_was_typed(
    visitor: TestClient, session: Session, two: list[str], change: dict[str, str | list[str]]
) -> None:
    answer = visitor.post("/meeting/door", data=KARI | {"rounds": two} | change)

    assert answer.status_code == 422
    assert 'value="Kari Nes"' in answer.text
    assert session.exec(select(SignUp)).all() == []


def test_a_round_that_was_called_off_meanwhile_stores_nothing(
    visitor: TestClient, session: Session, two: list[str]
) -> None:
    for round_ in session.exec(select(Round).where(Round.slug == "senere")):
        round_.status = RoundStatus.CANCELLED
    session.commit()

    assert visitor.post("/meeting/door", data=KARI | {"rounds": two}).status_code == 422
    assert session.exec(select(SignUp)).all() == []


def test_the_phone_by_the_door_shows_no_way_in_and_goes_on_by_itself(sign_in: SignIn, two: list[str]) -> None:
    board = sign_in(Role.BOARD).client

    page = board.get("/meeting/door").text

    assert 'href="/people"' not in page
    assert 'href="/me"' not in page
    assert board.get("/meeting/door/thanks").headers["refresh"] == "6; url=/meeting/door"


def test_only_leaders_type_in_from_paper(sign_in: SignIn, visitor: TestClient, two: list[str]) -> None:
    assert sign_in(Role.VOLUNTEER).client.get("/meeting/paper").status_code == 403
    assert visitor.post("/meeting/paper", data=KARI | {"rounds": two}).status_code == 303
    assert sign_in(Role.GENERAL).client.get("/meeting/paper").status_code == 200
