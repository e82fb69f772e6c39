"""What the board has chosen about the programme work; one row, absent until something is chosen."""

from datetime import date

from sqlmodel import Field, SQLModel

HELD_DAYS = 180


class ProgrammeChoices(SQLModel, table=True):
    """Deadline, day of adoption, how long held notes wait, and whether the public may look."""

    __tablename__ = "programme_choices"

    id: int = Field(default=1, primary_key=True)
    deadline: date | None = None
    adopted_on: date | None = None
    held_days: int = HELD_DAYS
    is_public: bool = False
