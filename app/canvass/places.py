"""What teams tell of places: facts for the next team, reports for the general. Stored once each."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from pydantic import JsonValue, ValidationError
from sqlmodel import Session, col, delete, select

from app.canvass.access import Walk
from app.canvass.actions import MALFORMED, MOST_EVENTS, TOO_MANY, id_in
from app.canvass.forms import Receipt, Refused, ReportForm
from app.canvass.models import PlaceReport, ReportKind
from app.db import insert_once
from app.districts.actions import note_facts
from app.districts.models import Address, FactKind
from app.districts.place_facts import set_fact
from app.language import N_, _
from app.lookup import row_of
from app.turf.models import WalkStop

FOREIGN_PLACE = N_("Stedet er ikke på denne ruten. Si det til generalen i stedet.")


def receive_reports(session: Session, walk: Walk, items: Sequence[JsonValue]) -> Receipt:
    """Take what a team tells of places on its route; bad ones are refused one by one. Safe to repeat.

    Taken also after the round is closed: a place is as it is.
    """
    query = select(WalkStop.address_id).where(WalkStop.walk_route_id == walk.assignment.walk_route_id)
    own = set(session.exec(query))
    receipt = Receipt()
    for number, item in enumerate(items):
        try:
            form = ReportForm.model_validate(item)
        except ValidationError:
            receipt.refused.append(Refused(id=id_in(item), sentence=_(MALFORMED)))
            continue
        refusal = TOO_MANY if number >= MOST_EVENTS else "" if form.address in own else FOREIGN_PLACE
        if refusal:
            receipt.refused.append(Refused(id=str(form.id), sentence=_(refusal)))
        else:
            _take(session, walk, form)
            receipt.stored.append(form.id)
    return receipt


def _take(session: Session, walk: Walk, form: ReportForm) -> None:
    if form.undoes:
        mine = (col(PlaceReport.id) == form.undoes, col(PlaceReport.round_id) == walk.round.id)
        session.exec(delete(PlaceReport).where(*mine, col(PlaceReport.handled).is_(False)))
        return
    if isinstance(form.kind, FactKind):
        set_fact(session, session.get_one(Address, form.address), form.kind, holds=form.holds)
        return
    row = PlaceReport(id=form.id, round_id=walk.round.id, address_id=form.address, kind=form.kind)
    insert_once(session, row)


@dataclass(frozen=True)
class ReportLine:
    """A report with the place it is about."""

    report: PlaceReport
    address: Address


def reports_of(session: Session, round_id: UUID) -> list[ReportLine]:
    """List a round's reports that nobody has handled, by street and number."""
    query = select(PlaceReport, Address).join(Address, col(Address.id) == PlaceReport.address_id)
    rows = session.exec(query.where(PlaceReport.round_id == round_id, col(PlaceReport.handled).is_(False)))
    lines = [ReportLine(report, address) for report, address in rows]
    return sorted(lines, key=lambda one: (one.address.street, one.address.number or 0, one.report.kind))


def handle_report(session: Session, round_id: UUID, report_id: UUID, *, agree: bool) -> None:
    """Let a round's general answer a report: agreeing to «do not visit» marks the address. Safe to repeat.

    Raises
    ------
    NotFoundError
        The round has no such report.
    """
    report = row_of(session, PlaceReport, report_id, round_id=round_id)
    if agree and report.kind == ReportKind.DO_NOT_VISIT:
        address = session.get_one(Address, report.address_id)
        note_facts(session, address, locked=address.locked, do_not_visit=True)
    report.handled = True
    session.flush()
