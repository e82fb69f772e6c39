"""Courses in direct voter contact."""

import enum
from datetime import date
from uuid import UUID, uuid4

from sqlalchemy import Column
from sqlmodel import Field, SQLModel

from app.db import text_enum


class CourseStatus(enum.StrEnum):
    PLANNED = "planned"
    HELD = "held"
    CANCELLED = "cancelled"


class Course(SQLModel, table=True):
    id: UUID = Field(default_factory=uuid4, primary_key=True)
    name: str = Field(max_length=80)
    on: date
    place: str = Field(default="", max_length=120)
    status: CourseStatus = Field(
        default=CourseStatus.PLANNED, sa_column=Column(text_enum(CourseStatus), nullable=False)
    )


class Attendance(SQLModel, table=True):
    course_id: UUID = Field(foreign_key="course.id", primary_key=True, ondelete="CASCADE")
    person_id: UUID = Field(foreign_key="person.id", primary_key=True, ondelete="CASCADE")
