"""Writes from the walk. Everything a phone sends may be sent again: it is stored once."""

from collections.abc import Sequence
from datetime import timedelta
from uuid import UUID, uuid5

from pydantic import JsonValue, ValidationError
from sqlmodel import Session, and_, col, delete, or_, select

from app.canvass import queries
from app.canvass.access import LATE_LIFE, Walk
from app.canvass.alive import note_alive
from app.canvass.along import talks_on
from app.canvass.errors import TotalsClosedError
from app.canvass.forms import DoorEventForm, PaperForm, Receipt, Refused, TallyForm
from app.canvass.help_calls import forget_calls
from app.canvass.marks import doors_of_route
from app.canvass.models import DoorEvent, PlaceReport, Tally, WalkPhone
from app.canvass.roll_call import forget_roll_call
from app.db import insert_once
from app.errors import ConflictError
from app.language import N_, _, now
from app.programme.actions import add_conversations
from app.programme.models import Conversation
from app.rounds.models import Assignment, Round, RoundStatus, Team

MOST_EVENTS = 200
OUTCOMES = ("nobody_home", "talked", "no_thanks", "no_access")
MALFORMED = N_("Telefonen sendte noe vi ikke forstår. Last siden på nytt, så prøver den igjen.")
FOREIGN_DOOR = N_("Døra er ikke på denne ruten lenger. Ruten kan være endret: last siden på nytt.")
TOO_MANY = N_("Det kom for mye på én gang. Resten sendes i neste omgang.")
CHANGED = N_("Det samme er alt sendt, men med annet innhold. Last siden på nytt og se over.")


class ChangedTallyError(ConflictError):
    sentence = CHANGED


def receive_door_events(session: Session, walk: Walk, items: Sequence[JsonValue]) -> Receipt:
    """Store door events from a joined phone, each once; bad ones are refused one by one.

    After the round is closed they are acknowledged and dropped: nobody needs them any more.
    """
    note_alive(session, walk)
    allowed = doors_of_route(session, walk.assignment.walk_route_id)
    receipt = Receipt()
    for number, item in enumerate(items):
        try:
            event = DoorEventForm.model_validate(item)
        except ValidationError:
            receipt.refused.append(Refused(id=id_in(item), sentence=_(MALFORMED)))
            continue
        refusal = "" if walk.is_over else _store(session, walk, event, allowed, late=number >= MOST_EVENTS)
        if refusal:
            receipt.refused.append(Refused(id=str(event.id), sentence=_(refusal)))
        else:
            receipt.stored.append(event.id)
    return receipt


def _store(session: Session, walk: Walk, event: DoorEventForm, allowed: set[int], *, late: bool) -> str:
    """Store one event; give the sentence of its refusal, or nothing."""
    if late:
        return TOO_MANY
    if event.door not in allowed:
        return FOREIGN_DOOR
    row = DoorEvent(
        id=event.id, round_id=walk.round.id, door_id=event.door, mark=event.mark, undoes=event.undoes
    )
    if insert_once(session, row):
        return ""
    known = session.get(DoorEvent, event.id)
    same = known is not None and known.model_dump() == row.model_dump()
    return "" if same else CHANGED


def id_in(item: JsonValue) -> str:
    """Give the id of an item that could not be read, as far as it has one."""
    return str(item.get("id", ""))[:36] if isinstance(item, dict) else ""


def receive_tally(session: Session, walk: Walk, form: TallyForm) -> Receipt:
    """Keep a phone's running totals when they are newer than those we have; older ones change nothing.

    For 14 days after close the difference goes straight to the district's totals.

    Raises
    ------
    ChangedTallyError
        The same number came before with other totals, or belongs to another route.
    TotalsClosedError
        The round has been over for so long that what came before is deleted: this could count twice.
    """
    note_alive(session, walk)
    if walk.is_forgotten:
        raise TotalsClosedError
    row = Tally(assignment_id=walk.assignment.id, **form.model_dump())
    before = _counts(None)
    if not insert_once(session, row):
        known = session.get_one(Tally, form.id, populate_existing=True)
        before = _counts(known)
        if known.assignment_id != walk.assignment.id or (form.seq == known.seq and before != _counts(row)):
            raise ChangedTallyError
        if form.seq <= known.seq:
            return Receipt(stored=[form.id])
        known.sqlmodel_update(form.model_dump())
        session.flush()
    if walk.round.status == RoundStatus.HELD:
        _add_late(session, walk, before, _counts(row))
    return Receipt(stored=[form.id])


def _counts(tally: Tally | None) -> dict[str, int]:
    return {name: getattr(tally, name) if tally else 0 for name in OUTCOMES}


def _add_late(session: Session, walk: Walk, before: dict[str, int], after: dict[str, int]) -> None:
    more = {name: after[name] - before[name] for name in OUTCOMES}
    had = talks_on(session, walk.assignment.id, more["talked"])
    more |= {"with_points": had.points, "with_cards": had.cards}
    late = Conversation(district_id=walk.round.district_id, month="", **more)
    add_conversations(session, walk.round, late)


def set_paper_totals(session: Session, assignment: Assignment, form: PaperForm) -> None:
    """Set a team's totals from its walk sheet; typed again, they replace the earlier ones.

    Nothing but noughts, and nothing before, is a team that walked without paper: that leaves no trace.
    """
    if form == PaperForm() and assignment.id not in queries.papers_of(session, assignment.round_id):
        return
    row = Tally(
        id=uuid5(assignment.id, "paper"), assignment_id=assignment.id, seq=1, paper=True, **form.model_dump()
    )
    if not insert_once(session, row):
        known = session.get_one(Tally, row.id, populate_existing=True)
        known.sqlmodel_update({**form.model_dump(), "seq": known.seq + 1})
    session.flush()


def take_half(session: Session, walk: Walk, half: int | None) -> None:
    """Note which half of the route a joined phone takes, or that the route is whole. Safe to repeat."""
    if walk.phone:
        walk.phone.half = half
    session.flush()


def wipe_walk(session: Session, round_id: UUID) -> None:
    """Forget every door event of a round, its roll call and who asked for help; at close at the latest."""
    session.exec(delete(DoorEvent).where(col(DoorEvent.round_id) == round_id))
    forget_roll_call(session, col(Team.round_id) == round_id)
    forget_calls(session, col(Team.round_id) == round_id)


def wipe_called_off(session: Session, round_: Round) -> None:
    """Forget the doors of a round that is called off, and the calls for help that are over.

    The roll call and a call that still waits stay until the day after: teams who are out are to come home.
    """
    session.exec(delete(DoorEvent).where(col(DoorEvent.round_id) == round_.id))
    forget_calls(session, col(Team.round_id) == round_.id, over=True)


def sweep_canvass(session: Session) -> None:
    """Delete door events after 14 days always, phones and tallies 14 days after the round is over; run daily.

    A report of a place goes with them once a general has answered it: it ties an address to an evening.
    Of a round that was called off the roll call goes the day after.
    """
    oldest = now() - LATE_LIFE
    home = select(Round.id).where(
        Round.status == RoundStatus.CANCELLED, col(Round.ends_at) < now() - timedelta(days=1)
    )
    forget_roll_call(session, col(Team.round_id).in_(home))
    forget_calls(session, col(Team.round_id).in_(home))
    ended = select(Round.id).where(col(Round.ends_at) < oldest)
    session.exec(delete(DoorEvent).where(col(DoorEvent.round_id).in_(ended)))
    session.exec(delete(PlaceReport).where(col(PlaceReport.round_id).in_(ended), col(PlaceReport.handled)))
    forget_roll_call(session, col(Team.round_id).in_(ended))
    forget_calls(session, col(Team.round_id).in_(ended))
    called_off = and_(col(Round.status) == RoundStatus.CANCELLED, col(Round.ends_at) < oldest)
    over = (
        select(Assignment.id)
        .join(Round, col(Round.id) == Assignment.round_id)
        .where(or_(col(Round.closed_at) < oldest, called_off))
    )
    session.exec(delete(Tally).where(col(Tally.assignment_id).in_(over)))
    session.exec(delete(WalkPhone).where(col(WalkPhone.assignment_id).in_(over)))
