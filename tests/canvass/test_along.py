"""How many conversations had points and cards at hand: from totals, for the round and for the year."""

from collections.abc import Callable
from datetime import UTC, datetime
from uuid import UUID

import pytest
import time_machine
from conftest import SignedInPerson, SignIn
from evening import Evening, Phone
from sqlmodel import Session, select

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
    had = {"with_cards": 23, "with_points": 38}
    session.add(Conversation(district_id=evening.district_id, month="2027-05", talked=40, **had))
    session.commit()
    words = "samtaler hadde kandidatkort med"
    with time_machine.travel(datetime(2027, 5, 30, 12, tzinfo=UTC), tick=False):
        assert words not in sign_in(Role.BOARD).client.get("/goal").text

    with time_machine.travel(datetime(2027, 6, 1, 12, tzinfo=UTC), tick=False):
        later = sign_in(Role.BOARD).client
        page = later.get("/goal").text
        rows = later.get("/goal/doorstep.csv").content.decode("utf-8-sig").splitlines()

    assert f"<strong>20</strong> <span>{words}" in page
    assert "<strong>35</strong> <span>samtaler hadde programpunkter med" in page
    assert "23" not in page.partition(words)[0].rpartition("<details")[2]
    assert rows[1:] == ["Programpunkter;2027;35", "Kandidatkort;2027;20"]


def test_programme_points_are_counted_as_cards_are(
    session: Session, general: SignedInPerson, evening: Evening, join: Join
) -> None:
    page = f"/rounds/{evening.round_id}/debrief"
    early = join(0)
    points = {"language": "nb", "text": "Gratis buss for barn."}
    assert general.client.post(f"/rounds/{evening.round_id}/doorstep/points", data=points).is_redirect
    late = join(1)
    early.counts(1, talked=5)
    late.counts(1, talked=3)

    totals = general.client.get(f"{page}?step=totals").text
    close(general, evening)
    late.counts(2, talked=4)

    assert "3 dører med samtale hadde programpunktene med." in totals
    assert "kandidatkortene" not in totals
    session.rollback()
    assert session.exec(select(Conversation.with_points)).one() == 4
