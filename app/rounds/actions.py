"""Writes about rounds: plan, change, call off."""

import secrets
from collections.abc import Callable, Collection
from datetime import timedelta
from uuid import UUID

from sqlmodel import Session, col, select, update

from app.db import after_commit, forget_bytes
from app.districts.queries import access_district
from app.errors import ConflictError
from app.language import local, now
from app.people.access import Actor
from app.people.actions import record
from app.people.models import Person, Role
from app.people.queries import people_with_role
from app.rounds import letters
from app.rounds.assignments import clear_assignments
from app.rounds.candidates import ask_along
from app.rounds.errors import FewerPlacesError, ForeignCutError, UnknownGeneralError
from app.rounds.forms import RoundForm
from app.rounds.leading import forget_leading, lead_alike, set_generals
from app.rounds.locking import lock_planned, lock_round
from app.rounds.mail_switches import check_letters_read
from app.rounds.models import (
    Round,
    RoundStatus,
    SignUp,
    SignUpStatus,
)
from app.rounds.queries import access_round, coming_rounds, generals_of, volunteers_coming
from app.rounds.quiet import check_quiet
from app.rounds.schedule import round_times
from app.rounds.sign_ups import (
    AFTER_ROUND_DAYS,
    NOT_HERE,
    fill_places,
    forget_wishes,
    keep_until_after,
    keep_until_over,
)
from app.rounds.slugs import free_slug, move_slug
from app.turf.queries import done_cuts_of

CALLING_OFF: list[Callable[[Session, Round], None]] = []
"""What the rooms above forget of an evening when it is called off; `main` fills it."""


def plan_round(session: Session, actor: Actor, form: RoundForm) -> Round:
    """Plan a round. For generals, who then lead it, and the board.

    Raises
    ------
    ClockGapError, EndsFirstError, PastRoundError, ForeignCutError, UnknownGeneralError, QuietHoursError,
    UnknownCandidateError, LettersUnreadError
        As their sentences say.
    NotFoundError
        It is to be like a round that the person does not lead.
    """
    check_letters_read(session)
    starts_at, ends_at = round_times(form.day, form.starts, form.ends)
    quiet_ok = check_quiet(session, actor, (starts_at, ends_at), allowed=form.quiet_ok)
    district = access_district(session, form.district_id)
    _check_cut(session, form.district_id, form.cut_id)
    generals = _chosen_generals(session, actor, form)
    planned = Round(
        slug=free_slug(session, district, starts_at),
        district_id=district.id,
        starts_at=starts_at,
        ends_at=ends_at,
        meeting_place=form.meeting_place,
        quiet_ok=quiet_ok,
        note_key=secrets.token_hex(32),
    )
    _fill_in(planned, form)
    session.add(planned)
    session.flush()
    set_generals(session, planned, generals, first=actor.person_id)
    ask_along(session, actor, planned, form.candidates)
    if form.like:
        lead_alike(session, access_round(session, actor, form.like), planned)
    record(session, actor, "round planned", f"round {planned.id}")
    return planned


def change_round(session: Session, actor: Actor, round_: Round, form: RoundForm) -> None:
    """Change a planned round; those who have signed up hear of a new time or place.

    Raises
    ------
    ConflictError
        Somebody changed it since the form was opened.
    RoundOverError
        It is held or cancelled.
    FewerPlacesError
        There would be fewer places than people who have one, and it is not said to be meant.
    TeamInUseError
        The cut or the district changes while a team's phone is walking a route of the old one.
    ClockGapError, EndsFirstError, PastRoundError, ForeignCutError, UnknownGeneralError, QuietHoursError,
    UnknownCandidateError
        As their sentences say.
    """
    lock_planned(session, round_)
    if round_.version != form.version:
        raise ConflictError
    _check_places(session, round_, form)
    starts_at, ends_at = round_times(form.day, form.starts, form.ends, already=round_.starts_at)
    if (starts_at, ends_at) != (round_.starts_at, round_.ends_at):
        round_.quiet_ok = check_quiet(session, actor, (starts_at, ends_at), allowed=form.quiet_ok)
    district = access_district(session, form.district_id)
    _check_cut(session, form.district_id, form.cut_id)
    generals = _chosen_generals(session, actor, form, generals_of(session, round_.id))
    before = (round_.starts_at, round_.ends_at, round_.meeting_place, round_.district_id)
    moved = (local(starts_at).date(), district.id) != (local(round_.starts_at).date(), round_.district_id)
    if (round_.district_id, round_.cut_id) != (form.district_id, form.cut_id):
        clear_assignments(session, round_.id)
    round_.starts_at, round_.ends_at, round_.district_id = starts_at, ends_at, form.district_id
    _fill_in(round_, form)
    round_.version += 1
    if moved:
        move_slug(session, round_, district)
    session.flush()
    set_generals(session, round_, generals, first=actor.person_id)
    if before != (round_.starts_at, round_.ends_at, round_.meeting_place, round_.district_id):
        _tell_all(session, round_, letters.CHANGED)
    ask_along(session, actor, round_, form.candidates)
    fill_places(session, round_)
    record(session, actor, "round changed", f"round {round_.id}")


def use_cut(session: Session, actor: Actor, round_: Round, cut_id: UUID) -> None:
    """Take the walk routes from this cut; teams give back routes of another. Safe to repeat.

    Raises
    ------
    RoundOverError, TeamInUseError, ForeignCutError
        As their sentences say.
    """
    lock_planned(session, round_)
    if round_.cut_id == cut_id:
        return
    _check_cut(session, round_.district_id, cut_id)
    clear_assignments(session, round_.id)
    round_.cut_id = cut_id
    round_.version += 1
    record(session, actor, "cut chosen", f"round {round_.id}")


def cancel_round(session: Session, actor: Actor, round_: Round) -> None:
    """Call a round off: mail those who can be mailed, list the others to be rung; safe to repeat.

    One that was over is only taken off the list of those that wait for a debrief: nobody hears of it. What
    only the evening needed is forgotten at once, but for what teams who are out need to come home.

    Raises
    ------
    RoundOverError
        It is already held.
    """
    lock_round(session, round_)
    if round_.status == RoundStatus.CANCELLED:
        return
    lock_planned(session, round_)
    round_.status = RoundStatus.CANCELLED
    round_.version += 1
    _tell_all(session, round_, letters.CANCELLED)
    forget_wishes(session, col(SignUp.round_id) == round_.id)
    for forget in CALLING_OFF:
        forget(session, round_)
    record(session, actor, "round cancelled", f"round {round_.id}")
    after_commit(session, forget_bytes)


def _check_cut(session: Session, district_id: UUID, cut_id: UUID | None) -> None:
    if cut_id and cut_id not in {cut.id for cut in done_cuts_of(session, district_id)}:
        raise ForeignCutError


def _check_places(session: Session, round_: Round, form: RoundForm) -> None:
    coming = volunteers_coming(session, round_.id)
    if form.capacity < min(coming, round_.capacity) and not form.fewer_ok:
        raise FewerPlacesError(n=coming, capacity=form.capacity)


def _fill_in(round_: Round, form: RoundForm) -> None:
    round_.meeting_place, round_.gathering = form.meeting_place, form.gathering
    both = form.meeting_lon is not None and form.meeting_lat is not None
    round_.meeting_lon = form.meeting_lon if both else None
    round_.meeting_lat = form.meeting_lat if both else None
    round_.talking_points, round_.phone = form.talking_points, form.phone or None
    round_.capacity, round_.cut_id = form.capacity, form.cut_id


def _chosen_generals(
    session: Session, actor: Actor, form: RoundForm, already: Collection[UUID] = ()
) -> set[UUID]:
    """Give who is to lead the round; a general does not leave their own without somebody on the board."""
    chosen = set(form.generals)
    if actor.holds(Role.GENERAL) and not actor.holds(Role.BOARD):
        chosen.add(actor.person_id)
    if not chosen <= {person.id for person in people_with_role(session, Role.GENERAL)} | set(already):
        raise UnknownGeneralError
    return chosen


def _tell_all(session: Session, round_: Round, letter: letters.Letter) -> None:
    """Tell all who meant to come; nobody, once it is over: they know what became of that evening."""
    if round_.ends_at < now():
        return
    query = select(SignUp).where(SignUp.round_id == round_.id, col(SignUp.status).not_in(NOT_HERE))
    for found in session.exec(query).all():
        person = session.get(Person, found.person_id)
        if person is None:
            continue
        is_asked = found.status == SignUpStatus.ASKED
        if round_.status == RoundStatus.PLANNED:
            (keep_until_over if is_asked else keep_until_after)(person, round_)
        if person.email or person.phone:
            again = is_asked and letter == letters.CHANGED
            letters.tell_or_ring(session, round_, found, letters.ASKED if again else letter)
    session.flush()


def sweep_rounds(session: Session) -> None:
    """Forget wishes, calls and numbers of rounds that ended two weeks ago, closed or not; safe to repeat.

    Places left by people who were deleted meanwhile go to those who wait.
    """
    over = select(Round.id).where(col(Round.ends_at) < now() - timedelta(days=AFTER_ROUND_DAYS))
    session.exec(update(SignUp).where(col(SignUp.round_id).in_(over)).values(to_ring=None))
    forget_wishes(session, col(SignUp.round_id).in_(over))
    session.exec(update(Round).where(col(Round.id).in_(over)).values(phone=None))
    forget_leading(session, over)
    for round_ in coming_rounds(session):
        fill_places(session, round_)
