"""Who means to come to a course, and its material for them: sign up, upload, download."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import PurePath
from uuid import UUID

from sqlmodel import Session, col, delete, func, select

from app.db import insert_once
from app.errors import ConflictError, InvalidError, NotFoundError
from app.language import N_, today
from app.lookup import row_of
from app.people.access import Actor
from app.people.actions import record
from app.people.models import Role
from app.training.actions import CourseOverError
from app.training.models import Attendance, Course, CourseFile, CourseSignUp, CourseStatus

MOST_FILES = 10
MOST_BYTES = 8_000_000
NAME_LENGTH = 120
KINDS = {
    ".pdf": (b"%PDF-", "application/pdf"),
    ".png": (b"\x89PNG\r\n\x1a\n", "image/png"),
    ".jpg": (b"\xff\xd8\xff", "image/jpeg"),
    ".pptx": (b"PK\x03\x04", "application/vnd.openxmlformats-officedocument.presentationml.presentation"),
    ".docx": (b"PK\x03\x04", "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
    ".odp": (b"PK\x03\x04", "application/vnd.oasis.opendocument.presentation"),
    ".odt": (b"PK\x03\x04", "application/vnd.oasis.opendocument.text"),
}
"""By ending: how such a file begins, and what it is called when it is sent. Nothing that a browser runs."""


class FileKindError(InvalidError):
    sentence = N_("Filen må være PDF, PNG, JPG, PPTX, DOCX, ODP eller ODT. Lagre den som PDF og prøv igjen.")


class FileSizeError(InvalidError):
    sentence = N_("Filen er tom eller større enn {most} MB. Gjør den mindre og prøv igjen.")


class ManyFilesError(ConflictError):
    sentence = N_("Et kurs har plass til {most} filer. Fjern en først.")


@dataclass(frozen=True)
class FileLine:
    """A file without its content."""

    id: UUID
    name: str
    size: int


def sign_up_for(session: Session, actor: Actor, course: Course) -> None:
    """Note that the actor means to come; safe to repeat.

    Raises
    ------
    CourseOverError
        It is held, cancelled or was yesterday.
    """
    if course.status != CourseStatus.PLANNED or course.on < today():
        raise CourseOverError
    insert_once(session, CourseSignUp(course_id=course.id, person_id=actor.person_id))


def leave_course(session: Session, actor: Actor, course: Course) -> None:
    """Take the actor off a course; safe to repeat."""
    mine = col(CourseSignUp.person_id) == actor.person_id
    session.exec(delete(CourseSignUp).where(col(CourseSignUp.course_id) == course.id, mine))


def courses_of(session: Session, person_id: UUID) -> set[UUID]:
    """Give the courses that somebody has signed up for."""
    return set(session.exec(select(CourseSignUp.course_id).where(CourseSignUp.person_id == person_id)).all())


def coming_to(session: Session) -> dict[UUID, int]:
    """Count those signed up, by course."""
    query = select(CourseSignUp.course_id, func.count()).group_by(col(CourseSignUp.course_id))
    return dict(session.exec(query).all())


def signed_up(session: Session, course_id: UUID) -> set[UUID]:
    """Give who has signed up for a course; for the board."""
    return set(session.exec(select(CourseSignUp.person_id).where(CourseSignUp.course_id == course_id)).all())


def add_file(session: Session, actor: Actor, course: Course, name: str, content: bytes) -> None:
    """Keep a file with a course. For the board.

    Raises
    ------
    FileKindError, FileSizeError, ManyFilesError
        As their sentences say.
    """
    plain = PurePath(name.replace("\\", "/")).name
    begins = KINDS.get(_ending(plain), (b"", ""))[0]
    if not begins or not content.startswith(begins):
        raise FileKindError
    if len(content) > MOST_BYTES:
        raise FileSizeError(most=MOST_BYTES // 1_000_000)
    if len(files_of(session, [course.id]).get(course.id, [])) >= MOST_FILES:
        raise ManyFilesError(most=MOST_FILES)
    short = PurePath(plain).stem[: NAME_LENGTH - len(_ending(plain))] + _ending(plain)
    session.add(CourseFile(course_id=course.id, name=short, size=len(content), content=content))
    session.flush()
    record(session, actor, "course file added", f"course {course.id}")


def remove_file(session: Session, actor: Actor, course: Course, file_id: UUID) -> None:
    """Take a file away from a course; safe to repeat. For the board."""
    own = col(CourseFile.course_id) == course.id
    session.exec(delete(CourseFile).where(col(CourseFile.id) == file_id, own))
    record(session, actor, "course file removed", f"course {course.id}")


def files_of(session: Session, course_ids: Sequence[UUID]) -> dict[UUID, list[FileLine]]:
    """List the files of some courses, without reading what is in them."""
    query = select(CourseFile.course_id, CourseFile.id, CourseFile.name, CourseFile.size)
    found: dict[UUID, list[FileLine]] = {}
    rows = session.exec(query.where(col(CourseFile.course_id).in_(course_ids)).order_by(col(CourseFile.name)))
    for course_id, id_, name, size in rows.all():
        found.setdefault(course_id, []).append(FileLine(id_, name, size))
    return found


def access_file(session: Session, actor: Actor, course: Course, file_id: UUID) -> CourseFile:
    """Give a file to those who are signed up or were there, to generals and the board.

    Raises
    ------
    NotFoundError
        The course has no such file, or it is for others.
    """
    found = row_of(session, CourseFile, file_id, course_id=course.id)
    key = (course.id, actor.person_id)
    is_on_it = session.get(CourseSignUp, key) or session.get(Attendance, key)
    if not (is_on_it or actor.holds(Role.GENERAL, Role.BOARD)):
        raise NotFoundError
    return found


def media_type(name: str) -> str:
    """Say what a kept file is, by its ending."""
    return KINDS[_ending(name)][1]


def _ending(name: str) -> str:
    ending = PurePath(name).suffix.lower()
    return ".jpg" if ending == ".jpeg" else ending
