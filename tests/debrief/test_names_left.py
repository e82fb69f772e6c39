"""A name may stay where a person has said so: in a note, and in what a team said afterwards."""

from datetime import timedelta

from conftest import SignedInPerson, SignIn
from debriefing import Join, approve_all, close, say_who_came, url, walk
from evening import Evening, send_note
from sqlmodel import Session, select

from app.config import settings
from app.debrief.models import Debrief
from app.language import now, today
from app.people.models import Role
from app.programme.actions import APPROVED_WAITS
from app.programme.models import Input, Note, NoteStatus
from app.rounds.models import Round
from app.sweep import sweep


def mails() -> list[str]:
    return [file.read_text("utf-8").replace("=\n", "") for file in (settings().data / "mail").glob("*.eml")]


def after_the_round(session: Session, evening: Evening) -> None:
    session.rollback()
    round_ = session.get_one(Round, evening.round_id)
    round_.ends_at = now() - timedelta(minutes=5)
    session.commit()


def only_note(session: Session) -> Note:
    session.rollback()
    return session.exec(select(Note)).one()


def test_a_note_with_a_name_is_asked_about_once_and_keeps_what_was_written(
    session: Session, evening: Evening, general: SignedInPerson
) -> None:
    send_note(evening, "Kari Nordmann vil ha mer buss")
    address = url(evening, f"/notes/{only_note(session).id}")
    form = {"deed": "approve", "text": "Kari Nordmann vil ha mer buss om natta"}

    asked = general.client.post(address, data=form)
    assert only_note(session).status == NoteStatus.PENDING
    page = general.client.get(asked.headers["location"]).text
    assert "Kan noen kjenne seg igjen?" in page
    assert "Kari Nordmann vil ha mer buss om natta</textarea>" in page

    general.client.post(address, data={**form, "sure": "true"})
    assert only_note(session).status == NoteStatus.APPROVED


def test_a_note_without_a_name_is_approved_at_once(
    session: Session, evening: Evening, general: SignedInPerson
) -> None:
    send_note(evening, "Kari Nordmann vil ha mer buss")
    address = url(evening, f"/notes/{only_note(session).id}")

    general.client.post(address, data={"deed": "approve", "text": "En beboer vil ha mer buss"})

    assert only_note(session).status == NoteStatus.APPROVED


def test_a_merge_with_no_note_chosen_keeps_what_was_written(
    session: Session, evening: Evening, general: SignedInPerson
) -> None:
    send_note(evening, "Mer buss")

    address = url(evening, f"/notes/{only_note(session).id}")
    general.client.post(address, data={"deed": "merge", "text": "Mer buss om natta", "other": ""})

    assert only_note(session).text == "Mer buss om natta"


def test_what_a_team_said_with_a_name_is_asked_about_before_it_is_stored(
    session: Session, evening: Evening, general: SignedInPerson
) -> None:
    words = {"experience": "Kari Nordmann var sint på bussen", "lesson": ""}

    asked = general.client.post(url(evening, "/words"), data=words)
    assert asked.status_code == 422
    assert "Dette står fortsatt:" in asked.text
    assert "Kari Nordmann var sint på bussen</textarea>" in asked.text
    assert session.get(Debrief, evening.round_id) is None

    assert general.client.post(url(evening, "/words"), data={**words, "sure": "true"}).status_code == 303
    session.rollback()
    assert session.get_one(Debrief, evening.round_id).experience == words["experience"]


def test_an_approved_note_waits_longer_for_its_debrief_than_one_nobody_has_read(
    session: Session, evening: Evening, join: Join, general: SignedInPerson
) -> None:
    walk(join, evening)
    say_who_came(general, evening)
    send_note(evening, "Mer buss")
    approve_all(session, general, evening)
    send_note(evening, "Mer lys")
    session.rollback()
    for note in session.exec(select(Note)):
        note.delete_on = today()
    session.commit()

    sweep()
    assert only_note(session).text == "Mer buss"
    assert close(general, evening) == 303
    session.rollback()
    assert session.exec(select(Input.text)).all() == ["Mer buss"]


def test_an_approved_note_is_not_kept_for_ever(
    session: Session, evening: Evening, general: SignedInPerson
) -> None:
    send_note(evening, "Mer buss")
    approve_all(session, general, evening)
    only_note(session).delete_on = today() - APPROVED_WAITS
    session.commit()

    sweep()

    session.rollback()
    assert session.exec(select(Note)).all() == []


def test_late_notes_are_told_of_on_the_front_page_and_by_one_mail(
    session: Session, evening: Evening, join: Join, general: SignedInPerson, sign_in: SignIn
) -> None:
    walk(join, evening)
    say_who_came(general, evening)
    close(general, evening)
    assert "er ikke sett på" not in general.client.get("/").text
    send_note(evening, "Kom sent fram")
    after_the_round(session, evening)

    for somebody in (general, sign_in(Role.BOARD)):
        assert "1 notat fra runden i Elvebyen" in somebody.client.get("/").text
    assert "er ikke sett på" not in sign_in(Role.VOLUNTEER).client.get("/").text
    sweep()
    sweep()
    assert len([mail for mail in mails() if "step=3Dnotes" in mail or "step=notes" in mail]) == 1
