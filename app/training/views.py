"""Courses: plan, tick off who came, note that it was held."""

from typing import Annotated, Literal
from uuid import UUID

from fastapi import APIRouter, Form, Query, Request
from starlette.responses import Response

from app.db import SessionDep
from app.language import _, today
from app.listing import SearchQuery, named_like
from app.people.access import Actor, BoardDep, SignedInDep
from app.people.models import Role
from app.people.queries import people_to_tick
from app.training import actions, coming, queries
from app.training.forms import AttendanceForm, CourseForm
from app.web import page, redirect

router = APIRouter(prefix="/courses")


@router.get("")
def list_courses(
    request: Request,
    actor: SignedInDep,
    session: SessionDep,
    q: SearchQuery = "",
    sort: Literal["newest", "name"] = "newest",
) -> Response:
    every = queries.courses(session)
    lines = named_like(every, q, lambda line: f"{line.course.name} {line.course.place}")
    if sort == "name":
        lines.sort(key=lambda line: line.course.name.casefold())
    mine = coming.courses_of(session, actor.person_id)
    open_to = [line.course.id for line in lines if _may_read(actor, line.course.id, mine)]
    return page(
        request,
        "training/courses.html",
        lines=lines,
        every=every,
        q=q,
        sort=sort,
        mine=mine,
        coming=coming.coming_to(session),
        files=coming.files_of(session, open_to),
        today=today(),
        year=today().year,
    )


def _may_read(actor: Actor, course_id: UUID, mine: set[UUID]) -> bool:
    return course_id in mine or actor.holds(Role.GENERAL, Role.BOARD)


@router.post("")
def plan_course(actor: BoardDep, session: SessionDep, form: Annotated[CourseForm, Form()]) -> Response:
    course = actions.plan_course(session, actor, form)
    return redirect(f"/courses/{course.id}", _("Kurset er lagt inn."))


@router.get("/{course_id}")
def show_course(
    request: Request,
    _actor: BoardDep,
    session: SessionDep,
    course_id: UUID,
    q: Annotated[str, Query(max_length=80)] = "",
) -> Response:
    course = queries.access_course(session, course_id)
    came = queries.attendance(session, course_id)
    signed_up = coming.signed_up(session, course_id)
    return page(
        request,
        "training/course.html",
        course=course,
        people=people_to_tick(session, came | signed_up, q),
        signed_up=signed_up,
        files=coming.files_of(session, [course_id]).get(course_id, []),
        q=q,
        came=came,
        ahead=course.on > today(),
    )


@router.post("/{course_id}")
def change_course(
    _actor: BoardDep, session: SessionDep, course_id: UUID, form: Annotated[CourseForm, Form()]
) -> Response:
    actions.change_course(queries.access_course(session, course_id), form)
    return redirect(f"/courses/{course_id}", _("Endringene er lagret."))


@router.post("/{course_id}/attendance")
def set_attendance(
    _actor: BoardDep, session: SessionDep, course_id: UUID, form: Annotated[AttendanceForm, Form()]
) -> Response:
    actions.set_attendance(session, queries.access_course(session, course_id), form.people)
    return redirect(f"/courses/{course_id}", _("Oppmøtet er lagret."))


@router.post("/{course_id}/completion")
def hold_course(actor: BoardDep, session: SessionDep, course_id: UUID) -> Response:
    actions.hold_course(session, actor, queries.access_course(session, course_id))
    return redirect("/courses", _("Kurset er holdt og teller med i året."))


@router.post("/{course_id}/cancellation")
def cancel_course(actor: BoardDep, session: SessionDep, course_id: UUID) -> Response:
    actions.cancel_course(session, actor, queries.access_course(session, course_id))
    return redirect("/courses", _("Kurset er avlyst."))
