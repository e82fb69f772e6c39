"""What calling rounds hold of a person, for themselves: the lists they stand on, and those they ring in."""

from datetime import date, datetime
from uuid import UUID

from pydantic import BaseModel
from sqlalchemy import ColumnElement
from sqlmodel import Session, col, select

from app.mobilise.models import Callee, Caller, CallingRound, NeverCall, ReminderStop
from app.people.models import Person
from app.sealing import blind_index

KEPT = {"name", "phone", "email", "joined_on", "due_at", "tries", "outcome", "followed_up"}


class OnListData(BaseModel):
    calling_round: str
    name: str
    phone: str
    email: str | None
    joined_on: date | None
    due_at: datetime | None
    tries: int
    outcome: str | None
    followed_up: bool


class CallingData(BaseModel):
    rings_in: list[str]
    rang_in: list[str]
    on_lists: list[OnListData]
    never_call_until: date | None
    no_reminders: bool


def rings_in(session: Session, person_id: UUID) -> list[str]:
    """Name the open calling rounds that a person rings in."""
    return _names(session, Caller.person_id == person_id, col(CallingRound.closed_at).is_(None))


def _names(session: Session, *which: ColumnElement[bool] | bool) -> list[str]:
    query = select(CallingRound.name).join(Caller, col(Caller.calling_round_id) == CallingRound.id)
    return list(session.exec(query.where(*which)).all())


def calling_data(session: Session, person: Person) -> CallingData:
    """Gather what calling rounds keep about a person; lists are found by the number they gave."""
    indexes = [blind_index(contact) for contact in (person.phone, person.email) if contact]
    query = (
        select(Callee, CallingRound.name)
        .join(CallingRound, col(CallingRound.id) == Callee.calling_round_id)
        .where(col(Callee.phone_index).in_(indexes))
    )
    never = session.exec(select(NeverCall).where(col(NeverCall.phone_index).in_(indexes))).first()
    return CallingData(
        rings_in=rings_in(session, person.id),
        rang_in=_names(session, Caller.person_id == person.id, col(CallingRound.closed_at).is_not(None)),
        on_lists=[
            OnListData(
                calling_round=title,
                **callee.model_dump(include=KEPT),
            )
            for callee, title in session.exec(query).all()
        ],
        never_call_until=never.until if never else None,
        no_reminders=session.get(ReminderStop, person.id) is not None,
    )
