"""How a cut ends, or a change of it: guarded updates, so that a cut somebody stopped stays stopped."""

from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import CursorResult, Update
from sqlmodel import Session, col, select, update

from app.turf.models import Cut, CutStatus


@dataclass(frozen=True)
class Standing:
    """How far a cut has come: share of the whole, what is done now, and routes and metres to walk so far."""

    share: float
    sentence: str
    so_far: tuple[int, float] | None = None


def begin(session: Session, cut_id: UUID) -> bool:
    """Take a waiting cut on; False when it was stopped before its turn came."""
    return _changed(
        session, _in_status(cut_id, CutStatus.WAITING).values(status=CutStatus.RUNNING, sentence="")
    )


def tell(session: Session, cut_id: UUID, status: CutStatus, standing: Standing) -> bool:
    """Write how far it has come; False when it is no longer in `status`: somebody stopped it."""
    told = _in_status(cut_id, status).values(progress=round(standing.share, 3), sentence=standing.sentence)
    return _changed(session, told.values(so_far=standing.so_far) if standing.so_far else told)


def is_satisfied(session: Session, cut_id: UUID) -> bool:
    """Tell if somebody will make do with the routes so far."""
    return bool(session.exec(select(Cut.satisfied).where(Cut.id == cut_id)).first())


def finish(session: Session, cut_id: UUID, status: CutStatus) -> bool:
    """Go from `status` to done; False when somebody stopped it meanwhile: then store nothing."""
    done = _in_status(cut_id, status).values(status=CutStatus.DONE, progress=1.0, sentence="")
    return _changed(session, done)


def give_up(session: Session, cut_id: UUID, sentence: str) -> None:
    """End a cut that cannot be finished, and say why; a change by hand leaves the cut as it was."""
    for status in (CutStatus.WAITING, CutStatus.RUNNING):
        _changed(session, _in_status(cut_id, status).values(status=CutStatus.FAILED, sentence=sentence))
    _changed(session, _in_status(cut_id, CutStatus.CHANGING).values(status=CutStatus.DONE, sentence=sentence))


def give_up_interrupted(session: Session, sentence: str) -> None:
    """End everything that was under way when the site went down."""
    unfinished = col(Cut.status).in_([CutStatus.WAITING, CutStatus.RUNNING])
    session.exec(update(Cut).where(unfinished).values(status=CutStatus.FAILED, sentence=sentence))
    changing = col(Cut.status) == CutStatus.CHANGING
    session.exec(update(Cut).where(changing).values(status=CutStatus.DONE, sentence=sentence))


def _in_status(cut_id: UUID, status: CutStatus) -> Update:
    return update(Cut).where(col(Cut.id) == cut_id, col(Cut.status) == status)


def _changed(session: Session, statement: Update) -> bool:
    found = session.exec(statement)
    return isinstance(found, CursorResult) and found.rowcount == 1
