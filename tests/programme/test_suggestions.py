"""Themes are suggested for input without one, by similar wording, and given only by a tap."""

import re
from multiprocessing import get_context
from time import sleep
from uuid import UUID, uuid4

import pytest
from conftest import SignedInPerson, SignIn
from evening import Evening
from sqlmodel import Session, select

from app.people.models import Role
from app.programme import worker
from app.programme.models import Input, Theme
from app.programme.search import index_missing
from app.programme.suggesting import suggest
from app.programme.theme_models import ThemeMerge, ThemeSuggestion
from app.programme.worker import suggest_themes, wait_for_suggestions

SCHOOL, ROADS, OWN = UUID(int=1), UUID(int=2), UUID(int=3)
NAMES = {SCHOOL: "Skole og barnehage", ROADS: "Buss og trafikk", OWN: "Trondheimsfjorden"}
CHILD_SECONDS = 60


@pytest.fixture
def committee(sign_in: SignIn) -> SignedInPerson:
    """Give a member of the programme committee."""
    return sign_in(Role.COMMITTEE)


@pytest.fixture
def named(session: Session) -> dict[str, Theme]:
    """Give two themes with usual names."""
    made = {"school": Theme(name="Skole og barnehage"), "roads": Theme(name="Buss, sykkel og trafikk")}
    session.add_all(made.values())
    session.commit()
    return made


def add_untagged(session: Session, evening: Evening, *texts: str) -> None:
    rows = [Input(district_id=evening.district_id, month="2026-11", text=text) for text in texts]
    session.add_all(rows)
    session.flush()
    index_missing(session)
    session.commit()


def buttons(committee: SignedInPerson, query: str = "") -> dict[str, list[tuple[str, str]]]:
    """Give for each input on the page what its buttons say and send."""
    page = committee.client.get(f"/programme/inputs{query}").text
    lines = re.findall(r'<span class="input-text">(.*?)</span>(.*?)</li>', page, re.DOTALL)
    found = re.compile(r'name="accept" value="(.*?)">(.*?)</button>')
    return {text: [(said, sent) for sent, said in found.findall(rest)] for text, rest in lines}


def likeliest(committee: SignedInPerson, text: str) -> str:
    return buttons(committee)[text][0][0]


def test_words_that_belong_to_a_theme_suggest_it_before_anything_is_tagged() -> None:
    found = suggest(NAMES, [], ["Læreren rekker ikke over alle elevene", "Sykkelvegen er aldri brøytet"])

    assert [themes[0] for themes in found] == [SCHOOL, ROADS]


def test_what_the_committee_tags_teaches_a_theme_of_its_own() -> None:
    wanted = "Torsken er borte fra brygga"
    tagged = [(OWN, text) for text in ("Det er ingen torsk å få", "Brygga ved torget råtner", "Mer torsk")]

    assert suggest(NAMES, [], [wanted])[0][0] != OWN
    assert suggest(NAMES, tagged, [wanted])[0][0] == OWN


@pytest.mark.parametrize("text", ["", "…", "🌳🌳", "شكرا", "a" * 1000, "<b>=1+1</b>"])
def test_any_text_is_answered_alike_each_time(text: str) -> None:
    assert suggest(NAMES, [], [text]) == suggest(NAMES, [], [text])


def test_nothing_is_suggested_where_there_is_nothing_to_choose_between() -> None:
    assert suggest({}, [], ["Mer buss"]) == suggest({OWN: "Fjord"}, [], ["Mer buss"]) == [[]]
    assert suggest(NAMES, [], []) == []


def test_a_suggestion_is_a_button_and_a_tap_gives_the_theme(
    session: Session, evening: Evening, committee: SignedInPerson, named: dict[str, Theme]
) -> None:
    add_untagged(session, evening, *(f"Læreren har for mange elever {n}" for n in range(6)))

    asked = committee.client.post("/programme/suggestions")
    assert wait_for_suggestions(CHILD_SECONDS)
    said, sent = buttons(committee, "?theme=none&page=1")["Læreren har for mange elever 2"][0]
    assert asked.headers["location"].startswith("/programme/inputs?theme=none")
    assert said == "Skole og barnehage"
    session.rollback()
    assert session.exec(select(Input.theme_id).distinct()).all() == [None], "never by itself"

    wanted = {"accept": sent, "theme": "none", "text": "lærer"}
    answer = committee.client.post("/programme/suggestions/accept", data=wanted)
    assert "theme=none" in answer.headers["location"]
    assert "text=l%C3%A6rer" in answer.headers["location"]
    session.rollback()
    assert len(session.exec(select(Input).where(Input.theme_id == named["school"].id)).all()) == 1
    assert committee.client.post("/programme/suggestions/accept", data=wanted).status_code == 409


def test_a_theme_merged_or_retired_since_is_suggested_under_what_it_became(
    session: Session, evening: Evening, committee: SignedInPerson, named: dict[str, Theme]
) -> None:
    add_untagged(session, evening, *(f"Læreren har for mange elever {n}" for n in range(6)))
    assert suggest_themes() == 6
    text = "Læreren har for mange elever 1"
    assert likeliest(committee, text) == "Skole og barnehage"

    session.add(ThemeMerge(theme_id=named["school"].id, into_id=named["roads"].id))
    session.commit()
    assert likeliest(committee, text) == "Buss, sykkel og trafikk"
    named["roads"].retired = True
    session.add(named["roads"])
    session.commit()
    assert "Buss, sykkel og trafikk" not in str(buttons(committee)[text])


def test_suggestions_go_with_their_input_and_come_again_without_doubling(
    session: Session, evening: Evening, named: dict[str, Theme]
) -> None:
    add_untagged(session, evening, "Bussen er full", "Læreren er sliten")

    assert suggest_themes() == suggest_themes() == 2
    session.rollback()
    before = len(session.exec(select(ThemeSuggestion)).all())
    for row in session.exec(select(Input)).all():
        session.delete(row)
    session.commit()

    assert before == 2 * 3, "two inputs, three themes: those with usual names and the evening's"
    assert session.exec(select(ThemeSuggestion)).all() == []


def test_the_page_says_while_suggestions_are_looked_for(
    session: Session, evening: Evening, committee: SignedInPerson, monkeypatch: pytest.MonkeyPatch
) -> None:
    add_untagged(session, evening, *(f"Bussen er full {n}" for n in range(5)))
    looking = get_context("spawn").Process(target=sleep, args=(CHILD_SECONDS,), daemon=True)
    looking.start()
    monkeypatch.setattr(worker, "_running", [looking])

    busy = committee.client.get("/programme/inputs?theme=none").text
    looking.kill()
    looking.join()
    idle = committee.client.get("/programme/inputs?theme=none").text

    assert "Vi leter etter temaer" in busy
    assert "Foreslå temaer" not in busy, "one at a time"
    assert "Vi leter etter temaer" not in idle
    assert "Foreslå temaer" in idle


def test_only_the_committee_asks_for_suggestions_and_accepts_them(
    session: Session, evening: Evening, sign_in: SignIn, committee: SignedInPerson
) -> None:
    add_untagged(session, evening, "Bussen er full")
    wanted = {"accept": f"{session.exec(select(Input.id)).one()}/{evening.theme_id}"}

    for role in (Role.BOARD, Role.GENERAL, Role.VOLUNTEER):
        client = sign_in(role).client
        assert client.post("/programme/suggestions").status_code == 403
        assert client.post("/programme/suggestions/accept", data=wanted).status_code == 403
    gone = {"accept": f"{wanted['accept'][:36]}/{uuid4()}"}
    assert committee.client.post("/programme/suggestions/accept", data=gone).status_code == 404
    assert committee.client.post("/programme/suggestions/accept", data={"accept": "x"}).status_code == 422
    assert committee.client.post("/programme/suggestions/accept", data=wanted).status_code == 303
