"""Writes at the debrief. `close_round` is the one transaction that makes a round count."""

from uuid import UUID

from sqlmodel import Session, col, delete, func, select, update

from app.canvass.actions import wipe_walk
from app.canvass.along import talks_with
from app.canvass.marks import doors_done
from app.canvass.models import Tally
from app.canvass.queries import assignments_walked, totals_by_assignment
from app.db import after_commit, forget_bytes, insert_once
from app.debrief.coverage import write_coverage
from app.debrief.errors import CancelledRoundError, NobodyCameError, NobodyWalkedError, NotBegunError
from app.debrief.forms import PeopleForm, WordsForm
from app.debrief.held_walks import held_walks
from app.debrief.models import Attended, Debrief
from app.debrief.queries import named_present, named_who_walked, people_present, teams_out
from app.language import clock, day, now
from app.lookup import row_of
from app.people.access import Actor
from app.people.actions import keep_after_walk, record
from app.people.models import PersonRole, Role
from app.programme.actions import add_conversations, close_notes, month_of
from app.programme.models import Conversation
from app.programme.releases import release
from app.programme.screening import clean
from app.rounds.leading import set_generals
from app.rounds.locking import lock_planned, lock_round
from app.rounds.models import Assignment, Round, RoundStatus, SignUp, SignUpStatus
from app.rounds.queries import generals_of
from app.rounds.sign_ups import forget_wishes
from app.turf.actions import keep_cut
from app.turf.learnt import learn


def set_people(session: Session, round_: Round, form: PeopleForm) -> None:
    """Note who was there, until the round is closed. For the round's general or the board.

    Raises
    ------
    RoundOverError
        It is closed or cancelled; the figures stand.
    """
    lock_planned(session, round_)
    own = set(session.exec(select(SignUp.id).where(SignUp.round_id == round_.id)))
    session.exec(delete(Attended).where(col(Attended.round_id) == round_.id))
    there = form.present & own
    session.add_all(Attended(round_id=round_.id, sign_up_id=sign_up_id) for sign_up_id in there)
    debrief = _begun(session, round_.id)
    debrief.others, debrief.attended = form.others, len(there) + form.others
    session.flush()


def set_mood(session: Session, round_: Round, mood: int) -> None:
    """Note how it felt, from 1 to 5."""
    lock_planned(session, round_)
    _begun(session, round_.id).mood = mood
    session.flush()


def set_words(session: Session, round_: Round, form: WordsForm) -> None:
    """Note what surprised and what to change; the view has refused what screening blocks."""
    lock_round(session, round_)
    debrief = _begun(session, round_.id)
    debrief.experience, debrief.lesson = clean(form.experience), clean(form.lesson)
    session.flush()


def _begun(session: Session, round_id: UUID) -> Debrief:
    insert_once(session, Debrief(round_id=round_id))
    return session.get_one(Debrief, round_id, populate_existing=True)


def close_round(session: Session, actor: Actor, round_: Round) -> None:
    """Close the round so that it counts, release what was approved and wipe the walk. Safe to repeat.

    One transaction: either all of it happened or nothing. Notes that nobody has looked at stay for the
    general, until their day of deletion.

    Raises
    ------
    NobodyWalkedError
        No team opened its route and no totals were typed in.
    NobodyCameError
        The attendance list is empty.
    NotBegunError
        It is before the evening: nobody can have walked it, and closing wipes what they would walk with.
    CancelledRoundError
        There was no round.
    """
    lock_round(session, round_)
    if round_.status == RoundStatus.HELD:
        return
    debrief = _begun(session, round_.id)
    _refuse_unready(session, round_, debrief)
    add_conversations(session, round_, _totals(session, round_, debrief.attended))
    learn(session, held_walks(session, round_))
    write_coverage(session, round_.district_id, month_of(round_), doors_done(session, round_.id))
    release(session, round_, debrief.attended, named_present(session, round_))
    close_notes(session, round_)
    _forget(session, round_)
    if round_.cut_id:
        keep_cut(session, round_.cut_id)
    round_.status, round_.closed_at = RoundStatus.HELD, now()
    debrief.closed_at, debrief.closed_by = round_.closed_at, actor.person_id
    record(session, actor, "round closed", f"round {round_.id}")
    session.flush()
    after_commit(session, forget_bytes)


def _refuse_unready(session: Session, round_: Round, debrief: Debrief) -> None:
    if round_.status == RoundStatus.CANCELLED:
        raise CancelledRoundError
    if now() < round_.starts_at:
        raise NotBegunError(when=f"{day(round_.starts_at)} {clock(round_.starts_at)}")
    if not assignments_walked(session, round_.id):
        raise NobodyWalkedError
    if not debrief.attended:
        raise NobodyCameError


def _totals(session: Session, round_: Round, volunteers: int) -> Conversation:
    """Add the teams' totals up; doors done on paper are known only as knocks."""
    sums = [sum(column) for column in zip(*totals_by_assignment(session, round_.id).values(), strict=True)]
    nobody_home, talked, no_thanks, no_access = sums or [0, 0, 0, 0]
    had = talks_with(session, round_.id)
    return Conversation(
        district_id=round_.district_id,
        month="",
        rounds=1,
        volunteers=volunteers,
        doors=len(doors_done(session, round_.id)) + _paper_knocks(session, round_.id),
        nobody_home=nobody_home,
        talked=talked,
        no_thanks=no_thanks,
        no_access=no_access,
        with_cards=had.cards,
        with_points=had.points,
    )


def _paper_knocks(session: Session, round_id: UUID) -> int:
    knocks = col(Tally.nobody_home) + col(Tally.talked) + col(Tally.no_thanks) + col(Tally.no_access)
    query = (
        select(func.coalesce(func.sum(knocks), 0))
        .join(Assignment, col(Assignment.id) == Tally.assignment_id)
        .where(Assignment.round_id == round_id, col(Tally.paper).is_(True))
    )
    return int(session.exec(query).one())


def _forget(session: Session, round_: Round) -> None:
    """Keep those who walked until the election, and wipe what only the evening needed.

    Who was not ticked off did not walk, unless nobody was: then only the number was noted.
    """
    present = people_present(session, round_)
    for person in present:
        keep_after_walk(person)
    if present:
        absent = col(SignUp.id).not_in(select(Attended.sign_up_id).where(Attended.round_id == round_.id))
        missed = update(SignUp).where(col(SignUp.round_id) == round_.id, absent)
        session.exec(missed.values(status=SignUpStatus.CANCELLED))
    session.exec(delete(Attended).where(col(Attended.round_id) == round_.id))
    forget_wishes(session, col(SignUp.round_id) == round_.id)
    wipe_walk(session, round_.id)


def forget_attendance(session: Session, round_: Round) -> None:
    """Forget who was ticked off in a round that is called off."""
    session.exec(delete(Attended).where(col(Attended.round_id) == round_.id))


def hand_over(session: Session, actor: Actor, round_: Round, person_id: UUID) -> None:
    """Let another general lead the debrief too. For the board, safe to repeat.

    Raises
    ------
    NotFoundError
        There is no general with this id.
    """
    row_of(session, PersonRole, (person_id, Role.GENERAL))
    lock_round(session, round_)
    leading = set(generals_of(session, round_.id))
    if person_id not in leading:
        set_generals(session, round_, leading | {person_id}, first=person_id)
        record(session, actor, "debrief handed over", f"round {round_.id}")


def release_late(session: Session, actor: Actor, round_: Round) -> int:
    """Release the notes approved after close, in a batch of their own; give how many.

    Of a round called off under way nobody knows who was there, only that so many teams had opened a route:
    one person each, who may be anybody.
    """
    lock_round(session, round_)
    if round_.status == RoundStatus.PLANNED:
        return 0
    if round_.status == RoundStatus.CANCELLED:
        released = release(session, round_, max(1, teams_out(session, round_.id)), ())
    else:
        debrief = _begun(session, round_.id)
        released = release(session, round_, debrief.attended, named_who_walked(session, debrief))
    record(session, actor, "late notes released", f"round {round_.id}")
    after_commit(session, forget_bytes)
    return released
