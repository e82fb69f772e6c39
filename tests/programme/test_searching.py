"""Searching and paging the reading room: words in any form, alike on both databases."""

import re

import pytest
from conftest import SignedInPerson, SignIn
from debriefing import Join, approve_all, close, say_who_came, walk
from evening import Evening, send_note
from hypothesis import given
from hypothesis import strategies as st
from sqlmodel import Session, select

from app.people.models import Role
from app.programme.models import Input, InputStem, Theme
from app.programme.search import index_missing
from app.programme.uncertainty import interval, per_hundred


@pytest.fixture
def committee(sign_in: SignIn) -> SignedInPerson:
    """Give a member of the programme committee."""
    return sign_in(Role.COMMITTEE)


def add_inputs(session: Session, evening: Evening, *texts: str) -> None:
    session.add_all(
        Input(district_id=evening.district_id, month="2026-11", theme_id=evening.theme_id, text=text)
        for text in texts
    )
    session.flush()
    index_missing(session)
    session.commit()


def shown(committee: SignedInPerson, query: str) -> list[str]:
    page = committee.client.get(f"/programme/inputs?{query}").text
    return re.findall(r'<span class="input-text">(.*?)</span>', page)


@pytest.mark.parametrize("sought", ["buss", "busser", "BUSSENE", "buss skolen", "skoler bus"])
def test_a_word_is_found_in_whatever_form_it_stands(
    session: Session, evening: Evening, committee: SignedInPerson, sought: str
) -> None:
    add_inputs(session, evening, "Bussen til skolen er full", *(f"Mer lys {n}" for n in range(5)))

    assert shown(committee, f"text={sought}") == ["Bussen til skolen er full"]
    assert shown(committee, "text=trikk") == []


@pytest.mark.parametrize("begun", ["å", "åp", "åpn", "åpningstid"])
def test_a_word_that_is_only_begun_is_found(
    session: Session, evening: Evening, committee: SignedInPerson, begun: str
) -> None:
    add_inputs(session, evening, "Lengre åpningstider", *(f"Mer lys, zebra og øl {n}" for n in range(5)))

    assert shown(committee, f"text={begun}") == ["Lengre åpningstider"]


@pytest.mark.parametrize("sought", ["%", "_", "'", '"', "🌳", "a" * 200, "(", "NEAR"])
def test_strange_searches_are_answered(
    session: Session, evening: Evening, committee: SignedInPerson, sought: str
) -> None:
    add_inputs(session, evening, *(f"Mer lys {n}" for n in range(5)))

    assert committee.client.get("/programme/inputs", params={"text": sought}).status_code == 200


def test_released_notes_can_be_searched_and_pending_ones_are_not_indexed(
    session: Session, evening: Evening, join: Join, general: SignedInPerson, committee: SignedInPerson
) -> None:
    walk(join, evening)
    say_who_came(general, evening)
    for n in range(5):
        send_note(evening, f"Flere busser, sak {'abcde'[n] * 3}")
    assert session.exec(select(InputStem)).all() == []
    approve_all(session, general, evening)
    session.rollback()
    close(general, evening)

    assert len(shown(committee, "text=bussen")) == 5


def test_a_deleted_input_takes_its_stems_along(session: Session, evening: Evening) -> None:
    add_inputs(session, evening, "Gresskarlyktestolper")
    session.delete(session.exec(select(Input)).one())
    session.commit()

    assert session.exec(select(InputStem)).all() == []


def test_pages_show_every_input_once(session: Session, evening: Evening, committee: SignedInPerson) -> None:
    other = Theme(name="Lys")
    session.add(other)
    session.flush()
    add_inputs(session, evening, *(f"Buss {n}" for n in range(70)))
    session.add_all(
        Input(district_id=None, month="2026-10", theme_id=other.id, text=f"Lys {n}") for n in range(60)
    )
    session.commit()

    pages = [shown(committee, f"page={n}") for n in (1, 2, 3, 4)]

    assert [len(page) for page in pages] == [50, 50, 30, 0]
    assert len({text for page in pages for text in page}) == 130


def test_marked_input_gets_a_theme_and_a_gone_theme_is_refused(
    session: Session, evening: Evening, committee: SignedInPerson, sign_in: SignIn
) -> None:
    add_inputs(session, evening, *(f"Mer lys {n}" for n in range(6)))
    ids = [str(each) for each in session.exec(select(Input.id))]
    theme = Theme(name="Lys")
    session.add(theme)
    session.commit()
    wanted = {"inputs": ids, "theme_id": str(theme.id)}

    assert sign_in(Role.GENERAL).client.post("/programme/tags", data=wanted).status_code == 403
    assert committee.client.post("/programme/tags", data=wanted).status_code == 303
    session.rollback()
    assert {row.theme_id for row in session.exec(select(Input))} == {theme.id}
    gone = committee.client.post("/programme/tags", data={**wanted, "theme_id": str(evening.round_id)})
    assert gone.status_code == 404


def test_a_rate_says_how_unsure_it_is() -> None:
    assert per_hundred(12, 100) == "12 (6–21)"
    assert per_hundred(1200, 10_000) == "12 (11–13)"
    assert per_hundred(None, 100) == per_hundred(12, None) == ""


@given(st.integers(0, 5000))
def test_a_count_lies_in_its_interval(count: int) -> None:
    low, high = interval(count)

    assert 0 <= low <= count < high
