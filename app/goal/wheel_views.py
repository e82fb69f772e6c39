"""The annual wheel: to read for everybody signed in, to keep for the board, to print on one sheet."""

from itertools import groupby
from typing import Annotated, Literal
from uuid import UUID

from fastapi import APIRouter, Form, Query, Request
from starlette.responses import Response

from app.db import SessionDep
from app.goal import dates
from app.goal.forms import DateForm
from app.goal.models import ChapterDate
from app.goal.queries import Year, check_near, year_page
from app.goal.wheel import DayKind, WheelDay, search_days, wheel_days
from app.goal.wheel_drawing import draw_wheel
from app.goal.wheel_paper import KIND_HEADINGS, print_wheel
from app.goal.year_feed import year_calendar, year_feed_url
from app.language import _, day, today
from app.listing import SearchQuery
from app.people.access import AnyoneDep, BoardDep, SignedInDep
from app.people.models import Role
from app.web import page, redirect

router = APIRouter()
YearQuery = Annotated[int | None, Query(ge=2000, le=2200)]
Sorting = Literal["day", "kind"]


@router.get("/goal/wheel")
def show_wheel(
    request: Request,
    *,
    actor: SignedInDep,
    session: SessionDep,
    year: YearQuery = None,
    q: SearchQuery = "",
    sort: Sorting = "day",
) -> Response:
    shown = year_page(session, check_near(year or today().year))
    days = wheel_days(session, shown)
    return page(
        request,
        "goal/wheel.html",
        year=shown,
        drawing=draw_wheel(shown, days),
        groups=_grouped(shown, search_days(days, q), sort),
        has_own=any(each.own for each in days),
        follow=year_feed_url(actor.person_id) if actor.holds(Role.BOARD) else "",
        q=q,
        sort=sort,
    )


def _grouped(year: Year, days: list[WheelDay], sort: Sorting) -> list[tuple[str, list[WheelDay]]]:
    """Put days under their month, or under what they are; what began last year stands in January."""
    if sort == "kind":
        found = [(_(KIND_HEADINGS[kind]), [each for each in days if each.kind == kind]) for kind in DayKind]
        return [(heading, of_kind) for heading, of_kind in found if of_kind]
    months = groupby(days, key=lambda each: each.on.month if each.on.year == year.year else 1)
    firsts = [(year.months[number - 1].first, list(found)) for number, found in months]
    return [(day(first, "MMMM").capitalize(), found) for first, found in firsts]


@router.get("/goal/wheel.pdf")
def print_year(_actor: SignedInDep, session: SessionDep, year: YearQuery = None) -> Response:
    shown = year_page(session, check_near(year or today().year))
    content = print_wheel(shown, wheel_days(session, shown))
    headers = {"Content-Disposition": f'inline; filename="aarshjul-{shown.year}.pdf"'}
    return Response(content, media_type="application/pdf", headers=headers)


@router.get("/feed/board/{code}/year.ics")
def follow_year(_actor: AnyoneDep, session: SessionDep, code: str) -> Response:
    content = year_calendar(session, code)
    return Response(content, media_type="text/calendar; charset=utf-8")


@router.post("/goal/dates")
def add_date(actor: BoardDep, session: SessionDep, form: Annotated[DateForm, Form()]) -> Response:
    return _back(dates.add_date(session, actor, form), _("Datoen er lagt til."))


@router.post("/goal/dates/{date_id}")
def change_date(
    actor: BoardDep, session: SessionDep, date_id: UUID, form: Annotated[DateForm, Form()]
) -> Response:
    changed = dates.access_date(session, date_id)
    dates.change_date(session, actor, changed, form)
    return _back(changed, _("Endringene er lagret."))


@router.post("/goal/dates/{date_id}/removal")
def remove_date(actor: BoardDep, session: SessionDep, date_id: UUID) -> Response:
    removed = dates.access_date(session, date_id)
    dates.remove_date(session, actor, removed)
    return _back(removed, _("Datoen er fjernet."))


def _back(own: ChapterDate, notice: str) -> Response:
    return redirect(f"/goal/wheel?year={own.on.year}", notice)
