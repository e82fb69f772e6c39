"""The roll call: each person of a team is ticked off as back, by any of its phones or by the general.

What is said of a person has a number, one higher than the highest the phone has heard of. The highest wins,
and of two alike the one that says «out»: somebody who is missing must never count as back.
"""

from collections.abc import Sequence
from uuid import UUID, uuid5

from sqlalchemy import ColumnElement
from sqlmodel import Session, col, select, update

from app.canvass.access import Walk
from app.canvass.alive import note_alive, ten_minutes
from app.canvass.forms import BackForm, BackLine, RollCall, RollLine
from app.canvass.models import WalkPhone
from app.language import now
from app.lookup import row_of
from app.rounds.locking import lock_round
from app.rounds.members import members_of
from app.rounds.models import Assignment, Round, RoundStatus, Team, TeamMember

Called = Team | TeamMember


def roll_of(session: Session, walk: Walk) -> list[RollLine]:
    """List who of a team is back, for its phones: first names and keys that tell nothing elsewhere.

    A team without members listed is one line without a name. Once the round is closed nobody is called.
    """
    return [
        RollLine(id=key, name=name, back=one.back_at is not None, seq=one.back_seq)
        for key, (name, one) in _called(session, walk).items()
    ]


def _called(session: Session, walk: Walk) -> dict[UUID, tuple[str, Called]]:
    """Give whom a phone may speak of, by the key that it knows them by."""
    if walk.round.status == RoundStatus.HELD:
        return {}
    key = walk.assignment.id
    members = members_of(session, walk.assignment.team_id)
    named: dict[UUID, tuple[str, Called]] = {
        uuid5(key, str(one.place.sign_up_id)): (one.name, one.place) for one in members
    }
    return named or {key: ("", session.get_one(Team, walk.assignment.team_id))}


def call_roll(session: Session, walk: Walk, form: BackForm) -> RollCall:
    """Take in what a phone says of who is back, and answer with what counts. Safe to repeat.

    Once the round is closed the roll call is forgotten, and what a phone still has to say is dropped. A
    cancelled round goes on calling: everybody is still to come in. A phone that only sends hears no names.
    """
    note_alive(session, walk)
    if form.people:
        called = _called(session, walk)
        for line in form.people:
            if line.id in called:  # else they have left the team, and other phones speak of them
                _take(called[line.id][1], line)
        session.flush()
    else:
        set_back(session, session.get_one(Team, walk.assignment.team_id), walk.round, back=form.back)
    people = [] if walk.only_sends else roll_of(session, walk)
    return RollCall(stored=[line.id for line in form.people], people=people)


def _take(one: Called, line: BackLine) -> None:
    if line.seq > one.back_seq or (line.seq == one.back_seq and not line.back):
        _set(one, back=line.back, seq=line.seq)


def set_back(session: Session, team: Team, round_: Round, *, back: bool) -> None:
    """Note for a whole team that it is back at the meeting place, or that it is not yet. Safe to repeat."""
    lock_round(session, round_)
    for one in _all_of(session, team):
        _set_newest(session, round_, one, back=back)


def set_person_back(session: Session, team: Team, round_: Round, sign_up_id: UUID, *, back: bool) -> None:
    """Note for one of a team, as its general sees it, that they are back or not yet. Safe to repeat.

    Raises
    ------
    NotFoundError
        The person is not in the team.
    """
    lock_round(session, round_)
    member = row_of(session, TeamMember, sign_up_id, team_id=team.id)
    _set_newest(session, round_, member, back=back)


def send_out_again(session: Session, team: Team, round_: Round) -> None:
    """Note that a team goes on to another route: what its phones said of the last one counts no more."""
    lock_round(session, round_)
    for one in _all_of(session, team):
        _set(one, back=False, seq=one.back_seq + 1)
    session.flush()


def _all_of(session: Session, team: Team) -> Sequence[Called]:
    return [one.place for one in members_of(session, team.id)] or [team]


def _set_newest(session: Session, round_: Round, one: Called, *, back: bool) -> None:
    if round_.status != RoundStatus.HELD and back != (one.back_at is not None):
        _set(one, back=back, seq=one.back_seq + 1)
    session.flush()


def _set(one: Called, *, back: bool, seq: int) -> None:
    one.back_seq = seq
    one.back_at = (one.back_at or ten_minutes(now())) if back else None


def forget_roll_call(session: Session, those: ColumnElement[bool]) -> None:
    """Forget who of these teams came back when, and when phones were last heard from; they may still send."""
    teams = select(Team.id).where(those)
    blank = {"back_at": None, "back_seq": 0}
    session.exec(update(Team).where(col(Team.id).in_(teams)).values(blank))
    session.exec(update(TeamMember).where(col(TeamMember.team_id).in_(teams)).values(blank))
    walked = select(Assignment.id).where(col(Assignment.team_id).in_(teams))
    heard = update(WalkPhone).where(col(WalkPhone.assignment_id).in_(walked))
    session.exec(heard.values(seen_at=WalkPhone.joined_at))
