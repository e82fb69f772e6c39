"""What became of the themes: which was merged into which, and what was done to them by whom."""

import enum
from datetime import datetime
from uuid import UUID, uuid4

from sqlalchemy import Column
from sqlmodel import Field, SQLModel

from app.db import Utc, text_enum
from app.programme.models import UNORDERED


class ThemeDeed(enum.StrEnum):
    ADDED = "added"
    RENAMED = "renamed"
    RETIRED = "retired"
    RESTORED = "restored"
    MERGED = "merged"
    UNMERGED = "unmerged"
    SPLIT = "split"
    DELETED = "deleted"


class ThemeMerge(SQLModel, table=True):
    """That a theme is read as another. What stands under it keeps its own theme, so a merge can be undone."""

    __tablename__ = "theme_merge"

    theme_id: UUID = Field(foreign_key="theme.id", primary_key=True, ondelete="CASCADE")
    into_id: UUID = Field(foreign_key="theme.id", index=True)


class ThemeSuggestion(SQLModel, table=True):
    """A theme that an input without one could belong to; `place` 0 is the likeliest."""

    __tablename__ = "theme_suggestion"
    __table_args__ = (UNORDERED,)

    input_id: UUID = Field(foreign_key="input.id", primary_key=True, ondelete="CASCADE")
    place: int = Field(primary_key=True)
    theme_id: UUID = Field(foreign_key="theme.id", index=True, ondelete="CASCADE")


class ThemeChange(SQLModel, table=True):
    """A line of the themes' history: the role that did it, never the person; names as they were then."""

    __tablename__ = "theme_change"

    id: UUID = Field(default_factory=uuid4, primary_key=True)
    at: datetime = Field(sa_type=Utc, index=True)
    role: str = Field(max_length=20)
    deed: ThemeDeed = Field(sa_column=Column(text_enum(ThemeDeed), nullable=False))
    name: str = Field(max_length=60)
    other: str = Field(default="", max_length=60)
