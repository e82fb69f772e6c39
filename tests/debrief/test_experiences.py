"""What teams said after their rounds is read by those who plan the next, and by nobody else."""

import pytest
from conftest import SignedInPerson, SignIn
from debriefing import Join, close, say_who_came, url, walk
from evening import Evening
from rounds.arranging import hold_walk, make_place
from sqlmodel import Session

from app.debrief.models import Debrief
from app.people.models import Role

WORDS = {
    "experience": "Mange snakket om nattbussen.\nUngene visste mest.",
    "lesson": "Portene var låst, ring først.",
}


@pytest.fixture
def told(evening: Evening, join: Join, general: SignedInPerson) -> SignedInPerson:
    """Give a general whose round is closed, and left words."""
    walk(join, evening)
    say_who_came(general, evening)
    assert general.client.post(url(evening, "/words"), data=WORDS).status_code == 303
    assert close(general, evening) == 303
    return general


def test_the_words_of_a_held_round_are_found_by_every_general_and_the_board(
    told: SignedInPerson, sign_in: SignIn
) -> None:
    for role in (Role.GENERAL, Role.BOARD):
        page = sign_in(role).client.get("/experiences").text
        assert "Mange snakket om nattbussen." in page
        assert "Portene var låst, ring først." in page


@pytest.mark.parametrize(
    ("sought", "found"), [("nattbussen", True), ("elvebyen porten", True), ("trikken", False)]
)
def test_experiences_are_searched_by_word_and_district(
    told: SignedInPerson, sought: str, found: bool
) -> None:
    page = told.client.get("/experiences", params={"q": sought}).text

    assert ("Ungene visste mest" in page) == found
    assert ("Prøv med en bydel, eller ett ord" in page) != found


def test_experiences_are_sorted_by_district(told: SignedInPerson, session: Session) -> None:
    place = make_place(session, "Aaa")
    earlier = hold_walk(session, place, 200)
    session.add(Debrief(round_id=earlier.id, experience="Stille strøk"))
    session.commit()

    newest, by_district = (told.client.get(f"/experiences{sort}").text for sort in ("", "?sort=district"))

    assert newest.index("nattbussen") < newest.index("Stille strøk")
    assert by_district.index("Stille strøk") < by_district.index("nattbussen")


def test_a_round_that_is_not_closed_yet_tells_nothing(evening: Evening, general: SignedInPerson) -> None:
    general.client.post(url(evening, "/words"), data=WORDS)

    page = general.client.get("/experiences").text

    assert "nattbussen" not in page
    assert "når en runde er lukket" in page


def test_volunteers_and_the_committee_do_not_read_them(told: SignedInPerson, sign_in: SignIn) -> None:
    for role in (Role.VOLUNTEER, Role.COMMITTEE):
        assert sign_in(role).client.get("/experiences").status_code == 403
