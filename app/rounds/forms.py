"""What comes in about rounds, sign-ups and seasons."""

from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import date, time
from typing import Annotated, Literal
from uuid import UUID, uuid4

from fastapi import UploadFile
from pydantic import BaseModel, BeforeValidator, ConfigDict, Field

from app.districts.forms import BranchChoice
from app.language import local
from app.rounds.models import Round

MOST_PLACES = 300
MOST_WEEKS = 52
Spoken = Literal[
    "nb", "nn", "en", "se", "ar", "de", "es", "fa", "fr", "lt", "pl", "ro", "so", "th", "ti", "tr", "uk",
    "ur", "vi",
]  # fmt: skip
"""The languages that talking points can be written in; `doorstep` has their names."""


Day = Annotated[date | None, BeforeValidator(lambda typed: typed or None)]
"""A day that may be left empty, as browsers send it."""


class Trimmed(BaseModel):
    """A form whose text is read without the spaces around it, so that blank is empty."""

    model_config = ConfigDict(str_strip_whitespace=True)


class SignUpForm(Trimmed):
    name: str = Field(min_length=1, max_length=80)
    contact: str = Field(max_length=200)
    under_18: bool = False
    stair_free: bool = False
    short_walk: bool = False
    friend_word: str = Field(default="", max_length=40)
    candidate: bool = False
    councillor: bool = False
    branch: BranchChoice = None
    consent: bool = False


class WalkUpForm(Trimmed):
    """Somebody who turned up. `id` is the form's own, so that sent twice it writes nobody in twice."""

    id: UUID = Field(default_factory=uuid4)
    name: str = Field(min_length=1, max_length=40)
    under_18: bool = False


class FromForm(BaseModel):
    """Which of the general's pages a deed was done on, and is shown on."""

    page: Literal["desk", "tonight"] = "desk"


class WalkUpFromForm(WalkUpForm, FromForm):
    """Somebody who turned up, as the general writes them in."""


class RoundForm(Trimmed):
    """A planned round as typed: with Norwegian wall-clock time. `like` is what it is copied from.

    `fewer_ok`: it is meant that there are fewer places than people who come already.
    """

    day: date
    starts: time
    ends: time
    district_id: UUID
    cut_id: UUID | None = None
    meeting_place: str = Field(min_length=1, max_length=120)
    meeting_lon: float | None = Field(default=None, ge=-180, le=180)
    meeting_lat: float | None = Field(default=None, ge=-90, le=90)
    capacity: int = Field(default=20, ge=2, le=MOST_PLACES)
    gathering: str = Field(default="", max_length=160)
    talking_points: str = Field(default="", max_length=4000)
    phone: str = Field(default="", max_length=20, pattern=r"^[+0-9 ]*$")
    generals: set[UUID] = set()
    candidates: set[UUID] = set()
    quiet_ok: bool = False
    fewer_ok: bool = False
    like: UUID | None = None
    version: int = 1


class QuietHoursForm(BaseModel):
    """When nobody knocks; a box that is not ticked is not sent."""

    evening: time
    sundays: bool = False
    holidays: bool = False


@dataclass(frozen=True)
class PlanFields:
    """What the plan form shows before it is sent: the same fields, some still empty."""

    day: date | None = None
    starts: time = time(17, 30)
    ends: time = time(20, 0)
    district_id: UUID | None = None
    cut_id: UUID | None = None
    meeting_place: str = ""
    meeting_lon: float | None = None
    meeting_lat: float | None = None
    capacity: int = 20
    gathering: str = ""
    talking_points: str = ""
    phone: str = ""
    generals: frozenset[UUID] = frozenset()
    candidates: frozenset[UUID] = frozenset()
    quiet_ok: bool = False
    fewer_ok: bool = False
    like: UUID | None = None
    version: int = 1


def fields_of(round_: Round, generals: Collection[UUID], candidates: Collection[UUID]) -> PlanFields:
    """Give the fields of a round as it is planned now."""
    starts, ends = local(round_.starts_at), local(round_.ends_at)
    return PlanFields(
        day=starts.date(),
        starts=starts.time(),
        ends=ends.time(),
        district_id=round_.district_id,
        cut_id=round_.cut_id,
        meeting_place=round_.meeting_place,
        meeting_lon=round_.meeting_lon,
        meeting_lat=round_.meeting_lat,
        capacity=round_.capacity,
        gathering=round_.gathering,
        talking_points=round_.talking_points,
        phone=round_.phone or "",
        generals=frozenset(generals),
        candidates=frozenset(candidates),
        quiet_ok=round_.quiet_ok,
        version=round_.version,
    )


def fields_again(round_: Round, generals: Collection[UUID], candidates: Collection[UUID]) -> PlanFields:
    """Give the fields of an earlier round to plan one like it: everything but the day and the cut."""
    again = replace(fields_of(round_, generals, candidates), day=None, cut_id=None, quiet_ok=False, version=1)
    return replace(again, like=round_.id)


def fields_sent(form: RoundForm) -> PlanFields:
    """Give the fields as they were sent, to show a form that was refused."""
    chosen = {"generals": frozenset(form.generals), "candidates": frozenset(form.candidates)}
    return PlanFields(**{**form.model_dump(), **chosen})


class AnswerForm(BaseModel):
    """A yes to coming as one who was asked, with wishes; `named`: by name on the round's public page."""

    stair_free: bool = False
    short_walk: bool = False
    named: bool = False


class PlaceForm(BaseModel):
    """Where one person walks: in a team, in a new team (`new`), or in none yet (empty)."""

    sign_up_id: UUID
    team: str = Field(default="", max_length=36)


class SeriesForm(BaseModel):
    """For how many weeks a round is repeated."""

    weeks: int = Field(ge=1, le=MOST_WEEKS)


class SeriesCancellationForm(BaseModel):
    """Which rounds of a series are called off together."""

    rounds: set[UUID] = set()


class NumberForm(Trimmed):
    """The number that a general's own teams ring; empty takes it away."""

    phone: str = Field(default="", max_length=20, pattern=r"^[+0-9 ]*$")


class TeamGeneralForm(BaseModel):
    """Which of the round's generals leads a team."""

    person_id: UUID


class LockForm(BaseModel):
    """Whether a team stays as it is when teams are made anew."""

    locked: bool


class AbsenceForm(BaseModel):
    """Whether somebody has not turned up; false puts them back."""

    absent: bool


class TeamCountForm(BaseModel):
    """How many teams stand at the meeting point."""

    teams: int = Field(ge=1, le=MOST_PLACES)


class TeamRouteForm(BaseModel):
    """Which walk route a team takes; none when empty."""

    walk_route_id: UUID | None = None


class CutChoiceForm(BaseModel):
    """Which cut the round's walk routes come from."""

    cut_id: UUID


class PeriodForm(Trimmed):
    """When something of a season is used; a day left empty is the season's own."""

    used_from: Day = None
    used_until: Day = None


class PointsForm(PeriodForm):
    """Talking points in one language; empty takes them away."""

    language: Spoken
    text: str = Field(default="", max_length=4000)


class CandidateForm(PeriodForm):
    """A candidate's card: new, or the one named; a file field left empty keeps the picture."""

    candidate_id: UUID | None = None
    name: str = Field(min_length=1, max_length=80)
    text: str = Field(min_length=1, max_length=400)
    picture: UploadFile | None = None


class SeasonForm(Trimmed):
    name: str = Field(min_length=1, max_length=60)
    purpose: str = Field(default="", max_length=200)
    starts_on: date
    ends_on: date
