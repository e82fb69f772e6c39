"""A phone that has lost its session: the code lets it in again, and when the round is over it still sends."""

from collections.abc import Callable
from typing import Any
from uuid import UUID, uuid4

import pytest
from conftest import SignedInPerson, browser
from evening import JSON, Evening, Phone, end, roll
from fastapi.testclient import TestClient
from sqlmodel import Session, col, select

from app.canvass.access import SENDING_HEADER
from app.canvass.actions import sweep_canvass
from app.canvass.models import DoorEvent, PlaceReport, Tally, WalkPhone
from app.programme.models import Conversation
from app.rounds.models import RoundStatus, TeamMember

Join = Callable[[int], Phone]
READS = ("/walk/route.json", "/walk/map.json", "/walk/door-marks", "/walk/back", "/walk/link")


def loses_its_session(phone: Phone) -> None:
    """Let the phone keep only what lies with its route."""
    token = phone.client.get("/walk/route.json", headers=JSON).json()["sending_token"]
    phone.client = browser()
    phone.client.headers[SENDING_HEADER] = token


def report(evening: Evening, phone: Phone, address: int) -> Any:
    body = {"reports": [{"id": str(uuid4()), "address": address, "kind": "do_not_visit"}]}
    return phone.client.post("/walk/reports", json=body, headers=JSON)


def test_after_close_it_sends_its_totals_and_reports_and_its_doors_are_dropped(
    session: Session, evening: Evening, join: Join
) -> None:
    phone = join(0)
    address = phone.client.get("/walk/route.json", headers=JSON).json()["stops"][0]["address"]
    loses_its_session(phone)
    assert phone.counts(3, talked=2).status_code == 410, "while the round is open it scans the code again"
    end(session, evening)

    for _time in ("once", "and again"):
        door = phone.marks(evening.doors[0][0])
        assert phone.sends(door).json()["stored"] == [door["id"]]
        assert phone.counts(3, talked=2, nobody_home=1).json()["stored"] == [phone.tally_id]
    assert len(report(evening, phone, address).json()["stored"]) == 1

    session.rollback()
    assert session.exec(select(DoorEvent)).all() == []
    assert session.exec(select(Tally.talked)).all() == [2]
    assert sum(session.exec(select(Conversation.talked))) == 2, "counted in the district's totals, once"
    assert len(session.exec(select(PlaceReport.id)).all()) == 1
    assert len(session.exec(select(WalkPhone.id)).all()) == 1


def test_it_is_told_that_the_round_is_over_and_nothing_else(
    session: Session, evening: Evening, join: Join
) -> None:
    phone = join(0)
    still_open = {"is_over": False, "cancelled": False, "too_late": False}
    assert phone.client.get("/walk/ending").json() == still_open
    loses_its_session(phone)
    assert phone.client.get("/walk/ending").json() == still_open
    end(session, evening)

    assert phone.client.get("/walk/ending").json() == {**still_open, "is_over": True}
    assert {phone.client.get(read, headers=JSON).status_code for read in READS} == {410}
    assert phone.client.post("/walk/back", json={"back": True}, headers=JSON).json()["people"] == []


def test_of_a_round_called_off_it_says_who_is_back_and_hears_no_names(
    session: Session, evening: Evening, join: Join
) -> None:
    phone, other = join(0), join(0)
    line = {**roll(phone)[0], "back": True, "seq": 1}
    loses_its_session(phone)
    end(session, evening, RoundStatus.CANCELLED)

    answer = phone.client.post(
        "/walk/back",
        json={"back": False, "people": [{key: line[key] for key in ("id", "back", "seq")}]},
        headers=JSON,
    )

    assert answer.json() == {"stored": [line["id"]], "refused": [], "people": []}
    assert [one["name"] for one in roll(other) if one["back"]] == [line["name"]]
    assert len(session.exec(select(TeamMember).where(col(TeamMember.back_at).is_not(None))).all()) == 1


def test_a_phone_that_was_shut_out_stays_out(
    session: Session, evening: Evening, join: Join, general: SignedInPerson
) -> None:
    lost, kept = join(0), join(0)
    lost_id = session.exec(select(WalkPhone.id).order_by(col(WalkPhone.joined_at))).first()
    for phone in (lost, kept):
        loses_its_session(phone)
    general.client.post(f"/rounds/{evening.round_id}/phones/{lost_id}/revoke")
    end(session, evening)

    assert (lost.counts(1, talked=1).status_code, lost.client.get("/walk/ending").status_code) == (410, 410)
    assert kept.counts(1, talked=1).status_code == 200


def test_a_phone_that_the_restored_backup_does_not_know_still_sends(
    session: Session, evening: Evening, join: Join
) -> None:
    phone = join(0)
    loses_its_session(phone)
    session.delete(session.exec(select(WalkPhone)).one())
    session.commit()
    end(session, evening)

    assert phone.counts(1, talked=1).status_code == 200


@pytest.mark.parametrize("status", [RoundStatus.HELD, RoundStatus.CANCELLED])
def test_after_fourteen_days_nothing_is_taken_and_the_phones_are_forgotten(
    session: Session, evening: Evening, join: Join, status: RoundStatus
) -> None:
    known, phone = join(0), join(0)
    loses_its_session(phone)
    end(session, evening, status, days=13)
    assert [each.counts(1, talked=1).status_code for each in (known, phone)] == [200, 200]
    end(session, evening, status, days=14)

    assert [each.counts(2, talked=2).status_code for each in (known, phone)] == [410, 410]
    session.rollback()
    sweep_canvass(session)
    session.commit()
    assert phone.client.get("/walk/ending").json()["too_late"]
    assert [session.exec(select(table)).all() for table in (Tally, WalkPhone)] == [[], []]


def test_only_a_token_made_for_this_sends(session: Session, evening: Evening, join: Join) -> None:
    phone = join(0)
    loses_its_session(phone)
    end(session, evening)
    good = phone.client.headers[SENDING_HEADER]
    changed = good[:-1] + ("A" if good[-1] != "A" else "B")

    for bad in ("", "hei", evening.codes[0], evening.note_token, changed):
        phone.client.headers[SENDING_HEADER] = bad
        assert phone.counts(1, talked=1).status_code == 410
    phone.client.headers[SENDING_HEADER] = good
    assert phone.counts(1, talked=1).status_code == 200


def test_while_the_round_is_open_it_takes_its_own_place_again_also_when_all_are_taken(
    session: Session, evening: Evening, join: Join, visitor: TestClient
) -> None:
    phone, *_others = (join(0) for _person in range(3))
    loses_its_session(phone)
    token = phone.client.headers.pop(SENDING_HEADER)
    address = f"/join/{evening.codes[0]}"
    assert visitor.post(address, data={"sending_token": "hei"}).status_code == 409
    assert browser().post(f"/join/{evening.codes[1]}", data={"sending_token": token}).status_code == 303

    assert phone.client.post(address, data={"sending_token": token}).status_code == 303

    assert phone.sends(phone.marks(evening.doors[0][0])).status_code == 200
    assert len(_phones(session, evening.assignments[0])) == 3


def test_a_phone_that_was_shut_out_gets_no_place_by_its_token(
    session: Session, evening: Evening, join: Join
) -> None:
    phone, *_others = (join(0) for _person in range(3))
    token = phone.client.get("/walk/route.json", headers=JSON).json()["sending_token"]
    phone.client.post("/walk/leave")
    join(0)

    answer = browser().post(f"/join/{evening.codes[0]}", data={"sending_token": token}, headers=JSON)

    assert answer.status_code == 409


def test_the_code_says_what_to_do_when_the_round_is_over(
    session: Session, evening: Evening, visitor: TestClient
) -> None:
    assert visitor.get(f"/join/{evening.codes[0]}").status_code == 200
    end(session, evening)

    answer = visitor.post(f"/join/{evening.codes[0]}", headers=JSON)

    assert answer.status_code == 410
    assert "sendes det når du åpner siden" in answer.json()["sentence"]


def _phones(session: Session, assignment_id: UUID) -> list[WalkPhone]:
    session.rollback()
    query = select(WalkPhone).where(WalkPhone.assignment_id == assignment_id)
    return list(session.exec(query.where(col(WalkPhone.revoked).is_(False))))
