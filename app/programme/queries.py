"""Reads about notes; themes are in `themes`, what the committee reads is in `reading`."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlmodel import Session, col, func, select

from app.districts.models import Address, District
from app.lookup import row_of
from app.people.access import Actor
from app.people.models import AuditEntry, Person
from app.programme.models import Conversation, Note, NoteStatus
from app.programme.screening import Place
from app.rounds.models import Round
from app.rounds.queries import access_round

EXPORTS = ("input exported", "document made")


@dataclass(frozen=True)
class Export:
    """Who took what out of the app, and when; the name is empty once the person is deleted."""

    at: datetime
    name: str
    deed: str
    thing: str


def exports(session: Session) -> list[Export]:
    """List what was taken out, the newest first. For the board."""
    query = (
        select(AuditEntry, Person)
        .join(Person, col(Person.id) == AuditEntry.actor_id, isouter=True)
        .where(col(AuditEntry.deed).in_(EXPORTS))
        .order_by(col(AuditEntry.at).desc())
    )
    return [
        Export(entry.at, person.name if person else "", entry.deed, entry.thing)
        for entry, person in session.exec(query)
    ]


def place(session: Session, district_id: UUID) -> Place:
    """Give what screening should know of a district: its streets, and names of places around."""
    streets = session.exec(
        select(Address.street).where(Address.district_id == district_id, Address.street != "").distinct()
    )
    postal = session.exec(
        select(Address.place).where(Address.district_id == district_id, Address.place != "").distinct()
    )
    districts = session.exec(select(District.name))
    return Place(tuple(sorted(streets)), tuple(sorted({*districts, *postal})))


def place_of_round(session: Session, round_id: UUID) -> Place:
    """Give what screening should know of a round's district."""
    round_ = session.get(Round, round_id)
    return place(session, round_.district_id) if round_ else Place()


def notes_of(session: Session, round_id: UUID) -> Sequence[Note]:
    """List a round's notes that are not released, in an order that tells nothing."""
    return session.exec(select(Note).where(Note.round_id == round_id).order_by(col(Note.id))).all()


def notes_waiting(session: Session, round_id: UUID) -> int:
    """Count the notes that still need somebody to look at them."""
    query = select(func.count()).where(Note.round_id == round_id, Note.status != NoteStatus.APPROVED)
    return session.exec(query).one()


def access_note(session: Session, actor: Actor, round_id: UUID, note_id: UUID) -> Note:
    """Give a pending note to those who may lead its round.

    Raises
    ------
    NotFoundError
        There is no such note in this round, or the round is led by others.
    """
    access_round(session, actor, round_id)
    return row_of(session, Note, note_id, round_id=round_id)


def knocks_by_district(session: Session) -> dict[UUID, int]:
    """Count how often anybody knocked at a door in each district since the campaign began."""
    sums = select(Conversation.district_id, func.sum(col(Conversation.doors)))
    rows = session.exec(sums.group_by(col(Conversation.district_id)))
    return {district_id: int(doors or 0) for district_id, doors in rows}
