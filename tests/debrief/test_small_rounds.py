"""Notes of rounds with few volunteers wait until who guesses at an author is wrong four times in five."""

from conftest import SignedInPerson
from debriefing import Join, approve_all, close, say_who_came, url, walk
from evening import Evening, Phone, make_evening, send_note
from sqlalchemy import text as sql
from sqlmodel import Session, select

from app.language import today
from app.people.models import Person
from app.programme.models import HeldBatch, HeldInput, HeldVolunteer, Input
from app.sweep import sweep


def close_with(
    session: Session, general: SignedInPerson, evening: Evening, *, people: int, text: str, others: int = 0
) -> None:
    Phone(evening.codes[0])
    say_who_came(general, evening, people=people, others=others)
    send_note(evening, text)
    approve_all(session, general, evening)
    assert close(general, evening) == 303
    session.rollback()


def released(session: Session) -> set[str]:
    session.rollback()
    return {row.text for row in session.exec(select(Input))}


def test_a_small_rounds_notes_wait_sealed_until_others_walk_one(
    session: Session, evening: Evening, general: SignedInPerson
) -> None:
    close_with(session, general, evening, people=3, text="Flere benker")
    assert released(session) == set()
    sealed = session.connection().execute(sql("SELECT text FROM held_input")).scalar_one()
    assert b"benker" not in bytes(sealed)
    assert "venter de, forseglet" in general.client.get(f"/rounds/{evening.round_id}/debrief?step=close").text

    close_with(session, general, make_evening(session, general.person), people=3, text="Mer lys")

    assert released(session) == {"Flere benker", "Mer lys"}
    assert {row.district_id for row in session.exec(select(Input))} == {None}
    for table in (HeldInput, HeldBatch, HeldVolunteer):
        assert session.exec(select(table)).all() == []


def test_the_same_three_on_two_small_rounds_are_three_people(
    session: Session, evening: Evening, general: SignedInPerson
) -> None:
    close_with(session, general, evening, people=3, text="Flere benker")
    again = make_evening(session, general.person, again=evening.people[:3])
    close_with(session, general, again, people=3, text="Mer lys")
    assert released(session) == set()
    hashes = {row.who for row in session.exec(select(HeldVolunteer))}
    assert len(hashes) == 3
    assert not hashes & {person_id.hex for person_id in evening.people}

    for text in ("Mer buss", "Flere lærere"):
        close_with(session, general, make_evening(session, general.person), people=3, text=text)

    assert released(session) == {"Flere benker", "Mer lys", "Mer buss", "Flere lærere"}


def test_who_came_without_a_name_may_be_the_same_each_time(
    session: Session, evening: Evening, general: SignedInPerson
) -> None:
    close_with(session, general, evening, people=1, others=2, text="Flere benker")
    close_with(session, general, make_evening(session, general.person), people=1, others=2, text="Mer lys")

    assert released(session) == set()
    assert "uten navn" not in general.client.get(url(evening, "?step=close")).text


def test_the_general_is_told_before_closing_that_nameless_ones_make_notes_wait_longer(
    evening: Evening, general: SignedInPerson
) -> None:
    say_who_came(general, evening, people=3)
    assert "kan være de samme" not in general.client.get(url(evening, "?step=close")).text

    say_who_came(general, evening, people=1, others=2)

    assert "kan være de samme" in general.client.get(url(evening, "?step=close")).text


def test_a_first_name_alone_may_be_anybodys(
    session: Session, evening: Evening, general: SignedInPerson
) -> None:
    """A walk-up who leaves no address becomes a new person every time."""
    other = make_evening(session, general.person)
    for person_id in (*evening.people, *other.people):
        person = session.get_one(Person, person_id)
        person.email = person.email_index = None
    session.commit()

    close_with(session, general, evening, people=3, text="Flere benker")
    close_with(session, general, other, people=3, text="Mer lys")

    assert released(session) == set()


def test_a_big_round_tells_its_district_whatever_waits(
    session: Session, evening: Evening, general: SignedInPerson
) -> None:
    close_with(session, general, evening, people=4, text="Flere benker")
    big = make_evening(session, general.person)
    close_with(session, general, big, people=5, text="Mer lys")

    (row,) = session.exec(select(Input)).all()
    assert (row.text, row.district_id) == ("Mer lys", big.district_id)
    assert len(session.exec(select(HeldInput)).all()) == 1


def test_late_notes_wait_too_and_their_volunteers_are_not_other_people(
    session: Session, evening: Evening, join: Join, general: SignedInPerson
) -> None:
    walk(join, evening)
    close_with(session, general, evening, people=3, text="Flere benker")

    send_note(evening, "Kom sent fram")
    approve_all(session, general, evening)
    general.client.post(url(evening, "/late-notes"))

    assert released(session) == set()
    assert len(session.exec(select(HeldInput)).all()) == 2
    assert len({row.who for row in session.exec(select(HeldVolunteer))}) == 3


def test_held_notes_are_deleted_when_nobody_joined_them(
    session: Session, evening: Evening, general: SignedInPerson
) -> None:
    close_with(session, general, evening, people=4, text="Flere benker")
    session.exec(select(HeldBatch)).one().delete_on = today()
    session.commit()

    sweep()

    session.rollback()
    for table in (HeldInput, HeldVolunteer):
        assert session.exec(select(table)).all() == []
