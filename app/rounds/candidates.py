"""Candidates and councillors who come along: asked when a round is planned, and a place is held meanwhile."""

from collections.abc import Collection
from dataclasses import dataclass
from uuid import UUID

from sqlmodel import Session, col, or_, select

from app.language import _, now
from app.people.access import Actor
from app.people.actions import record
from app.people.models import Person, Role
from app.rounds import letters
from app.rounds.errors import UnknownCandidateError
from app.rounds.forms import AnswerForm
from app.rounds.locking import lock_planned
from app.rounds.models import Round, RoundGeneral, SignUp, SignUpLink, SignUpStatus
from app.rounds.queries import WALK_UP_BEFORE
from app.rounds.sign_ups import cancel_sign_up, keep_until_after, keep_until_over

HAS_ANSWERED = {SignUpStatus.COMING, SignUpStatus.WAITING, SignUpStatus.ABSENT}
PLANNED_WITH = {SignUpStatus.ASKED, SignUpStatus.COMING, SignUpStatus.WAITING}


@dataclass(frozen=True)
class Known:
    """Somebody who can be asked along, and where they stand in the round; nowhere before they are asked."""

    person_id: UUID
    name: str
    candidate: bool
    councillor: bool
    status: SignUpStatus | None

    @property
    def has_answered(self) -> bool:
        """Whether they come, or wait: then they step off by themselves, or at the round's desk."""
        return self.status in HAS_ANSWERED


def known_candidates(session: Session, actor: Actor, round_: Round | None = None) -> list[Known]:
    """List by name whom this leader can ask: noted by the board, or ticked by the person.

    What somebody ticked was for those who lead that round: a general sees it of their own rounds alone.
    """
    marked = select(Person.id, Person.name, Person.candidate, Person.councillor)
    rows = list(session.exec(marked.where(or_(col(Person.candidate), col(Person.councillor)))).all())
    ticked = select(Person.id, Person.name, SignUp.candidate, SignUp.councillor).join(SignUp)
    ticked = ticked.where(or_(col(SignUp.candidate), col(SignUp.councillor)))
    if not actor.holds(Role.BOARD):
        ticked = ticked.join(RoundGeneral, col(RoundGeneral.round_id) == SignUp.round_id)
        ticked = ticked.where(RoundGeneral.person_id == actor.person_id)
    rows += session.exec(ticked).all()
    here = {each.person_id: each.status for each in _sign_ups(session, round_)} if round_ else {}
    found: dict[UUID, Known] = {}
    for person_id, name, candidate, councillor in rows:
        before = found.get(person_id)
        found[person_id] = Known(
            person_id,
            name,
            candidate or (before is not None and before.candidate),
            councillor or (before is not None and before.councillor),
            here.get(person_id),
        )
    return sorted(found.values(), key=lambda each: (each.name.casefold(), str(each.person_id)))


def candidates_of(session: Session, round_: Round) -> set[UUID]:
    """Give the candidates and councillors that a round is planned with: asked, or coming."""
    return {
        each.person_id
        for each in _sign_ups(session, round_)
        if each.status in PLANNED_WITH and (each.candidate or each.councillor)
    }


def names_shown(session: Session, round_: Round) -> list[str]:
    """Name the candidates who come, and have said yes to standing on the round's public page."""
    query = select(Person.name, SignUp.candidate).join(SignUp).where(SignUp.round_id == round_.id)
    shown = session.exec(query.where(SignUp.status == SignUpStatus.COMING, col(SignUp.named))).all()
    words = [f"{name} ({_('kandidat') if candidate else _('folkevalgt')})" for name, candidate in shown]
    return sorted(words, key=str.casefold)


def ask_along(session: Session, actor: Actor, round_: Round, chosen: Collection[UUID]) -> None:
    """Ask these along, and hold a place for each; who was asked, and is not among them, is told no more.

    Those who have answered stay as they are. For the round's generals and the board; safe to repeat.

    Raises
    ------
    UnknownCandidateError
        One of them is nobody that this leader can ask.
    """
    known = {each.person_id: each for each in known_candidates(session, actor, round_)}
    if not set(chosen) <= set(known):
        raise UnknownCandidateError
    before = {each.person_id: each for each in _sign_ups(session, round_)}
    for person_id in sorted(chosen):
        found = before.get(person_id)
        if found is None or found.status == SignUpStatus.CANCELLED:
            _ask(session, actor, round_, known[person_id], found)
    for person_id, found in before.items():
        if found.status == SignUpStatus.ASKED and person_id not in chosen:
            cancel_sign_up(session, round_, found)


def _ask(session: Session, actor: Actor, round_: Round, asked: Known, found: SignUp | None) -> None:
    if found is None:
        found = SignUp(round_id=round_.id, person_id=asked.person_id, made_at=now())
        session.add(found)
    else:
        found.changes += 1
    found.status, found.made_at, found.to_ring, found.consent = SignUpStatus.ASKED, now(), None, ""
    found.candidate, found.councillor = asked.candidate, asked.councillor
    keep_until_over(session.get_one(Person, asked.person_id), round_)
    session.flush()
    letters.tell_or_ring(session, round_, found, letters.ASKED)
    session.flush()
    record(session, actor, "asked along", f"person {asked.person_id}")


def asked_consent() -> str:
    """Give what somebody who is asked says yes to by coming; it is stored with the sign-up as it was read."""
    return _("Ja, jeg blir med, og dere kan bruke navnet og kontakten min til det.")


def naming_consent() -> str:
    """Give what is ticked by who may stand by name on the round's public page."""
    return _("Navnet mitt kan stå på siden til runden, så folk ser hvem som kommer.")


def answer_by_link(session: Session, link: SignUpLink, form: AnswerForm) -> None:
    """Say yes to coming, by the personal link that was mailed; safe to repeat. No is stepping off.

    Raises
    ------
    RoundOverError
        The round is held or cancelled.
    """
    found = session.get_one(SignUp, link.sign_up_id)
    if not link.proven or found.status != SignUpStatus.ASKED:
        return
    consent = [asked_consent(), *([naming_consent()] if form.named else [])]
    _come(session, session.get_one(Round, found.round_id), found, " ".join(consent))
    found.named, found.stair_free, found.short_walk = form.named, form.stair_free, form.short_walk
    session.flush()


def answer_for(session: Session, actor: Actor, round_: Round, found: SignUp) -> None:
    """Note that somebody who was asked said yes to the general. For the round's generals and the board.

    Who stands there at the meeting place needs no letter. The name is not shown on the public page: that is
    the person's own to say. Safe to repeat.

    Raises
    ------
    RoundOverError
        The round is held or cancelled.
    """
    if found.status == SignUpStatus.ASKED:
        is_there = now() > round_.starts_at - WALK_UP_BEFORE
        _come(session, round_, found, _("Sa ja til den som leder runden."), mailed=not is_there)
        record(session, actor, "answered for", f"person {found.person_id}")


def _come(session: Session, round_: Round, found: SignUp, consent: str, *, mailed: bool = True) -> None:
    lock_planned(session, round_)
    found.status, found.to_ring, found.consent = SignUpStatus.COMING, None, consent
    found.changes += 1
    keep_until_after(session.get_one(Person, found.person_id), round_)
    session.flush()
    if mailed:
        letters.tell(session, round_, found, letters.COMING)


def hide_name(session: Session, link: SignUpLink) -> None:
    """Take somebody's name off the round's public page, by their personal link; safe to repeat."""
    if link.proven:
        session.get_one(SignUp, link.sign_up_id).named = False
        session.flush()


def _sign_ups(session: Session, round_: Round) -> list[SignUp]:
    return list(session.exec(select(SignUp).where(SignUp.round_id == round_.id)).all())
