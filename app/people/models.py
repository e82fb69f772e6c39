"""People who have told us who they are, and how they come in."""

import enum
from datetime import date, datetime
from uuid import UUID, uuid4

from sqlalchemy import Column
from sqlmodel import Field, SQLModel

from app.db import Sealed, Utc, text_enum


class Role(enum.StrEnum):
    VOLUNTEER = "volunteer"
    GENERAL = "general"
    COMMITTEE = "committee"
    BOARD = "board"


class Level(enum.StrEnum):
    """The ladder; `training` writes it."""

    NEW = "new"
    EXPERIENCED = "experienced"
    IN_TRAINING = "in_training"
    GENERAL = "general"


class Person(SQLModel, table=True):
    """`candidate` and `councillor`: the board has noted it, so that who plans a round can ask them along."""

    id: UUID = Field(default_factory=uuid4, primary_key=True)
    name: str = Field(sa_column=Column(Sealed("person.name"), nullable=False))
    email: str | None = Field(default=None, sa_column=Column(Sealed("person.email")))
    phone: str | None = Field(default=None, sa_column=Column(Sealed("person.phone")))
    email_index: str | None = Field(default=None, unique=True, max_length=64)
    phone_index: str | None = Field(default=None, unique=True, max_length=64)
    level: Level = Field(default=Level.NEW, sa_column=Column(text_enum(Level), nullable=False))
    under_18: bool = False
    candidate: bool = False
    councillor: bool = False
    consent: str = ""
    consented_at: datetime | None = Field(default=None, sa_type=Utc)
    keep_until: date
    asked_in: int | None = None

    @property
    def is_known_again(self) -> bool:
        """Tell whether a second sign-up finds this person: somebody who left only a name becomes another."""
        return bool(self.email_index or self.phone_index)


class PersonRole(SQLModel, table=True):
    __tablename__ = "person_role"

    person_id: UUID = Field(foreign_key="person.id", primary_key=True, ondelete="CASCADE")
    role: Role = Field(sa_column=Column(text_enum(Role), primary_key=True))


class Invitation(SQLModel, table=True):
    """A link that lets somebody in once, with a role; only the token's hash is kept."""

    token_digest: str = Field(primary_key=True, max_length=64)
    person_id: UUID = Field(foreign_key="person.id", ondelete="CASCADE")
    expires_at: datetime = Field(sa_type=Utc)
    used_at: datetime | None = Field(default=None, sa_type=Utc)


class SignInCode(SQLModel, table=True):
    """An eight-digit code sent by e-mail; a second request replaces the first."""

    __tablename__ = "sign_in_code"

    email_index: str = Field(primary_key=True, max_length=64)
    code_digest: str = Field(max_length=64)
    expires_at: datetime = Field(sa_type=Utc)
    tries: int = 0


class LoginSession(SQLModel, table=True):
    __tablename__ = "login_session"

    token_digest: str = Field(primary_key=True, max_length=64)
    person_id: UUID = Field(foreign_key="person.id", index=True, ondelete="CASCADE")
    expires_at: datetime = Field(sa_type=Utc)


class AuditEntry(SQLModel, table=True):
    """Who did what to which thing; never what it said."""

    __tablename__ = "audit_entry"

    id: UUID = Field(default_factory=uuid4, primary_key=True)
    at: datetime = Field(sa_type=Utc, index=True)
    actor_id: UUID | None = None
    deed: str = Field(max_length=60)
    thing: str = Field(max_length=80)
