"""The ladder: what everybody has done towards the next step, and what is missing."""

import enum
from collections.abc import Callable, Collection
from dataclasses import dataclass, replace
from uuid import UUID

from sqlalchemy.orm import aliased
from sqlmodel import Session, col, func, select

from app.language import _, plural
from app.listing import named_like
from app.people.access import Actor
from app.people.models import Level, Person
from app.rounds.models import Round, RoundGeneral, RoundStatus, SignUp, SignUpStatus
from app.training.models import Attendance, Course, CourseStatus, LadderRules, Recommendation

STEPS = list(Level)
MANY = 10_000
"""From so many on, everybody's names are asked for: a list of ids has an end."""


class Need(enum.StrEnum):
    """What a step can ask for."""

    ROUNDS = "rounds"
    COURSE = "course"
    BESIDE = "beside"
    RECOMMENDATION = "recommendation"


@dataclass(frozen=True)
class Missing:
    """Something that is left before the next step, and how many of it."""

    need: Need
    count: int

    @property
    def words(self) -> str:
        """What is left, as it stands after «mangler»."""
        texts = {
            Need.ROUNDS: plural("{n} runde", "{n} runder", self.count),
            Need.COURSE: _("et kurs"),
            Need.BESIDE: plural(
                "å lede {n} runde sammen med en general",
                "å lede {n} runder sammen med en general",
                self.count,
            ),
            Need.RECOMMENDATION: _("at en general anbefaler"),
        }
        return texts[self.need].format(n=self.count)


@dataclass(frozen=True)
class Standing:
    """Somebody on the ladder: the step they stand on, and what is missing before the next."""

    id: UUID
    name: str
    level: Level
    walked: int
    missing: list[Missing]

    @property
    def next_level(self) -> Level | None:
        """The step above; none at the top."""
        above = STEPS.index(self.level) + 1
        return STEPS[above] if above < len(STEPS) else None

    @property
    def is_ready(self) -> bool:
        """Tell whether nothing is missing before the next step."""
        return self.next_level is not None and not self.missing

    @property
    def left(self) -> int:
        """How many things are missing: each round, a course, a recommendation."""
        return sum(each.count for each in self.missing)

    @property
    def is_one_away(self) -> bool:
        """Tell whether one thing is missing."""
        return self.left == 1

    @property
    def missing_words(self) -> str:
        """All that is missing, as one list of words."""
        return f" {_('og')} ".join(each.words for each in self.missing)


@dataclass(frozen=True)
class Near:
    """Those who can take a step now, those who lack one thing, and the others in training."""

    ready: list[Standing]
    one_away: list[Standing]
    in_training: list[Standing]


@dataclass(frozen=True)
class _Deeds:
    """What everybody has done, by person."""

    walked: dict[UUID, int]
    beside: dict[UUID, int]
    courses: Collection[UUID]
    recommended: Collection[UUID]


def rules(session: Session) -> LadderRules:
    """Give what each step asks for: the board's rules, or those it starts with."""
    return session.get(LadderRules, 1) or LadderRules()


def standings(session: Session) -> list[Standing]:
    """Say where everybody stands, by name; for the board."""
    return _named(session, nameless(session))


def nameless(session: Session, levels: Collection[Level] = STEPS) -> list[Standing]:
    """Say where people on some steps stand, without their names: those are sealed, and cost most to read."""
    found = session.exec(select(Person.id, Person.level).where(col(Person.level).in_(levels))).all()
    deeds, asked = _deeds(session), rules(session)
    return [_standing(id_, "", Level(level), deeds, asked) for id_, level in found]


def _named(session: Session, lines: Collection[Standing]) -> list[Standing]:
    """Put the names on, and sort by them."""
    query = select(Person.id, Person.name)
    if len(lines) < MANY:
        query = query.where(col(Person.id).in_([line.id for line in lines]))
    names = dict(session.exec(query).all())
    named = [replace(line, name=names[line.id]) for line in lines]
    return sorted(named, key=lambda line: line.name.casefold())


def near_a_step(session: Session, search: str = "", sort: str = "level") -> Near:
    """List who is near a step and is called what is searched for; for the board.

    By step from the top, by name, or who has walked most first.
    """
    moving = [each for each in nameless(session) if each.walked or each.level != Level.NEW]
    near = [each for each in moving if each.left <= 1 or each.level == Level.IN_TRAINING]
    return _sorted_out(named_like(_named(session, near), search, lambda each: each.name), sort)


def soon_generals(session: Session) -> Near:
    """List those to ask when a round lacks a general: in training, or ready to begin it; for the board."""
    lines = nameless(session, [Level.IN_TRAINING, Level.EXPERIENCED])
    near = [line for line in lines if line.level == Level.IN_TRAINING or line.is_ready]
    return _sorted_out(_named(session, near))


def _sorted_out(named: list[Standing], sort: str = "level") -> Near:
    """Put people, who come by name, under what they lack: wherever they are listed it says the same."""
    first: dict[str, Callable[[Standing], int]] = {
        "level": lambda each: -STEPS.index(each.level),
        "walked": lambda each: -each.walked,
    }
    climbing = sorted(named, key=first[sort]) if sort in first else named
    return Near(
        [each for each in climbing if each.is_ready],
        [each for each in climbing if each.is_one_away],
        [each for each in climbing if each.level == Level.IN_TRAINING and each.left > 1],
    )


def standing_of(session: Session, person: Person) -> Standing:
    """Say where one person stands, for their own page and for the step that the board lets them take."""
    return _standing(person.id, person.name, person.level, _deeds(session, person.id), rules(session))


def led_with(session: Session, actor: Actor) -> list[Standing]:
    """List those in training whom a general has had along in a held round; nobody else's people are shown."""
    own = (
        select(RoundGeneral.round_id)
        .join(Round)
        .where(RoundGeneral.person_id == actor.person_id, Round.status == RoundStatus.HELD)
    )
    beside = select(RoundGeneral.person_id).where(col(RoundGeneral.round_id).in_(own))
    along = select(SignUp.person_id).where(
        col(SignUp.round_id).in_(own), SignUp.status == SignUpStatus.COMING
    )
    known = set(session.exec(beside).all()) | set(session.exec(along).all())
    return [
        line
        for line in _named(session, nameless(session, [Level.IN_TRAINING]))
        if line.id in known and line.id != actor.person_id
    ]


def recommended_by(session: Session, actor: Actor) -> set[UUID]:
    """Give whom a general has recommended."""
    return set(
        session.exec(select(Recommendation.person_id).where(Recommendation.by_id == actor.person_id)).all()
    )


def _deeds(session: Session, person_id: UUID | None = None) -> _Deeds:
    """Count for everybody, or for one."""
    walked = (
        select(SignUp.person_id, func.count())
        .join(Round, col(Round.id) == SignUp.round_id)
        .where(Round.status == RoundStatus.HELD, SignUp.status == SignUpStatus.COMING)
        .group_by(col(SignUp.person_id))
    )
    leader = aliased(RoundGeneral)
    beside = (
        select(RoundGeneral.person_id, func.count(col(Round.id).distinct()))
        .join(Round, col(Round.id) == RoundGeneral.round_id)
        .join(leader, col(leader.round_id) == Round.id)
        .join(Person, col(Person.id) == leader.person_id)
        .where(
            Round.status == RoundStatus.HELD,
            Person.level == Level.GENERAL,
            leader.person_id != RoundGeneral.person_id,
        )
        .group_by(col(RoundGeneral.person_id))
    )
    courses = select(Attendance.person_id).join(Course).where(Course.status == CourseStatus.HELD)
    recommended = select(Recommendation.person_id)
    if person_id:
        walked = walked.where(SignUp.person_id == person_id)
        beside = beside.where(RoundGeneral.person_id == person_id)
        courses = courses.where(Attendance.person_id == person_id)
        recommended = recommended.where(Recommendation.person_id == person_id)
    return _Deeds(
        dict(session.exec(walked).all()),
        dict(session.exec(beside).all()),
        set(session.exec(courses).all()),
        set(session.exec(recommended).all()),
    )


def _standing(id_: UUID, name: str, level: Level, deeds: _Deeds, asked: LadderRules) -> Standing:
    walked = deeds.walked.get(id_, 0)
    left = {
        Level.NEW: {Need.ROUNDS: asked.rounds_to_experienced - walked},
        Level.EXPERIENCED: {
            Need.ROUNDS: asked.rounds_to_training - walked,
            Need.COURSE: int(asked.course_to_training and id_ not in deeds.courses),
        },
        Level.IN_TRAINING: {
            Need.BESIDE: asked.rounds_beside - deeds.beside.get(id_, 0),
            Need.RECOMMENDATION: int(id_ not in deeds.recommended),
        },
        Level.GENERAL: {},
    }[level]
    return Standing(id_, name, level, walked, [Missing(need, n) for need, n in left.items() if n > 0])
