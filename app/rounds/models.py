"""An evening's outing: who comes, who walks with whom, and where."""

import enum
from datetime import date, datetime, time
from uuid import UUID, uuid4

from sqlalchemy import CheckConstraint, Column, Text
from sqlmodel import Field, SQLModel, UniqueConstraint

from app.db import Sealed, Utc, text_enum


class RoundStatus(enum.StrEnum):
    """`HELD` counts towards the goal: at least one team walked and the debrief is closed."""

    PLANNED = "planned"
    HELD = "held"
    CANCELLED = "cancelled"


class SignUpStatus(enum.StrEnum):
    """`ASKED` has a place held until the answer. `ABSENT` lasts for the evening, and is not kept after it."""

    ASKED = "asked"
    COMING = "coming"
    WAITING = "waiting"
    CANCELLED = "cancelled"
    ABSENT = "absent"


class RingReason(enum.StrEnum):
    """Why a general should ring somebody who left only a number."""

    GOT_PLACE = "got_place"
    CHANGED = "changed"
    CANCELLED = "cancelled"
    ASKED_OFF = "asked_off"
    ASKED = "asked"


class Season(SQLModel, table=True):
    """A period with a purpose; the year's rounds are held within its weeks."""

    id: UUID = Field(default_factory=uuid4, primary_key=True)
    name: str = Field(max_length=60)
    purpose: str = Field(default="", max_length=200)
    starts_on: date
    ends_on: date


class QuietHours(SQLModel, table=True):
    """When nobody knocks, as the board has set it; one row, and none until then."""

    __tablename__ = "quiet_hours"

    id: int = Field(primary_key=True)
    evening: time
    sundays: bool
    holidays: bool


class MailSwitch(SQLModel, table=True):
    """A kind of mail that the board has read and let go out."""

    __tablename__ = "mail_switch"

    kind: str = Field(primary_key=True, max_length=20)
    approved_at: datetime = Field(sa_type=Utc)


class Round(SQLModel, table=True):
    """`quiet_ok`: the board has decided that it is held in quiet hours."""

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
    phone: str | None = Field(default=None, sa_column=Column(Sealed("round.phone")))
    status: RoundStatus = Field(
        default=RoundStatus.PLANNED, sa_column=Column(text_enum(RoundStatus), nullable=False)
    )
    quiet_ok: bool = False
    note_key: str | None = Field(default=None, max_length=64)
    closed_at: datetime | None = Field(default=None, sa_type=Utc)
    version: int = 1


class FormerSlug(SQLModel, table=True):
    """A public address that a round had before it was moved; posters have it, and it leads to the new one."""

    __tablename__ = "former_slug"

    slug: str = Field(primary_key=True, max_length=40)
    round_id: UUID = Field(foreign_key="round.id", index=True, ondelete="CASCADE")


class RoundGeneral(SQLModel, table=True):
    """Who leads a round. With several one `coordinates`, and each may have a `phone` for their teams."""

    __tablename__ = "round_general"

    round_id: UUID = Field(foreign_key="round.id", primary_key=True, ondelete="CASCADE")
    person_id: UUID = Field(foreign_key="person.id", primary_key=True, ondelete="CASCADE")
    coordinates: bool = False
    phone: str | None = Field(default=None, sa_column=Column(Sealed("round_general.phone")))


class TalkingPoints(SQLModel, table=True):
    """What to talk about, in one language, for a round or for every round of a season.

    A season's can be used in a part of it only, from and until these days; none: all of it.
    """

    __tablename__ = "talking_points"
    __table_args__ = (
        UniqueConstraint("round_id", "language"),
        UniqueConstraint("season_id", "language"),
        CheckConstraint("(round_id IS NULL) <> (season_id IS NULL)", name="one_place"),
    )

    id: UUID = Field(default_factory=uuid4, primary_key=True)
    round_id: UUID | None = Field(default=None, foreign_key="round.id", ondelete="CASCADE")
    season_id: UUID | None = Field(default=None, foreign_key="season.id", ondelete="CASCADE")
    language: str = Field(max_length=3)
    text: str = Field(default="", sa_type=Text)
    used_from: date | None = None
    used_until: date | None = None


class Candidate(SQLModel, table=True):
    """A candidate's card for the door, in a round or in a season's rounds between two days; gone after it."""

    __table_args__ = (CheckConstraint("(round_id IS NULL) <> (season_id IS NULL)", name="one_place"),)

    id: UUID = Field(default_factory=uuid4, primary_key=True)
    round_id: UUID | None = Field(default=None, foreign_key="round.id", index=True, ondelete="CASCADE")
    season_id: UUID | None = Field(default=None, foreign_key="season.id", index=True, ondelete="CASCADE")
    name: str = Field(max_length=80)
    text: str = Field(default="", max_length=400)
    picture: bytes | None = None
    used_from: date | None = None
    used_until: date | None = None


class SignUp(SQLModel, table=True):
    """One person coming to one round. `stair_free` is a wish without a reason, cleared at close.

    `short_walk` is such a wish too. `friends` is a keyed hash of the word that friends agreed on: equal for
    those who asked for each other, and saying nothing else. `under_18` is ticked in the form that made the
    sign-up; the person's own is set only where the form made the person too. All four are cleared at close.
    `candidate` and `councillor` are ticked by the person, or known of them. `named`: who was asked along
    said yes to standing by name on the round's public page, until they take it back or the round is over.

    `to_ring` is set when there is news and no e-mail to send it to, until the general has rung. `changes`
    counts how often the status has changed, for calendars: what they hear of last must be numbered highest.
    """

    __tablename__ = "sign_up"
    __table_args__ = (UniqueConstraint("round_id", "person_id"),)

    id: UUID = Field(default_factory=uuid4, primary_key=True)
    round_id: UUID = Field(foreign_key="round.id", index=True, ondelete="CASCADE")
    person_id: UUID = Field(foreign_key="person.id", index=True, ondelete="CASCADE")
    status: SignUpStatus = Field(
        default=SignUpStatus.COMING, sa_column=Column(text_enum(SignUpStatus), nullable=False)
    )
    stair_free: bool = False
    short_walk: bool = False
    friends: str = Field(default="", max_length=64)
    under_18: bool = False
    candidate: bool = False
    councillor: bool = False
    named: bool = False
    consent: str = Field(default="", max_length=400)
    to_ring: RingReason | None = Field(default=None, sa_column=Column(text_enum(RingReason)))
    made_at: datetime = Field(sa_type=Utc)
    changes: int = 0


class SignUpLink(SQLModel, table=True):
    """A personal link to a sign-up; every submission gets its own.

    `proven`: made together with the sign-up or mailed to its address, so it shows and cancels the real one.
    The others come from forms that repeat somebody's contact. They behave alike to whoever holds them, but
    show only what that form was `told` and cancel nothing, so that a borrowed contact teaches nothing.
    `since` is how often the sign-up had changed when the link was made: its calendar counts from there, so
    that its number does not tell of what was before.
    """

    __tablename__ = "sign_up_link"

    id: UUID = Field(default_factory=uuid4, primary_key=True)
    sign_up_id: UUID = Field(foreign_key="sign_up.id", index=True, ondelete="CASCADE")
    proven: bool
    told: SignUpStatus = Field(sa_column=Column(text_enum(SignUpStatus), nullable=False))
    since: int = 0


class Team(SQLModel, table=True):
    """People who walk together; a `locked` one stays when teams are made anew.

    `back_at` and `back_seq` are its roll call when it has no members listed; else each member has their own.
    `general_id` leads it when the round has several generals; without one the coordinating general does.
    """

    id: UUID = Field(default_factory=uuid4, primary_key=True)
    round_id: UUID = Field(foreign_key="round.id", index=True, ondelete="CASCADE")
    number: int
    locked: bool = False
    general_id: UUID | None = Field(default=None, foreign_key="person.id", index=True, ondelete="SET NULL")
    back_at: datetime | None = Field(default=None, sa_type=Utc)
    back_seq: int = 0


class TeamMember(SQLModel, table=True):
    """One person in a team. `back_at`: when they were back, to ten minutes; the highest `back_seq` wins."""

    __tablename__ = "team_member"

    sign_up_id: UUID = Field(foreign_key="sign_up.id", primary_key=True, ondelete="CASCADE")
    team_id: UUID = Field(foreign_key="team.id", index=True, ondelete="CASCADE")
    back_at: datetime | None = Field(default=None, sa_type=Utc)
    back_seq: int = 0


class Assignment(SQLModel, table=True):
    """A team walks a walk route, which no other team has in this round. Raise `generation`: old links die.

    A team that is done early gets another route: `turn` counts them, and the highest is where it is now.
    """

    __table_args__ = (UniqueConstraint("round_id", "walk_route_id"),)

    id: UUID = Field(default_factory=uuid4, primary_key=True)
    round_id: UUID = Field(foreign_key="round.id", index=True, ondelete="CASCADE")
    team_id: UUID = Field(foreign_key="team.id", index=True, ondelete="CASCADE")
    walk_route_id: UUID = Field(foreign_key="walk_route.id", index=True)
    generation: int = 1
    turn: int = 1
