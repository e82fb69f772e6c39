"""«Be generalen komme»: a team asks for its general, with no place and no reason, until the round closes."""

from datetime import timedelta
from uuid import UUID

from sqlalchemy import ColumnElement
from sqlmodel import Session, col, delete, select, update

from app.canvass.access import Walk
from app.canvass.alive import note_alive
from app.canvass.forms import HelpForm, Receipt
from app.canvass.models import HelpCall, HelpState
from app.db import insert_once
from app.errors import ConflictError
from app.language import N_, now
from app.rounds.locking import lock_round
from app.rounds.models import Round, RoundStatus, Team

OLDEST = timedelta(hours=1)


class ChangedCallError(ConflictError):
    sentence = N_("Det samme er alt sendt fra et annet lag. Ring generalen i stedet.")


def receive_call(session: Session, walk: Walk, form: HelpForm) -> Receipt:
    """Note that a team asks for its general, or does no more. For its joined phones; safe to repeat.

    What has waited on the phone for over an hour, or comes after the round is closed, is dropped.

    Raises
    ------
    ChangedCallError
        The call belongs to another team.
    """
    note_alive(session, walk)
    age = timedelta(seconds=form.seconds)
    if walk.round.status == RoundStatus.HELD or (form.wanted and age > OLDEST):
        return Receipt(stored=[form.id])
    state = HelpState.ASKED if form.wanted else HelpState.WITHDRAWN
    asked_at = (now() - min(age, OLDEST)).replace(second=0, microsecond=0)
    row = HelpCall(id=form.id, team_id=walk.assignment.team_id, asked_at=asked_at, state=state)
    if not insert_once(session, row):
        known = session.get_one(HelpCall, form.id, populate_existing=True)
        if known.team_id != walk.assignment.team_id:
            raise ChangedCallError
        if not form.wanted and known.state == HelpState.ASKED:
            known.state = HelpState.WITHDRAWN
    session.flush()
    return Receipt(stored=[form.id])


def take_care(session: Session, round_: Round, team: Team) -> None:
    """Note that a general has taken a team's calls in hand; its phones hear of it. Safe to repeat."""
    lock_round(session, round_)
    asked = (col(HelpCall.team_id) == team.id, col(HelpCall.state) == HelpState.ASKED)
    session.exec(update(HelpCall).where(*asked).values(state=HelpState.HANDLED))


def call_state(session: Session, team_id: UUID) -> str:
    """Tell a team's phones how its newest call stands: asked, handled, or nothing that counts."""
    query = select(HelpCall.state).where(HelpCall.team_id == team_id, HelpCall.state != HelpState.WITHDRAWN)
    newest = session.exec(query.order_by(col(HelpCall.state), col(HelpCall.asked_at).desc())).first()
    return newest or ""


def forget_calls(session: Session, those: ColumnElement[bool], *, over: bool = False) -> None:
    """Forget that these teams have asked, or only the calls that are over; at close at the latest."""
    theirs = delete(HelpCall).where(col(HelpCall.team_id).in_(select(Team.id).where(those)))
    session.exec(theirs.where(col(HelpCall.state) != HelpState.ASKED) if over else theirs)
