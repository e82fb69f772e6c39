"""What a general does in the debrief, as verbs for the tests."""

from collections.abc import Callable

from conftest import SignedInPerson
from evening import Evening, Phone
from sqlmodel import Session, select

from app.programme.models import Note

Join = Callable[[int], Phone]


def url(evening: Evening, rest: str = "") -> str:
    return f"/rounds/{evening.round_id}/debrief{rest}"


def say_who_came(general: SignedInPerson, evening: Evening, others: int = 0, people: int = 6) -> None:
    form = {"present": [str(each) for each in evening.sign_ups[:people]], "others": str(others)}
    assert general.client.post(url(evening, "/people"), data=form).status_code == 303


def approve_all(session: Session, general: SignedInPerson, evening: Evening) -> None:
    session.rollback()
    for note in session.exec(select(Note)).all():
        form = {"deed": "approve", "text": note.text, "theme_id": str(note.theme_id), "sure": "true"}
        assert general.client.post(url(evening, f"/notes/{note.id}"), data=form).status_code == 303


def close(general: SignedInPerson, evening: Evening) -> int:
    return general.client.post(url(evening, "/close")).status_code


def walk(join: Join, evening: Evening) -> Phone:
    phone = join(0)
    phone.sends(*(phone.marks(door) for door in evening.doors[0][:8]))
    phone.counts(8, talked=5, nobody_home=3)
    return phone
