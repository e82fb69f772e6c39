"""District branches: the board makes them, and says which districts and people are in them."""

from typing import Annotated, Literal
from uuid import UUID

from fastapi import APIRouter, Form, Query, Request
from starlette.responses import Response

from app.db import SessionDep
from app.districts import branches
from app.districts.forms import BranchForm, BranchPeopleForm
from app.districts.queries import districts
from app.language import _
from app.people.access import BoardDep
from app.people.queries import people
from app.web import page, redirect

router = APIRouter(prefix="/branches")
MOST_SHOWN = 100
"""People in the branch, and others, that one looks through at once; a search finds the rest."""


@router.get("")
def list_branches(
    request: Request,
    _actor: BoardDep,
    session: SessionDep,
    q: Annotated[str, Query(max_length=60)] = "",
    sort: Literal["name", "people"] = "name",
) -> Response:
    every = branches.branch_lines(session)
    lines = [line for line in every if q.strip().casefold() in line.branch.name.casefold()]
    if sort == "people":
        lines.sort(key=lambda line: -line.people)
    return page(request, "districts/branches.html", lines=lines, any=bool(every), q=q, sort=sort)


@router.post("")
def make_branch(actor: BoardDep, session: SessionDep, form: Annotated[BranchForm, Form()]) -> Response:
    made = branches.make_branch(session, actor, form)
    return redirect(f"/branches/{made.id}", _("Bydelslaget er laget. Velg bydelene og folkene i det."))


@router.get("/{branch_id}")
def show_branch(
    request: Request,
    _actor: BoardDep,
    session: SessionDep,
    branch_id: UUID,
    q: Annotated[str, Query(max_length=80)] = "",
) -> Response:
    branch = branches.access_branch(session, branch_id)
    inside, found = branches.people_in(session, branch_id), people(session, q)
    ticked = [each for each in found if each.id in inside]
    others = [each for each in found if each.id not in inside]
    return page(
        request,
        "districts/branch.html",
        branch=branch,
        names={each.id: each.name for each in branches.branches(session)},
        districts=districts(session),
        district_branches=branches.districts_by_branch(session),
        people=ticked[:MOST_SHOWN] + others[:MOST_SHOWN],
        hidden=max(0, len(ticked) - MOST_SHOWN),
        people_branches=branches.people_by_branch(session),
        inside=inside,
        q=q,
    )


@router.post("/{branch_id}")
def change_branch(
    actor: BoardDep, session: SessionDep, branch_id: UUID, form: Annotated[BranchForm, Form()]
) -> Response:
    branches.change_branch(session, actor, branches.access_branch(session, branch_id), form)
    return redirect(f"/branches/{branch_id}", _("Endringene er lagret."))


@router.post("/{branch_id}/people")
def set_people(
    actor: BoardDep, session: SessionDep, branch_id: UUID, form: Annotated[BranchPeopleForm, Form()]
) -> Response:
    branches.set_people(session, actor, branches.access_branch(session, branch_id), form.choice)
    return redirect(f"/branches/{branch_id}#people", _("Folkene i bydelslaget er lagret."))


@router.post("/{branch_id}/removal")
def remove_branch(actor: BoardDep, session: SessionDep, branch_id: UUID) -> Response:
    branches.remove_branch(session, actor, branches.access_branch(session, branch_id))
    return redirect("/branches", _("Bydelslaget er fjernet. Folk, bydeler og runder står som før."))
