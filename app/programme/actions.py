"""Writes about notes: receive, review, forget. Release is in `releases`, the committee's in `committee`."""

import hashlib
import hmac
from datetime import timedelta
from uuid import UUID

from dateutil.relativedelta import relativedelta
from sqlmodel import Session, col, delete, func, select, update

from app.config import settings
from app.db import insert_once
from app.errors import NotFoundError
from app.language import local, today
from app.programme import queries
from app.programme.errors import (
    ChangedNoteError,
    EmptyNoteError,
    NoteClosedError,
    NoteInUseError,
    NotesClosedError,
    NoteTooLongError,
    StillPointsAtSomeoneError,
    TooManyNotesError,
)
from app.programme.models import Conversation, HeldBatch, LateNotes, Note, NoteReceipt, NoteStatus
from app.programme.screening import clean, generalised, is_blocked, screen
from app.programme.search import index_missing
from app.programme.themes import theme_or_none
from app.rounds.models import Round

NOTE_LIFE = timedelta(days=14)
APPROVED_WAITS = timedelta(days=76)
"""An approved note waits so much longer for its debrief to be closed: 90 days in all."""
LONGEST_NOTE = 1000
MOST_NOTES = 1000
TOTALS_MONTHS = 6
"""So long after the election the totals of its rounds are kept."""
TOTALS = (
    "rounds",
    "volunteers",
    "doors",
    "nobody_home",
    "talked",
    "no_thanks",
    "no_access",
    "with_cards",
    "with_points",
)


def receive_note(
    session: Session, round_: Round, note_id: UUID, theme_id: UUID | None, text: str | None, *, seq: int = 0
) -> None:
    """Keep a note from a phone for the debrief; without text the phone takes it back. Safe to repeat.

    Anyone with the round's token may call this. What is stored has no link to the phone's id: the receipt
    is a hash under a key of the round that is destroyed at close. A hard hit quarantines the note. `seq`
    counts how often it was mended on the phone; the newest words take the place of those that came before.

    Raises
    ------
    ChangedNoteError
        The same id came before with other words, and is not mended.
    EmptyNoteError, NoteTooLongError, TooManyNotesError
        It is not a note that our phones make.
    NoteInUseError, NoteClosedError
        It was mended, but the general has worked on what came before, or the round is closed meanwhile.
    NotesClosedError
        The round was closed more than 14 days ago.
    """
    text = None if text is None else _checked(text)
    receipt, content = _receipt(session, round_, note_id, _body(theme_id, text or ""))
    row = NoteReceipt(receipt=receipt, round_id=round_.id, content=content, seq=seq)
    if not insert_once(session, row):
        known = session.get_one(NoteReceipt, receipt, with_for_update=True, populate_existing=True)
        if not _is_newer(row, known):
            return
        _take_back(session, round_, known.content, theme_id)
        known.seq, known.content = seq, content
    if text is not None:
        _keep(session, round_, theme_or_none(session, theme_id), text)
    session.flush()


def _is_newer(sent: NoteReceipt, known: NoteReceipt) -> bool:
    """Tell whether a note that came before has been mended since; what is older is only acknowledged."""
    if sent.seq == known.seq and known.content not in ("", sent.content):
        raise ChangedNoteError
    return sent.seq > known.seq


def _take_back(session: Session, round_: Round, content: str, theme_id: UUID | None) -> None:
    """Delete the note that a receipt was given for, as long as it reads as it came.

    The one mended may have lost its theme on the way: then the phone's own theme finds it.
    """
    if not round_.note_key:
        raise NoteClosedError
    for note in session.exec(select(Note).where(Note.round_id == round_.id)):
        if content in {_mac(round_.note_key, _body(theme, note.text)) for theme in (note.theme_id, theme_id)}:
            return discard_note(session, note)
    raise NoteInUseError


def _keep(session: Session, round_: Round, theme_id: UUID | None, text: str) -> None:
    _refuse_flood(session, round_.id)
    hits = screen(text, queries.place(session, round_.district_id))
    status = NoteStatus.QUARANTINED if is_blocked(hits) else NoteStatus.PENDING
    expiry = today() + NOTE_LIFE
    session.add(Note(round_id=round_.id, theme_id=theme_id, text=text, status=status, delete_on=expiry))


def _checked(text: str) -> str:
    text = clean(text)
    if not text:
        raise EmptyNoteError
    if len(text) > LONGEST_NOTE:
        raise NoteTooLongError(length=len(text), most=LONGEST_NOTE)
    return text


def _receipt(session: Session, round_: Round, note_id: UUID, body: str) -> tuple[str, str]:
    """Give the hashes that recognise a phone's id and its words again.

    After close only the key for ids is left, for 14 days: a note sent twice is still stored once, but
    nothing can show any more which words came under which id.
    """
    if round_.note_key:
        return _mac(_receipt_key(round_.note_key), str(note_id)), _mac(round_.note_key, body)
    late = session.get(LateNotes, round_.id)
    if late is None or late.until < today():
        raise NotesClosedError
    return _mac(late.receipt_key, str(note_id)), ""


def _body(theme_id: UUID | None, text: str) -> str:
    return f"{theme_id or ''} {text}"


def _receipt_key(note_key: str) -> str:
    return _mac(note_key, "receipts")


def _mac(key: str, value: str) -> str:
    return hmac.new(bytes.fromhex(key), value.encode(), hashlib.sha256).hexdigest()


def _refuse_flood(session: Session, round_id: UUID) -> None:
    if session.exec(select(func.count()).where(Note.round_id == round_id)).one() >= MOST_NOTES:
        raise TooManyNotesError


def approve_note(session: Session, note: Note, theme_id: UUID | None, text: str) -> None:
    """Approve a note as it now reads. For the round's general or the board.

    Raises
    ------
    StillPointsAtSomeoneError
        A number, an e-mail or an address is still in it; a person may decide about names, not about these.
    """
    text = _checked(text)
    place = queries.place_of_round(session, note.round_id)
    blocked = [hit.text for hit in screen(text, place) if hit.level == "block"]
    if blocked:
        raise StillPointsAtSomeoneError(found=blocked[0])
    note.text, note.theme_id, note.status = text, theme_or_none(session, theme_id), NoteStatus.APPROVED
    session.flush()


def generalise_note(session: Session, note: Note, theme_id: UUID | None, text: str) -> None:
    """Put general words where screening finds something in `text`; a person reads it before it goes on."""
    place = queries.place_of_round(session, note.round_id)
    text = _checked(text)
    reword_note(session, note, theme_id, generalised(text, screen(text, place)))


def merge_notes(session: Session, note: Note, other: Note, theme_id: UUID | None, text: str) -> None:
    """Put another note's words after `text` and delete it: two who say the same become one note.

    Raises
    ------
    NoteTooLongError
        Together they are too long for one note.
    """
    if note.id == other.id:
        return
    reword_note(session, note, theme_id, f"{text}\n{other.text}")
    session.delete(other)
    session.flush()


def names_left(session: Session, note: Note, text: str) -> list[str]:
    """Name what a person must decide about before the note goes on: names, and health beside a person."""
    hits = screen(clean(text), queries.place_of_round(session, note.round_id))
    return [] if is_blocked(hits) else [hit.text for hit in hits]


def reword_note(session: Session, note: Note, theme_id: UUID | None, text: str) -> None:
    """Let a note read as the general wrote it, and screen that anew."""
    note.text, note.theme_id = _checked(text), theme_or_none(session, theme_id)
    blocked = is_blocked(screen(note.text, queries.place_of_round(session, note.round_id)))
    note.status = NoteStatus.QUARANTINED if blocked else NoteStatus.PENDING
    session.flush()


def reconsider_note(session: Session, note: Note) -> None:
    """Take an approval back until the round is closed."""
    note.status = NoteStatus.PENDING
    session.flush()


def discard_note(session: Session, note: Note) -> None:
    """Delete a note for good."""
    session.delete(note)
    session.flush()


def add_note(session: Session, round_: Round, theme_id: UUID | None, text: str) -> Note:
    """Add a note from a paper sheet; the round's general or the board types it in."""
    theme_id = theme_or_none(session, theme_id)
    note = Note(round_id=round_.id, theme_id=theme_id, text=_checked(text), delete_on=today() + NOTE_LIFE)
    if is_blocked(screen(note.text, queries.place(session, round_.district_id))):
        note.status = NoteStatus.QUARANTINED
    session.add(note)
    session.flush()
    return note


def close_notes(session: Session, round_: Round) -> None:
    """Destroy what could tie a phone to its words, and keep knowing the ids for 14 days; safe to repeat."""
    if round_.note_key is None:
        return
    row = LateNotes(round_id=round_.id, receipt_key=_receipt_key(round_.note_key), until=today() + NOTE_LIFE)
    session.merge(row)
    session.exec(update(NoteReceipt).where(col(NoteReceipt.round_id) == round_.id).values(content=""))
    round_.note_key = None
    session.flush()


def month_of(round_: Round) -> str:
    """Give the month a round was walked in, «2026-11»."""
    return local(round_.starts_at).strftime("%Y-%m")


def add_conversations(session: Session, round_: Round, more: Conversation) -> None:
    """Add a round's totals to those of its district and month; the caller makes sure that it adds once.

    `more` is a plain carrier: its numbers are added, its keys are not read.
    """
    key = (round_.district_id, month_of(round_))
    insert_once(session, Conversation(district_id=key[0], month=key[1]))
    totals = session.get(Conversation, key, with_for_update=True, populate_existing=True)
    if totals is None:
        raise NotFoundError
    for name in TOTALS:
        setattr(totals, name, getattr(totals, name) + getattr(more, name))
    session.flush()


def sweep_programme(session: Session) -> None:
    """Delete notes not reviewed in 14 days or not released in 90, old receipts and totals; run daily."""
    unread = col(Note.status) != NoteStatus.APPROVED
    session.exec(delete(Note).where(col(Note.delete_on) <= today(), unread))
    session.exec(delete(Note).where(col(Note.delete_on) <= today() - APPROVED_WAITS))
    index_missing(session)
    session.exec(delete(HeldBatch).where(col(HeldBatch.delete_on) <= today()))
    ended = select(LateNotes.round_id).where(col(LateNotes.until) < today())
    session.exec(delete(NoteReceipt).where(col(NoteReceipt.round_id).in_(ended)))
    session.exec(delete(LateNotes).where(col(LateNotes.until) < today()))
    if settings().election + relativedelta(months=TOTALS_MONTHS) < today():
        session.exec(delete(Conversation).where(col(Conversation.month) <= f"{settings().election:%Y-%m}"))
