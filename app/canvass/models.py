"""The walk while it lasts: three streams that nothing joins (notes, the third, live in `programme`).

Phones and tallies hold on to their assignment: the database refuses to delete one that is being walked.
"""

import enum
from datetime import datetime
from uuid import UUID, uuid4

from sqlalchemy import Column
from sqlmodel import Field, SQLModel, UniqueConstraint

from app.db import Utc, text_enum


class DoorMark(enum.StrEnum):
    """What the server may know about a door. `OPEN` takes an earlier event of the same phone back."""

    DONE = "done"
    COME_BACK = "come_back"
    OPEN = "open"


class WalkPhone(SQLModel, table=True):
    """A phone that joined a team's walk by its QR; it belongs to a team, not to a person.

    One phone may walk several routes in an evening: then one token has several rows. `seen_at` is rounded
    down to ten minutes, so that it tells that all is well and not which door was knocked when. `half` is
    what it takes of a route that the team has split, 0 or 1, so that the other phone is offered the rest.
    `left`: it went because its owner asked, and is not to be let in again by a tap of the general's.
    `carries`: the route had candidate cards when the phone opened it; `carries_points`: programme points.
    """

    __tablename__ = "walk_phone"
    __table_args__ = (UniqueConstraint("token_digest", "assignment_id"),)

    id: UUID = Field(default_factory=uuid4, primary_key=True)
    assignment_id: UUID = Field(foreign_key="assignment.id", index=True)
    token_digest: str = Field(max_length=64)
    joined_at: datetime = Field(sa_type=Utc)
    seen_at: datetime = Field(sa_type=Utc)
    revoked: bool = False
    left: bool = False
    half: int | None = None
    carries: bool = False
    carries_points: bool = False


class DoorEvent(SQLModel, table=True):
    """A door event as received: the phone's id makes repeating harmless. Wiped when the round closes.

    The state of a door is read from its events, never stored: what is not taken back by an `OPEN` event
    counts, and «done» beats «come back». So the order of arrival cannot matter.
    """

    __tablename__ = "door_event"

    id: UUID = Field(primary_key=True)
    round_id: UUID = Field(foreign_key="round.id", index=True, ondelete="CASCADE")
    door_id: int = Field(foreign_key="door.id", index=True)
    mark: DoorMark = Field(sa_column=Column(text_enum(DoorMark), nullable=False))
    undoes: UUID | None = None


class Tally(SQLModel, table=True):
    """One phone's running totals for a walk route; the highest `seq` wins.

    The id is made on the phone and not the `WalkPhone`'s: a phone that joins anew goes on counting where
    it was. `paper` marks totals typed in from a walk sheet.
    """

    id: UUID = Field(primary_key=True)
    assignment_id: UUID = Field(foreign_key="assignment.id", index=True)
    seq: int
    nobody_home: int = 0
    talked: int = 0
    no_thanks: int = 0
    no_access: int = 0
    paper: bool = False


class HelpState(enum.StrEnum):
    """How a call stands. One that is over stays until the round closes, so that repeating is harmless."""

    ASKED = "asked"
    HANDLED = "handled"
    WITHDRAWN = "withdrawn"


class HelpCall(SQLModel, table=True):
    """A team asks its general to come: no place, no reason, no phone. `asked_at` is known to the minute."""

    __tablename__ = "help_call"

    id: UUID = Field(primary_key=True)
    team_id: UUID = Field(foreign_key="team.id", index=True, ondelete="CASCADE")
    asked_at: datetime = Field(sa_type=Utc)
    state: HelpState = Field(sa_column=Column(text_enum(HelpState), nullable=False))


class ReportKind(enum.StrEnum):
    """What a team tells the general about a place. Facts go straight on to the next team instead."""

    MISSING_DOOR = "missing_door"
    NO_SUCH_DOOR = "no_such_door"
    DO_NOT_VISIT = "do_not_visit"


class PlaceReport(SQLModel, table=True):
    """A report for the general to act on: about an address, never about who lives there or why.

    Kept until it is handled: somebody who asked to be left alone must not be forgotten with the evening.
    """

    __tablename__ = "place_report"

    id: UUID = Field(primary_key=True)
    round_id: UUID = Field(foreign_key="round.id", index=True, ondelete="CASCADE")
    address_id: int = Field(foreign_key="address.id", index=True, ondelete="CASCADE")
    kind: ReportKind = Field(sa_column=Column(text_enum(ReportKind), nullable=False))
    handled: bool = False
