"""Writes about whom to ring: a list goes in whole or not at all."""

import json
from collections.abc import Iterable

from sqlmodel import Session, col, select

from app.language import now
from app.mobilise.actions import check_open
from app.mobilise.entries import Entry, read_entries
from app.mobilise.errors import NobodyToAddError, RowsWrongError
from app.mobilise.forms import ListForm
from app.mobilise.list_file import read_rows
from app.mobilise.models import Callee, CallingGoal, CallingRound, NeverCall, UploadedList
from app.mobilise.part import drawn, rows_of_group
from app.people.access import Actor
from app.people.actions import record
from app.people.models import Level, Person
from app.sealing import blind_index


def upload_list(session: Session, calling_round: CallingRound, content: bytes) -> None:
    """Keep a list, sealed, until the board has said what its columns are; it replaces the one before.

    Raises
    ------
    CallingClosedError, UnreadableListError, EmptyListError, LongListError
        As their sentences say.
    """
    check_open(calling_round)
    rows = json.dumps(read_rows(content), ensure_ascii=False)
    session.merge(UploadedList(calling_round_id=calling_round.id, rows=rows, uploaded_at=now()))
    session.flush()


def rows_of(uploaded: UploadedList) -> list[list[str]]:
    """Give the rows of a list as they were uploaded."""
    return [[str(cell) for cell in row] for row in json.loads(uploaded.rows)]


def confirm_list(
    session: Session, actor: Actor, calling_round: CallingRound, uploaded: UploadedList, form: ListForm
) -> int:
    """Put the chosen part of the uploaded list in and forget the rest; give how many are new.

    Raises
    ------
    CallingClosedError, ColumnsMissingError, RowsWrongError, NobodyToAddError
        As their sentences say; nothing has gone in then.
    """
    check_open(calling_round)
    newcomers = calling_round.goal == CallingGoal.WELCOME
    rows = rows_of_group(rows_of(uploaded), form.group)
    reading = read_entries(rows, form.columns, newcomers=newcomers)
    if reading.errors and not form.skip_wrong:
        raise RowsWrongError(count=len(reading.errors))
    added = put_on_list(session, calling_round, reading.entries, most=form.most)
    session.delete(uploaded)
    session.flush()
    record(session, actor, "call list imported", f"calling round {calling_round.id}")
    return added


def drop_upload(session: Session, uploaded: UploadedList) -> None:
    """Delete an uploaded list without using it."""
    session.delete(uploaded)


def add_people(session: Session, actor: Actor, calling_round: CallingRound, *, never_walked: bool) -> int:
    """Put people of the app with a number on the list; give how many are new.

    Raises
    ------
    CallingClosedError, NobodyToAddError
        As their sentences say.
    """
    check_open(calling_round)
    query = select(Person).where(col(Person.phone).is_not(None))
    if never_walked:
        query = query.where(Person.level == Level.NEW)
    entries = [Entry(person.name, person.phone) for person in session.exec(query).all() if person.phone]
    added = put_on_list(session, calling_round, entries)
    record(session, actor, "people put on call list", f"calling round {calling_round.id}")
    return added


def fresh_entries(
    session: Session, calling_round: CallingRound, entries: Iterable[Entry]
) -> dict[str, Entry]:
    """Give those who are not on the list and may be rung, by the index of their number."""
    wanted = {blind_index(entry.contact): entry for entry in entries}
    there = session.exec(select(Callee.phone_index).where(Callee.calling_round_id == calling_round.id)).all()
    barred = {*there, *session.exec(select(NeverCall.phone_index)).all()}
    return {index: entry for index, entry in wanted.items() if index not in barred}


def put_on_list(
    session: Session, calling_round: CallingRound, entries: Iterable[Entry], *, most: int | None = None
) -> int:
    """Put these on the list, `most` of them drawn by lot; give how many are new.

    Raises
    ------
    CallingClosedError, NobodyToAddError
        As their sentences say.
    """
    session.refresh(calling_round, with_for_update=True)
    check_open(calling_round)
    newcomers = calling_round.goal == CallingGoal.WELCOME
    fresh = drawn(fresh_entries(session, calling_round, entries), most)
    if not fresh:
        raise NobodyToAddError
    session.add_all(
        Callee(
            calling_round_id=calling_round.id,
            name=entry.name,
            phone=entry.phone,
            email=(entry.email or None) if newcomers else None,
            joined_on=entry.joined_on if newcomers else None,
            phone_index=index,
            due_at=now() if entry.phone else None,
        )
        for index, entry in fresh.items()
    )
    session.flush()
    return len(fresh)
