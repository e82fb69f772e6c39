"""Calling rounds: whom to ring, who rings now, and what came of it; never who rang or said what for good."""

import enum
from datetime import date, datetime
from uuid import UUID, uuid4

from sqlalchemy import Column, Text
from sqlmodel import Field, SQLModel, UniqueConstraint

from app.db import Sealed, Utc, text_enum


class CallingGoal(enum.StrEnum):
    SIGN_UP = "sign_up"
    RECRUIT_CALLERS = "recruit_callers"
    PROGRAMME = "programme"
    WELCOME = "welcome"


class CallOutcome(enum.StrEnum):
    SIGNED_UP = "signed_up"
    WELCOMED = "welcomed"
    WILL_RING = "will_ring"
    WILL_WRITE = "will_write"
    CALL_BACK = "call_back"
    NO_ANSWER = "no_answer"
    WRONG_NUMBER = "wrong_number"
    NO = "no"
    NEVER = "never"


class CallingRound(SQLModel, table=True):
    """Members ring members with one goal. When it closes, the list goes and only the tallies stay."""

    __tablename__ = "calling_round"

    id: UUID = Field(default_factory=uuid4, primary_key=True)
    name: str = Field(max_length=80)
    goal: CallingGoal = Field(sa_column=Column(text_enum(CallingGoal), nullable=False))
    script: str = Field(default="", sa_type=Text)
    opened_at: datetime = Field(sa_type=Utc)
    closed_at: datetime | None = Field(default=None, sa_type=Utc)


class Caller(SQLModel, table=True):
    """Calling is a task in one calling round, not a role."""

    calling_round_id: UUID = Field(foreign_key="calling_round.id", primary_key=True, ondelete="CASCADE")
    person_id: UUID = Field(foreign_key="person.id", primary_key=True, index=True, ondelete="CASCADE")


class Callee(SQLModel, table=True):
    """Somebody to ring. `due_at` is when they may be rung next, and empty when they are not to be rung more.

    A newcomer has the day they joined, from which the clock runs, and perhaps an e-mail address for the board
    to write to; one who gave no number has an empty one, and the index is the address's.
    """

    __table_args__ = (UniqueConstraint("calling_round_id", "phone_index"),)

    id: UUID = Field(default_factory=uuid4, primary_key=True)
    calling_round_id: UUID = Field(foreign_key="calling_round.id", index=True, ondelete="CASCADE")
    name: str = Field(sa_column=Column(Sealed("callee.name"), nullable=False))
    phone: str = Field(sa_column=Column(Sealed("callee.phone"), nullable=False))
    email: str | None = Field(default=None, sa_column=Column(Sealed("callee.email")))
    phone_index: str = Field(index=True, max_length=64)
    joined_on: date | None = Field(default=None, index=True)
    due_at: datetime | None = Field(default=None, sa_type=Utc, index=True)
    tries: int = 0
    outcome: CallOutcome | None = Field(default=None, sa_column=Column(text_enum(CallOutcome)))
    followed_up: bool = False


class CallHold(SQLModel, table=True):
    """Who is ringing a number now. The number is the key: no two callers hold it, in any calling round.

    `rung_at` is set once the caller has said how it went; the last one can then be taken back.
    """

    __tablename__ = "call_hold"

    phone_index: str = Field(primary_key=True, max_length=64)
    callee_id: UUID = Field(foreign_key="callee.id", index=True, ondelete="CASCADE")
    person_id: UUID = Field(foreign_key="person.id", index=True, ondelete="CASCADE")
    until: datetime = Field(sa_type=Utc, index=True)
    rung_at: datetime | None = Field(default=None, sa_type=Utc)


class CallTally(SQLModel, table=True):
    """How many calls of a calling round ended so. All that is left when it is closed."""

    __tablename__ = "call_tally"

    calling_round_id: UUID = Field(foreign_key="calling_round.id", primary_key=True, ondelete="CASCADE")
    outcome: CallOutcome = Field(sa_column=Column(text_enum(CallOutcome), primary_key=True))
    calls: int = 0


class WelcomeTally(SQLModel, table=True):
    """How many who joined in a month («2026-11») were spoken with in time, and how many later or never."""

    __tablename__ = "welcome_tally"

    month: str = Field(primary_key=True, max_length=7)
    in_time: int = 0
    late: int = 0


class NeverCall(SQLModel, table=True):
    """A number that is not to be rung: a keyed hash, forgotten after the election."""

    __tablename__ = "never_call"

    phone_index: str = Field(primary_key=True, max_length=64)
    until: date


class Reminded(SQLModel, table=True):
    """A sign-up that has had its reminder of a day; the row is there first, so that no second one goes out.

    A round that is moved to another day is reminded of again.
    """

    sign_up_id: UUID = Field(foreign_key="sign_up.id", primary_key=True, ondelete="CASCADE")
    day: date


class ReminderStop(SQLModel, table=True):
    """Somebody who wants no reminders."""

    __tablename__ = "reminder_stop"

    person_id: UUID = Field(foreign_key="person.id", primary_key=True, ondelete="CASCADE")


class UploadedList(SQLModel, table=True):
    """A list on its way in: sealed until the board has said what its columns are, at most a day."""

    __tablename__ = "uploaded_list"

    calling_round_id: UUID = Field(foreign_key="calling_round.id", primary_key=True, ondelete="CASCADE")
    rows: str = Field(sa_column=Column(Sealed("uploaded_list.rows"), nullable=False))
    uploaded_at: datetime = Field(sa_type=Utc)
