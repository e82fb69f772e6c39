"""Reads about courses."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlmodel import Session, col, func, select

from app.lookup import row_of
from app.training.models import Attendance, Course


@dataclass(frozen=True)
class CourseLine:
    """A course and how many came."""

    course: Course
    attended: int


def courses(session: Session) -> list[CourseLine]:
    """List the courses, the newest first."""
    counted = (
        select(Course, func.count(col(Attendance.person_id)))
        .join(Attendance, col(Attendance.course_id) == Course.id, isouter=True)
        .group_by(col(Course.id))
        .order_by(col(Course.on).desc(), col(Course.name))
    )
    return [CourseLine(course, attended) for course, attended in session.exec(counted).all()]


def access_course(session: Session, course_id: UUID) -> Course:
    """Give a course; courses are not private, who attended is: the view's policy lets leaders in only.

    Raises
    ------
    NotFoundError
        There is no such course.
    """
    return row_of(session, Course, course_id)


def attendance(session: Session, course_id: UUID) -> set[UUID]:
    """Give who was at a course."""
    return set(session.exec(select(Attendance.person_id).where(Attendance.course_id == course_id)).all())


def courses_attended(session: Session, person_id: UUID) -> Sequence[Course]:
    """List the courses that a person was at."""
    query = select(Course).join(Attendance, col(Attendance.course_id) == Course.id)
    return session.exec(query.where(Attendance.person_id == person_id).order_by(col(Course.on))).all()
