"""District branches: a group of people and districts, with rounds and a goal of its own."""

from uuid import UUID, uuid4

from sqlmodel import Field, SQLModel


class Branch(SQLModel, table=True):
    """A district branch; its rounds are those in its districts."""

    id: UUID = Field(default_factory=uuid4, primary_key=True)
    name: str = Field(max_length=60, unique=True)
    goal_rounds: int


class BranchDistrict(SQLModel, table=True):
    """A district is in one branch at most: a round counts in one place."""

    __tablename__ = "branch_district"

    district_id: UUID = Field(foreign_key="district.id", primary_key=True, ondelete="CASCADE")
    branch_id: UUID = Field(foreign_key="branch.id", index=True, ondelete="CASCADE")


class BranchMember(SQLModel, table=True):
    """Somebody is in one branch at most; gone with the person."""

    __tablename__ = "branch_member"

    person_id: UUID = Field(foreign_key="person.id", primary_key=True, ondelete="CASCADE")
    branch_id: UUID = Field(foreign_key="branch.id", index=True, ondelete="CASCADE")
