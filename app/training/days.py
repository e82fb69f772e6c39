"""Courses in calendars: one to take along, and those that somebody has signed up for in their own feed."""

from uuid import UUID

from sqlmodel import Session, col, select

from app.rounds.calendar import Happening
from app.training.models import Course, CourseSignUp, CourseStatus


def course_day(course: Course) -> Happening:
    """Give a course as it stands in a calendar."""
    off = course.status == CourseStatus.CANCELLED
    return Happening(
        str(course.id), course.name, course.on, None, course.starts, course.ends, course.place, off
    )


def own_course_days(session: Session, person_id: UUID) -> list[Happening]:
    """Give the courses that a person has signed up for, for their own calendar."""
    query = select(Course).join(CourseSignUp).where(CourseSignUp.person_id == person_id)
    return [course_day(course) for course in session.exec(query.order_by(col(Course.on))).all()]
