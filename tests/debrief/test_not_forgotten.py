"""A debrief that waits is not forgotten: reminders, another general, and what the next plan learns."""

from datetime import UTC, datetime, time, timedelta
from uuid import uuid4

from conftest import SignedInPerson, SignIn
from debriefing import Join, approve_all, close, say_who_came, url, walk
from evening import Evening, send_note
from sqlmodel import Session, select

from app.config import settings
from app.debrief.models import Debrief
from app.language import OSLO, today
from app.people.models import Role
from app.programme.models import Conversation, Note
from app.rounds.models import Round
from app.sweep import sweep


def mails() -> list[str]:
    return [file.read_text("utf-8") for file in (settings().data / "mail").glob("*.eml")]


def walked_days_ago(session: Session, evening: Evening, days: int) -> None:
    session.rollback()
    round_ = session.get_one(Round, evening.round_id)
    round_.starts_at -= timedelta(days=days)
    round_.ends_at -= timedelta(days=days)
    session.commit()


def test_the_general_is_reminded_on_day_one_three_and_ten_and_once_each(
    session: Session, evening: Evening, general: SignedInPerson
) -> None:
    round_ = session.get_one(Round, evening.round_id)
    round_.ends_at = datetime.combine(today(), time(12), OSLO).astimezone(UTC)
    round_.starts_at = round_.ends_at - timedelta(hours=1)
    session.commit()
    sent = []
    for days in (0, 1, 1, 1, 7):  # in all 0, 1, 2, 3 and 10 days ago
        walked_days_ago(session, evening, days)
        sweep()
        sweep()
        sent.append(len(mails()))

    assert sent == [0, 1, 1, 2, 3]
    assert all(f"/rounds/{evening.round_id}/debrief" in mail.replace("=\n", "") for mail in mails())


def test_a_debrief_that_waits_stands_on_the_front_page_of_those_who_may_open_it(
    session: Session, evening: Evening, general: SignedInPerson, sign_in: SignIn, join: Join
) -> None:
    def told(somebody: SignedInPerson) -> bool:
        return f"/rounds/{evening.round_id}/debrief" in somebody.client.get("/").text

    others = [sign_in(Role.GENERAL), sign_in(Role.VOLUNTEER), sign_in(Role.COMMITTEE)]
    assert not told(general), "it is not over"
    walk(join, evening)
    walked_days_ago(session, evening, 2)

    assert told(general)
    assert told(sign_in(Role.BOARD))
    assert not any(told(other) for other in others)
    say_who_came(general, evening)
    close(general, evening)
    assert not told(general)


def test_a_closed_round_reminds_nobody(
    session: Session, evening: Evening, join: Join, general: SignedInPerson
) -> None:
    walk(join, evening)
    say_who_came(general, evening)
    close(general, evening)
    walked_days_ago(session, evening, 3)

    sweep()

    assert mails() == []


def test_the_board_hands_a_debrief_to_another_general_and_to_nobody_else(
    evening: Evening, sign_in: SignIn
) -> None:
    board, other, volunteer = sign_in(Role.BOARD), sign_in(Role.GENERAL), sign_in(Role.VOLUNTEER)
    assert other.client.get(url(evening)).status_code == 404

    answers = [
        board.client.post(url(evening, "/generals"), data={"person_id": str(each)}).status_code
        for each in (other.person.id, other.person.id, volunteer.person.id, uuid4())
    ]

    assert answers == [303, 303, 404, 404]
    assert other.client.get(url(evening)).status_code == 200
    assert other.client.post(url(evening, "/generals"), data={"person_id": str(uuid4())}).status_code == 403


def test_what_one_round_learnt_stands_where_the_next_is_planned(
    session: Session, evening: Evening, join: Join, general: SignedInPerson
) -> None:
    general.client.post(url(evening, "/words"), data={"lesson": "Kortere ruter i bakkene"})
    planning = f"/rounds/new?district={evening.district_id}"
    assert "Kortere ruter" not in general.client.get(planning).text
    walk(join, evening)
    say_who_came(general, evening)
    close(general, evening)

    assert "Kortere ruter i bakkene" in general.client.get(planning).text


def test_two_notes_that_say_the_same_become_one(
    session: Session, evening: Evening, general: SignedInPerson
) -> None:
    send_note(evening, "Mer buss")
    send_note(evening, "Bussen går for sjelden")
    first, second = session.exec(select(Note)).all()
    kept, theme = second.text, str(evening.theme_id)
    form = {"deed": "merge", "other": str(second.id), "text": "Mer buss om natta", "theme_id": theme}

    assert general.client.post(url(evening, f"/notes/{first.id}"), data=form).status_code == 303

    session.rollback()
    (note,) = session.exec(select(Note)).all()
    assert note.text == f"Mer buss om natta\n{kept}"
    assert str(note.theme_id) == theme


def test_merging_what_gets_too_long_or_is_elsewhere_is_refused(
    session: Session, evening: Evening, general: SignedInPerson
) -> None:
    send_note(evening, "Mer buss " * 60)
    send_note(evening, "Mer lys " * 60)
    first, second = session.exec(select(Note)).all()
    for other, status in ((second.id, 422), (uuid4(), 404)):
        form = {"deed": "merge", "other": str(other), "text": first.text}
        assert general.client.post(url(evening, f"/notes/{first.id}"), data=form).status_code == status

    session.rollback()
    assert len(session.exec(select(Note)).all()) == 2


def test_a_closed_debrief_is_not_opened_again(
    session: Session, evening: Evening, join: Join, general: SignedInPerson
) -> None:
    walk(join, evening)
    say_who_came(general, evening)
    approve_all(session, general, evening)
    session.rollback()
    close(general, evening)

    again = general.client.post(url(evening, "/people"), data={"others": "3"})

    assert again.status_code == 409
    assert "Runden er lukket" in general.client.get(url(evening)).text


def test_after_closing_the_mood_and_the_numbers_stand_but_a_lesson_may_still_be_written(
    session: Session, evening: Evening, join: Join, general: SignedInPerson
) -> None:
    """Figures have gone into the year's sums; what to do otherwise next time often comes to mind next day."""
    walk(join, evening)
    say_who_came(general, evening)
    general.client.post(url(evening, "/mood"), data={"mood": "4"})
    close(general, evening)

    mood = general.client.post(url(evening, "/mood"), data={"mood": "1"})
    words = general.client.post(url(evening, "/words"), data={"lesson": "Kortere ruter"})
    again = close(general, evening)

    session.rollback()
    kept = session.get_one(Debrief, evening.round_id)
    assert (mood.status_code, words.status_code, again) == (409, 303, 303)
    assert (kept.mood, kept.lesson, kept.attended) == (4, "Kortere ruter", 6)
    totals = session.exec(select(Conversation)).one()
    assert (totals.rounds, totals.talked) == (1, 5), "closing it again adds nothing"


def test_the_gathering_stands_on_every_step_and_what_became_of_it_after_closing(
    session: Session, evening: Evening, join: Join, general: SignedInPerson
) -> None:
    session.get_one(Round, evening.round_id).gathering = "Kaffe på Kroken til ni"
    session.commit()
    for step in ("people", "totals", "words", "notes", "close"):
        assert "Kaffe på Kroken til ni" in general.client.get(url(evening, f"?step={step}")).text

    walk(join, evening)
    say_who_came(general, evening)
    close(general, evening)

    closed = general.client.get(url(evening)).text
    assert "Kaffe på Kroken til ni" not in closed
    assert "/me#heard" in closed
    assert 'href="/heard"' not in closed, "the board has not opened the public page"
