"""Writes about courses."""

from uuid import UUID

from sqlmodel import Session, col, delete, select

from app.errors import ConflictError, InvalidError
from app.language import N_, today
from app.people.access import Actor
from app.people.actions import record
from app.people.models import Person
from app.rounds.schedule import moment_at
from app.training.forms import CourseForm
from app.training.models import Attendance, Course, CourseStatus


class CourseAheadError(InvalidError):
    sentence = N_("Kurset er ikke holdt ennå. Sett det som holdt når dagen er kommet.")


class NobodyCameError(InvalidError):
    sentence = N_("Kryss av hvem som var der først. Et kurs uten deltakere teller ikke.")


class CourseClockError(InvalidError):
    sentence = N_("Kurset slutter før det begynner. Sett et klokkeslett som er senere.")


class CourseOverError(ConflictError):
    sentence = N_("Kurset er holdt eller avlyst, så det kan ikke endres mer.")


def plan_course(session: Session, actor: Actor, form: CourseForm) -> Course:
    """Plan a course, or enter one that was held: the date may have passed. For the board.

    Raises
    ------
    CourseClockError, ClockGapError
        As their sentences say.
    """
    course = Course(**_checked(form).model_dump())
    session.add(course)
    session.flush()
    record(session, actor, "course planned", f"course {course.id}")
    return course


def change_course(course: Course, form: CourseForm) -> None:
    """Change a planned course.

    Raises
    ------
    CourseOverError
        It is held or cancelled.
    CourseClockError, ClockGapError
        As their sentences say.
    """
    _check_planned(course)
    course.sqlmodel_update(_checked(form).model_dump())


def _checked(form: CourseForm) -> CourseForm:
    if form.ends and (form.starts is None or form.ends <= form.starts):
        raise CourseClockError
    for clock in filter(None, (form.starts, form.ends)):
        moment_at(form.on, clock)
    return form


def _check_planned(course: Course) -> None:
    if course.status != CourseStatus.PLANNED:
        raise CourseOverError


def set_attendance(session: Session, course: Course, person_ids: set[UUID]) -> None:
    """Set exactly who was at a course; unknown people are passed over. Safe to repeat.

    Raises
    ------
    CourseOverError
        It is held or cancelled.
    """
    _check_planned(course)
    session.exec(delete(Attendance).where(col(Attendance.course_id) == course.id))
    known = session.exec(select(Person.id).where(col(Person.id).in_(person_ids))).all()
    session.add_all(Attendance(course_id=course.id, person_id=person_id) for person_id in known)
    session.flush()


def hold_course(session: Session, actor: Actor, course: Course) -> None:
    """Note that a course was held, which makes it count; safe to repeat.

    Raises
    ------
    CourseAheadError, NobodyCameError
        As their sentences say.
    CourseOverError
        It is cancelled.
    """
    if course.status == CourseStatus.HELD:
        return
    _check_planned(course)
    if course.on > today():
        raise CourseAheadError
    if session.exec(select(Attendance).where(Attendance.course_id == course.id)).first() is None:
        raise NobodyCameError
    course.status = CourseStatus.HELD
    record(session, actor, "course held", f"course {course.id}")


def cancel_course(session: Session, actor: Actor, course: Course) -> None:
    """Call a course off; safe to repeat.

    Raises
    ------
    CourseOverError
        It is already held.
    """
    if course.status == CourseStatus.CANCELLED:
        return
    _check_planned(course)
    course.status = CourseStatus.CANCELLED
    record(session, actor, "course cancelled", f"course {course.id}")
