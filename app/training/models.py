"""Courses in direct voter contact, and the ladder to becoming a general."""

import enum
from datetime import date, datetime, time
from uuid import UUID, uuid4

from sqlalchemy import Column
from sqlmodel import Field, SQLModel, UniqueConstraint

from app.db import Utc, text_enum


class CourseStatus(enum.StrEnum):
    PLANNED = "planned"
    HELD = "held"
    CANCELLED = "cancelled"


class Course(SQLModel, table=True):
    """A course on a day, by Norwegian clocks; those entered without a clock last the whole day."""

    id: UUID = Field(default_factory=uuid4, primary_key=True)
    name: str = Field(max_length=80)
    on: date
    starts: time | None = None
    ends: time | None = None
    place: str = Field(default="", max_length=120)
    status: CourseStatus = Field(
        default=CourseStatus.PLANNED, sa_column=Column(text_enum(CourseStatus), nullable=False)
    )


class Attendance(SQLModel, table=True):
    course_id: UUID = Field(foreign_key="course.id", primary_key=True, ondelete="CASCADE")
    person_id: UUID = Field(foreign_key="person.id", primary_key=True, ondelete="CASCADE")


class CourseSignUp(SQLModel, table=True):
    """That somebody means to come to a course; who came is `Attendance`."""

    __tablename__ = "course_sign_up"

    course_id: UUID = Field(foreign_key="course.id", primary_key=True, ondelete="CASCADE")
    person_id: UUID = Field(foreign_key="person.id", primary_key=True, ondelete="CASCADE")


class CourseFile(SQLModel, table=True):
    """Material of a course; small, so it lies in the database with the rest and comes along in backups."""

    __tablename__ = "course_file"

    id: UUID = Field(default_factory=uuid4, primary_key=True)
    course_id: UUID = Field(foreign_key="course.id", index=True, ondelete="CASCADE")
    name: str = Field(max_length=120)
    size: int
    content: bytes


class LadderRules(SQLModel, table=True):
    """What each step asks for, as the board has set it: one row, or none while nobody has changed it."""

    __tablename__ = "ladder_rules"

    id: int = Field(default=1, primary_key=True)
    rounds_to_experienced: int = 2
    rounds_to_training: int = 4
    course_to_training: bool = True
    rounds_beside: int = 1


class Recommendation(SQLModel, table=True):
    """That a general thinks somebody in training can lead alone; gone when they are appointed.

    It stays when the general who gave it is forgotten.
    """

    __table_args__ = (UniqueConstraint("person_id", "by_id"),)

    id: UUID = Field(default_factory=uuid4, primary_key=True)
    person_id: UUID = Field(foreign_key="person.id", index=True, ondelete="CASCADE")
    by_id: UUID | None = Field(default=None, foreign_key="person.id", ondelete="SET NULL")
    at: datetime = Field(sa_type=Utc)
