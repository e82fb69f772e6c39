"""The deadline everything counts down to, how long small rounds' notes wait, and who may choose."""

from datetime import timedelta

import pytest
from conftest import SignedInPerson, SignIn
from debriefing import approve_all, close, say_who_came, url
from evening import Evening, Phone, send_note
from fastapi.testclient import TestClient
from sqlmodel import Session, select

from app.language import today
from app.people.models import AuditEntry, Role
from app.programme.choice_models import ProgrammeChoices
from app.programme.models import HeldBatch, Input
from app.sweep import sweep

CHOICES = "/programme/choices"


@pytest.fixture
def board(sign_in: SignIn) -> SignedInPerson:
    """Give somebody on the board, who reads for the committee too."""
    return sign_in(Role.BOARD, Role.COMMITTEE)


def choose(board: SignedInPerson, **form: object) -> int:
    return board.client.post(CHOICES, data={"held_days": 180, **form}).status_code


def test_every_page_of_the_work_counts_down_to_the_boards_deadline(
    board: SignedInPerson, general: SignedInPerson, evening: Evening
) -> None:
    pages = ["/goal", "/programme/inputs", "/programme/proposals", CHOICES]
    assert all("programkomiteens frist" not in board.client.get(page).text for page in pages)

    assert choose(board, deadline=today() + timedelta(days=12)) == 303

    assert all("12 dager igjen til programkomiteens frist" in board.client.get(page).text for page in pages)
    assert "12 dager igjen" in general.client.get(url(evening, "?step=notes")).text


def test_the_day_of_adoption_tells_when_its_input_goes_and_no_day_keeps_it(board: SignedInPerson) -> None:
    assert "La feltet stå tomt" in board.client.get(CHOICES).text

    assert choose(board, adopted_on="2027-11-15") == 303
    assert "slettes 15. mai 2028" in board.client.get(CHOICES).text

    assert choose(board, adopted_on="") == 303
    assert "La feltet stå tomt" in board.client.get(CHOICES).text


def test_half_a_year_after_adoption_its_input_goes_and_what_may_be_later_stays(
    session: Session, board: SignedInPerson
) -> None:
    for month in ("", "2025", "2025-12", "2026", "2026-02", "2026-03"):
        session.add(Input(month=month, text=f"Mer lys {month}"))
    session.commit()
    choose(board, adopted_on="2026-02-01")

    sweep()

    session.rollback()
    assert sorted(session.exec(select(Input.month))) == ["2026", "2026-03"]


@pytest.mark.parametrize(("days", "said"), [(1, "1 dag igjen"), (0, "frist er i dag"), (-3, "frist gikk ut")])
def test_the_day_itself_and_after_it_are_said_and_nothing_closes(
    board: SignedInPerson, days: int, said: str
) -> None:
    choose(board, deadline=today() + timedelta(days=days))

    assert said in board.client.get("/programme/proposals").text
    assert board.client.post("/programme/proposals", data={"title": "Mer buss"}).status_code == 303


def test_a_deadline_taken_away_is_no_longer_counted_down_to(board: SignedInPerson) -> None:
    choose(board, deadline=today())
    choose(board, deadline="")

    assert "frist er i dag" not in board.client.get("/goal").text


def test_only_the_board_chooses_and_it_is_written_down(
    session: Session, board: SignedInPerson, sign_in: SignIn
) -> None:
    other = sign_in(Role.COMMITTEE)

    assert other.client.post(CHOICES, data={"held_days": 90}).status_code == 403
    assert session.get(ProgrammeChoices, 1) is None
    assert choose(board, held_days=90, deadline="2027-03-01") == 303

    session.rollback()
    assert session.get_one(ProgrammeChoices, 1).held_days == 90
    assert session.exec(select(AuditEntry).where(AuditEntry.deed == "programme choices")).one()


@pytest.mark.parametrize("wrong", [{"held_days": 29}, {"held_days": 731}, {"deadline": "i morgen"}])
def test_a_choice_out_of_bounds_is_refused(board: SignedInPerson, wrong: dict[str, object]) -> None:
    assert choose(board, **wrong) == 422
    assert choose(board, held_days=30) == 303


@pytest.mark.parametrize("days", [None, 45])
def test_notes_of_a_small_round_wait_as_long_as_the_board_says(
    session: Session, board: SignedInPerson, general: SignedInPerson, evening: Evening, days: int | None
) -> None:
    if days:
        choose(board, held_days=days)
    send_note(evening, "Bussen går for sjelden om kvelden.")
    say_who_came(general, evening, people=2)
    approve_all(session, general, evening)
    Phone(evening.codes[0]).counts(1, talked=3)

    assert close(general, evening) == 303

    session.rollback()
    batch = session.exec(select(HeldBatch)).one()
    assert (batch.delete_on - today()).days == (days or 180)


def test_board_and_everybody_can_read_how_long_held_notes_wait_and_how_the_few_are_hidden(
    board: SignedInPerson, visitor: TestClient
) -> None:
    assert "180 dager, slettes de" in visitor.get("/privacy").text

    choose(board, held_days=90)

    assert "90 dager, slettes de" in visitor.get("/privacy").text
    assert "Ingen tabell viser et antall under fem" in visitor.get("/privacy").text
    assert "Ingen tabell viser et antall under fem" in board.client.get(CHOICES).text
    assert "Nå venter færre enn fem notater, eller ingen." in board.client.get(CHOICES).text


def test_nobody_else_sees_the_choices(visitor: TestClient) -> None:
    assert visitor.get(CHOICES).status_code == 303
