"""One at a time: rows that are counted before they are written, or that others hang on to."""

from collections.abc import Iterable

from sqlalchemy.exc import IntegrityError
from sqlmodel import Session, col, delete

from app.rounds.errors import RoundOverError, TeamInUseError
from app.rounds.models import Assignment, Round, RoundStatus, Team


def lock_round(session: Session, round_: Round) -> None:
    """Let one at a time count and take places; SQLite's writers already come one at a time."""
    session.refresh(round_, with_for_update=True)


def lock_planned(session: Session, round_: Round) -> None:
    """Lock a round that must still be planned.

    Raises
    ------
    RoundOverError
        The round is held or cancelled.
    """
    lock_round(session, round_)
    if round_.status != RoundStatus.PLANNED:
        raise RoundOverError


def delete_unless_in_use(session: Session, row: Team | Assignment) -> None:
    """Delete a team or assignment; the database holds on to one that a phone has joined.

    Raises
    ------
    TeamInUseError
        A phone has joined: its totals would go too.
    """
    try:
        with session.begin_nested():
            session.delete(row)
    except IntegrityError:
        raise TeamInUseError from None


def is_in_use(session: Session, team: Team) -> bool:
    """Tell whether a phone walks with the team: by trying what the database would then hold back."""
    trying = session.begin_nested()
    try:
        session.exec(delete(Team).where(col(Team.id) == team.id).execution_options(synchronize_session=False))
    except IntegrityError:
        return True
    finally:
        trying.rollback()
    return False


def any_in_use(session: Session, teams: Iterable[Team]) -> bool:
    """Tell whether a phone walks with any of these teams."""
    return any(is_in_use(session, team) for team in teams)
