"""A person's own sign-ups and rounds, and everything that is kept about them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import TypeVar

from pydantic import BaseModel
from sqlalchemy import ColumnElement
from sqlmodel import Session, col, select
from sqlmodel.sql.expression import SelectOfScalar

from app.debrief.models import Attended, Debrief
from app.districts.branch_models import Branch
from app.districts.branches import branch_of
from app.districts.queries import districts
from app.language import now
from app.mobilise.models import CallHold, Reminded
from app.mobilise.own import CallingData, calling_data, rings_in
from app.people.access import Actor
from app.people.models import AuditEntry, Invitation, LoginSession, Person
from app.people.queries import access_person, roles_of
from app.programme.heard import DistrictHeard, Outcome, heard_in, outcomes
from app.rounds.models import Round, RoundGeneral, RoundStatus, SignUp, SignUpStatus, Team, TeamMember
from app.training.ladder import Standing, standing_of
from app.training.own import course_sign_ups, recommendations
from app.training.queries import courses_attended
from app.turf.models import Cut

T = TypeVar("T")


@dataclass(frozen=True)
class OwnSignUp:
    """One's own place in a round."""

    round: Round
    district: str
    status: SignUpStatus


@dataclass(frozen=True)
class OwnPage:
    """What a signed-in person sees about themselves."""

    person: Person
    standing: Standing
    coming: list[OwnSignUp]
    past: list[OwnSignUp]
    leading: list[OwnSignUp]
    rings_in: list[str]
    branch: Branch | None
    heard: list[DistrictHeard]
    outcomes: list[Outcome]


KEPT_OF_SIGN_UP = {
    "status",
    "stair_free",
    "short_walk",
    "under_18",
    "candidate",
    "councillor",
    "named",
    "consent",
    "made_at",
    "changes",
    "to_ring",
}


class SignUpData(BaseModel):
    round: str
    starts_at: datetime
    district: str
    status: str
    stair_free: bool
    short_walk: bool
    under_18: bool
    friends: bool
    candidate: bool
    councillor: bool
    named: bool
    consent: str
    made_at: datetime
    changes: int
    to_ring: str | None
    team: int | None
    back_at: datetime | None
    attended: bool


class AuditData(BaseModel):
    at: datetime
    deed: str
    thing: str


class OwnData(BaseModel):
    """Every personal column that is kept about somebody, in the open."""

    name: str
    email: str | None
    phone: str | None
    roles: list[str]
    level: str
    branch: str | None
    under_18: bool
    candidate: bool
    councillor: bool
    consent: str
    consented_at: datetime | None
    keep_until: date
    asked_in: int | None
    sign_ups: list[SignUpData]
    rounds_led: list[str]
    own_numbers: list[str]
    teams_led: list[str]
    courses: list[str]
    course_sign_ups: list[str]
    recommendations: list[str]
    signed_in_until: list[datetime]
    invited_until: list[datetime]
    debriefs_closed: list[str]
    reminded_of: list[str]
    cuts_made: list[datetime]
    rings_until: list[datetime]
    deeds: list[AuditData]
    about_me: list[AuditData]
    calling: CallingData


def own_page(session: Session, actor: Actor) -> OwnPage:
    """Gather a person's own page; nobody else's can be asked for."""
    names = {district.id: district.name for district in districts(session)}
    mine = [
        OwnSignUp(place.round, names.get(place.round.district_id, ""), place.found.status)
        for place in _places(session, actor)
        if place.found.status != SignUpStatus.CANCELLED
    ]
    leading = [
        OwnSignUp(round_, names.get(round_.district_id, ""), SignUpStatus.COMING)
        for round_ in _rounds_led(session, actor)
    ]
    walked = {
        each.round.district_id
        for each in [*mine, *leading]
        if each.round.status == RoundStatus.HELD and each.status == SignUpStatus.COMING
    }
    person = access_person(session, actor.person_id)
    return OwnPage(
        person,
        standing_of(session, person),
        [each for each in reversed(mine) if each.round.ends_at > now()],
        [each for each in mine if each.round.ends_at <= now()],
        leading,
        rings_in(session, actor.person_id),
        branch_of(session, actor.person_id),
        heard_in(session, walked) if walked else [],
        outcomes(session) if walked else [],
    )


@dataclass(frozen=True)
class _Place:
    """A sign-up with what hangs on it."""

    found: SignUp
    round: Round
    team: int | None
    back_at: datetime | None
    attended: bool


def _places(session: Session, actor: Actor) -> list[_Place]:
    query = (
        select(SignUp, Round, Team.number, Attended.sign_up_id)
        .join(Round, col(Round.id) == SignUp.round_id)
        .join(TeamMember, col(TeamMember.sign_up_id) == SignUp.id, isouter=True)
        .join(Team, col(Team.id) == TeamMember.team_id, isouter=True)
        .join(Attended, col(Attended.sign_up_id) == SignUp.id, isouter=True)
        .where(SignUp.person_id == actor.person_id)
        .order_by(col(Round.starts_at).desc())
    )
    back = select(TeamMember.sign_up_id, TeamMember.back_at).join(SignUp)
    back_at = dict(session.exec(back.where(SignUp.person_id == actor.person_id)).all())
    return [
        _Place(found, round_, number, back_at.get(found.id), attended is not None)
        for found, round_, number, attended in session.exec(query).all()
    ]


def _rounds_led(session: Session, actor: Actor) -> Sequence[Round]:
    query = select(Round).join(RoundGeneral, col(RoundGeneral.round_id) == Round.id)
    return session.exec(
        query.where(RoundGeneral.person_id == actor.person_id).order_by(col(Round.starts_at).desc())
    ).all()


def _led(session: Session, actor: Actor) -> Sequence[RoundGeneral]:
    return session.exec(select(RoundGeneral).where(RoundGeneral.person_id == actor.person_id)).all()


def _teams_led(session: Session, actor: Actor) -> Sequence[tuple[str, int]]:
    query = select(Round.slug, Team.number).join(Team, col(Team.round_id) == Round.id)
    led = query.where(Team.general_id == actor.person_id)
    return session.exec(led.order_by(Round.slug, col(Team.number))).all()


def own_data(session: Session, actor: Actor) -> OwnData:
    """Gather everything that is kept about a person, for themselves alone."""
    person = access_person(session, actor.person_id)
    branch = branch_of(session, person.id)
    logins = session.exec(select(LoginSession.expires_at).where(LoginSession.person_id == person.id)).all()
    return OwnData(
        **person.model_dump(
            include={
                "name",
                "email",
                "phone",
                "under_18",
                "candidate",
                "councillor",
                "consent",
                "consented_at",
                "keep_until",
                "asked_in",
            }
        ),
        level=person.level.value,
        branch=branch.name if branch else None,
        roles=sorted(role.value for role in roles_of(session, person.id)),
        sign_ups=_sign_up_data(session, actor),
        rounds_led=[round_.slug for round_ in _rounds_led(session, actor)],
        own_numbers=[led.phone for led in _led(session, actor) if led.phone],
        teams_led=[f"{slug} {number}" for slug, number in _teams_led(session, actor)],
        courses=[f"{course.on} {course.name}" for course in courses_attended(session, person.id)],
        course_sign_ups=course_sign_ups(session, person.id),
        recommendations=recommendations(session, person.id),
        signed_in_until=list(logins),
        invited_until=_list(session, select(Invitation.expires_at).where(Invitation.person_id == person.id)),
        debriefs_closed=_list(
            session, select(Round.slug).join(Debrief).where(Debrief.closed_by == person.id)
        ),
        reminded_of=_list(
            session,
            select(Round.slug).join(SignUp).join(Reminded).where(SignUp.person_id == person.id),
        ),
        cuts_made=_list(session, select(Cut.made_at).where(Cut.made_by == person.id)),
        rings_until=_list(session, select(CallHold.until).where(CallHold.person_id == person.id)),
        deeds=_audit(session, col(AuditEntry.actor_id) == person.id),
        about_me=_audit(session, col(AuditEntry.thing) == f"person {person.id}"),
        calling=calling_data(session, person),
    )


def _sign_up_data(session: Session, actor: Actor) -> list[SignUpData]:
    names = {district.id: district.name for district in districts(session)}
    return [
        SignUpData(
            round=place.round.slug,
            starts_at=place.round.starts_at,
            district=names.get(place.round.district_id, ""),
            team=place.team,
            back_at=place.back_at,
            attended=place.attended,
            friends=bool(place.found.friends),
            **place.found.model_dump(include=KEPT_OF_SIGN_UP),
        )
        for place in _places(session, actor)
    ]


def _list(session: Session, query: SelectOfScalar[T]) -> list[T]:
    return list(session.exec(query).all())


def _audit(session: Session, which: ColumnElement[bool]) -> list[AuditData]:
    entries = session.exec(select(AuditEntry).where(which).order_by(col(AuditEntry.at))).all()
    return [AuditData(at=entry.at, deed=entry.deed, thing=entry.thing) for entry in entries]
