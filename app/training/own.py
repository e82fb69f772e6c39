"""What training keeps about a person, for themselves: recommendations got and given, courses ahead."""

from uuid import UUID

from sqlmodel import Session, col, or_, select

from app.training.models import Course, CourseSignUp, Recommendation


def recommendations(session: Session, person_id: UUID) -> list[str]:
    """Say when a person was recommended, and when they recommended somebody; the other is not named."""
    mine = or_(Recommendation.person_id == person_id, Recommendation.by_id == person_id)
    found = session.exec(select(Recommendation).where(mine).order_by(col(Recommendation.at))).all()
    return [f"{each.at.date()} {'got' if each.person_id == person_id else 'gave'}" for each in found]


def course_sign_ups(session: Session, person_id: UUID) -> list[str]:
    """Name the courses that a person has signed up for."""
    query = select(Course).join(CourseSignUp).where(CourseSignUp.person_id == person_id)
    return [f"{course.on} {course.name}" for course in session.exec(query.order_by(col(Course.on))).all()]
