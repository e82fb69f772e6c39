"""A round that is called off under way: its teams are followed home, and what they were told is not lost."""

from datetime import timedelta
from uuid import uuid4

import time_machine
from conftest import SignedInPerson, SignIn
from debriefing import Join, approve_all, close, url, walk
from evening import Evening, end, send_note
from sqlmodel import Session, select

from app.language import now
from app.people.models import Role
from app.programme.models import HeldBatch, HeldInput, Note
from app.rounds.models import Round, RoundStatus


def call_off(general: SignedInPerson, evening: Evening) -> str:
    """Call the round off, and give where that leads."""
    answer = general.client.post(f"/rounds/{evening.round_id}/cancellation")
    return str(answer.headers["location"])


def test_whoever_calls_it_off_under_way_sees_who_is_still_out_until_the_day_after(
    session: Session, evening: Evening, join: Join, general: SignedInPerson
) -> None:
    walk(join, evening)

    assert call_off(general, evening) == f"/rounds/{evening.round_id}/live"

    live = general.client.get(f"/rounds/{evening.round_id}/live").text
    assert "Avlyst" in live
    assert "3 er ute" in live
    desk = f"/rounds/{evening.round_id}/desk"
    assert "Følg runden" in general.client.get(desk).text
    with time_machine.travel(now() + timedelta(days=2), tick=False):
        assert "Følg runden" not in general.client.get(desk).text


def test_before_its_evening_there_is_nobody_to_follow(
    session: Session, evening: Evening, general: SignedInPerson
) -> None:
    round_ = session.get_one(Round, evening.round_id)
    round_.starts_at, round_.ends_at = now() + timedelta(days=1), now() + timedelta(days=1, hours=2)
    session.commit()

    assert call_off(general, evening) == f"/rounds/{evening.round_id}/desk"
    assert "Følg runden" not in general.client.get(f"/rounds/{evening.round_id}/desk").text


def test_its_notes_are_kept_once_looked_at_and_wait_sealed_as_those_of_a_small_round(
    session: Session, evening: Evening, join: Join, general: SignedInPerson
) -> None:
    walk(join, evening)
    send_note(evening, "Flere benker")
    call_off(general, evening)
    late = uuid4()
    for _time in ("once", "and again"):
        assert send_note(evening, "Mer lys", late).json()["stored"] == [str(late)]
    assert close(general, evening) == 409, "it was not held, and does not count"

    page = general.client.get(url(evening, "?step=people")).text
    assert "Stegene i oppsummeringen" not in page, "there is only one"
    assert "Flere benker" in page
    assert "Mer lys" in page
    approve_all(session, general, evening)
    general.client.post(url(evening, "/late-notes"))

    session.rollback()
    assert sorted(row.text for row in session.exec(select(HeldInput))) == ["Flere benker", "Mer lys"]
    assert session.exec(select(HeldBatch.volunteers)).all() == [1], "one team had opened its route"
    assert session.exec(select(Note.id)).all() == []


def test_the_front_page_tells_of_its_notes_and_after_two_weeks_it_takes_no_more(
    session: Session, evening: Evening, general: SignedInPerson, sign_in: SignIn
) -> None:
    send_note(evening, "Flere benker")
    call_off(general, evening)
    end(session, evening, RoundStatus.CANCELLED)

    assert "1 notat fra runden i Elvebyen" in general.client.get("/").text
    stranger = sign_in(Role.GENERAL).client
    assert "er ikke sett på" not in stranger.get("/").text
    assert stranger.get(url(evening)).status_code == 404
    with time_machine.travel(now() + timedelta(days=15), tick=False):
        assert send_note(evening, "Altfor sent").status_code == 410
