"""How many conversations had candidate cards at hand: from totals, for the round and for the year."""

from collections.abc import Callable
from datetime import timedelta
from uuid import UUID

import pytest
import time_machine
from conftest import SignedInPerson, SignIn
from evening import Evening, Phone
from sqlmodel import Session, select

from app.language import local, now
from app.people.models import Role
from app.programme.models import Conversation
from app.rounds.models import Candidate

Join = Callable[[int], Phone]


@pytest.fixture
def card(session: Session, evening: Evening) -> None:
    """Let the round have a candidate's card from the start."""
    add_card(session, evening.round_id)


def add_card(session: Session, round_id: UUID) -> None:
    session.add(Candidate(round_id=round_id, name="Kari Kandidat", text="Vil ha flere busser."))
    session.commit()


def close(general: SignedInPerson, evening: Evening) -> None:
    debrief = f"/rounds/{evening.round_id}/debrief"
    people = {"present": [str(each) for each in evening.sign_ups], "others": 0}
    general.client.post(f"{debrief}/people", data=people)
    assert general.client.post(f"{debrief}/close").status_code == 303


def counted(session: Session) -> int:
    session.rollback()
    return session.exec(select(Conversation.with_cards)).one()


def test_the_round_s_page_tells_how_many_conversations_had_the_cards(
    session: Session, general: SignedInPerson, evening: Evening, join: Join, card: None
) -> None:
    one, other = join(0), join(1)
    one.counts(1, talked=5, nobody_home=9)
    other.counts(1, talked=2)

    page = f"/rounds/{evening.round_id}/debrief"
    said = "7 dører med samtale hadde kandidatkortene med: Kari Kandidat."
    assert said in general.client.get(f"{page}?step=totals").text
    close(general, evening)
    assert said in general.client.get(page).text
    assert counted(session) == 7


def test_phones_that_opened_the_route_before_the_cards_came_are_not_counted(
    session: Session, general: SignedInPerson, evening: Evening, join: Join
) -> None:
    early = join(0)
    add_card(session, evening.round_id)
    late, mixed = join(1), join(0)
    for phone, talked in ((early, 5), (late, 3), (mixed, 4)):
        phone.counts(1, talked=talked)

    page = general.client.get(f"/rounds/{evening.round_id}/debrief?step=totals").text

    assert "3 dører med samtale hadde" in page, "the first team has a phone without the cards"


def test_without_cards_or_on_paper_nothing_is_said(
    session: Session, general: SignedInPerson, evening: Evening, join: Join
) -> None:
    page = f"/rounds/{evening.round_id}/debrief?step=totals"
    join(0).counts(1, talked=5)
    assert "kandidatkortene" not in general.client.get(page).text

    add_card(session, evening.round_id)
    paper = {
        "assignment_id": str(evening.assignments[1]), "nobody_home": 0, "talked": 8, "no_thanks": 0,
        "no_access": 0,
    }  # fmt: skip
    general.client.post(f"/rounds/{evening.round_id}/debrief/paper", data=paper)
    assert "kandidatkortene" not in general.client.get(page).text
    close(general, evening)
    assert counted(session) == 0


def test_totals_that_come_late_are_added_once(
    session: Session, general: SignedInPerson, evening: Evening, join: Join, card: None
) -> None:
    phone = join(0)
    phone.counts(1, talked=5)
    close(general, evening)

    for _time in range(2):
        phone.counts(2, talked=9)

    assert counted(session) == 9


def test_the_year_tells_whole_fives_of_months_that_are_over(
    session: Session, evening: Evening, sign_in: SignIn
) -> None:
    board = sign_in(Role.BOARD, name="Bodil Styre")
    month = f"{local(now()):%Y-%m}"
    session.add(Conversation(district_id=evening.district_id, month=month, talked=40, with_cards=23))
    session.commit()
    year = month[:4]
    words = "samtaler hadde kandidatkort med"
    assert words not in board.client.get(f"/goal?year={year}").text

    with time_machine.travel(now() + timedelta(days=32), tick=False):
        later = sign_in(Role.BOARD, name="Bodil Styre").client.get(f"/goal?year={year}").text

    assert f"<strong>20</strong> <span>{words}" in later
    assert "23" not in later.partition(words)[0].rpartition("<details")[2]
