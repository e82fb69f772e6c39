"""Writes about sign-ups: come, wait, step off, turn up unannounced."""

from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from sqlalchemy import ColumnElement
from sqlmodel import Session, col, delete, select, update

from app.districts.branches import join_branch
from app.errors import NotFoundError
from app.language import _, local, now, today
from app.people.access import Actor
from app.people.actions import NEVER_WALKED_DAYS, add_person, record
from app.people.contact import parse_contact
from app.people.models import Person
from app.people.queries import person_with
from app.rounds import letters
from app.rounds.confirming import ask_off, confirm, tell_off
from app.rounds.errors import ConsentMissingError, SignUpClosedError
from app.rounds.forms import SignUpForm, WalkUpForm
from app.rounds.locking import lock_planned, lock_round
from app.rounds.models import Round, RoundStatus, SignUp, SignUpLink, SignUpStatus, TeamMember
from app.rounds.queries import places_taken
from app.sealing import blind_index

AFTER_ROUND_DAYS = 14
NOT_HERE = {SignUpStatus.CANCELLED, SignUpStatus.ABSENT}


@dataclass(frozen=True)
class Receipt:
    """What a sign-up form is answered with: the same whether or not the contact was known before."""

    link: SignUpLink
    full: bool


def consent_text() -> str:
    """Give the sentence that is ticked, and stored with the sign-up as it was read."""
    return _("Ja, dere kan lagre navnet og kontakten min og bruke dem til dørbank.")


def sign_up(session: Session, round_: Round, form: SignUpForm, *, consent: str = "") -> Receipt:
    """Sign somebody up, or put them on the waiting list when the round is full. For everyone; safe to repeat.

    `consent` is what was said yes to, when it was not the form's own sentence.

    The answer tells what a new contact would get. What is stored about a known one stays as it is, and the
    link such a form gets is not proven; the mail to the contact itself carries a proven one.

    Raises
    ------
    ConsentMissingError, ContactError, SignUpClosedError
        As their sentences say.
    """
    contact = parse_contact(form.contact)
    if not form.consent:
        raise ConsentMissingError
    consent = consent or consent_text()
    lock_round(session, round_)
    if round_.status != RoundStatus.PLANNED or round_.ends_at < now():
        raise SignUpClosedError
    full = places_taken(session, round_.id) >= round_.capacity
    told = SignUpStatus.WAITING if full else SignUpStatus.COMING
    is_new = person_with(session, contact) is None
    person = add_person(session, form.name, contact, consent=consent)
    if is_new:
        person.under_18 = form.under_18
    if form.branch and is_new:
        join_branch(session, person, form.branch)
    keep_until_after(person, round_)
    before = _sign_up_of(session, round_, person)
    found = before or SignUp(round_id=round_.id, person_id=person.id, made_at=now())
    fresh = before is None or before.status in NOT_HERE
    if fresh or found.status == SignUpStatus.ASKED:
        # Who was asked has a place that was held, and a page that tells no more than anybody else's.
        found.status = told if fresh else SignUpStatus.COMING
        found.changes += int(before is not None)
        found.made_at, found.to_ring, found.consent = now(), None, consent
        _take_wishes(found, form, person)
    session.add(found)
    session.flush()
    link = _add_link(session, found, proven=fresh, told=told)
    confirm(session, round_, found, link if fresh else None)
    return Receipt(link, full)


def _take_wishes(found: SignUp, form: SignUpForm, person: Person) -> None:
    """Keep what matters for the team. The friends' word itself is not kept, only a hash within the round."""
    found.under_18, found.stair_free, found.short_walk = form.under_18, form.stair_free, form.short_walk
    found.candidate = form.candidate or person.candidate
    found.councillor = form.councillor or person.councillor
    word = "".join(form.friend_word.casefold().split())
    found.friends = blind_index(f"friends:{found.round_id}:{word}") if word else ""


def keep_until_after(person: Person, round_: Round) -> None:
    """Keep somebody long enough for the round they signed up to."""
    person.keep_until = max(person.keep_until, keep_date(round_))


def keep_until_over(person: Person, round_: Round) -> None:
    """Keep somebody who is asked to come until the round is over; only coming begins a term of their own."""
    person.keep_until = max(person.keep_until, _after(round_))


def keep_date(round_: Round) -> date:
    """Give the day on which somebody who signs up now, and never walks, is deleted."""
    return max(today() + timedelta(days=NEVER_WALKED_DAYS), _after(round_))


def _after(round_: Round) -> date:
    return local(round_.starts_at).date() + timedelta(days=AFTER_ROUND_DAYS)


def _sign_up_of(session: Session, round_: Round, person: Person) -> SignUp | None:
    query = select(SignUp).where(SignUp.round_id == round_.id, SignUp.person_id == person.id)
    return session.exec(query).one_or_none()


def _add_link(session: Session, found: SignUp, *, proven: bool, told: SignUpStatus) -> SignUpLink:
    link = SignUpLink(sign_up_id=found.id, proven=proven, told=told, since=found.changes)
    session.add(link)
    session.flush()
    return link


def cancel_by_link(session: Session, link: SignUpLink) -> None:
    """Step off by a personal link; safe to repeat.

    A link that is not proven only passes the wish on: to the sign-up's own e-mail, else to the general.
    """
    found = session.get(SignUp, link.sign_up_id)
    round_ = session.get(Round, found.round_id) if found else None
    if found is None or round_ is None:
        raise NotFoundError
    if link.proven:
        cancel_sign_up(session, round_, found)
    elif found.status != SignUpStatus.CANCELLED:
        ask_off(session, round_, found)
    link.told = SignUpStatus.CANCELLED
    session.flush()


def cancel_sign_up(session: Session, round_: Round, found: SignUp) -> None:
    """Free a place and, until the round begins, give it to the first who waits; safe to repeat.

    Who comes no longer gets a mail that takes the round out of the calendar, unless it was over.

    Raises
    ------
    RoundOverError
        The round is held or cancelled.
    """
    lock_planned(session, round_)
    was, found.status, found.to_ring = found.status, SignUpStatus.CANCELLED, None
    found.under_18, found.stair_free, found.short_walk, found.friends = False, False, False, ""
    found.named = False
    session.exec(delete(TeamMember).where(col(TeamMember.sign_up_id) == found.id))
    if was not in NOT_HERE:
        found.changes += 1
        if now() < round_.ends_at:
            tell_off(session, round_, found)
    session.flush()
    if now() < round_.starts_at:
        fill_places(session, round_)


def set_absent(session: Session, round_: Round, found: SignUp, *, absent: bool) -> None:
    """Strike somebody who has not turned up, or put them back; safe to repeat.

    The place is not offered to those who wait: the others are about to go.

    Raises
    ------
    RoundOverError
        The round is held or cancelled.
    """
    lock_planned(session, round_)
    before, after = SignUpStatus.COMING, SignUpStatus.ABSENT
    if not absent:
        before, after = after, before
    if found.status == before:
        found.status = after
        session.exec(delete(TeamMember).where(col(TeamMember.sign_up_id) == found.id))
    session.flush()


def forget_wishes(session: Session, those: ColumnElement[bool]) -> None:
    """Forget what only the evening needed: wishes, who did not turn up or answer. Safe to repeat."""
    nothing = {"under_18": False, "stair_free": False, "short_walk": False, "friends": "", "named": False}
    session.exec(update(SignUp).where(those).values(nothing))
    away = col(SignUp.status).in_([SignUpStatus.ABSENT, SignUpStatus.ASKED])
    session.exec(update(SignUp).where(those, away).values(status=SignUpStatus.CANCELLED))


def fill_places(session: Session, round_: Round) -> None:
    """Give free places to those who have waited longest; mail them, or mark them to be rung."""
    free = round_.capacity - places_taken(session, round_.id)
    if free <= 0 or round_.ends_at < now():
        return
    waiting = select(SignUp).where(SignUp.round_id == round_.id, SignUp.status == SignUpStatus.WAITING)
    for found in session.exec(waiting.order_by(col(SignUp.made_at)).limit(free)).all():
        found.status, found.changes = SignUpStatus.COMING, found.changes + 1
        letters.tell_or_ring(session, round_, found, letters.GOT_PLACE)
    session.flush()


def add_walk_up(session: Session, actor: Actor | None, round_: Round, form: WalkUpForm) -> SignUp:
    """Add somebody who turned up, by first name and whether they are under 18; also when the round is full.

    For the round's general, or nobody known: who scanned the code at the meeting place. Safe to repeat.

    Raises
    ------
    RoundOverError
        The round is held or cancelled.
    """
    lock_planned(session, round_)
    known = session.exec(select(SignUp).where(SignUp.id == form.id, SignUp.round_id == round_.id)).first()
    if known:
        return known
    person = Person(
        name=form.name,
        under_18=form.under_18,
        keep_until=max(today(), local(round_.starts_at).date()) + timedelta(days=AFTER_ROUND_DAYS),
    )
    session.add(person)
    session.flush()
    found = SignUp(id=form.id, round_id=round_.id, person_id=person.id, under_18=form.under_18, made_at=now())
    session.add(found)
    session.flush()
    record(session, actor, "walk-up added", f"round {round_.id}")
    return found


def numbers_to_ring(session: Session, actor: Actor, round_: Round) -> dict[UUID, str]:
    """Give the numbers of those the general should ring, by sign-up; each is logged as shown."""
    query = select(SignUp.id, Person).join(Person, col(Person.id) == SignUp.person_id)
    waiting = query.where(SignUp.round_id == round_.id, col(SignUp.to_ring).is_not(None))
    found = {sign_up_id: person for sign_up_id, person in session.exec(waiting) if person.phone}
    for person in found.values():
        record(session, actor, "contact revealed", f"person {person.id}")
    return {sign_up_id: person.phone or "" for sign_up_id, person in found.items()}


def mark_rung(found: SignUp) -> None:
    """Note that the general has rung; safe to repeat."""
    found.to_ring = None
