"""The member meeting: the form on paper, its entry, and the phone by the door."""

import pytest
from conftest import SignIn
from fastapi.testclient import TestClient
from rounds.arranging import like_it
from sqlmodel import Session, select

from app.mobilise import meeting
from app.people.models import Person, Role
from app.rounds.models import Round, RoundStatus, SignUp
from app.rounds.queries import coming_rounds, round_lines

KARI = {"name": "Kari Nes", "contact": "99887766", "consent": "true"}


@pytest.fixture
def two(session: Session, coming_round: Round) -> list[str]:
    """Make a second round in the same place; give the ids of both."""
    later = like_it(session, coming_round, 0, slug="senere")
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


@pytest.mark.parametrize("address", ["/", "/meeting/door", "/meeting/paper", "/embed/rounds", "/share"])
def test_of_many_rounds_the_next_five_are_shown_and_the_rest_is_folded(
    sign_in: SignIn, session: Session, coming_round: Round, address: str
) -> None:
    """Paper has the rounds of the printed form first, so that entering a line is as short as the form."""
    for days in range(1, 8):
        like_it(session, coming_round, days)
    named = "slug" if address in {"/", "/embed/rounds", "/share"} else "id"
    rounds = [str(getattr(each, named)) for each in coming_rounds(session)]

    shown, folded = sign_in(Role.BOARD).client.get(address).text.split('<details class="rest">')

    assert [each for each in rounds if f"{each}" in shown] == rounds[: meeting.MOST_ROUNDS]
    assert [each for each in rounds if f"{each}" in folded] == rounds[meeting.MOST_ROUNDS :]
    assert "Vis flere (3)" in folded


def test_only_leaders_type_in_from_paper(sign_in: SignIn, visitor: TestClient, two: list[str]) -> None:
    assert sign_in(Role.VOLUNTEER).client.get("/meeting/paper").status_code == 403
    assert visitor.post("/meeting/paper", data=KARI | {"rounds": two}).status_code == 303
    assert sign_in(Role.GENERAL).client.get("/meeting/paper").status_code == 200
