"""A queue that would not be sent comes in as a sealed file: each thing once, nothing silently left out."""

import base64
import json
import os
from collections.abc import Callable
from uuid import uuid4

from conftest import SignedInPerson, SignIn
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from evening import JSON, Evening, Phone, end, make_evening, roll
from fastapi.testclient import TestClient
from sqlmodel import Session, col, select

from app.canvass.actions import sweep_canvass
from app.canvass.models import DoorEvent, PlaceReport, Tally
from app.people.models import Role
from app.programme.models import Conversation, Note
from app.rounds.models import Round, RoundStatus

Join = Callable[[int], Phone]
INFO = b"dorbank handover"


def sealed(phone: Phone, contents: dict[str, object]) -> bytes:
    """Seal a queue as the phone does, to the key in its route."""
    key = base64.b64decode(phone.client.get("/walk/route.json", headers=JSON).json()["handover_key"])
    own = ec.generate_private_key(ec.SECP256R1())
    shared = own.exchange(ec.ECDH(), ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP256R1(), key))
    box_key = HKDF(hashes.SHA256(), 32, salt=b"", info=INFO).derive(shared)
    nonce = os.urandom(12)
    point = own.public_key().public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)
    parts = {
        "key": point,
        "nonce": nonce,
        "box": AESGCM(box_key).encrypt(nonce, json.dumps(contents).encode(), INFO),
    }
    return json.dumps({name: base64.b64encode(part).decode() for name, part in parts.items()}).encode()


def hand_over(client: TestClient, evening: Evening, file: bytes) -> tuple[int, str]:
    answer = client.post(f"/rounds/{evening.round_id}/handovers", files={"file": ("fil.json", file)})
    return answer.status_code, answer.text


def queue(evening: Evening, phone: Phone, reports: int) -> dict[str, object]:
    """Make a queue with one thing nobody understands in each stream."""
    address = phone.client.get("/walk/route.json", headers=JSON).json()["stops"][0]["address"]
    missing = {"address": address, "kind": "missing_door"}
    return {
        "assignment": str(evening.assignments[0]),
        "events": [phone.marks(door) for door in evening.doors[0]] + [{"door": "hei"}],
        "reports": [{"id": str(uuid4()), **missing} for _n in range(reports)] + [7],
        "notes": [{"id": str(uuid4()), "text": f"Sak nummer {n}"} for n in range(3)] + [{"text": "uten id"}],
        "tally": {
            "id": str(uuid4()), "seq": 4, "talked": 2, "nobody_home": 8, "no_thanks": 0, "no_access": 0,
        },
        "back": {
            "back": False, "people": [{"id": one["id"], "back": True, "seq": 1} for one in roll(phone)[:2]]
        },
    }  # fmt: skip


def test_a_file_taken_in_twice_is_stored_once_and_what_is_not_understood_is_told(
    session: Session, evening: Evening, join: Join, general: SignedInPerson
) -> None:
    phone = join(0)
    file = sealed(phone, queue(evening, phone, reports=201))

    for _time in ("once", "and again"):
        status, page = hand_over(general.client, evening, file)
        assert status == 200
        assert "217 ting er tatt inn" in page
        assert "3 ble ikke tatt imot" in page

    assert len(session.exec(select(DoorEvent)).all()) == len(evening.doors[0])
    assert len(session.exec(select(PlaceReport.id)).all()) == 201, "more than one batch holds"
    assert sorted(session.exec(select(Note.text))) == ["Sak nummer 0", "Sak nummer 1", "Sak nummer 2"]
    assert session.exec(select(Tally.nobody_home)).all() == [8]
    assert [one["back"] for one in roll(phone)] == [True, True, False]


def test_after_close_a_file_still_brings_totals_and_notes_and_no_doors(
    session: Session, evening: Evening, join: Join, general: SignedInPerson
) -> None:
    phone = join(0)
    file = sealed(phone, queue(evening, phone, reports=0))
    session.get_one(Round, evening.round_id).status = RoundStatus.HELD
    session.commit()

    assert hand_over(general.client, evening, file)[0] == 200

    assert session.exec(select(DoorEvent)).all() == []
    assert session.exec(select(Tally.talked)).all() == [2]
    assert len(session.exec(select(Note).where(col(Note.round_id) == evening.round_id)).all()) == 3


def test_a_file_that_comes_when_the_totals_before_it_are_deleted_counts_nothing_twice(
    session: Session, evening: Evening, join: Join, general: SignedInPerson
) -> None:
    phone = join(0)
    queued = queue(evening, phone, reports=1)
    file = sealed(phone, queued)
    end(session, evening)
    assert "3 ble ikke" in hand_over(general.client, evening, file)[1]
    end(session, evening, days=15)
    sweep_canvass(session)
    session.commit()

    status, page = hand_over(general.client, evening, file)

    assert status == 200
    assert "telt fra før" in page
    session.rollback()
    assert sum(session.exec(select(Conversation.talked))) == 2
    assert session.exec(select(Tally.id)).all() == []


def test_a_file_of_another_round_or_a_broken_one_is_refused_with_what_to_do(
    session: Session, evening: Evening, join: Join, general: SignedInPerson, sign_in: SignIn
) -> None:
    phone = join(0)
    elsewhere = make_evening(session, general.person)
    file = sealed(phone, queue(evening, phone, reports=0))

    for round_, sent in ((elsewhere, file), (evening, file[:-40] + b'"}'), (evening, b"{}")):
        status, page = hand_over(general.client, round_, sent)
        assert (status, "lag filen på nytt" in page) == (422, True)
    assert hand_over(sign_in(Role.GENERAL).client, evening, file)[0] == 404
    assert session.exec(select(DoorEvent)).all() == []
