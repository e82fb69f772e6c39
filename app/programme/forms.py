"""What comes in from the committee."""

from typing import Annotated, Literal
from urllib.parse import urlencode
from uuid import UUID

from pydantic import BaseModel, BeforeValidator, Field, field_validator

from app.programme.models import ProposalStatus
from app.programme.screening import clean

PERIOD = r"^(\d{4}(-(\d{2}|Q[1-4]))?)?$"
"""All of the time, a year, a quarter or a month."""


class InputFilter(BaseModel):
    """What to read; everything when nothing is chosen."""

    district: str = Field(default="", max_length=40)
    theme: str = Field(default="", max_length=40)
    period: str = Field(default="", pattern=PERIOD)
    text: str = Field(default="", max_length=200)
    page: int = Field(default=1, ge=1, le=10_000)

    @property
    def url(self) -> str:
        """Give the address of this reading, for coming back to it."""
        chosen = {name: getattr(self, name) for name in InputFilter.model_fields}
        return f"/programme/inputs?{urlencode(chosen)}"


class PictureFilter(BaseModel):
    """Which period to see the districts in, and which district to see the periods of."""

    period: str = Field(default="", pattern=PERIOD)
    district: str = Field(default="", max_length=40)


class ExportForm(InputFilter):
    """A spreadsheet, or everything with its code book in one package."""

    shape: Literal["csv", "zip"] = "csv"


class DocumentForm(BaseModel):
    shape: Literal["pdf", "docx"] = "pdf"


ThemeName = Annotated[str, BeforeValidator(clean), Field(min_length=1, max_length=60)]


class ThemeForm(BaseModel):
    name: ThemeName
    position: int = Field(default=0, ge=0, le=999)
    retired: bool = False


class NewThemeForm(BaseModel):
    name: ThemeName


class MergeForm(BaseModel):
    into: UUID


class SplitForm(NewThemeForm):
    """Which input becomes a theme of its own: what has these words, in any form."""

    text: str = Field(min_length=1, max_length=200)


class ProposalForm(BaseModel):
    """`version` is the one that was read: somebody else's change meanwhile is not overwritten."""

    title: str = Field(max_length=120)
    text: str = Field(default="", max_length=20_000)
    reasons: str = Field(default="", max_length=20_000)
    status: ProposalStatus = ProposalStatus.DRAFT
    paragraph: str = Field(default="", max_length=60)
    answer: str = Field(default="", max_length=300)
    version: int = 1


class TagForm(InputFilter):
    """Which input to put under which theme; under none when it is not named."""

    inputs: set[UUID] = set()
    theme_id: UUID | None = None

    @field_validator("theme_id", mode="before")
    @classmethod
    def _none_chosen(cls, value: object) -> object:
        return value or None


class AcceptForm(InputFilter):
    """A suggestion that was tapped, «input/theme», and the reading to come back to."""

    accept: str = Field(pattern=r"^[0-9a-f-]{36}/[0-9a-f-]{36}$")

    @property
    def input_id(self) -> UUID:
        return UUID(self.accept.split("/")[0])

    @property
    def theme_id(self) -> UUID:
        return UUID(self.accept.split("/")[1])


class LinkForm(InputFilter):
    """Which input to put behind which proposal, a new one when none is named; and where to read on."""

    inputs: set[UUID] = set()
    proposal: UUID | None = None
    title: str = Field(default="", max_length=120)
