"""The release of approved notes as input: shuffled, and never from so few that an author can be guessed."""

import random
from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from datetime import timedelta
from uuid import UUID

from sqlmodel import Session, col, delete, func, select

from app.language import today
from app.programme.actions import month_of
from app.programme.anonymity import LEAST
from app.programme.authorship import Waiting, releasable
from app.programme.choices import choices
from app.programme.models import YEAR_LENGTH, HeldBatch, HeldInput, HeldVolunteer, Input, Note, NoteStatus
from app.programme.search import index_input
from app.rounds.models import Round
from app.sealing import blind_index


def release(session: Session, round_: Round, volunteers: int, named: Collection[UUID]) -> int:
    """Turn the round's approved notes into input, shuffled and without the round; give how many went out.

    A round of at least five tells its district and month. A smaller one's notes are held, sealed, until
    rounds that wait together hide everybody among five (`authorship`), and then come under the whole city and
    the period that those rounds share. `named` are the people who are known to have been among the
    `volunteers`: somebody who walks many small rounds is one person.
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
        batch = HeldBatch(month=month_of(round_), volunteers=volunteers, delete_on=today() + wait)
        _hold(session, batch, named, approved)
    return _release_held(session)


def _hold(
    session: Session, batch: HeldBatch, named: Collection[UUID], approved: list[tuple[UUID | None, str]]
) -> None:
    session.add(batch)
    session.flush()
    session.add_all(HeldVolunteer(batch_id=batch.id, who=blind_index(f"held {one}")) for one in named)
    session.add_all(HeldInput(batch_id=batch.id, theme_id=theme, text=text) for theme, text in approved)
    session.flush()


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
    """Release what waits from those rounds that hide their volunteers among each other."""
    batches = {batch.id: batch for batch in session.exec(select(HeldBatch).with_for_update()).all()}
    ready = [batches[each.batch_id] for each in releasable(_waiting(session, batches.values()))]
    ids = [batch.id for batch in ready]
    rows = list(session.exec(select(HeldInput).where(col(HeldInput.batch_id).in_(ids))))
    random.SystemRandom().shuffle(rows)
    period = _shared_period(ready)
    _publish(session, [Input(month=period, theme_id=row.theme_id, text=row.text) for row in rows])
    session.exec(delete(HeldBatch).where(col(HeldBatch.id).in_(ids)))
    session.flush()
    return len(rows)


def _waiting(session: Session, batches: Iterable[HeldBatch]) -> list[Waiting]:
    """Tell how many notes wait from each round, and who of its volunteers is known."""
    counted = select(HeldInput.batch_id, func.count()).group_by(col(HeldInput.batch_id))
    notes = dict(session.exec(counted).all())
    named: defaultdict[UUID, set[str]] = defaultdict(set)
    for row in session.exec(select(HeldVolunteer)):
        named[row.batch_id].add(row.who)
    return [
        Waiting(batch.id, notes.get(batch.id, 0), batch.volunteers, frozenset(named[batch.id]))
        for batch in batches
    ]


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
