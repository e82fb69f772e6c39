"""The walk while it lasts: three streams that nothing joins (notes, the third, live in `programme`)."""

import enum
from datetime import datetime
from uuid import UUID

from sqlalchemy import Column
from sqlmodel import Field, SQLModel

from app.db import Utc, text_enum


class DoorMark(enum.StrEnum):
    """What the server may know about a door. `OPEN` takes a mark back after an undo."""

    DONE = "done"
    COME_BACK = "come_back"
    OPEN = "open"


class WalkPhone(SQLModel, table=True):
    """A phone that joined a team's walk by its QR; it belongs to a team, not to a person.

    No cascade from the assignment: a team whose phone has joined cannot be dissolved with its tallies.
    """

    __tablename__ = "walk_phone"

    id: UUID = Field(primary_key=True)
    assignment_id: UUID = Field(foreign_key="assignment.id", index=True)
    token_digest: str = Field(unique=True, max_length=64)
    joined_at: datetime = Field(sa_type=Utc)
    revoked: bool = False


class DoorEvent(SQLModel, table=True):
    """A door event as received: the phone's id makes repeating harmless. Wiped when the round closes."""

    __tablename__ = "door_event"

    id: UUID = Field(primary_key=True)
    round_id: UUID = Field(foreign_key="round.id", index=True, ondelete="CASCADE")
    door_id: int = Field(foreign_key="door.id")
    mark: DoorMark = Field(sa_column=Column(text_enum(DoorMark), nullable=False))


class DoorState(SQLModel, table=True):
    """The mark on a door in this round; shared by the team so that nobody knocks twice. Wiped at close."""

    __tablename__ = "door_state"

    round_id: UUID = Field(foreign_key="round.id", primary_key=True, ondelete="CASCADE")
    door_id: int = Field(foreign_key="door.id", primary_key=True)
    mark: DoorMark = Field(sa_column=Column(text_enum(DoorMark), nullable=False))


class Tally(SQLModel, table=True):
    """One phone's running totals for the route; the highest `seq` wins."""

    phone_id: UUID = Field(foreign_key="walk_phone.id", primary_key=True, ondelete="CASCADE")
    assignment_id: UUID = Field(foreign_key="assignment.id", index=True, ondelete="CASCADE")
    seq: int
    nobody_home: int = 0
    talked: int = 0
    no_thanks: int = 0
    no_access: int = 0
