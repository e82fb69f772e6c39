"""A phone's question about the team's doors waits at the server until there is something new."""

import time
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from uuid import UUID

import pytest
from conftest import SignedInPerson
from evening import JSON, Evening, Phone
from httpx2 import Response
from sqlmodel import Session, select

from app.canvass import waiting
from app.canvass.models import WalkPhone
from app.rounds.models import Round, RoundStatus

Join = Callable[[int], Phone]
LONG = "wait=25"


@pytest.fixture(autouse=True)
def looks(monkeypatch: pytest.MonkeyPatch) -> None:
    """Look often: two seconds are long in a test."""
    monkeypatch.setattr(waiting, "LOOK_S", 0.05)


def ask(phone: Phone, tag: str, prefer: str) -> Response:
    headers = {**JSON, "If-None-Match": tag, "Prefer": prefer}
    answer: Response = phone.client.get("/walk/door-marks", headers=headers)
    return answer


def known_by(phone: Phone) -> str:
    tag: str = phone.client.get("/walk/door-marks", headers=JSON).headers["ETag"]
    return tag


@contextmanager
def waits(phone: Phone) -> Iterator[Future[Response]]:
    """Let the phone's question wait while something happens."""
    tag = known_by(phone)
    with ThreadPoolExecutor(1) as pool:
        question = pool.submit(ask, phone, tag, LONG)
        time.sleep(0.2)  # a few looks have found nothing
        assert not question.done()
        yield question


def test_a_question_that_waits_is_answered_when_a_team_mate_has_been_at_a_door(
    evening: Evening, join: Join
) -> None:
    one, two = join(0), join(0)
    with waits(two) as question:
        one.sends(one.marks(evening.doors[0][0]))

    assert question.result().status_code == 200
    assert question.result().json()["done"] == [evening.doors[0][0]]


def test_a_phone_that_is_struck_out_while_it_waits_hears_so(
    evening: Evening, join: Join, session: Session, general: SignedInPerson
) -> None:
    phone = join(0)
    phone_id: UUID = session.exec(select(WalkPhone.id)).one()
    with waits(phone) as question:
        general.client.post(f"/rounds/{evening.round_id}/phones/{phone_id}/revoke")

    assert question.result().status_code == 410
    assert "Skann QR-koden" in question.result().text


def test_a_phone_that_waits_hears_that_the_round_is_closed(
    evening: Evening, join: Join, session: Session
) -> None:
    with waits(join(0)) as question:
        session.get_one(Round, evening.round_id).status = RoundStatus.HELD
        session.commit()

    assert question.result().json()["is_over"] is True


def test_nothing_new_is_said_when_the_wait_is_over(join: Join) -> None:
    phone = join(0)
    begun = time.monotonic()

    assert ask(phone, known_by(phone), "wait=1").status_code == 304
    assert time.monotonic() - begun >= 1


@pytest.mark.parametrize("prefer", ["", "wait=", "wait=long", "wait=-3", "respond-async"])
def test_who_does_not_say_how_long_to_wait_is_answered_at_once(join: Join, prefer: str) -> None:
    phone = join(0)

    assert ask(phone, known_by(phone), prefer).status_code == 304


def test_nobody_waits_longer_than_a_line_holds(join: Join, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(waiting, "LONGEST_S", 1)
    phone = join(0)

    assert ask(phone, known_by(phone), "wait=999999999").status_code == 304


def test_a_phone_that_knows_nothing_yet_is_answered_at_once_though_it_would_wait(join: Join) -> None:
    answer = join(0).client.get("/walk/door-marks", headers={**JSON, "Prefer": LONG})

    assert answer.status_code == 200
