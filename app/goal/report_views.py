"""What the board takes along from the year: the report as PDF, and its tables as CSV."""

from datetime import date
from typing import Annotated

from fastapi import APIRouter, Query
from starlette.responses import Response

from app.db import SessionDep
from app.errors import NotFoundError
from app.goal.queries import check_near, year_page
from app.goal.report import report
from app.goal.tables import TABLES, csv_of, people_table
from app.language import today
from app.people.access import BoardDep
from app.people.actions import record

router = APIRouter(prefix="/goal")


@router.get("/report.pdf")
def print_report(
    _actor: BoardDep,
    session: SessionDep,
    month: Annotated[str, Query(pattern=r"^20\d\d-(0[1-9]|1[0-2])$")] = "",
) -> Response:
    """Print the report of a month, this one unless another is asked for."""
    first = date.fromisoformat(f"{month or f'{today():%Y-%m}'}-01")
    content = report(session, year_page(session, check_near(first.year)), first)
    headers = {"Content-Disposition": f'inline; filename="rapport-{first:%Y-%m}.pdf"'}
    return Response(content, media_type="application/pdf", headers=headers)


@router.post("/people.csv")
def export_people(actor: BoardDep, session: SessionDep) -> Response:
    """Give names and steps, and note who took them; a form, since opening a page writes nothing."""
    record(session, actor, "names exported", "people")
    return _file("people", csv_of(people_table(session)))


@router.get("/{table}.csv")
def export_table(
    _actor: BoardDep,
    session: SessionDep,
    table: str,
    year: Annotated[int | None, Query(ge=2000, le=2200)] = None,
) -> Response:
    rows = TABLES.get(table)
    if rows is None:
        raise NotFoundError
    return _file(table, csv_of(rows(session, year_page(session, check_near(year or today().year)))))


def _file(name: str, content: bytes) -> Response:
    headers = {"Content-Disposition": f'attachment; filename="{name}.csv"'}
    return Response(content, media_type="text/csv; charset=utf-8", headers=headers)
