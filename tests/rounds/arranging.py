"""A tiny district with a cut of three walk routes; what tests of rounds fill in and look at."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import time, timedelta
from email import message_from_string
from email.header import decode_header, make_header
from uuid import UUID

from conftest import SignedInPerson
from fastapi.testclient import TestClient
from sqlmodel import Session, select
from storing import id_of, store

from app.config import settings
from app.districts.models import Address, District, Door
from app.language import now, today
from app.people.models import Person
from app.programme.models import Conversation
from app.rounds.models import Assignment, Round, RoundStatus, SignUp, Team, TeamMember
from app.rounds.quiet import Quiet
from app.turf.models import Cut, CutStatus, WalkRoute, WalkStop

NAMES = ["Kari", "Ola", "Aisha", "Per", "Liv"]
STOPS = 4
KARI = {"name": "Kari Øvre", "contact": "kari@example.org", "consent": "true"}
FLOORS = 3
USUAL = Quiet(time(20))
PlanRound = Callable[..., Round]
Come = Callable[..., SignUp]


@dataclass(frozen=True)
class Place:
    """The district of a test, its cut, and the walk routes in order."""

    district: District
    cut: Cut
    walk_routes: list[WalkRoute]


def make_place(session: Session, name: str) -> Place:
    district = District(name=name, west=10.39, south=63.42, east=10.41, north=63.43)
    session.add(district)
    session.flush()
    cut = Cut(district_id=district.id, made_at=now(), status=CutStatus.DONE)
    session.add(cut)
    session.flush()
    routes = [_walk_route(session, district, cut, number) for number in (1, 2, 3)]
    session.commit()
    return Place(district, cut, routes)


def _walk_route(session: Session, district: District, cut: Cut, number: int) -> WalkRoute:
    places = [(10.395 + 0.001 * seq, 63.42 + 0.002 * number) for seq in range(STOPS)]
    walk_route = WalkRoute(
        cut_id=cut.id,
        number=number,
        name=f"Gate {number}",
        colour=number,
        laid_minutes=85,
        walk_m=2100,
        laid_addresses=STOPS,
        laid_doors=STOPS - 1 + 2 * FLOORS,
        path=json.dumps({"type": "LineString", "coordinates": places}),
    )
    session.add(walk_route)
    session.flush()
    is_stairwell = [seq == STOPS and number != 2 for seq in range(1, STOPS + 1)]
    addresses = [
        Address(
            identity=f"{district.name}-{number}-{seq}",
            district_id=district.id,
            street=f"Gate {number}",
            number=seq,
            lon=lon,
            lat=lat,
            doors=2 * FLOORS if is_stairwell[seq - 1] else 1,
        )
        for seq, (lon, lat) in enumerate(places, start=1)
    ]
    store(session, addresses)
    flats = [(f"H0{floor}0{n}", floor) for floor in range(1, FLOORS + 1) for n in (1, 2)]
    session.add_all(
        Door(address_id=id_of(address), unit=unit, floor=floor, position=position)
        for address, has_flats in zip(addresses, is_stairwell, strict=True)
        for position, (unit, floor) in enumerate(flats if has_flats else [("", None)])
    )
    session.add_all(
        WalkStop(walk_route_id=walk_route.id, seq=seq, address_id=id_of(address))
        for seq, address in enumerate(addresses, start=1)
    )
    session.flush()
    return walk_route


def hold_walk(session: Session, place: Place, days_ago: int, *, routes: int = 0, knocks: int = 0) -> Round:
    """Store a round that was held, on the first routes of its place, with so many knocks."""
    starts_at = now() - timedelta(days=days_ago)
    held = Round(
        slug=f"holdt-{place.district.name}-{days_ago}"[:40],
        district_id=place.district.id,
        starts_at=starts_at,
        ends_at=starts_at + timedelta(hours=2),
        meeting_place="Bydelshuset",
        status=RoundStatus.HELD,
    )
    team = Team(round_id=held.id, number=1)
    session.add(held)
    session.flush()
    session.add(team)
    session.flush()
    session.add_all(
        Assignment(round_id=held.id, team_id=team.id, walk_route_id=each.id, turn=turn)
        for turn, each in enumerate(place.walk_routes[:routes], start=1)
    )
    month = f"{starts_at:%Y-%m}"
    talks = session.get(Conversation, (place.district.id, month)) or Conversation(
        district_id=place.district.id, month=month
    )
    talks.doors += knocks
    session.add(talks)
    session.commit()
    return held


def plan_form(place: Place, **changes: object) -> dict[str, object]:
    """Fill in the plan form for a round in ten days, or the first after that when people may knock."""
    return {
        "day": USUAL.next_open_day(today() + timedelta(days=10)),
        "starts": time(17, 30),
        "ends": time(20, 0),
        "district_id": place.district.id,
        "cut_id": place.cut.id,
        "meeting_place": "Bydelshuset",
        "capacity": 20,
    } | changes


def like_it(session: Session, round_: Round, days: int, **changes: object) -> Round:
    """Store a round like another, so many days later."""
    moved = {at: getattr(round_, at) + timedelta(days) for at in ("starts_at", "ends_at")}
    made = Round(**round_.model_dump(exclude={"id", "slug"}) | moved | {"slug": f"r{days}"} | changes)
    session.add(made)
    session.commit()
    return made


def typed(place: Place, **changes: object) -> dict[str, str]:
    """Write the plan form as a browser sends it."""
    sent = plan_form(place, **changes)
    return {
        name: value.strftime("%H:%M") if isinstance(value, time) else str(value)
        for name, value in sent.items()
        if value is not None
    }


def mails() -> list[str]:
    """Read the mails sent so far, oldest first."""
    files = sorted((settings().data / "mail").glob("*.eml"), key=lambda file: file.stat().st_mtime_ns)
    return [file.read_text() for file in files]


def subjects() -> list[str]:
    return [str(make_header(decode_header(message_from_string(mail)["Subject"]))) for mail in mails()]


def statuses(session: Session, round_id: UUID) -> list[str]:
    """Give the statuses of a round's sign-ups in the order they came, as they are stored now."""
    session.rollback()
    found = session.exec(select(SignUp).where(SignUp.round_id == round_id)).all()
    return [each.status.value for each in sorted(found, key=lambda each: each.made_at)]


def teams_now(session: Session, round_: Round) -> dict[int, list[str]]:
    """Give first names by team number, as stored."""
    session.rollback()
    rows = session.exec(
        select(Team.number, Person)
        .select_from(TeamMember)
        .join(Team, Team.id == TeamMember.team_id)  # type: ignore[arg-type]  # SQLModel's columns look like values
        .join(SignUp, SignUp.id == TeamMember.sign_up_id)  # type: ignore[arg-type]  # as above
        .join(Person, Person.id == SignUp.person_id)  # type: ignore[arg-type]  # as above
        .where(Team.round_id == round_.id)
    ).all()
    made: dict[int, list[str]] = {}
    for number, person in rows:
        made.setdefault(number, []).append(person.name.split()[0])
    session.rollback()
    return {number: sorted(names) for number, names in sorted(made.items())}


def sign_up_of(session: Session, name: str) -> SignUp:
    for found in session.exec(select(SignUp)).all():
        if session.get_one(Person, found.person_id).name.startswith(name):
            session.rollback()
            return found
    raise LookupError(name)


def propose(general: SignedInPerson, round_: Round) -> None:
    for what in ("teams", "assignments"):
        assert general.client.post(f"/rounds/{round_.id}/{what}/proposal").status_code == 303


def form(name: str, contact: str, **more: str) -> dict[str, str]:
    return {"name": name, "contact": contact, "consent": "true"} | more


def receipt(client: TestClient, round_: Round, data: dict[str, str]) -> tuple[str, str]:
    """Send the form; give the personal address and its page."""
    answer = client.post(f"/rounds/{round_.slug}/sign-ups", data=data)
    assert answer.status_code == 303, answer.text
    path = answer.headers["location"]
    return path, client.get(path).text
