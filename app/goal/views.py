"""The year on one page, and one's own part in it."""

from datetime import date, timedelta
from typing import Annotated, Literal

from fastapi import APIRouter, Form, Query, Request
from starlette.responses import JSONResponse, Response

from app.config import settings
from app.db import SessionDep
from app.districts.branches import branches, scope_of
from app.districts.forms import BranchChoice
from app.goal import activity, coverage, own, queries, sentences
from app.goal.actions import forget_self
from app.goal.forms import GroupQuery, MembersForm
from app.goal.size import members, set_members, share
from app.language import _, today
from app.mobilise.feeds import own_feed_url
from app.people.access import SESSION_COOKIE, BoardDep, SignedInDep
from app.people.models import Role
from app.programme.choices import deadline
from app.programme.document import status_words
from app.rounds.leading import free_generals
from app.training.ladder import soon_generals
from app.web import page, redirect

router = APIRouter()
MOST_ASKED = 4
A_PAGE = 100
MONTHS_BACK = 13


@router.get("/goal")
def show_year(
    request: Request,
    actor: SignedInDep,
    session: SessionDep,
    year: Annotated[int | None, Query(ge=2000, le=2200)] = None,
    branch: BranchChoice = None,
) -> Response:
    """Show the year of the chapter, or of one branch; how many people a branch has, only to the board."""
    shown = queries.check_near(year or today().year)
    scope = scope_of(session, branch)
    found = queries.year_page(session, shown, scope)
    is_board = actor.holds(Role.BOARD)
    return page(
        request,
        "goal/year.html",
        year=found,
        coverage=coverage.coverage_map(session, scope),
        ladder=coverage.ladder(session, scope) if is_board or not scope else {},
        shortages=sentences.shortages(found) if shown >= today().year else [],
        activity=activity.activity(session, shown, scope)
        if is_board or (actor.holds(Role.GENERAL) and not scope)
        else None,
        talks=None if scope else activity.talks_with(session, shown),
        to_ask=soon_generals(session) if is_board and found.without_general else None,
        free=free_generals(session, found.without_general) if is_board else {},
        most_asked=MOST_ASKED,
        forecast=sentences.forecast_words(found) if shown >= today().year else None,
        members=0 if scope else members(session),
        share=share,
        branches=branches(session),
        branch_query=f"&branch={branch}" if scope else "",
        deadline=deadline(session),
        goal_courses=settings().goal_courses,
        this_year=today().year,
        this_month=today().replace(day=1),
        report_months=_months_back(MONTHS_BACK),
    )


def _months_back(count: int) -> list[date]:
    """List this month and those before it, by their first days."""
    found = [today().replace(day=1)]
    while len(found) < count:
        found.append((found[-1] - timedelta(days=1)).replace(day=1))
    return found


@router.post("/goal/members")
def say_members(actor: BoardDep, session: SessionDep, form: Annotated[MembersForm, Form()]) -> Response:
    set_members(session, actor, form.members)
    return redirect("/goal", _("Antallet medlemmer er lagret."))


@router.get("/goal/people")
def list_group(
    request: Request,
    _actor: BoardDep,
    session: SessionDep,
    asked: Annotated[GroupQuery, Query()],
) -> Response:
    """List the people behind a number of the year."""
    scope = scope_of(session, asked.branch)
    by_level = asked.sort == "level"
    found = activity.people_of(session, asked.year, asked.of, asked.q, scope, by_level=by_level)
    branch = scope.branch if scope else None
    return page(
        request,
        "goal/people.html",
        people=found[: asked.shown],
        found=len(found),
        more=asked.shown + A_PAGE,
        year=asked.year,
        of=asked.of,
        q=asked.q,
        sort=asked.sort,
        kept={"year": asked.year, "of": asked.of} | ({"branch": branch.id} if branch else {}),
        branch=branch,
    )


@router.get("/me")
def show_own(request: Request, actor: SignedInDep, session: SessionDep) -> Response:
    return page(
        request,
        "goal/me.html",
        own=own.own_page(session, actor),
        follow=own_feed_url(actor.person_id),
        status_words=status_words,
    )


@router.get("/me.json")
def export_own(actor: SignedInDep, session: SessionDep) -> Response:
    """Give everything that is kept about the person who asks, as a file."""
    return JSONResponse(
        own.own_data(session, actor).model_dump(mode="json"),
        headers={"Content-Disposition": 'attachment; filename="dorbank.json"'},
    )


@router.post("/me/erasure")
def forget_me(
    actor: SignedInDep,
    session: SessionDep,
    sure: Annotated[Literal["yes"], Form()],  # noqa: ARG001 - that it is ticked is all it says
) -> Response:
    """Delete somebody at their own wish; the tick keeps a stray press from doing it."""
    forget_self(session, actor)
    response = redirect("/", _("Alt om deg er slettet."))
    response.delete_cookie(SESSION_COOKIE, secure=True, httponly=True)
    return response
