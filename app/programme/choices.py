"""The board's choices about the programme work, and the deadline that everything counts down to."""

from dataclasses import dataclass
from datetime import date

from dateutil.relativedelta import relativedelta
from pydantic import BaseModel, Field, field_validator
from sqlmodel import Session, case, col, delete, func

from app.config import settings
from app.db import insert_once
from app.errors import NotFoundError
from app.language import _, day, plural, today
from app.people.access import Actor
from app.people.actions import record
from app.programme.choice_models import HELD_DAYS, ProgrammeChoices
from app.programme.models import YEAR_LENGTH, Input

ONLY_ROW = 1
INPUT_MONTHS = 6
"""So long after the programme was adopted its input is kept."""


class ChoicesForm(BaseModel):
    """What the board chooses; an empty day is none."""

    deadline: date | None = None
    adopted_on: date | None = None
    held_days: int = Field(default=HELD_DAYS, ge=30, le=730)
    is_public: bool = False

    @field_validator("deadline", "adopted_on", mode="before")
    @classmethod
    def _none_chosen(cls, value: object) -> object:
        return value or None


@dataclass(frozen=True)
class Deadline:
    """When the committee must have the document, and how that is said today."""

    on: date

    @property
    def days_left(self) -> int:
        """Give the days until it; negative when it has passed."""
        return (self.on - today()).days

    @property
    def words(self) -> str:
        """Count down in a sentence; a deadline that has passed says what that means, and locks nothing."""
        on, left = day(self.on, "d. MMMM y"), self.days_left
        if left < 0:
            return _(
                "Programkomiteens frist gikk ut {on}. Det som kommer inn nå, må meldes komiteen særskilt."
            ).format(on=on)
        if left == 0:
            return _("Programkomiteens frist er i dag.")
        said = plural(
            "{n} dag igjen til programkomiteens frist, {on}.",
            "{n} dager igjen til programkomiteens frist, {on}.",
            left,
        )
        return said.format(n=left, on=on)


def choices(session: Session) -> ProgrammeChoices:
    """Give what is chosen; the usual, which is not stored, until the board has chosen."""
    return session.get(ProgrammeChoices, ONLY_ROW) or ProgrammeChoices()


def deadline(session: Session) -> Deadline | None:
    """Give the board's deadline, else the installation's, else none."""
    on = choices(session).deadline or settings().programme_deadline
    return Deadline(on) if on else None


def choose(session: Session, actor: Actor, form: ChoicesForm) -> None:
    """Keep the board's choices, and write in the audit who chose. Safe to repeat.

    Notes of small rounds that already wait keep the day they were given.
    """
    insert_once(session, ProgrammeChoices(id=ONLY_ROW))
    kept = session.get(ProgrammeChoices, ONLY_ROW, with_for_update=True, populate_existing=True)
    if kept is None:
        raise NotFoundError
    for name, value in form:
        setattr(kept, name, value)
    session.flush()
    record(session, actor, "programme choices", f"deadline {form.deadline}, adopted {form.adopted_on}")


def input_goes_on(session: Session) -> date | None:
    """Give the day on which the input behind the adopted programme is deleted."""
    adopted_on = choices(session).adopted_on
    return adopted_on + relativedelta(months=INPUT_MONTHS) if adopted_on else None


def sweep_used_input(session: Session) -> None:
    """Delete input up to the month of an adopted programme, half a year after; later input stays.

    What came under a whole year may be of its last month. What spans years is in part before the programme.
    """
    goes_on, adopted_on = input_goes_on(session), choices(session).adopted_on
    if goes_on and adopted_on and goes_on < today():
        is_year = func.length(col(Input.month)) == YEAR_LENGTH
        last_month = case((is_year, col(Input.month) + "-12"), else_=col(Input.month))
        session.exec(delete(Input).where(last_month <= f"{adopted_on:%Y-%m}"))
