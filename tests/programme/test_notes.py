"""The third stream: notes, accepted once, with nothing that tells who, where or when."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from uuid import uuid4

import pytest
from conftest import browser
from evening import JSON, Evening, Phone, send_note
from sqlalchemy import inspect
from sqlmodel import Session, select

from app.language import today
from app.programme.actions import approve_note, close_notes, reword_note, sweep_programme
from app.programme.models import Input, LateNotes, Note, NoteReceipt, NoteStatus
from app.rounds.models import Round, RoundStatus


def notes(session: Session) -> list[Note]:
    session.rollback()
    return list(session.exec(select(Note)))


def close(session: Session, evening: Evening) -> None:
    round_ = session.get_one(Round, evening.round_id)
    close_notes(session, round_)
    round_.status = RoundStatus.HELD
    session.commit()


def test_a_note_sent_fifty_times_in_parallel_is_stored_once(session: Session, evening: Evening) -> None:
    note_id = uuid4()

    with ThreadPoolExecutor(10) as pool:
        answers = list(pool.map(lambda _n: send_note(evening, "Mer buss", note_id).json(), range(50)))

    assert answers == [{"stored": [str(note_id)], "refused": []}] * 50
    assert [note.text for note in notes(session)] == ["Mer buss"]


def test_the_same_id_with_other_words_is_refused(session: Session, evening: Evening) -> None:
    note_id = uuid4()
    send_note(evening, "Mer buss", note_id)

    answer = send_note(evening, "Mindre buss", note_id)

    assert answer.status_code == 409
    assert [note.text for note in notes(session)] == ["Mer buss"]


@pytest.mark.parametrize("order", [(0, 1, 2), (2, 0, 1), (1, 2, 0)])
def test_the_newest_words_of_a_note_win_whatever_comes_first_or_twice(
    session: Session, evening: Evening, order: tuple[int, ...]
) -> None:
    note_id, words = uuid4(), ["Ola vil ha buss", "Hun i Elvegata 3 vil ha buss", "En nabo vil ha buss"]
    send_note(evening, "Mer lys")

    for seq in (*order, *order):
        assert send_note(evening, words[seq], note_id, seq=seq).json()["stored"] == [str(note_id)]

    assert {note.text: note.status for note in notes(session)} == {
        "Mer lys": NoteStatus.PENDING,
        "En nabo vil ha buss": NoteStatus.PENDING,
    }


def test_a_note_mended_while_it_is_sent_many_times_at_once_is_stored_once(
    session: Session, evening: Evening
) -> None:
    note_id = uuid4()

    with ThreadPoolExecutor(10) as pool:
        answers = list(pool.map(lambda n: send_note(evening, f"Buss {n % 5}", note_id, seq=n % 5), range(50)))

    assert {answer.status_code for answer in answers} == {200}
    assert [note.text for note in notes(session)] == ["Buss 4"]


@pytest.mark.parametrize("came", [True, False])
def test_a_note_taken_back_is_gone_and_does_not_come_late(
    session: Session, evening: Evening, came: bool
) -> None:
    note_id = uuid4()
    send_note(evening, "Mer buss")
    if came:
        send_note(evening, "Mer lys", note_id)

    assert send_note(evening, None, note_id, seq=1).json()["stored"] == [str(note_id)]
    assert send_note(evening, "Mer lys", note_id).json()["stored"] == [str(note_id)]
    assert [note.text for note in notes(session)] == ["Mer buss"]


def test_a_mended_note_that_the_general_has_worked_on_is_refused_and_one_only_read_is_read_anew(
    session: Session, evening: Evening
) -> None:
    ids = [uuid4(), uuid4()]
    for note_id, text in zip(ids, ("Mer buss", "Mer lys"), strict=True):
        send_note(evening, text, note_id)
    buss, lys = sorted(notes(session), key=lambda note: note.text)
    approve_note(session, buss, buss.theme_id, buss.text)
    reword_note(session, lys, None, "Mer lys ved skolen")
    session.commit()

    refused = send_note(evening, "Mer lys i parken", ids[1], seq=1)

    assert (refused.status_code, "generalen har arbeidet" in refused.json()["sentence"]) == (409, True)
    assert send_note(evening, "Mer buss om kvelden", ids[0], seq=1).status_code == 200
    assert {note.text: note.status for note in notes(session)} == {
        "Mer buss om kvelden": NoteStatus.PENDING,
        "Mer lys ved skolen": NoteStatus.PENDING,
    }


def test_no_table_ties_a_note_to_author_phone_door_or_time(session: Session, evening: Evening) -> None:
    columns = {
        table: {column.name for column in inspect(table).columns} for table in (Note, Input, NoteReceipt)
    }

    assert columns[Note] == {"id", "round_id", "theme_id", "text", "status", "delete_on"}
    assert columns[Input] == {"id", "district_id", "month", "theme_id", "text"}
    assert columns[NoteReceipt] == {"receipt", "round_id", "content", "seq"}
    assert {key.column.table.name for key in inspect(Note).local_table.foreign_keys} == {"round"}


def test_what_is_stored_does_not_hold_the_phones_id(session: Session, evening: Evening) -> None:
    note_id = uuid4()
    send_note(evening, "Mer buss", note_id)

    (note,) = notes(session)
    receipt = session.exec(select(NoteReceipt)).one()
    assert note_id not in {note.id}
    assert note_id.hex not in receipt.receipt + receipt.content


def test_a_note_needs_the_rounds_token_and_no_session(session: Session, evening: Evening) -> None:
    phone = Phone(evening.codes[0])
    body = {"id": str(uuid4()), "text": "Mer buss"}

    assert phone.client.post("/walk/notes", json=body, headers=JSON).status_code == 410
    assert send_note(evening, "Mer buss", token="not.ours").status_code == 410
    assert notes(session) == []
    assert send_note(evening, "Mer buss").status_code == 200


def test_a_note_cannot_bring_a_door_or_an_outcome(session: Session, evening: Evening) -> None:
    body = {"id": str(uuid4()), "text": "Mer buss", "door": evening.doors[0][0], "outcome": "talked"}
    headers = {**JSON, "X-Note-Token": evening.note_token}

    assert browser().post("/walk/notes", json=body, headers=headers).status_code == 422
    assert notes(session) == []


def test_a_note_with_a_number_is_quarantined_and_a_plain_one_is_not(
    session: Session, evening: Evening
) -> None:
    send_note(evening, "Hun bor i Elvegata 3 og vil ha lys")
    send_note(evening, "Elvegata trenger lys")

    assert {note.text: note.status for note in notes(session)} == {
        "Hun bor i Elvegata 3 og vil ha lys": NoteStatus.QUARANTINED,
        "Elvegata trenger lys": NoteStatus.PENDING,
    }


def test_strange_notes_get_a_defined_answer(session: Session, evening: Evening) -> None:
    assert send_note(evening, "a" * 20_000).status_code == 422
    assert send_note(evening, " \u200b\n ").status_code == 422
    assert send_note(evening, "Mer 🌳 og \u202eslutt\u0007 <script>alert(1)</script>").status_code == 200
    assert [note.text for note in notes(session)] == ["Mer 🌳 og slutt <script>alert(1)</script>"]


def test_a_theme_that_is_gone_does_not_stop_the_note(session: Session, evening: Evening) -> None:
    evening.theme_id = uuid4()

    assert send_note(evening, "Mer buss").status_code == 200
    assert [note.theme_id for note in notes(session)] == [None]


def test_after_close_a_note_sent_again_is_still_stored_once(session: Session, evening: Evening) -> None:
    note_id = uuid4()
    send_note(evening, "Mer buss", note_id)
    close(session, evening)

    assert send_note(evening, "Mer buss", note_id).json()["stored"] == [str(note_id)]
    assert send_note(evening, "Mer buss, rettet", note_id, seq=1).status_code == 409
    assert send_note(evening, "Kom sent", seq=1).status_code == 200
    assert sorted(note.text for note in notes(session)) == ["Kom sent", "Mer buss"]


def test_fourteen_days_after_close_notes_are_refused_and_receipts_gone(
    session: Session, evening: Evening
) -> None:
    send_note(evening, "Mer buss")
    close(session, evening)
    session.exec(select(LateNotes)).one().until = today() - timedelta(days=1)
    session.commit()

    assert send_note(evening, "Altfor sent").status_code == 410
    sweep_programme(session)
    session.commit()
    assert session.exec(select(NoteReceipt)).all() == []
    assert session.exec(select(LateNotes)).all() == []
