"""What people were concerned about: pending notes, released input, and what the committee makes of it.

Notes and input are kept without insertion order (tables keyed by random ids, without a row counter in
SQLite) and have no column for an address, an author or a clock time.
"""

import enum
from datetime import date
from uuid import UUID, uuid4

from sqlalchemy import Column, Index, Text
from sqlmodel import Field, SQLModel

from app.db import Sealed, SealedId, text_enum

UNORDERED = {"sqlite_with_rowid": False}
NOTE_BYTES = 4096
"""Sealed notes are filled up to so many bytes: more than a thousand characters ever take."""
YEAR_LENGTH = len("2026")
"""An input's `month` is `2026-11`, or where small rounds shared no month `2026`, or nothing."""


class NoteStatus(enum.StrEnum):
    PENDING = "pending"
    QUARANTINED = "quarantined"
    APPROVED = "approved"


class ProposalStatus(enum.StrEnum):
    DRAFT = "draft"
    SENT = "sent"
    ADOPTED = "adopted"
    DECLINED = "declined"


class Theme(SQLModel, table=True):
    id: UUID = Field(default_factory=uuid4, primary_key=True)
    name: str = Field(max_length=60, unique=True)
    position: int = 0
    retired: bool = False


class Note(SQLModel, table=True):
    """Pending until the debrief, deleted on `delete_on` at the latest; quarantined: shown only masked.

    Words and theme are sealed, all alike long: a backup from before the debrief knows the round, whose few
    volunteers may have written it, and would else find its input again by theme or length.
    """

    __table_args__ = (UNORDERED,)

    id: UUID = Field(default_factory=uuid4, primary_key=True)
    round_id: UUID = Field(foreign_key="round.id", index=True, ondelete="CASCADE")
    theme_id: UUID | None = Field(default=None, sa_column=Column(SealedId("note.theme_id"), nullable=False))
    text: str = Field(sa_column=Column(Sealed("note.text", NOTE_BYTES), nullable=False))
    status: NoteStatus = Field(
        default=NoteStatus.PENDING, sa_column=Column(text_enum(NoteStatus), nullable=False)
    )
    delete_on: date


class NoteReceipt(SQLModel, table=True):
    """That a phone-made id was accepted, hashed under the round's note key, which is destroyed at close.

    `content` recognises the same words sent again; it is emptied at close, the row goes 14 days later. `seq`
    counts how often the phone had mended them: the newest win.
    """

    __tablename__ = "note_receipt"
    __table_args__ = (UNORDERED,)

    receipt: str = Field(primary_key=True, max_length=64)
    round_id: UUID = Field(foreign_key="round.id", index=True, ondelete="CASCADE")
    content: str = Field(max_length=64)
    seq: int = 0


class LateNotes(SQLModel, table=True):
    """That a closed round still takes notes: knows receipts again, but no longer what they said."""

    __tablename__ = "late_notes"

    round_id: UUID = Field(foreign_key="round.id", primary_key=True, ondelete="CASCADE")
    receipt_key: str = Field(max_length=64)
    until: date


class Input(SQLModel, table=True):
    """A released note. `district_id` is null where too few walked to hide who heard it.

    Every page counts the cells of district, month and theme: the index has them without the texts.
    """

    __table_args__ = (Index("ix_input_cell", "district_id", "month", "theme_id"), UNORDERED)

    id: UUID = Field(default_factory=uuid4, primary_key=True)
    district_id: UUID | None = Field(default=None, foreign_key="district.id")
    month: str = Field(max_length=7, index=True)
    theme_id: UUID | None = Field(default=None, foreign_key="theme.id", index=True)
    text: str = Field(sa_type=Text)


class InputStem(SQLModel, table=True):
    """A word's stem and an input it stands in: what the reading room searches."""

    __tablename__ = "input_stem"
    __table_args__ = (UNORDERED,)

    stem: str = Field(primary_key=True, max_length=40)
    input_id: UUID = Field(foreign_key="input.id", primary_key=True, index=True, ondelete="CASCADE")


class HeldBatch(SQLModel, table=True):
    """The approved notes of a round with too few volunteers, waiting until others hide who wrote them."""

    __tablename__ = "held_batch"

    id: UUID = Field(default_factory=uuid4, primary_key=True)
    month: str = Field(max_length=7)
    volunteers: int
    delete_on: date


class HeldVolunteer(SQLModel, table=True):
    """Somebody who walked a held batch's round, by keyed hash: who walked two of them is one person."""

    __tablename__ = "held_volunteer"
    __table_args__ = (UNORDERED,)

    batch_id: UUID = Field(foreign_key="held_batch.id", primary_key=True, ondelete="CASCADE")
    who: str = Field(primary_key=True, max_length=64)


class HeldInput(SQLModel, table=True):
    """An approved note that waits; sealed, because its few possible authors can be told from the batch."""

    __tablename__ = "held_input"
    __table_args__ = (UNORDERED,)

    id: UUID = Field(default_factory=uuid4, primary_key=True)
    batch_id: UUID = Field(foreign_key="held_batch.id", index=True, ondelete="CASCADE")
    theme_id: UUID | None = Field(
        default=None, sa_column=Column(SealedId("held_input.theme_id"), nullable=False)
    )
    text: str = Field(sa_column=Column(Sealed("held_input.text", NOTE_BYTES), nullable=False))


class Conversation(SQLModel, table=True):
    """The outcomes of a district's rounds in a month, as totals: the denominators of every count of input.

    `with_cards`: how many of those talked with met a team whose phones had candidate cards; `with_points`:
    programme points.
    """

    district_id: UUID = Field(foreign_key="district.id", primary_key=True)
    month: str = Field(primary_key=True, max_length=7)
    rounds: int = 0
    volunteers: int = 0
    doors: int = 0
    nobody_home: int = 0
    talked: int = 0
    no_thanks: int = 0
    no_access: int = 0
    with_cards: int = 0
    with_points: int = 0


class Proposal(SQLModel, table=True):
    id: UUID = Field(default_factory=uuid4, primary_key=True)
    title: str = Field(max_length=120)
    text: str = Field(default="", sa_type=Text)
    reasons: str = Field(default="", sa_type=Text)
    status: ProposalStatus = Field(
        default=ProposalStatus.DRAFT, sa_column=Column(text_enum(ProposalStatus), nullable=False)
    )
    paragraph: str = Field(default="", max_length=60)
    answer: str = Field(default="", max_length=300)
    version: int = 1


class ProposalInput(SQLModel, table=True):
    """Which input stands behind a proposal."""

    __tablename__ = "proposal_input"

    proposal_id: UUID = Field(foreign_key="proposal.id", primary_key=True, ondelete="CASCADE")
    input_id: UUID = Field(foreign_key="input.id", primary_key=True, ondelete="CASCADE")
