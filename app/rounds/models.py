"""An evening's outing: who comes, who walks with whom, and where."""

import enum
from datetime import date, datetime
from uuid import UUID, uuid4

from sqlalchemy import Column, Text
from sqlmodel import Field, SQLModel, UniqueConstraint

from app.db import Utc, text_enum


class RoundStatus(enum.StrEnum):
    """`HELD` counts towards the goal: at least one team walked and the debrief is closed."""

    PLANNED = "planned"
    HELD = "held"
    CANCELLED = "cancelled"


class SignUpStatus(enum.StrEnum):
    COMING = "coming"
    WAITING = "waiting"
    CANCELLED = "cancelled"


class Season(SQLModel, table=True):
    """A period with a purpose; the year's rounds are held within its weeks."""

    id: UUID = Field(default_factory=uuid4, primary_key=True)
    name: str = Field(max_length=60)
    purpose: str = Field(default="", max_length=200)
    starts_on: date
    ends_on: date


class Round(SQLModel, table=True):
    id: UUID = Field(default_factory=uuid4, primary_key=True)
    slug: str = Field(unique=True, max_length=40)
    district_id: UUID = Field(foreign_key="district.id", index=True)
    cut_id: UUID | None = Field(default=None, foreign_key="cut.id", ondelete="SET NULL")
    starts_at: datetime = Field(sa_type=Utc, index=True)
    ends_at: datetime = Field(sa_type=Utc)
    meeting_place: str = Field(max_length=120)
    meeting_lon: float | None = None
    meeting_lat: float | None = None
    capacity: int = 20
    gathering: str = Field(default="", max_length=160)
    talking_points: str = Field(default="", sa_type=Text)
    status: RoundStatus = Field(
        default=RoundStatus.PLANNED, sa_column=Column(text_enum(RoundStatus), nullable=False)
    )
    note_key: str | None = Field(default=None, max_length=64)
    closed_at: datetime | None = Field(default=None, sa_type=Utc)
    version: int = 1


class RoundGeneral(SQLModel, table=True):
    __tablename__ = "round_general"

    round_id: UUID = Field(foreign_key="round.id", primary_key=True, ondelete="CASCADE")
    person_id: UUID = Field(foreign_key="person.id", primary_key=True, ondelete="CASCADE")


class SignUp(SQLModel, table=True):
    """One person coming to one round. `stair_free` is a wish without a reason, cleared at close."""

    __tablename__ = "sign_up"
    __table_args__ = (UniqueConstraint("round_id", "person_id"),)

    id: UUID = Field(default_factory=uuid4, primary_key=True)
    round_id: UUID = Field(foreign_key="round.id", index=True, ondelete="CASCADE")
    person_id: UUID = Field(foreign_key="person.id", index=True, ondelete="CASCADE")
    status: SignUpStatus = Field(
        default=SignUpStatus.COMING, sa_column=Column(text_enum(SignUpStatus), nullable=False)
    )
    stair_free: bool = False
    consent: str = Field(default="", max_length=400)
    made_at: datetime = Field(sa_type=Utc)


class Team(SQLModel, table=True):
    id: UUID = Field(default_factory=uuid4, primary_key=True)
    round_id: UUID = Field(foreign_key="round.id", index=True, ondelete="CASCADE")
    number: int
    back_at: datetime | None = Field(default=None, sa_type=Utc)


class TeamMember(SQLModel, table=True):
    __tablename__ = "team_member"

    sign_up_id: UUID = Field(foreign_key="sign_up.id", primary_key=True, ondelete="CASCADE")
    team_id: UUID = Field(foreign_key="team.id", index=True, ondelete="CASCADE")


class Assignment(SQLModel, table=True):
    """A team walks a walk route. Raise `generation` and every old join link is dead."""

    __table_args__ = (UniqueConstraint("team_id", "walk_route_id"),)

    id: UUID = Field(default_factory=uuid4, primary_key=True)
    round_id: UUID = Field(foreign_key="round.id", index=True, ondelete="CASCADE")
    team_id: UUID = Field(foreign_key="team.id", index=True, ondelete="CASCADE")
    walk_route_id: UUID = Field(foreign_key="walk_route.id", index=True)
    generation: int = 1
