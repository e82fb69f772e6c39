"""What became of what we heard: counts that hide the few, no quotes, no drafts, off until switched on."""

from datetime import timedelta
from itertools import product
from uuid import UUID

import pytest
from conftest import SignedInPerson, SignIn
from evening import Evening
from fastapi.testclient import TestClient
from hypothesis import given
from hypothesis import strategies as st
from sqlmodel import Session, select

from app.language import now, today
from app.people.models import Role
from app.programme.anonymity import LEAST, Cell
from app.programme.choice_models import ProgrammeChoices
from app.programme.heard import count_by_theme, fives, heard
from app.programme.models import Conversation, Input, Proposal, ProposalInput, ProposalStatus, Theme
from app.rounds.models import Round, RoundStatus, SignUp, SignUpStatus

QUOTE = "Bussen går for sjelden"
IDS = [UUID(int=n) for n in range(1, 4)]
CALLED = {id_: f"Tema {id_.int}" for id_ in IDS}
CELLS = [Cell(d, m, t) for d, m, t in product([None, *IDS], ("2026-08", "2026-09"), [None, *IDS])]


def add_input(session: Session, evening: Evening, n: int, month: str = "2026-09") -> list[Input]:
    rows = [
        Input(district_id=evening.district_id, month=month, theme_id=evening.theme_id, text=f"{QUOTE} {k}")
        for k in range(n)
    ]
    session.add_all(rows)
    session.commit()
    return rows


def add_proposal(
    session: Session,
    title: str,
    status: ProposalStatus,
    answer: str = "",
    behind: list[Input] | None = None,
    *,
    paragraph: str = "",
) -> None:
    proposal = Proposal(
        title=title, text="Hvert tiende minutt.", status=status, answer=answer, paragraph=paragraph
    )
    session.add(proposal)
    session.flush()
    session.add_all(ProposalInput(proposal_id=proposal.id, input_id=row.id) for row in behind or [])
    session.commit()


def theme_name(session: Session, evening: Evening) -> str:
    return session.get_one(Theme, evening.theme_id).name


@pytest.fixture
def public(session: Session) -> None:
    """Let the board have switched the page on."""
    session.add(ProgrammeChoices(is_public=True))
    session.commit()


@given(st.dictionaries(st.sampled_from(CELLS), st.integers(1, 12)), st.sampled_from(CELLS), st.integers(1, 4))
def test_whoever_compares_the_pages_of_two_days_or_of_city_and_districts_finds_only_whole_fives(
    counts: dict[Cell, int], cell: Cell, came: int
) -> None:
    """So with every difference: of one page with another, and of a page with itself when 1–4 inputs came."""
    later = counts | {cell: counts.get(cell, 0) + came}
    figures = [
        {line.theme: line.at_least for line in count_by_theme(day, CALLED, district)}
        for day in (counts, later)
        for district in (None, *IDS)
    ]

    told = {page.get(theme, 0) for page in figures for theme in CALLED.values()}
    between = {abs(a.get(t, 0) - b.get(t, 0)) for a in figures for b in figures for t in CALLED.values()}
    assert not any(number % LEAST for number in told | between)
    assert sum(figures[0].values()) <= sum(counts.values())


def test_the_page_is_off_until_the_board_switches_it_on(visitor: TestClient, sign_in: SignIn) -> None:
    board = sign_in(Role.BOARD)
    assert visitor.get("/heard").status_code == 404

    board.client.post("/programme/choices", data={"held_days": 180, "is_public": "true"})
    assert visitor.get("/heard").status_code == 200

    board.client.post("/programme/choices", data={"held_days": 180})
    assert visitor.get("/heard").status_code == 404


def test_the_public_sees_themes_in_fives_and_no_word_that_was_said(
    session: Session, evening: Evening, visitor: TestClient, public: None
) -> None:
    add_input(session, evening, 13)
    session.add(Conversation(district_id=evening.district_id, month="2026-09", talked=48))
    session.commit()

    page = visitor.get("/heard").text

    assert theme_name(session, evening) in page
    assert "minst 10 ganger" in page
    assert "minst 45 samtaler" in page
    assert QUOTE not in page


def test_four_of_a_theme_are_not_told(
    session: Session, evening: Evening, visitor: TestClient, public: None
) -> None:
    add_input(session, evening, 4)
    assert "ganger" not in visitor.get("/heard").text

    add_input(session, evening, 1)
    assert "minst 5 ganger" in visitor.get("/heard").text


def test_a_round_of_this_month_changes_nothing_that_can_be_seen(session: Session, evening: Evening) -> None:
    """Else whoever was there subtracts yesterday's page from today's."""
    add_input(session, evening, 7)
    add_proposal(session, "Mer buss", ProposalStatus.SENT)
    proposal_id = session.exec(select(Proposal.id)).one()
    before = heard(session)
    new = add_input(session, evening, 30, month=today().strftime("%Y-%m"))
    session.add_all(ProposalInput(proposal_id=proposal_id, input_id=each.id) for each in new)
    add_input(session, evening, 30, month=today().strftime("%Y"))
    add_input(session, evening, 30, month="")
    session.add(Conversation(district_id=evening.district_id, month=today().strftime("%Y-%m"), talked=90))
    session.commit()

    assert heard(session) == before


def test_counts_are_whole_fives() -> None:
    assert [fives(n) for n in (0, 4, 5, 9, 13, 20)] == [0, 0, 5, 5, 10, 20]


def test_proposals_are_published_once_sent_and_drafts_never(
    session: Session, evening: Evening, visitor: TestClient, public: None
) -> None:
    rows = add_input(session, evening, 6)
    add_proposal(session, "Mer buss", ProposalStatus.ADOPTED, behind=rows, paragraph="§ 4.2")
    add_proposal(session, "Gratis bad", ProposalStatus.DECLINED, "For dyrt")
    add_proposal(session, "Hemmelig utkast", ProposalStatus.DRAFT)

    page = visitor.get("/heard").text

    assert "I programmet" in page
    assert "§ 4.2" in page
    assert "Bygger på minst 5 innspill" in page
    assert "For dyrt" in page
    assert "Hemmelig utkast" not in page


def test_the_page_is_the_same_for_all_may_be_cached_and_found_and_sets_no_cookie(
    visitor: TestClient, sign_in: SignIn, public: None
) -> None:
    board = sign_in(Role.BOARD)

    theirs = board.client.get("/heard", headers={"Cookie": "__Host-notice=Hei"})
    answer = visitor.get("/heard")

    assert answer.headers["cache-control"] == "public, max-age=600"
    assert "set-cookie" not in answer.headers
    assert "noindex" not in answer.text
    assert 'rel="canonical"' in answer.text
    assert theirs.text == board.client.get("/heard").text == answer.text
    assert "set-cookie" not in theirs.headers


def walked(session: Session, evening: Evening, person: SignedInPerson, status: SignUpStatus) -> None:
    round_ = Round(
        slug="for-lenge-siden",
        district_id=evening.district_id,
        starts_at=now() - timedelta(days=60),
        ends_at=now() - timedelta(days=60) + timedelta(hours=2),
        meeting_place="Bydelshuset",
        status=RoundStatus.HELD,
    )
    session.add(round_)
    session.flush()
    session.add(SignUp(round_id=round_.id, person_id=person.person.id, made_at=now(), status=status))
    session.commit()


def test_who_walked_sees_what_was_heard_in_the_district_and_what_it_became(
    session: Session, evening: Evening, sign_in: SignIn
) -> None:
    mine = sign_in(Role.VOLUNTEER)
    rows = add_input(session, evening, 8)
    add_proposal(session, "Mer buss", ProposalStatus.ADOPTED, behind=rows, paragraph="§ 4.2")
    add_proposal(session, "Hemmelig utkast", ProposalStatus.DRAFT, behind=rows)
    walked(session, evening, mine, SignUpStatus.COMING)

    page = mine.client.get("/me").text

    assert "minst 5 ganger" in page
    assert "Brukt i: Mer buss" in page
    assert "§ 4.2" in page
    assert "Hemmelig utkast" not in page
    assert QUOTE not in page


@pytest.mark.parametrize("status", [SignUpStatus.CANCELLED, SignUpStatus.WAITING])
def test_who_did_not_walk_sees_nothing_of_the_district(
    session: Session, evening: Evening, sign_in: SignIn, status: SignUpStatus
) -> None:
    mine = sign_in(Role.VOLUNTEER)
    add_input(session, evening, 8)
    walked(session, evening, mine, status)

    assert "Hva det ble til" not in mine.client.get("/me").text


def test_a_volunteer_does_not_learn_what_a_few_said_or_that_few_stand_behind(
    session: Session, evening: Evening, sign_in: SignIn
) -> None:
    mine = sign_in(Role.VOLUNTEER)
    rows = add_input(session, evening, 4)
    add_proposal(session, "Mer buss", ProposalStatus.SENT, behind=rows)
    walked(session, evening, mine, SignUpStatus.COMING)

    page = mine.client.get("/me").text

    assert "Ikke nok å vise herfra ennå" in page
    assert "Brukt i" not in page
