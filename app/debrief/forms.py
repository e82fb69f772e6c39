"""What comes in at the debrief."""

import enum
from uuid import UUID

from pydantic import BaseModel, Field, field_validator

from app.canvass.forms import PaperGridForm


class Step(enum.StrEnum):
    """Five guided minutes, in order."""

    PEOPLE = "people"
    TOTALS = "totals"
    WORDS = "words"
    NOTES = "notes"
    CLOSE = "close"


class Deed(enum.StrEnum):
    """What the general does with a note."""

    APPROVE = "approve"
    GENERALISE = "generalise"
    RECONSIDER = "reconsider"
    DISCARD = "discard"
    MERGE = "merge"


class StepQuery(BaseModel):
    """Which step to show, and the note that a person must decide about, if any."""

    step: Step = Step.PEOPLE
    ask: UUID | None = None


class PeopleForm(BaseModel):
    """Who was there; `others` came without having signed up."""

    present: set[UUID] = set()
    others: int = Field(default=0, ge=0, le=99)


class TotalsForm(PaperGridForm):
    """How it felt, and whatever stands in the grid for paper beside it."""

    mood: int = Field(ge=1, le=5)


class WordsForm(BaseModel):
    """`sure`: the names that screening found shall stay."""

    experience: str = Field(default="", max_length=2000)
    lesson: str = Field(default="", max_length=2000)
    sure: bool = False


class NoteForm(BaseModel):
    """`sure`: a name that screening found shall stay, for it is nobody who lives there."""

    deed: Deed
    text: str = ""
    sure: bool = False
    theme_id: UUID | None = None
    other: UUID | None = None

    @field_validator("theme_id", "other", mode="before")
    @classmethod
    def _none_chosen(cls, value: object) -> object:
        return value or None


class HandoverForm(BaseModel):
    person_id: UUID


class NewNoteForm(BaseModel):
    """However long: the refusal says by how much."""

    text: str
    theme_id: UUID | None = None
