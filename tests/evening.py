"""A tiny evening: one district, two walk routes, two teams of three, and phones that join them."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from itertools import chain, count, islice
from typing import Any
from uuid import UUID, uuid4

from conftest import browser
from fastapi.testclient import TestClient
from httpx2 import Response
from sqlmodel import Session
from storing import id_of, store

from app.districts.models import Address, District, Door
from app.language import now
from app.people.actions import add_person
from app.people.contact import Contact
from app.people.models import Person
from app.programme.models import Theme
from app.rounds.models import Assignment, Round, RoundGeneral, RoundStatus, SignUp, Team, TeamMember
from app.rounds.queries import join_code, note_token
from app.turf.models import Cut, CutStatus, WalkRoute, WalkStop

STREETS = ("Elvegata", "Bakkegata")
JSON = {"Accept": "application/json"}


@dataclass
class Evening:
    """What a test needs to walk: ids only, so that it works in every session."""

    round_id: UUID
    district_id: UUID
    theme_id: UUID
    note_token: str
    assignments: list[UUID] = field(default_factory=list)
    codes: list[str] = field(default_factory=list)
    teams: list[UUID] = field(default_factory=list)
    doors: list[list[int]] = field(default_factory=list)
    sign_ups: list[UUID] = field(default_factory=list)
    people: list[UUID] = field(default_factory=list)


def make_evening(
    session: Session,
    general: Person | None = None,
    *,
    volunteers: int = 6,
    again: Sequence[UUID] = (),
) -> Evening:
    """Arrange and commit a planned round that is under way, led by `general` if given.

    The people in `again` come along first; those lacking to `volunteers` are new.
    """
    district = District(number="1", name=f"Elvebyen {uuid4().hex[:6]}")
    theme = Theme(name=f"Buss {uuid4().hex[:6]}")
    session.add_all([district, theme])
    session.flush()
    cut = Cut(district_id=district.id, made_at=now(), status=CutStatus.DONE)
    session.add(cut)
    session.flush()
    round_ = Round(
        slug=uuid4().hex[:12],
        district_id=district.id,
        cut_id=cut.id,
        starts_at=now() - timedelta(hours=1),
        ends_at=now() + timedelta(hours=1),
        meeting_place="Torget",
        note_key="5c" * 32,
    )
    session.add(round_)
    session.flush()
    if general:
        session.add(RoundGeneral(round_id=round_.id, person_id=general.id))
    made = Evening(round_.id, district.id, theme.id, note_token(round_))
    for number, street in enumerate(STREETS, 1):
        _add_team(session, made, cut, street, number)
    new = (_add_person(session, n).id for n in count(len(again)))
    _add_sign_ups(session, made, list(islice(chain(again, new), volunteers)))
    session.commit()
    return made


def _add_team(session: Session, made: Evening, cut: Cut, street: str, number: int) -> None:
    """Add a route of six houses (odd numbers) and one stairwell of four doors, with a team on it."""
    walk_route = WalkRoute(
        cut_id=cut.id, number=number, name=street, laid_minutes=60, walk_m=400,
        laid_addresses=7, laid_doors=10,
        path='{"type": "LineString", "coordinates": [[10.39, 63.43], [10.4, 63.43]]}',
    )  # fmt: skip
    session.add(walk_route)
    session.flush()
    units = [[""]] * 6 + [["H0201", "H0202", "H0101", "H0102"]]
    addresses = [
        Address(
            identity=uuid4().hex, district_id=made.district_id, street=street, number=2 * seq - 1,
            lon=10.39 + seq / 1000, lat=63.43, doors=len(those),
        )
        for seq, those in enumerate(units, 1)
    ]  # fmt: skip
    store(session, addresses)
    doors = [
        Door(address_id=id_of(address), unit=unit, floor=int(unit[1:3]) if unit else None, position=position)
        for address, those in zip(addresses, units, strict=True)
        for position, unit in enumerate(those)
    ]
    store(session, doors)
    session.add_all(
        WalkStop(walk_route_id=walk_route.id, seq=seq, address_id=id_of(address))
        for seq, address in enumerate(addresses, 1)
    )
    team = Team(round_id=made.round_id, number=number)
    session.add(team)
    session.flush()
    assignment = Assignment(round_id=made.round_id, team_id=team.id, walk_route_id=walk_route.id)
    session.add(assignment)
    session.flush()
    made.teams.append(team.id)
    made.assignments.append(assignment.id)
    made.codes.append(join_code(assignment))
    made.doors.append([id_of(door) for door in doors])


def _add_person(session: Session, n: int) -> Person:
    return add_person(session, f"Frivillig {n}", Contact(email=f"{uuid4().hex}@example.org"))


def _add_sign_ups(session: Session, made: Evening, people: list[UUID]) -> None:
    sign_ups = [
        SignUp(round_id=made.round_id, person_id=person_id, made_at=now(), stair_free=n == 0)
        for n, person_id in enumerate(people)
    ]
    store(session, sign_ups)
    session.add_all(
        TeamMember(sign_up_id=each.id, team_id=made.teams[n % 2]) for n, each in enumerate(sign_ups)
    )
    made.sign_ups += [each.id for each in sign_ups]
    made.people += people


class Phone:
    """A phone that has opened a team's link, with the verbs that the walk's program uses."""

    def __init__(self, code: str, client: TestClient | None = None) -> None:
        self.client = client or browser()
        answer = self.client.post(f"/join/{code}")
        assert answer.status_code == 303, answer.text
        self.tally_id = str(uuid4())

    def marks(self, door: int, mark: str = "done", **more: str) -> dict[str, object]:
        """Make a door event."""
        return {"id": str(uuid4()), "door": door, "mark": mark, **more}

    def sends(self, *events: object) -> Response:
        """Send door events in one batch."""
        return self.client.post("/walk/door-events", json={"events": list(events)}, headers=JSON)

    def counts(self, seq: int, talked: int = 0, nobody_home: int = 0, **more: object) -> Response:
        """Send running totals."""
        body = {
            "id": self.tally_id, "seq": seq, "talked": talked, "nobody_home": nobody_home,
            "no_thanks": 0, "no_access": 0, **more,
        }  # fmt: skip
        return self.client.post("/walk/tallies", json=body, headers=JSON)


def roll(phone: Phone, assignment: str = "") -> list[dict[str, Any]]:
    """Ask who of the phone's team is back."""
    found: list[dict[str, Any]] = phone.client.get(
        "/walk/back", headers={**JSON, "X-Walk": assignment}
    ).json()["people"]
    return found


def send_note(
    evening: Evening, text: str | None, note_id: UUID | None = None, token: str = "", seq: int = 0
) -> Response:
    """Send a note as the phone does: no cookie, no team, only the round's token."""
    body = {"id": str(note_id or uuid4()), "seq": seq, "theme_id": str(evening.theme_id), "text": text}
    return browser().post(
        "/walk/notes", json=body, headers={**JSON, "X-Note-Token": token or evening.note_token}
    )


def status_of(session: Session, evening: Evening) -> RoundStatus:
    """Read the round's status as it is stored now."""
    session.rollback()
    return session.get_one(Round, evening.round_id).status


def end(session: Session, evening: Evening, status: RoundStatus = RoundStatus.HELD, days: int = 0) -> None:
    """Let the round have been over for some days, or be called off with its time that long ago."""
    session.rollback()
    round_ = session.get_one(Round, evening.round_id)
    round_.status, round_.ends_at = status, now() - timedelta(days=days, minutes=1)
    round_.closed_at = round_.ends_at if status == RoundStatus.HELD else None
    session.commit()
