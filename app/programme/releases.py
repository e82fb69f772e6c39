"""The release of approved notes as input: shuffled, and never from so few that an author can be guessed."""

import random
from collections.abc import Sequence
from datetime import timedelta
from uuid import UUID

from sqlmodel import Session, col, delete, func, select

from app.language import today
from app.programme.actions import month_of
from app.programme.anonymity import LEAST
from app.programme.choices import choices
from app.programme.models import YEAR_LENGTH, HeldBatch, HeldInput, Input, Note, NoteStatus
from app.programme.search import index_input
from app.rounds.models import Round


def release(session: Session, round_: Round, volunteers: int, *, late: bool = False) -> int:
    """Turn the round's approved notes into input, shuffled and without the round; give how many went out.

    A round of at least five tells its district and month. A smaller one's notes are held, sealed, until
    those who wait stem from five volunteers together, and then come under the whole city and the period
    that the held rounds share. What comes `late`, after the close, adds notes and no volunteers: they may be
    counted already. (They are counted a round at a time: who came to two small rounds counts twice.)
    """
    approved = _take_approved(session, round_)
    if volunteers >= LEAST:
        month = month_of(round_)
        rows = [
            Input(district_id=round_.district_id, month=month, theme_id=theme_id, text=text)
            for theme_id, text in approved
        ]
        return _publish(session, rows)
    if approved:
        wait = timedelta(days=choices(session).held_days)
        counted = 0 if late else volunteers
        batch = HeldBatch(month=month_of(round_), volunteers=counted, delete_on=today() + wait)
        session.add(batch)
        session.flush()
        session.add_all(HeldInput(batch_id=batch.id, theme_id=theme, text=text) for theme, text in approved)
        session.flush()
    return _release_held(session)


def held(session: Session) -> int:
    """Count the approved notes that wait for more rounds."""
    return session.exec(select(func.count()).select_from(HeldInput)).one()


def _take_approved(session: Session, round_: Round) -> list[tuple[UUID | None, str]]:
    """Take the approved notes out of the round, in an order that tells nothing."""
    wanted = select(Note).where(Note.round_id == round_.id, Note.status == NoteStatus.APPROVED)
    notes = list(session.exec(wanted))
    random.SystemRandom().shuffle(notes)
    for note in notes:
        session.delete(note)
    session.flush()
    return [(note.theme_id, note.text) for note in notes]


def _release_held(session: Session) -> int:
    """Release all that waits, once it stems from enough volunteers."""
    batches = session.exec(select(HeldBatch).with_for_update()).all()
    if sum(batch.volunteers for batch in batches) < LEAST:
        return 0
    period = _shared_period(batches)
    waiting = list(session.exec(select(HeldInput)))
    random.SystemRandom().shuffle(waiting)
    _publish(session, [Input(month=period, theme_id=row.theme_id, text=row.text) for row in waiting])
    session.exec(delete(HeldInput))
    session.exec(delete(HeldBatch).where(col(HeldBatch.id).in_([batch.id for batch in batches])))
    session.flush()
    return len(waiting)


def _publish(session: Session, rows: list[Input]) -> int:
    session.add_all(rows)
    session.flush()
    index_input(session, rows)
    return len(rows)


def _shared_period(batches: Sequence[HeldBatch]) -> str:
    """Give the month that all batches share, else the year, else nothing."""
    months = {batch.month for batch in batches}
    years = {month[:YEAR_LENGTH] for month in months}
    return months.pop() if len(months) == 1 else years.pop() if len(years) == 1 else ""
