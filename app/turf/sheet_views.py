"""The fairness sheet, on the screen and as a spreadsheet, with what to see to before a cut is approved."""

import csv
import io
from uuid import UUID

from babel.numbers import format_decimal
from fastapi import APIRouter, Request
from starlette.responses import Response

from app.db import SessionDep
from app.districts.queries import access_district
from app.language import _
from app.language import current as language
from app.people.access import LeaderDep
from app.spreadsheet import BYTE_ORDER_MARK, neutral
from app.turf.colours import colour, ink
from app.turf.concerns import concerns_of
from app.turf.queries import access_cut
from app.turf.sheet import Column, sheet_of
from app.web import page

router = APIRouter()


@router.get("/cuts/{cut_id}/fairness")
def show_sheet(request: Request, _actor: LeaderDep, session: SessionDep, cut_id: UUID) -> Response:
    cut = access_cut(session, cut_id)
    sheet = sheet_of(session, cut)
    return page(
        request,
        "turf/sheet.html",
        cut=cut,
        district=access_district(session, cut.district_id),
        sheet=sheet,
        columns=sheet.columns,
        concerns=concerns_of(session, cut, [line.route for line in sheet.lines]),
        written=_written,
        colour=colour,
        ink=ink,
    )


@router.get("/cuts/{cut_id}/fairness.csv")
def download_sheet(_actor: LeaderDep, session: SessionDep, cut_id: UUID) -> Response:
    """Give the sheet as spreadsheets in Norway read it: semicolons, decimal comma, a byte order mark."""
    cut = access_cut(session, cut_id)
    text = io.StringIO()
    table = csv.writer(text, delimiter=";")
    sheet = sheet_of(session, cut)
    table.writerow([_("Rute"), _("Navn"), *(_(column.name) for column in sheet.columns)])
    for line in sheet.lines:
        values = [_written(column, column.value(line), "") for column in sheet.columns]
        table.writerow([line.route.number, neutral(line.route.name), *values])
    return Response(
        (BYTE_ORDER_MARK + text.getvalue()).encode(),
        media_type="text/csv",
        headers={"Content-Disposition": 'attachment; filename="dorbank-ruter.csv"'},
    )


def _written(column: Column, value: float | None, unknown: str | None = None) -> str:
    """Write a value with its decimals as people here do; what nobody knows is said so."""
    if value is None:
        return _("ukjent") if unknown is None else unknown
    digits = "#,##0" + ("." + "0" * column.decimals if column.decimals else "")
    return format_decimal(value, digits, locale=language.get(), group_separator=False)
