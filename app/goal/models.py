"""The chapter's own dates of the year, which say what happens and never who; and how large it is."""

from datetime import date
from uuid import UUID, uuid4

from sqlmodel import Field, SQLModel


class ChapterDate(SQLModel, table=True):
    """An own date, or several days from `on` to `ends_on`; a `yearly` one comes again every year after."""

    __tablename__ = "chapter_date"

    id: UUID = Field(default_factory=uuid4, primary_key=True)
    name: str = Field(max_length=80)
    on: date = Field(index=True)
    ends_on: date | None = None
    yearly: bool = False


class ChapterSize(SQLModel, table=True):
    """How many members the chapter has, as the board says; there is one row at most."""

    __tablename__ = "chapter_size"

    id: int = Field(primary_key=True)
    members: int
