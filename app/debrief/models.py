"""What the team says afterwards; closing it is what makes a round count."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import Text
from sqlmodel import Field, SQLModel

from app.db import Utc


class Debrief(SQLModel, table=True):
    """Filled in by the general with the team around. `experience` and `lesson` are screened like notes."""

    round_id: UUID = Field(foreign_key="round.id", primary_key=True, ondelete="CASCADE")
    mood: int | None = None
    experience: str = Field(default="", sa_type=Text)
    lesson: str = Field(default="", sa_type=Text)
    attended: int = 0
    others: int = 0
    closed_at: datetime | None = Field(default=None, sa_type=Utc)
    closed_by: UUID | None = Field(default=None, foreign_key="person.id", ondelete="SET NULL")


class DebriefReminder(SQLModel, table=True):
    """That the generals were reminded so many days after the round."""

    __tablename__ = "debrief_reminder"

    round_id: UUID = Field(foreign_key="round.id", primary_key=True, ondelete="CASCADE")
    days: int = Field(primary_key=True)


class Attended(SQLModel, table=True):
    """Who was there, until the debrief is closed: they are kept until the election, then this is deleted."""

    round_id: UUID = Field(foreign_key="round.id", primary_key=True, ondelete="CASCADE")
    sign_up_id: UUID = Field(foreign_key="sign_up.id", primary_key=True, ondelete="CASCADE")
