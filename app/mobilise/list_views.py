"""Whom to ring: a list is uploaded, its columns are chosen with a preview, and it goes in whole."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, File, Form, Query, Request, UploadFile
from starlette.responses import Response

from app.db import SessionDep
from app.errors import InvalidError
from app.language import _, plural
from app.mobilise import lists, queries
from app.mobilise.columns import Column, body_start, first_row, guess_columns, has_heading
from app.mobilise.entries import Reading, read_entries
from app.mobilise.errors import ColumnsMissingError, NewcomerColumnsMissingError
from app.mobilise.forms import FromPeopleForm, ListForm
from app.mobilise.models import CallingGoal, CallingRound
from app.mobilise.part import groups_of, rows_of_group
from app.people.access import BoardDep
from app.web import page, redirect

router = APIRouter(prefix="/calling-rounds/{calling_round_id}")
SHOWN_ROWS = 5
SHOWN_ERRORS = 50


@router.post("/list")
def upload_list(
    actor: BoardDep, session: SessionDep, calling_round_id: UUID, file: Annotated[UploadFile, File()]
) -> Response:
    found = queries.access_calling_round(session, actor, calling_round_id)
    lists.upload_list(session, found, file.file.read())
    return redirect(f"/calling-rounds/{found.id}/list")


@router.get("/list")
def show_list(
    request: Request,
    actor: BoardDep,
    session: SessionDep,
    calling_round_id: UUID,
    form: Annotated[ListForm, Query()],
) -> Response:
    found = queries.access_calling_round(session, actor, calling_round_id)
    return _list_page(request, session, found, form)


@router.post("/list/confirmation")
def confirm_list(
    request: Request,
    actor: BoardDep,
    session: SessionDep,
    calling_round_id: UUID,
    form: Annotated[ListForm, Form()],
) -> Response:
    found = queries.access_calling_round(session, actor, calling_round_id)
    uploaded = queries.access_upload(session, found)
    try:
        added = lists.confirm_list(session, actor, found, uploaded, form)
    except InvalidError as error:
        return _list_page(request, session, found, form, error=error)
    return redirect(f"/calling-rounds/{found.id}", _added(added))


@router.post("/list/removal")
def drop_list(actor: BoardDep, session: SessionDep, calling_round_id: UUID) -> Response:
    found = queries.access_calling_round(session, actor, calling_round_id)
    lists.drop_upload(session, queries.access_upload(session, found))
    return redirect(f"/calling-rounds/{found.id}", _("Lista er forkastet. Ingenting er lagt inn."))


@router.post("/people")
def add_people(
    actor: BoardDep, session: SessionDep, calling_round_id: UUID, form: Annotated[FromPeopleForm, Form()]
) -> Response:
    found = queries.access_calling_round(session, actor, calling_round_id)
    added = lists.add_people(session, actor, found, never_walked=form.never_walked)
    return redirect(f"/calling-rounds/{found.id}", _added(added))


def _added(count: int) -> str:
    return plural("{n} er lagt inn på lista.", "{n} er lagt inn på lista.", count).format(n=count)


def _list_page(
    request: Request,
    session: SessionDep,
    calling_round: CallingRound,
    form: ListForm,
    *,
    error: InvalidError | None = None,
) -> Response:
    rows = lists.rows_of(queries.access_upload(session, calling_round))
    chosen = form.columns if len(form.columns) == len(rows[0]) else guess_columns(rows)
    part = rows_of_group(rows, form.group)
    try:
        reading = read_entries(part, chosen, newcomers=calling_round.goal == CallingGoal.WELCOME)
    except (ColumnsMissingError, NewcomerColumnsMissingError):
        reading = Reading([], [], 0)
    fresh = lists.fresh_entries(session, calling_round, reading.entries)
    return page(
        request,
        "mobilise/list.html",
        status=422 if error else 200,
        calling_round=calling_round,
        sentence=_(error.sentence).format(**error.facts) if error else "",
        heading=rows[first_row(rows)] if has_heading(rows) else [],
        rows=[row for row in part[body_start(rows) :] if any(row)][:SHOWN_ROWS],
        chosen=chosen,
        grouped=groups_of(rows, chosen),
        form=form,
        kinds=list(Column),
        reading=reading,
        errors=reading.errors[:SHOWN_ERRORS],
        fresh=min(len(fresh), form.most or len(fresh)),
        there=len(reading.entries) - len(fresh),
    )
