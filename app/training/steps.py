"""Writes about the ladder: the board's rules, a general's recommendation, a step up."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from pydantic import TypeAdapter
from pydantic_core import to_json
from sqlmodel import Session, col, delete, select

from app.db import insert_once
from app.errors import ConflictError, NotFoundError
from app.language import N_, now
from app.people.access import Actor
from app.people.actions import record, set_level, set_roles
from app.people.models import Level, Person, Role
from app.people.queries import access_person, roles_of
from app.sealing import sign, signed_value
from app.training.forms import RulesForm
from app.training.ladder import STEPS, led_with, nameless, standing_of
from app.training.models import LadderRules, Recommendation

UNDO, UNDO_LIFE = "ladder-step", timedelta(days=1)


class NotReadyError(ConflictError):
    sentence = N_("{name} er ikke klar for neste trinn ennå: mangler {missing}.")


class NotGeneralError(ConflictError):
    sentence = N_("Bare en som selv er general, kan anbefale en ny general.")


class StepOverError(ConflictError):
    sentence = N_("Trinnet er endret siden, så det kan ikke angres her. Endre det på personens side.")


@dataclass(frozen=True)
class Step:
    """A step that was taken, and what was before it: the page that shows it carries it, nobody keeps it."""

    person_id: UUID
    level: Level
    taken_at: datetime
    was_general: bool
    recommended: list[tuple[UUID | None, datetime]]

    @property
    def level_after(self) -> Level:
        """The step that was taken."""
        return STEPS[STEPS.index(self.level) + 1]

    @property
    def code(self) -> str:
        """The step as a signed code for an address; ids and no names."""
        return sign(UNDO, to_json(self).decode())


def step_of(code: str) -> Step | None:
    """Read a step from its code; nothing when we did not write it, or it was taken more than a day ago."""
    found = signed_value(UNDO, code) if code.isascii() else None
    step = TypeAdapter(Step).validate_json(found) if found else None
    return step if step and now() - step.taken_at < UNDO_LIFE else None


def set_rules(session: Session, actor: Actor, form: RulesForm) -> None:
    """Set what each step asks for. For the board; nobody steps down when the rules get stricter."""
    session.merge(LadderRules(id=1, **form.model_dump()))
    session.flush()
    record(session, actor, "ladder rules set", "ladder")


def recommend(session: Session, actor: Actor, person_id: UUID) -> None:
    """Recommend somebody in training as a general; safe to repeat.

    Raises
    ------
    NotFoundError
        The general has not had them along in a held round, or they are not in training.
    NotGeneralError
        Who recommends is not signed off either.
    """
    if access_person(session, actor.person_id).level != Level.GENERAL:
        raise NotGeneralError
    if person_id not in {line.id for line in led_with(session, actor)}:
        raise NotFoundError
    if insert_once(session, Recommendation(person_id=person_id, by_id=actor.person_id, at=now())):
        record(session, actor, "general recommended", f"person {person_id}")


def step_up(session: Session, actor: Actor, person: Person) -> Step:
    """Let somebody take the next step, once nothing is missing; give the step, to take back. For the board.

    In training one gets the general's role, to lead rounds beside a general.

    Raises
    ------
    NotReadyError
        Something is missing, or there is no step above.
    """
    standing = standing_of(session, person)
    if standing.next_level is None or not standing.is_ready:
        raise NotReadyError(name=person.name, missing=standing.missing_words or "–")
    given = session.exec(select(Recommendation).where(Recommendation.person_id == person.id)).all()
    taken = Step(
        person.id,
        standing.level,
        now(),
        Role.GENERAL in roles_of(session, person.id),
        [(each.by_id, each.at) for each in given],
    )
    set_level(person, standing.next_level)
    if standing.next_level in {Level.IN_TRAINING, Level.GENERAL}:
        set_roles(session, actor, person, set(roles_of(session, person.id)) | {Role.GENERAL})
    if standing.next_level == Level.GENERAL:
        session.exec(delete(Recommendation).where(col(Recommendation.person_id) == person.id))
    record(session, actor, f"step up to {standing.next_level.value}", f"person {person.id}")
    session.flush()
    return taken


def take_back(session: Session, actor: Actor, taken: Step) -> None:
    """Undo a step: level, the role that came with it and recommendations are as before. For the board.

    Raises
    ------
    StepOverError
        Somebody has moved the person since.
    NotFoundError
        The person is forgotten.
    """
    person = access_person(session, taken.person_id)
    if person.level != taken.level_after:
        raise StepOverError
    set_level(person, taken.level)
    if not taken.was_general:
        set_roles(session, actor, person, set(roles_of(session, person.id)) - {Role.GENERAL})
    for by_id, at in taken.recommended:
        known = by_id if by_id and session.get(Person, by_id) else None
        insert_once(session, Recommendation(person_id=person.id, by_id=known, at=at))
    record(session, actor, f"step back to {taken.level.value}", f"person {person.id}")
    session.flush()


def sweep_training(session: Session) -> None:
    """Let new ones who have walked enough be experienced, without anybody's asking; safe to repeat."""
    ready = [line.id for line in nameless(session, [Level.NEW]) if line.is_ready]
    for person in session.exec(select(Person).where(col(Person.id).in_(ready))).all():
        set_level(person, Level.EXPERIENCED)
