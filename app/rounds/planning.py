"""What to think of before a round is planned: where to go next and why, and what the day collides with."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from sqlalchemy import ColumnElement
from sqlmodel import Session, col, func, select

from app.districts.models import District
from app.districts.queries import districts
from app.language import _, clock, day, local, plural, today
from app.people.models import Level, Person, PersonRole, Role
from app.rounds.above import DATES
from app.rounds.days import PARTY, special_days
from app.rounds.models import Round, RoundGeneral, RoundStatus, SignUp, SignUpStatus
from app.rounds.quiet import quiet_hours
from app.rounds.reached import Reached, doors_reached

MOST_SUGGESTED = 3
FINISHED_SHARE = 0.05
"""With fewer doors left than this a district is done: some asked not to be visited, and are on no route."""


@dataclass(frozen=True)
class Suggestion:
    """A district to go to next, with the reasons in words."""

    district: District
    reasons: list[str]


@dataclass(frozen=True)
class _Visits:
    """How often and when last a district was visited, the next round there, and the doors not reached yet."""

    held: int
    last: date | None
    planned: date | None
    left: int
    finished: bool


def suggested_districts(session: Session) -> list[Suggestion]:
    """Suggest where to go next: least visited first, then longest ago, then most doors left.

    Districts with a round planned come after the others, and one with hardly a door left only when all are.
    """
    visits = _visits(session)
    found = [(district, visits[district.id]) for district in districts(session) if district.doors]
    if not all(seen.finished for _district, seen in found):
        found = [(district, seen) for district, seen in found if not seen.finished]
    found.sort(key=lambda pair: _order(pair[1]))
    return [Suggestion(district, _reasons(district, seen)) for district, seen in found[:MOST_SUGGESTED]]


def _order(seen: _Visits) -> tuple[bool, int, date, int]:
    return seen.planned is not None, seen.held, seen.last or date.min, -seen.left


def _visits(session: Session) -> dict[UUID, _Visits]:
    held = _rounds_by_district(session, RoundStatus.HELD, func.max(col(Round.starts_at)))
    planned = _rounds_by_district(session, RoundStatus.PLANNED, func.min(col(Round.starts_at)))
    reached = doors_reached(session)
    found = {}
    for district in districts(session):
        count, last = held.get(district.id, (0, None))
        left = max(0, district.doors - reached.get(district.id, Reached()).doors)
        finished = left < FINISHED_SHARE * district.doors
        found[district.id] = _Visits(count, last, planned.get(district.id, (0, None))[1], left, finished)
    return found


def _rounds_by_district(
    session: Session, status: RoundStatus, which: ColumnElement[datetime]
) -> dict[UUID, tuple[int, date | None]]:
    query = select(Round.district_id, func.count(), which).where(Round.status == status)
    rows = session.exec(query.group_by(col(Round.district_id))).all()
    return {district_id: (count, local(at).date()) for district_id, count, at in rows}


def _reasons(district: District, seen: _Visits) -> list[str]:
    said = []
    if seen.last is None:
        said.append(_("aldri besøkt"))
    else:
        visits = plural("besøkt {n} gang", "besøkt {n} ganger", seen.held)
        said += [visits.format(n=seen.held), _("sist {day}").format(day=day(seen.last, "d. MMMM y"))]
    said.append(_("{left} av {doors} dører igjen").format(left=seen.left, doors=district.doors))
    if seen.planned:
        waits = seen.planned < today()
        text = _("runden {day} venter på oppsummering") if waits else _("neste runde {day}")
        said.append(text.format(day=day(seen.planned, "d. MMMM y")))
    return said


def marked_days(session: Session, first: date, days: int) -> list[tuple[date, str]]:
    """List what to think of before a day is chosen: holidays, the party's own days and the chapter's."""
    known = [(on, _(name)) for on, name in special_days(first, days)]
    own = [each for ask in DATES for each in ask(session, first, first + timedelta(days=days - 1))]
    return sorted(known + own)


def remarks(session: Session, round_: Round) -> list[str]:
    """Say what a planned round collides with: the calendar, quiet hours, other rounds, its generals."""
    on = local(round_.starts_at).date()
    said = [quiet_hours(session).why(round_.starts_at, round_.ends_at)]
    if name := PARTY.get((on.month, on.day), ""):
        said.append(_("Det er {day}. Mange er opptatt.").format(day=_(name)))
    own = [name for ask in DATES for _on, name in ask(session, on, on)]
    said += [_("Laget har «{name}» den dagen.").format(name=name) for name in own]
    if said[0] and round_.quiet_ok:
        said.append(_("Styret har bestemt at runden holdes likevel."))
    if gone := _without_the_role(session, round_):
        said.append(
            _("{names} leder runden, men er ikke dørbankgeneral lenger. Velg en annen under «Endre».").format(
                names=", ".join(gone)
            )
        )
    if _all_new(session, round_):
        said.append(_("Ingen som kommer, har gått før. Spør en erfaren om å bli med."))
    return [*filter(None, said), *clashes(session, round_)]


def _without_the_role(session: Session, round_: Round) -> list[str]:
    """Name those who lead a round that no longer opens to them."""
    able = select(PersonRole.person_id).where(col(PersonRole.role).in_([Role.GENERAL, Role.BOARD]))
    query = select(Person.name).join(RoundGeneral)
    led = query.where(RoundGeneral.round_id == round_.id, col(Person.id).not_in(able))
    return sorted(session.exec(led).all(), key=str.casefold)


def _all_new(session: Session, round_: Round) -> bool:
    """Tell whether people come and nobody of them has walked before."""
    comes = select(SignUp.person_id).where(SignUp.round_id == round_.id, SignUp.status == SignUpStatus.COMING)
    levels = set(session.exec(select(Person.level).where(col(Person.id).in_(comes))))
    return levels == {Level.NEW}


def clashes(session: Session, round_: Round) -> list[str]:
    """Say which other rounds a round collides with: two in one district, or one general in two places."""
    near = timedelta(hours=24)
    others = session.exec(
        select(Round).where(
            Round.status == RoundStatus.PLANNED,
            Round.id != round_.id,
            col(Round.starts_at) < round_.ends_at + near,
            col(Round.ends_at) > round_.starts_at - near,
        )
    ).all()
    at_once = [each for each in others if each.starts_at < round_.ends_at and each.ends_at > round_.starts_at]
    said = []
    same_day = local(round_.starts_at).date()
    if any(
        each.district_id == round_.district_id and local(each.starts_at).date() == same_day for each in others
    ):
        said.append(_("Det er en runde til i samme bydel samme dag."))
    said += _led_twice(session, round_, at_once)
    if _none_signed_off(session, round_):
        said.append(_("Ingen av dem som leder, er utnevnt til general ennå. Ta med en som er det."))
    return said


def _none_signed_off(session: Session, round_: Round) -> bool:
    query = select(Person.level).join(RoundGeneral).where(RoundGeneral.round_id == round_.id)
    levels = session.exec(query).all()
    return bool(levels) and Level.GENERAL not in levels


def _led_twice(session: Session, round_: Round, at_once: Sequence[Round]) -> list[str]:
    """Name each general who leads another round at the same time, and which round it is."""
    mine = select(RoundGeneral.person_id).where(RoundGeneral.round_id == round_.id)
    query = (
        select(Person.name, Round, District.name)
        .join(RoundGeneral, col(RoundGeneral.person_id) == Person.id)
        .join(Round, col(Round.id) == RoundGeneral.round_id)
        .join(District, col(District.id) == Round.district_id)
        .where(col(Round.id).in_([each.id for each in at_once]), col(RoundGeneral.person_id).in_(mine))
    )
    found = session.exec(query.order_by(col(Round.starts_at))).all()
    said = _("{name} leder også runden i {district} {day}. Velg en annen, eller flytt en av rundene.")
    return [
        said.format(name=name, district=district, day=f"{day(other.starts_at)} {clock(other.starts_at)}")
        for name, other, district in found
    ]
