"""A phone's queue as a sealed file, for when it will not be sent: only this installation opens it.

The phone seals with ECDH on P-256 to the installation's public key, HKDF with SHA-256 and AES-GCM (see
static/js/walk/handover.js). The private key is made from the installation's key, like the others, and is
never stored. Opened, the three streams go their own ways at once; nothing keeps them together. What was said
of who is back is in it too. A call for help is not: who hands over a file has reached the general.
"""

import base64
import binascii
import hmac
import random
from dataclasses import dataclass, field
from uuid import UUID

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from pydantic import BaseModel, ConfigDict, JsonValue, ValidationError
from sqlmodel import Session

from app.canvass import actions, places
from app.canvass.access import Walk
from app.canvass.errors import UnreadableHandoverError
from app.canvass.forms import BackForm, NoteForm, Receipt, Refused, TallyForm
from app.canvass.roll_call import call_roll
from app.config import settings
from app.errors import AppError
from app.language import _
from app.programme.actions import receive_note
from app.rounds.models import Assignment, Round

CURVE = ec.SECP256R1()
ORDER = 0xFFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551
INFO = b"dorbank handover"
KEY_BYTES = 32


class SealedFile(BaseModel):
    """The file as the phone writes it; every value is base64."""

    model_config = ConfigDict(extra="ignore")

    key: str
    nonce: str
    box: str


class Contents(BaseModel):
    """What is inside: the phone's queue for one route."""

    model_config = ConfigDict(extra="forbid")

    assignment: UUID
    events: list[JsonValue] = []
    reports: list[JsonValue] = []
    notes: list[JsonValue] = []
    tally: JsonValue = None
    back: JsonValue = None


@dataclass
class TakenIn:
    """How much of a file was stored, and what was refused and why."""

    stored: int = 0
    refused: list[Refused] = field(default_factory=list)

    def add(self, receipt: Receipt) -> None:
        """Count one stream's receipt."""
        self.stored += len(receipt.stored)
        self.refused += receipt.refused


def _private_key() -> ec.EllipticCurvePrivateKey:
    seed = hmac.digest(settings().secret, b"handover", "sha512")
    return ec.derive_private_key(int.from_bytes(seed) % (ORDER - 1) + 1, CURVE)


def handover_key() -> str:
    """Give the public key that phones seal their queue to, as an uncompressed point in base64."""
    point = _private_key().public_key().public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)
    return base64.b64encode(point).decode()


def _open(text: bytes) -> Contents:
    try:
        sealed = SealedFile.model_validate_json(text)
        point, nonce, box = (
            base64.b64decode(part, validate=True) for part in (sealed.key, sealed.nonce, sealed.box)
        )
        theirs = ec.EllipticCurvePublicKey.from_encoded_point(CURVE, point)
        shared = _private_key().exchange(ec.ECDH(), theirs)
        key = HKDF(hashes.SHA256(), KEY_BYTES, salt=b"", info=INFO).derive(shared)
        return Contents.model_validate_json(AESGCM(key).decrypt(nonce, box, INFO))
    except (ValidationError, InvalidTag, binascii.Error, ValueError) as error:
        raise UnreadableHandoverError from error


def take_in(session: Session, round_: Round, text: bytes) -> TakenIn:
    """Store a phone's queue from its file, each thing once; for the round's general or the board.

    Raises
    ------
    UnreadableHandoverError
        It is no such file, it was sealed for another installation, or its route is not in this round.
    """
    contents = _open(text)
    assignment = session.get(Assignment, contents.assignment)
    if assignment is None or assignment.round_id != round_.id:
        raise UnreadableHandoverError
    walk = Walk(None, assignment, round_)
    taken = TakenIn()
    for batch in _batches(contents.events):
        taken.add(actions.receive_door_events(session, walk, batch))
    for batch in _batches(contents.reports):
        taken.add(places.receive_reports(session, walk, batch))
    taken.add(_take_tally(session, walk, contents.tally))
    taken.add(_take_roll_call(session, walk, contents.back))
    random.SystemRandom().shuffle(contents.notes)
    for note in contents.notes:
        taken.add(_take_note(session, round_, note))
    return taken


def _batches(items: list[JsonValue]) -> list[list[JsonValue]]:
    """Cut a queue into as much as is taken at once: nothing is refused because there was much."""
    return [items[at : at + actions.MOST_EVENTS] for at in range(0, len(items), actions.MOST_EVENTS)]


def _take_tally(session: Session, walk: Walk, item: JsonValue) -> Receipt:
    if item is None:
        return Receipt()
    try:
        return actions.receive_tally(session, walk, TallyForm.model_validate(item))
    except ValidationError:
        return Receipt(refused=[Refused(id="", sentence=_(actions.MALFORMED))])
    except AppError as error:
        return Receipt(refused=[Refused(id="", sentence=_(error.sentence).format(**error.facts))])


def _take_roll_call(session: Session, walk: Walk, item: JsonValue) -> Receipt:
    if item is None:
        return Receipt()
    try:
        return call_roll(session, walk, BackForm.model_validate(item))
    except ValidationError:
        return Receipt(refused=[Refused(id="", sentence=_(actions.MALFORMED))])


def _take_note(session: Session, round_: Round, item: JsonValue) -> Receipt:
    try:
        form = NoteForm.model_validate(item)
        receive_note(session, round_, form.id, form.theme_id, form.text, seq=form.seq)
    except ValidationError:
        return Receipt(refused=[Refused(id="", sentence=_(actions.MALFORMED))])
    except AppError as error:
        return Receipt(refused=[Refused(id=str(form.id), sentence=_(error.sentence).format(**error.facts))])
    return Receipt(stored=[form.id])
