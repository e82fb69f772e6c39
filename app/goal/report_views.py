"""What the board takes along from the year: the report as PDF, and its tables as CSV."""

from fastapi import APIRouter
from starlette.responses import Response

from app.db import SessionDep
from app.errors import NotFoundError
from app.goal.queries import year_page
from app.goal.report import report
from app.goal.tables import TABLES, csv_of
from app.language import today
from app.people.access import BoardDep

router = APIRouter(prefix="/goal")


@router.get("/report.pdf")
def print_report(_actor: BoardDep, session: SessionDep) -> Response:
    content = report(session, year_page(session, today().year))
    name = f"rapport-{today():%Y-%m}.pdf"
    headers = {"Content-Disposition": f'inline; filename="{name}"'}
    return Response(content, media_type="application/pdf", headers=headers)


@router.get("/{table}.csv")
def export_table(_actor: BoardDep, session: SessionDep, table: str) -> Response:
    rows = TABLES.get(table)
    if rows is None:
        raise NotFoundError
    headers = {"Content-Disposition": f'attachment; filename="{table}.csv"'}
    content = csv_of(rows(session, year_page(session, today().year)))
    return Response(content, media_type="text/csv; charset=utf-8", headers=headers)
