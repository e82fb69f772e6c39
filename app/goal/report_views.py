"""What the board takes along from the year: the report as PDF, and its tables as CSV."""

from fastapi import APIRouter
from starlette.responses import Response

from app.db import SessionDep
from app.errors import NotFoundError
from app.goal.queries import year_page
from app.goal.report import report
from app.goal.tables import TABLES, csv_of, people_table
from app.language import today
from app.people.access import BoardDep
from app.people.actions import record

router = APIRouter(prefix="/goal")


@router.get("/report.pdf")
def print_report(_actor: BoardDep, session: SessionDep) -> Response:
    content = report(session, year_page(session, today().year))
    name = f"rapport-{today():%Y-%m}.pdf"
    headers = {"Content-Disposition": f'inline; filename="{name}"'}
    return Response(content, media_type="application/pdf", headers=headers)


@router.post("/people.csv")
def export_people(actor: BoardDep, session: SessionDep) -> Response:
    """Give names and steps, and note who took them; a form, since opening a page writes nothing."""
    record(session, actor, "names exported", "people")
    return _file("people", csv_of(people_table(session)))


@router.get("/{table}.csv")
def export_table(_actor: BoardDep, session: SessionDep, table: str) -> Response:
    rows = TABLES.get(table)
    if rows is None:
        raise NotFoundError
    return _file(table, csv_of(rows(session, year_page(session, today().year))))


def _file(name: str, content: bytes) -> Response:
    headers = {"Content-Disposition": f'attachment; filename="{name}.csv"'}
    return Response(content, media_type="text/csv; charset=utf-8", headers=headers)
