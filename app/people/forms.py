"""What comes in about people."""

from pydantic import BaseModel, Field

from app.people.models import Level, Role


class SignInForm(BaseModel):
    email: str = Field(max_length=200)
    next: str = "/"


class CodeForm(BaseModel):
    email: str = Field(max_length=200)
    code: str = Field(max_length=20)
    next: str = "/"


class PersonForm(BaseModel):
    name: str = Field(min_length=1, max_length=80)
    contact: str = Field(max_length=200)
    roles: set[Role] = set()


class RolesForm(BaseModel):
    roles: set[Role] = set()
    level: Level = Level.NEW
    under_18: bool = False
    candidate: bool = False
    councillor: bool = False
