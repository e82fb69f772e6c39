"""Writes from the walk. Everything a phone sends may be sent again: it is stored once."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from uuid import UUID, uuid5

from pydantic import JsonValue, ValidationError
from sqlalchemy import ColumnElement
from sqlmodel import Session, col, delete, select, update

from app.canvass import queries
from app.canvass.access import LATE_LIFE, Walk, walks_of
from app.canvass.errors import TooManyPhonesError
from app.canvass.forms import DoorEventForm, PaperForm, Receipt, Refused, TallyForm
from app.canvass.models import DoorEvent, PlaceReport, Tally, WalkPhone
from app.db import insert_once
from app.errors import ConflictError
from app.language import N_, _, now
from app.programme.actions import add_conversations
from app.programme.models import Conversation
from app.rounds.locking import lock_round
from app.rounds.models import Assignment, Round, RoundStatus, Team
from app.sealing import digest, new_token

LEAST_PLACES = 2
MOST_EVENTS = 200
OUTCOMES = ("nobody_home", "talked", "no_thanks", "no_access")
MALFORMED = N_("Telefonen sendte noe vi ikke forstår. Last siden på nytt, så prøver den igjen.")
FOREIGN_DOOR = N_("Døra er ikke på denne ruten lenger. Ruten kan være endret: last siden på nytt.")
TOO_MANY = N_("Det kom for mye på én gang. Resten sendes i neste omgang.")
CHANGED = N_("Det samme er alt sendt, men med annet innhold. Last siden på nytt og se over.")


class ChangedTallyError(ConflictError):
    sentence = CHANGED


def join(session: Session, assignment: Assignment, token: str) -> str:
    """Let a phone into a team's walk and give its token. For anybody with the team's code; safe to repeat.

    A phone that has a token keeps it, so that what it has not sent for an earlier route still can be.

    Raises
    ------
    TooManyPhonesError
        The route has as many phones as the team has people, and two at least.
    """
    walks = walks_of(session, token)
    if any(walk.assignment.id == assignment.id for walk in walks):
        return token
    session.refresh(assignment, with_for_update=True)
    most = max(LEAST_PLACES, queries.people_on(session, assignment.team_id))
    if len(queries.phones_of(session, assignment.id)) >= most:
        raise TooManyPhonesError(most=most)
    kept = token if walks else new_token()
    moment = now()
    session.add(
        WalkPhone(
            assignment_id=assignment.id,
            token_digest=digest(kept),
            joined_at=moment,
            seen_at=ten_minutes(moment),
        )
    )
    session.flush()
    return kept


def ten_minutes(moment: datetime) -> datetime:
    """Round down to ten minutes: enough for a roll call, too little to follow anyone from door to door."""
    return moment - timedelta(
        minutes=moment.minute % 10, seconds=moment.second, microseconds=moment.microsecond
    )


def leave(session: Session, token: str) -> None:
    """Shut a phone out of every walk it is on, because its owner asks. Safe to repeat."""
    for walk in walks_of(session, token):
        if walk.phone:
            walk.phone.revoked = True
    session.flush()


def revoke(session: Session, phone: WalkPhone) -> None:
    """Shut a phone out of its walk; for the round's general or the board. Safe to repeat."""
    phone.revoked = True
    session.flush()


def receive_door_events(session: Session, walk: Walk, items: Sequence[JsonValue]) -> Receipt:
    """Store door events from a joined phone, each once; bad ones are refused one by one.

    After the round is closed they are acknowledged and dropped: nobody needs them any more.
    """
    _alive(session, walk)
    allowed = queries.doors_of_route(session, walk.assignment.walk_route_id)
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


def _alive(session: Session, walk: Walk) -> None:
    """Lock the round, so that it cannot close half-way through, and note that the team is alive."""
    lock_round(session, walk.round)
    if walk.phone and walk.round.status != RoundStatus.HELD:
        walk.phone.seen_at = max(walk.phone.seen_at, ten_minutes(now()))
        session.flush()


def receive_tally(session: Session, walk: Walk, form: TallyForm) -> Receipt:
    """Keep a phone's running totals when they are newer than those we have; older ones change nothing.

    For 14 days after close the difference goes straight to the district's totals.

    Raises
    ------
    ChangedTallyError
        The same number came before with other totals, or belongs to another route.
    """
    _alive(session, walk)
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
        _add_late(session, walk.round, before, _counts(row))
    return Receipt(stored=[form.id])


def _counts(tally: Tally | None) -> dict[str, int]:
    return {name: getattr(tally, name) if tally else 0 for name in OUTCOMES}


def _add_late(session: Session, round_: Round, before: dict[str, int], after: dict[str, int]) -> None:
    more = {name: after[name] - before[name] for name in OUTCOMES}
    add_conversations(session, round_, Conversation(district_id=round_.district_id, month="", **more))


def set_paper_totals(session: Session, assignment: Assignment, form: PaperForm) -> None:
    """Set a team's totals from its walk sheet; typed again, they replace the earlier ones.

    Nothing but noughts, and nothing before, is a team that walked without paper: that leaves no trace.
    """
    if form == PaperForm() and queries.paper_of(session, assignment.id) is None:
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


def set_back(session: Session, team: Team, round_: Round, *, back: bool) -> None:
    """Note that a team is back at the meeting place, to ten minutes, or that it is not yet.

    Once the round is closed the roll call is forgotten, and what a phone still has to say is dropped. A
    cancelled round goes on calling: everybody is still to come in.
    """
    lock_round(session, round_)
    if round_.status != RoundStatus.HELD and back != (team.back_at is not None):
        team.back_at = ten_minutes(now()) if back else None
    session.flush()


def wipe_walk(session: Session, round_id: UUID) -> None:
    """Forget every door event of a round and its roll call; at close at the latest."""
    session.exec(delete(DoorEvent).where(col(DoorEvent.round_id) == round_id))
    _forget_roll_call(session, col(Team.round_id) == round_id)


def _forget_roll_call(session: Session, those: ColumnElement[bool]) -> None:
    """Forget when teams came back and when their phones were last heard from; the phones may still send."""
    teams = select(Team.id).where(those)
    session.exec(update(Team).where(col(Team.id).in_(teams)).values(back_at=None))
    walked = select(Assignment.id).where(col(Assignment.team_id).in_(teams))
    heard = update(WalkPhone).where(col(WalkPhone.assignment_id).in_(walked))
    session.exec(heard.values(seen_at=WalkPhone.joined_at))


def sweep_canvass(session: Session) -> None:
    """Delete door events after 14 days always, phones and tallies 14 days after close; run daily.

    A report of a place goes with them once a general has answered it: it ties an address to an evening.
    """
    oldest = now() - LATE_LIFE
    ended = select(Round.id).where(col(Round.ends_at) < oldest)
    session.exec(delete(DoorEvent).where(col(DoorEvent.round_id).in_(ended)))
    session.exec(delete(PlaceReport).where(col(PlaceReport.round_id).in_(ended), col(PlaceReport.handled)))
    _forget_roll_call(session, col(Team.round_id).in_(ended))
    closed = (
        select(Assignment.id)
        .join(Round, col(Round.id) == Assignment.round_id)
        .where(col(Round.closed_at) < oldest)
    )
    session.exec(delete(Tally).where(col(Tally.assignment_id).in_(closed)))
    session.exec(delete(WalkPhone).where(col(WalkPhone.assignment_id).in_(closed)))


def team_of(session: Session, walk: Walk) -> Team:
    """Give the team that walks."""
    return session.get_one(Team, walk.assignment.team_id)
