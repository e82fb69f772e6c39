"""What a closed round leaves behind: late notes, coverage without addresses, and no wiped text."""

from datetime import timedelta
from pathlib import Path

from conftest import SignedInPerson
from debriefing import Join, approve_all, close, say_who_came, url, walk
from evening import Evening, send_note
from sqlalchemy import text as sql
from sqlmodel import Session, select

from app.config import settings
from app.debrief.models import Debrief
from app.districts.models import Coverage
from app.language import today
from app.programme.models import Input, Note, NoteStatus
from app.sweep import sweep


def test_notes_nobody_looked_at_wait_and_then_go(
    session: Session, evening: Evening, join: Join, general: SignedInPerson
) -> None:
    walk(join, evening)
    say_who_came(general, evening)
    send_note(evening, "Flere lekeplasser")
    close(general, evening)

    session.rollback()
    note = session.exec(select(Note)).one()
    assert note.status == NoteStatus.PENDING
    assert note.delete_on == today() + timedelta(days=14)
    note.delete_on = today()
    session.commit()
    sweep()
    session.rollback()
    assert session.exec(select(Note)).all() == []


def test_late_notes_have_their_own_pile_and_are_released_together(
    session: Session, evening: Evening, join: Join, general: SignedInPerson
) -> None:
    walk(join, evening)
    say_who_came(general, evening)
    close(general, evening)

    assert send_note(evening, "Kom sent fram").status_code == 200
    approve_all(session, general, evening)
    session.rollback()
    assert session.exec(select(Input)).all() == []
    general.client.post(url(evening, "/late-notes"))

    session.rollback()
    assert [row.text for row in session.exec(select(Input))] == ["Kom sent fram"]
    assert session.exec(select(Note)).all() == []


def test_coverage_tells_street_sides_and_no_address(
    session: Session, evening: Evening, join: Join, general: SignedInPerson
) -> None:
    phone = join(0)
    phone.sends(*(phone.marks(door) for door in evening.doors[0][:3]))
    phone.counts(3, talked=3)
    say_who_came(general, evening)
    close(general, evening)

    session.rollback()
    rows = [(row.street, row.side, row.share) for row in session.exec(select(Coverage))]
    assert rows == [("Elvegata", "both", 0.43)]


def test_experience_with_a_phone_number_is_shown_again_and_not_stored(
    session: Session, evening: Evening, general: SignedInPerson
) -> None:
    form = {"experience": "Ring meg på 987 65 432", "lesson": "Kortere rute"}

    answer = general.client.post(url(evening, "/words"), data=form)

    assert answer.status_code == 422
    assert "987 65 432" in answer.text
    assert "Kortere rute" in answer.text
    assert session.get(Debrief, evening.round_id) is None
    general.client.post(url(evening, "/words"), data={**form, "experience": "Mange var hjemme"})
    session.rollback()
    assert session.get_one(Debrief, evening.round_id).experience == "Mange var hjemme"


def test_a_quarantined_note_is_shown_masked_and_not_approved_as_it_is(
    session: Session, evening: Evening, general: SignedInPerson
) -> None:
    text = "Ring Kari på 987 65 432 om bussen"
    send_note(evening, text)
    note = session.exec(select(Note)).one()
    note_id, status = note.id, note.status
    session.rollback()
    page = general.client.get(url(evening, "?step=notes")).text

    assert status == NoteStatus.QUARANTINED
    assert "987 65 432" not in page
    assert "●●●" in page
    refused = general.client.post(url(evening, f"/notes/{note_id}"), data={"deed": "approve", "text": text})
    assert refused.status_code == 422
    shown = {"deed": "generalise", "text": "Ring Kari på [fjernet] om nattbussen"}
    general.client.post(url(evening, f"/notes/{note_id}"), data=shown)
    note = session.exec(select(Note)).one()
    assert note.text == "Ring en beboer på [fjernet] om nattbussen", "from what the general had written"
    assert note.status == NoteStatus.PENDING


def sealed_starts(session: Session) -> list[bytes]:
    """Give the first bytes of each sealed note: the whole of one lies on several pages."""
    found = session.connection().execute(sql("SELECT text FROM note")).scalars()
    return [bytes(text)[:64] for text in found]


def bytes_on_disk(folder: Path) -> bytes:
    return b"".join(file.read_bytes() for file in folder.glob("dorbank.sqlite*"))


def test_a_wiped_note_is_gone_from_the_files_bytes(
    session: Session, evening: Evening, join: Join, general: SignedInPerson, database: str
) -> None:
    walk(join, evening)
    say_who_came(general, evening)
    words = [f"Hemmelig ord nummer {n}: gresskarlyktestolpe{n}" for n in range(40)]
    for text in words:
        send_note(evening, text)
    sealed = sealed_starts(session)
    if database == "sqlite":
        assert sealed[7] in bytes_on_disk(settings().data)
        assert b"gresskarlyktestolpe" not in bytes_on_disk(settings().data), "readable before the debrief"
    for note in session.exec(select(Note)).all():
        session.delete(note)
    session.commit()
    session.close()
    sweep()

    assert session.exec(select(Note)).all() == []
    session.close()
    if database == "sqlite":
        left = bytes_on_disk(settings().data)
        assert not [text for text in sealed if text in left]


def table_file(session: Session, table: str) -> bytes:
    """Read PostgreSQL's file of a table and that of its long values, after everything is written to them."""
    where = """
        SELECT current_setting('data_directory') || '/' || pg_relation_filepath(file)
        FROM pg_class, unnest(ARRAY[pg_class.oid, nullif(reltoastrelid, 0)]) AS file
        WHERE relname = :table AND file IS NOT NULL
    """
    connection = session.connection()
    connection.execute(sql("CHECKPOINT"))
    return b"".join(
        Path(file).read_bytes() for file in connection.execute(sql(where), {"table": table}).scalars()
    )


def test_postgresql_forgets_deleted_notes_and_the_order_they_came_in(
    session: Session, evening: Evening, join: Join, general: SignedInPerson, database: str
) -> None:
    if database != "postgres":
        return
    walk(join, evening)
    say_who_came(general, evening)
    for n in range(12):
        send_note(evening, f"Hemmelig ord: gresskarlyktestolpe{n}")
    sealed = sealed_starts(session)
    assert sealed[7] in table_file(session, "note")
    approve_all(session, general, evening)
    session.rollback()
    assert close(general, evening) == 303

    stored = session.connection().execute(sql("SELECT id FROM input ORDER BY ctid")).scalars().all()
    assert stored == sorted(stored)
    assert len(stored) == 12
    left = table_file(session, "note")
    assert not [text for text in sealed if text in left]
