"""A made-up chapter after many years: 200 rounds, 5,000 people, 100,000 doors."""

import json
import random
from dataclasses import dataclass, field
from datetime import date, timedelta
from uuid import UUID

from sqlmodel import Session, select

from app.config import settings
from app.debrief.models import Debrief
from app.districts.models import Address, Coverage, District
from app.language import now, today
from app.people.models import Level, Person, PersonRole, Role
from app.programme.models import Conversation
from app.rounds.models import (
    Assignment,
    Round,
    RoundGeneral,
    RoundStatus,
    Season,
    SignUp,
    SignUpLink,
    SignUpStatus,
    Team,
    TeamMember,
)
from app.sealing import blind_index, sign
from app.training.models import Attendance, Course, CourseStatus
from app.turf.models import Cut, CutStatus, WalkRoute, WalkStop
from bench.ledger_calls import fill_calling

ROUNDS, PEOPLE, DOORS = 200, 5_000, 100_000
DISTRICTS, DOORS_AN_ADDRESS, ADDRESSES_A_SIDE = 20, 5, 10
COMING_ROUNDS, A_ROUND, COURSES, ROUTES, STOPS = 40, 20, 20, 12, 20


@dataclass
class Ledger:
    """What was made, and the id that fills each hole of a page's address."""

    people: dict[Role, UUID] = field(default_factory=dict)
    holes: dict[str, str] = field(default_factory=dict)
    callees: dict[Role, UUID] = field(default_factory=dict)


def fill(session: Session) -> Ledger:
    """Fill an empty database; the same every time but for the ids."""
    chance = random.Random(1)  # noqa: S311 - made-up data, not a secret
    made = Ledger()
    people = _people(session, made)
    districts = _districts(session, made)
    _covered(session, districts)
    cut = _cut(session, made, districts[0])
    rounds = _rounds(session, made, districts, cut)
    _sign_ups(session, made, rounds, people, chance)
    _courses(session, made, people, chance)
    calling, firsts = fill_calling(session, list(made.people.values()))
    made.callees = dict(zip(made.people, firsts, strict=True))
    made.holes["calling_round_id"] = str(calling.id)
    return made


def _people(session: Session, made: Ledger) -> list[UUID]:
    """Make everybody; the first four hold one role each, as in a trial of every page by every role."""
    people = [
        Person(
            name=f"Fornavn{number} Etternavn{number % 900}",
            phone=(phone := f"+479{number:07}"),
            phone_index=blind_index(phone),
            level=Level.EXPERIENCED if number % 3 else Level.NEW,
            keep_until=settings().election,
        )
        for number in range(PEOPLE)
    ]
    session.add_all(people)
    session.flush()
    for role, person in zip(Role, people, strict=False):
        made.people[role] = person.id
        session.add(PersonRole(person_id=person.id, role=role))
    session.add_all(PersonRole(person_id=person.id, role=Role.GENERAL) for person in people[4:24])
    made.holes["person_id"] = str(people[10].id)
    return [person.id for person in people]


def _districts(session: Session, made: Ledger) -> list[District]:
    doors = DOORS // DISTRICTS
    found = []
    for number in range(DISTRICTS):
        west, south = 10.3 + number % 5 / 20, 63.3 + number // 5 / 40
        ring = [
            [west, south],
            [west + 0.05, south],
            [west + 0.05, south + 0.025],
            [west, south + 0.025],
            [west, south],
        ]
        found.append(
            District(
                name=f"Bydel {number:02}",
                outline=json.dumps({"type": "Polygon", "coordinates": [ring]}),
                west=west,
                south=south,
                east=west + 0.05,
                north=south + 0.025,
                addresses=doors // DOORS_AN_ADDRESS,
                doors=doors,
            )
        )
    session.add_all(found)
    session.flush()
    made.holes["district_id"] = str(found[0].id)
    return found


def _covered(session: Session, districts: list[District]) -> None:
    """Give every district its addresses, half of the street sides walked, and totals of conversations."""
    for district in districts:
        for number in range(district.addresses):
            street = number // (2 * ADDRESSES_A_SIDE)
            session.add(
                Address(
                    identity=f"{district.name}-{number}",
                    district_id=district.id,
                    street=f"Gate {street}",
                    number=number % (2 * ADDRESSES_A_SIDE) + 1,
                    lon=_place(district, number)[0],
                    lat=_place(district, number)[1],
                    doors=DOORS_AN_ADDRESS,
                )
            )
        sides = district.addresses // ADDRESSES_A_SIDE
        session.add_all(
            Coverage(
                district_id=district.id,
                street=f"Gate {n // 2}",
                side=("odd", "even")[n % 2],
                month="2026-05",
                share=0.8,
            )
            for n in range(sides // 2)
        )
        session.add(
            Conversation(
                district_id=district.id,
                month="2026-05",
                rounds=9,
                volunteers=90,
                doors=district.doors // 2,
                talked=500,
            )
        )
    session.flush()


def _place(district: District, number: int) -> tuple[float, float]:
    """Give where an address lies: fifty in a row."""
    return district.west + 0.0004 * (number % 50), district.south + 0.0004 * (number // 50)


def _path_past(district: District, numbers: range) -> str:
    return json.dumps({"type": "LineString", "coordinates": [_place(district, number) for number in numbers]})


def _cut(session: Session, made: Ledger, district: District) -> Cut:
    cut = Cut(district_id=district.id, made_at=now(), status=CutStatus.DONE, approved_at=now())
    session.add(cut)
    session.flush()
    routes = [
        WalkRoute(
            cut_id=cut.id,
            number=n,
            name=f"Gate {n}",
            colour=n,
            laid_minutes=85,
            walk_m=2000,
            laid_addresses=STOPS,
            laid_doors=STOPS * DOORS_AN_ADDRESS,
            path=_path_past(district, range((n - 1) * STOPS, n * STOPS)),
        )
        for n in range(1, ROUTES + 1)
    ]
    session.add_all(routes)
    session.flush()
    session.add_all(
        WalkStop(walk_route_id=route.id, seq=seq, address_id=(route.number - 1) * STOPS + seq)
        for route in routes
        for seq in range(1, STOPS + 1)
    )
    made.holes |= {"cut_id": str(cut.id), "walk_route_id": str(routes[0].id), "address_id": "1"}
    return cut


def _rounds(session: Session, made: Ledger, districts: list[District], cut: Cut) -> list[Round]:
    """Make held rounds through two years and coming ones; the first coming one has teams with routes."""
    rounds = []
    for number in range(ROUNDS):
        coming = number < COMING_ROUNDS
        days = number if coming else -3 * (number - COMING_ROUNDS) - 2
        starts_at = now() + timedelta(days=days, hours=1)
        rounds.append(
            Round(
                slug=f"runde-{number}",
                district_id=districts[number % DISTRICTS].id,
                cut_id=cut.id if number == 0 else None,
                starts_at=starts_at,
                ends_at=starts_at + timedelta(hours=2),
                meeting_place="Bydelshuset",
                capacity=A_ROUND + 5,
                status=RoundStatus.PLANNED if coming else RoundStatus.HELD,
                closed_at=None if coming else starts_at,
            )
        )
    session.add_all(rounds)
    session.flush()
    session.add_all(RoundGeneral(round_id=each.id, person_id=made.people[Role.GENERAL]) for each in rounds)
    held = [each for each in rounds if each.status == RoundStatus.HELD]
    session.add_all(Debrief(round_id=each.id, attended=A_ROUND, closed_at=each.closed_at) for each in held)
    year = today().year
    season = Season(name="Vi lytter", starts_on=date(year, 1, 10), ends_on=date(year, 12, 20))
    session.add(season)
    session.flush()
    made.holes |= {"round_id": str(rounds[0].id), "slug": rounds[0].slug, "season_id": str(season.id)}
    return rounds


def _sign_ups(
    session: Session, made: Ledger, rounds: list[Round], people: list[UUID], chance: random.Random
) -> None:
    first: list[SignUp] = []
    for round_ in rounds:
        comers = (
            chance.sample(people, A_ROUND - 1) if round_ is not rounds[0] else people[30 : 30 + A_ROUND - 1]
        )
        found = [
            SignUp(round_id=round_.id, person_id=person, status=SignUpStatus.COMING, made_at=round_.starts_at)
            for person in {*comers, made.people[Role.VOLUNTEER]}
        ]
        session.add_all(found)
        first = first or found
    session.flush()
    link = SignUpLink(sign_up_id=first[0].id, proven=True, told=SignUpStatus.COMING)
    session.add(link)
    session.flush()
    made.holes["code"] = sign("sign-up", str(link.id))
    _teams(session, made, rounds[0], first)


def _teams(session: Session, made: Ledger, round_: Round, comers: list[SignUp]) -> None:
    routes = session.exec(select(WalkRoute).where(WalkRoute.cut_id == round_.cut_id)).all()
    for number in range(A_ROUND // 2):
        team = Team(round_id=round_.id, number=number + 1)
        session.add(team)
        session.flush()
        session.add_all(
            TeamMember(team_id=team.id, sign_up_id=each.id) for each in comers[2 * number : 2 * number + 2]
        )
        assignment = Assignment(round_id=round_.id, team_id=team.id, walk_route_id=routes[number].id)
        session.add(assignment)
        session.flush()
        made.holes |= {"assignment_id": str(assignment.id), "team_id": str(team.id)}


def _courses(session: Session, made: Ledger, people: list[UUID], chance: random.Random) -> None:
    courses = [
        Course(name=f"Kurs {n}", on=today() - timedelta(days=20 * n), status=CourseStatus.HELD)
        for n in range(COURSES)
    ]
    session.add_all(courses)
    session.flush()
    for course in courses:
        session.add_all(Attendance(course_id=course.id, person_id=each) for each in chance.sample(people, 25))
    made.holes["course_id"] = str(courses[0].id)
