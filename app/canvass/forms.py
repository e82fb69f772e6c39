"""What the phone sends and gets. Items are read one by one, so that a bad one does not stop the others."""

from typing import Annotated, Self
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field, JsonValue, model_validator

from app.canvass.models import DoorMark, ReportKind
from app.districts.models import FactKind

LARGEST_ID = 2**31 - 1
MOST_TURNS = 1_000_000
"""A phone cannot count so high that the general's own number has no room."""
MOST_PEOPLE = 50
Count = Annotated[int, Field(ge=0, le=5000)]


class JoinForm(BaseModel):
    """What a phone sends with the team's code: its sending token, or what it copied for its home screen."""

    sending_token: str = ""
    same_phone: str = ""


class DoorEventForm(BaseModel):
    """One event on one door, and never what was said there."""

    model_config = ConfigDict(extra="forbid")

    id: UUID
    door: int = Field(gt=0, le=LARGEST_ID)
    mark: DoorMark
    undoes: UUID | None = None

    @model_validator(mode="after")
    def _undoes_when_open(self) -> Self:
        if (self.mark == DoorMark.OPEN) != (self.undoes is not None):
            raise ValueError("«open» names the event that it takes back, the other marks name none")
        return self


class DoorEventBatch(BaseModel):
    model_config = ConfigDict(extra="forbid")

    events: list[JsonValue]


class ReportForm(BaseModel):
    """One fact or report about a place on the route; no door is named, and no outcome.

    `undoes` names a report that the same phone takes back.
    """

    model_config = ConfigDict(extra="forbid")

    id: UUID
    address: int = Field(gt=0, le=LARGEST_ID)
    kind: FactKind | ReportKind
    holds: bool = True
    undoes: UUID | None = None


class ReportBatch(BaseModel):
    model_config = ConfigDict(extra="forbid")

    reports: list[JsonValue]


class TallyForm(BaseModel):
    """One phone's running totals on a route; no door is named."""

    model_config = ConfigDict(extra="forbid")

    id: UUID
    seq: int = Field(ge=1, le=LARGEST_ID)
    nobody_home: Count
    talked: Count
    no_thanks: Count
    no_access: Count


class NoteForm(BaseModel):
    """What somebody was concerned about; `seq` is how often it was mended. Without text it is taken back."""

    model_config = ConfigDict(extra="forbid")

    id: UUID
    seq: int = Field(default=0, ge=0, le=LARGEST_ID)
    theme_id: UUID | None = None
    text: str | None


class BackLine(BaseModel):
    """What a phone says of one person: back or not, and the number that tells what is newest."""

    id: UUID
    back: bool
    seq: int = Field(ge=0, le=MOST_TURNS)


class BackForm(BaseModel):
    """Who is back; without `people` it is said of the whole team."""

    back: bool
    people: list[BackLine] = Field(default=[], max_length=MOST_PEOPLE)


class TickForm(BaseModel):
    """What the general says of a team, or of one person in it."""

    back: bool
    sign_up_id: UUID | None = None


class HelpForm(BaseModel):
    """A team asks for its general, or takes it back; how long ago, as the phone counts."""

    model_config = ConfigDict(extra="forbid")

    id: UUID
    wanted: bool
    seconds: int = Field(ge=0, le=LARGEST_ID)


class HalfForm(BaseModel):
    """Which half of its route a phone takes; none when the team walks it together."""

    half: int | None = Field(default=None, ge=0, le=1)


class PaperForm(BaseModel):
    """A team's totals, typed in from its walk sheet."""

    nobody_home: Count = 0
    talked: Count = 0
    no_thanks: Count = 0
    no_access: Count = 0


class PaperGridForm(BaseModel):
    """The totals of several teams as they stand in the grid: the same place in each list is one team."""

    assignment_id: list[UUID] = []
    nobody_home: list[Count] = []
    talked: list[Count] = []
    no_thanks: list[Count] = []
    no_access: list[Count] = []

    @model_validator(mode="after")
    def _as_long(self) -> Self:
        self.rows()  # raises ValueError unless every team has a number in every column
        return self

    def rows(self) -> list[tuple[UUID, PaperForm]]:
        """Give each team's totals."""
        counts = (self.nobody_home, self.talked, self.no_thanks, self.no_access)
        return [
            (row, PaperForm(nobody_home=home, talked=talked, no_thanks=thanks, no_access=access))
            for row, home, talked, thanks, access in zip(self.assignment_id, *counts, strict=True)
        ]


class Refused(BaseModel):
    """An item that was not stored, and what to do; `id` is empty when it could not be read."""

    id: str
    sentence: str


class Receipt(BaseModel):
    """The phone forgets an item only when it stands in `stored`."""

    stored: list[UUID] = []
    refused: list[Refused] = []


class RollLine(BaseModel):
    """One of the team as its phones see them; the key is made for this route and leads nowhere else."""

    id: UUID
    name: str
    back: bool
    seq: int


class RollCall(Receipt):
    """Who is back, as it counts now."""

    people: list[RollLine]


class DoorLine(BaseModel):
    id: int
    floor: str
    label: str


class StopSheet(BaseModel):
    seq: int
    address: int
    street: str
    number: str
    lat: float
    lon: float
    stand_in: bool
    do_not_visit: bool
    facts: list[FactKind]
    doors: list[DoorLine]


class ThemeLine(BaseModel):
    id: UUID
    name: str


class PlaceNames(BaseModel):
    """What the phone's screening knows of the district; the same as on the server."""

    streets: list[str]
    words: list[str]


class PointsLine(BaseModel):
    """What to talk about in one language, named as those who speak it do."""

    language: str
    name: str
    text: str


class CandidateLine(BaseModel):
    name: str
    text: str
    picture: str


class Ending(BaseModel):
    """Whether a round is over, held or called off; `too_late` when nothing of it is taken any more."""

    is_over: bool
    cancelled: bool
    too_late: bool


class RouteSheet(BaseModel):
    """Everything a phone needs for a route, in one answer that it keeps."""

    assignment: UUID
    is_over: bool = False
    quiet: tuple[str, str] | None = None
    cancelled: bool = False
    district: str
    route: str
    colour: str
    team: int
    back: bool
    people: list[RollLine]
    minutes: float
    starts_at: str
    ends_at: str
    meeting_place: str
    meeting: tuple[float, float] | None
    gathering: str
    contact: str
    phone: str
    talking_points: str
    points: list[PointsLine]
    candidates: list[CandidateLine]
    note_token: str
    sending_token: str
    handover_key: str
    themes: list[ThemeLine]
    place: PlaceNames
    path: list[tuple[float, float]]
    stops: list[StopSheet]
    has_map: bool


class Marks(BaseModel):
    """Doors done and to come back to, the halves that other phones take, and when nobody knocks: `quiet`.

    `next` names the next route, `next_assignment` opens it; `help` is nothing, `asked` or `handled`.
    """

    done: list[int]
    come_back: list[int]
    others: list[int]
    is_over: bool
    cancelled: bool
    next: str
    next_assignment: str
    phone: str
    help: str
    quiet: tuple[str, str] | None


class NextRouteForm(BaseModel):
    """The route that a team goes on to."""

    walk_route_id: UUID
