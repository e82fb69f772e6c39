"""Closing a round: one transaction in which it counts, the notes move on and the doors are forgotten."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from pathlib import Path

from conftest import SignedInPerson, SignIn
from evening import Evening, Phone, make_evening, send_note, status_of
from sqlmodel import Session, select

from app.canvass.models import DoorEvent
from app.config import settings
from app.debrief.models import Attended, Debrief
from app.districts.models import Coverage
from app.language import today
from app.people.models import AuditEntry, Person, Role
from app.programme.models import Conversation, Input, Note, NoteReceipt, NoteStatus
from app.rounds.models import Round, RoundStatus, SignUp
from app.sweep import sweep

Join = Callable[[int], Phone]


def url(evening: Evening, rest: str = "") -> str:
    return f"/rounds/{evening.round_id}/debrief{rest}"


def say_who_came(general: SignedInPerson, evening: Evening, others: int = 0, people: int = 6) -> None:
    form = {"present": [str(each) for each in evening.sign_ups[:people]], "others": str(others)}
    assert general.client.post(url(evening, "/people"), data=form).status_code == 303


def approve_all(session: Session, general: SignedInPerson, evening: Evening) -> None:
    session.rollback()
    for note in session.exec(select(Note)).all():
        form = {"deed": "approve", "text": note.text, "theme_id": str(note.theme_id)}
        assert general.client.post(url(evening, f"/notes/{note.id}"), data=form).status_code == 303


def close(general: SignedInPerson, evening: Evening) -> int:
    return general.client.post(url(evening, "/close")).status_code


def walk(join: Join, evening: Evening) -> Phone:
    phone = join(0)
    phone.sends(*(phone.marks(door) for door in evening.doors[0][:8]))
    phone.counts(8, talked=5, nobody_home=3)
    return phone


def test_a_round_that_was_walked_counts(
    session: Session, evening: Evening, join: Join, general: SignedInPerson
) -> None:
    walk(join, evening)
    say_who_came(general, evening, others=1)
    send_note(evening, "Bussen går for sjelden")
    approve_all(session, general, evening)

    assert close(general, evening) == 303

    assert status_of(session, evening) == RoundStatus.HELD
    totals = session.exec(select(Conversation)).one()
    assert (totals.rounds, totals.volunteers, totals.doors, totals.talked, totals.nobody_home) == (
        1,
        7,
        8,
        5,
        3,
    )
    released = session.exec(select(Input)).one()
    assert (released.text, released.district_id) == ("Bussen går for sjelden", evening.district_id)
    assert session.get_one(Debrief, evening.round_id).attended == 7


def test_what_only_the_evening_needed_is_gone(
    session: Session, evening: Evening, join: Join, general: SignedInPerson
) -> None:
    walk(join, evening)
    say_who_came(general, evening)
    send_note(evening, "Skolen trenger nytt tak")
    approve_all(session, general, evening)
    close(general, evening)

    session.rollback()
    assert session.exec(select(DoorEvent)).all() == []
    assert session.exec(select(Attended)).all() == []
    assert session.exec(select(Note)).all() == []
    assert not any(sign_up.stair_free for sign_up in session.exec(select(SignUp)))
    assert session.get_one(Round, evening.round_id).note_key is None
    assert {receipt.content for receipt in session.exec(select(NoteReceipt))} == {""}


def test_those_who_walked_are_kept_until_the_election(
    session: Session, evening: Evening, join: Join, general: SignedInPerson
) -> None:
    walk(join, evening)
    say_who_came(general, evening, people=2)
    close(general, evening)

    session.rollback()
    keep = {
        sign_up.id: session.get_one(Person, sign_up.person_id).keep_until
        for sign_up in session.exec(select(SignUp))
    }
    election = settings().election
    assert all(keep[each] > election for each in evening.sign_ups[:2])
    assert all(keep[each] < election for each in evening.sign_ups[2:])


def test_a_round_nobody_walked_cannot_be_closed_but_one_on_paper_can(
    session: Session, evening: Evening, general: SignedInPerson
) -> None:
    say_who_came(general, evening)
    assert close(general, evening) == 409
    assert status_of(session, evening) == RoundStatus.PLANNED

    paper = {"talked": "4", "nobody_home": "6"}
    general.client.post(url(evening, f"/paper/{evening.assignments[0]}"), data=paper)
    general.client.post(url(evening, f"/paper/{evening.assignments[0]}"), data={**paper, "talked": "5"})

    assert close(general, evening) == 303
    session.rollback()
    totals = session.exec(select(Conversation)).one()
    assert (totals.talked, totals.nobody_home, totals.doors) == (5, 6, 11)


def test_a_round_nobody_came_to_cannot_be_closed(
    session: Session, evening: Evening, join: Join, general: SignedInPerson
) -> None:
    walk(join, evening)

    answer = general.client.post(url(evening, "/close"))

    assert answer.status_code == 422
    assert "hvem som var med" in answer.text
    assert status_of(session, evening) == RoundStatus.PLANNED


def test_closing_twenty_times_at_once_counts_once(
    session: Session, evening: Evening, join: Join, general: SignedInPerson
) -> None:
    walk(join, evening)
    say_who_came(general, evening)
    send_note(evening, "Mer grønt")
    approve_all(session, general, evening)

    with ThreadPoolExecutor(8) as pool:
        answers = set(pool.map(lambda _n: close(general, evening), range(20)))

    assert answers == {303}
    session.rollback()
    assert session.exec(select(Conversation)).one().rounds == 1
    assert len(session.exec(select(Input)).all()) == 1
    assert session.exec(select(AuditEntry.deed)).all().count("round closed") == 1


def test_only_its_general_and_the_board_see_and_close_a_round(
    session: Session, evening: Evening, join: Join, sign_in: SignIn
) -> None:
    walk(join, evening)
    stranger = sign_in(Role.GENERAL)
    make_evening(session, stranger.person)
    outsiders = [stranger, sign_in(Role.COMMITTEE), sign_in(Role.VOLUNTEER)]

    assert [who.client.get(url(evening)).status_code for who in outsiders] == [404, 403, 403]
    assert [close(who, evening) for who in outsiders] == [404, 403, 403]
    assert sign_in(Role.BOARD).client.get(url(evening)).status_code == 200


def test_a_note_is_not_touched_through_another_round(
    session: Session, evening: Evening, sign_in: SignIn
) -> None:
    stranger = sign_in(Role.GENERAL)
    send_note(evening, "Mer buss")
    note_id = session.exec(select(Note.id)).one()
    own = make_evening(session, stranger.person)

    for place in (evening, own):
        answer = stranger.client.post(url(place, f"/notes/{note_id}"), data={"deed": "discard"})
        assert answer.status_code == 404
    session.rollback()
    assert len(session.exec(select(Note)).all()) == 1


def test_a_small_round_does_not_tell_its_district(
    session: Session, evening: Evening, join: Join, general: SignedInPerson
) -> None:
    walk(join, evening)
    say_who_came(general, evening, people=4)
    send_note(evening, "Flere benker")
    approve_all(session, general, evening)
    close(general, evening)

    session.rollback()
    assert session.exec(select(Input)).one().district_id is None


def test_a_second_round_in_the_month_makes_five(
    session: Session, evening: Evening, join: Join, general: SignedInPerson
) -> None:
    walk(join, evening)
    say_who_came(general, evening, people=4)
    close(general, evening)
    again = make_evening(session, general.person)
    session.get_one(Round, again.round_id).district_id = evening.district_id
    session.commit()
    Phone(again.codes[0])
    say_who_came(general, again, people=1)
    send_note(again, "Flere benker")
    approve_all(session, general, again)
    close(general, again)

    session.rollback()
    assert session.exec(select(Input)).one().district_id == evening.district_id


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
    general.client.post(url(evening, f"/notes/{note_id}"), data={"deed": "generalise"})
    note = session.exec(select(Note)).one()
    assert note.text == "Ring en beboer på [fjernet] om bussen"
    assert note.status == NoteStatus.PENDING


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
    if database == "sqlite":
        assert b"gresskarlyktestolpe7" in bytes_on_disk(settings().data)
    for note in session.exec(select(Note)).all():
        session.delete(note)
    session.commit()
    session.close()
    sweep()

    assert session.exec(select(Note)).all() == []
    session.close()
    if database == "sqlite":
        assert b"gresskarlyktestolpe" not in bytes_on_disk(settings().data)
