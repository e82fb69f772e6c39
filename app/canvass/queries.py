"""Reads for the phone and for the general's live page."""

import json
from collections.abc import Sequence
from uuid import UUID

from sqlmodel import Session, col, func, select

from app.canvass.access import Walk, sending_token
from app.canvass.forms import (
    CandidateLine,
    DoorLine,
    PlaceNames,
    PointsLine,
    RouteSheet,
    StopSheet,
    ThemeLine,
)
from app.canvass.models import Tally, WalkPhone
from app.canvass.roll_call import roll_of
from app.config import settings
from app.districts.models import Address, District, Door, FactKind
from app.districts.place_facts import facts_at
from app.errors import NotFoundError
from app.language import _
from app.programme.queries import place
from app.programme.themes import themes
from app.rounds.doorstep import SPOKEN, doorstep_of, picture_url
from app.rounds.leading import number_to_ring
from app.rounds.models import Assignment, Team, TeamMember
from app.rounds.queries import note_token
from app.rounds.quiet import quiet_times
from app.turf.colours import colour
from app.turf.models import WalkRoute
from app.turf.queries import StopLine, access_walk_route, building_numbers, route_clip, walk_stops

Outcomes = tuple[int, int, int, int]


def route_sheet(session: Session, walk: Walk, handover_key: str) -> RouteSheet:
    """Gather a route for the phone: doors in walking order, path, themes, words to say."""
    round_ = walk.round
    walk_route = access_walk_route(session, walk.assignment.walk_route_id)
    district = session.get(District, round_.district_id)
    team = session.get(Team, walk.assignment.team_id)
    names = place(session, round_.district_id)
    meeting = (round_.meeting_lat, round_.meeting_lon)
    doorstep = doorstep_of(session, round_)
    people = roll_of(session, walk)
    return RouteSheet(
        assignment=walk.assignment.id,
        is_over=walk.is_over,
        cancelled=walk.is_cancelled,
        district=district.name if district else "",
        route=walk_route.name,
        colour=colour(walk_route.colour),
        team=team.number if team else 0,
        back=all(line.back for line in people),
        people=people,
        minutes=walk_route.minutes,
        quiet=quiet_times(session, round_),
        starts_at=round_.starts_at.isoformat(),
        ends_at=round_.ends_at.isoformat(),
        meeting_place=round_.meeting_place,
        meeting=(meeting[0], meeting[1]) if meeting[0] is not None and meeting[1] is not None else None,
        gathering=round_.gathering,
        contact=settings().contact,
        phone=number_to_ring(session, round_, team),
        talking_points=round_.talking_points,
        points=[
            PointsLine(language=p.language, name=SPOKEN[p.language], text=p.text) for p in doorstep.points
        ],
        candidates=[
            CandidateLine(name=c.name, text=c.text, picture=picture_url(c)) for c in doorstep.candidates
        ],
        note_token=note_token(round_),
        sending_token=sending_token(walk),
        handover_key=handover_key,
        themes=[ThemeLine(id=theme.id, name=theme.name) for theme in themes(session)],
        place=PlaceNames(streets=list(names.streets), words=list(names.words)),
        path=_path(walk_route),
        stops=_stops(session, walk_route),
        has_map=route_clip(walk_route.id) is not None,
    )


def _path(walk_route: WalkRoute) -> list[tuple[float, float]]:
    """Give the walking line as `(lat, lon)`, whether it is stored as one line or several."""
    found = json.loads(walk_route.path) if walk_route.path else {}
    found = found.get("geometry", found)
    lines = found.get("coordinates", [])
    if found.get("type") == "LineString":
        lines = [lines]
    return [(lat, lon) for line in lines for lon, lat, *_height in line]


def _stops(session: Session, walk_route: WalkRoute) -> list[StopSheet]:
    lines = walk_stops(session, walk_route.id)
    facts = facts_at(session, [line.address for line in lines])
    of_district = next((line.address.district_id for line in lines if line.address.stand_in), None)
    buildings = building_numbers(session, of_district) if of_district else {}
    return [_stop(line, facts[line.address.id or 0], buildings.get(line.address.id or 0)) for line in lines]


def _stop(line: StopLine, facts: list[FactKind], building: int | None) -> StopSheet:
    """Give a stop as the phone names it; a `building` without an address as the walk sheet does."""
    address = line.address
    street, number = address.street, house_number(address)
    if building and street:
        number = _("bygning {n}").format(n=building)
    return StopSheet(
        seq=line.seq,
        address=address.id or 0,
        street=street or _("Bygning {n}").format(n=building or line.seq),
        number=number,
        lat=address.lat,
        lon=address.lon,
        stand_in=address.stand_in,
        do_not_visit=address.do_not_visit,
        facts=facts,
        doors=[_door(door, n, alone=len(line.doors) == 1) for n, door in enumerate(line.doors, 1)],
    )


def house_number(address: Address) -> str:
    """Write an address' number and letter as on the sign: «12 B»."""
    return f"{address.number or ''} {address.letter}".strip()


def _door(door: Door, n: int, *, alone: bool) -> DoorLine:
    """Name a door by floor and number; the only door of a house needs no name."""
    if alone:
        return DoorLine(id=door.id or 0, floor="", label="")
    known = len(door.unit) == 5 and door.unit[1:].isdigit()
    label = _("Dør {n}").format(n=int(door.unit[3:]) if known else n)
    return DoorLine(id=door.id or 0, floor=_floor(door, known=known), label=label)


def _floor(door: Door, *, known: bool) -> str:
    """Name a floor by the official letter: main floors, basement under ground, cellar, loft."""
    names = {"U": _("Underetasje"), "K": _("Kjeller"), "L": _("Loft")}
    if known and door.unit[0] in names:
        return names[door.unit[0]]
    floor = int(door.unit[1:3]) if known else door.floor
    return _("{n}. etasje").format(n=floor) if floor else ""


def phones_of(session: Session, assignment_id: UUID) -> Sequence[WalkPhone]:
    """List the phones on an assignment that are not revoked, first joined first."""
    query = select(WalkPhone).where(
        WalkPhone.assignment_id == assignment_id, col(WalkPhone.revoked).is_(False)
    )
    return session.exec(query.order_by(col(WalkPhone.joined_at))).all()


def people_on(session: Session, team_id: UUID) -> int:
    """Count the members of a team."""
    return session.exec(select(func.count()).where(TeamMember.team_id == team_id)).one()


def access_phone(session: Session, round_id: UUID, phone_id: UUID) -> WalkPhone:
    """Give a phone of a round that the caller has been let into.

    Raises
    ------
    NotFoundError
        The round has no such phone.
    """
    phone = session.get(WalkPhone, phone_id)
    assignment = session.get(Assignment, phone.assignment_id) if phone else None
    if phone is None or assignment is None or assignment.round_id != round_id:
        raise NotFoundError
    return phone


def assignments_walked(session: Session, round_id: UUID) -> set[UUID]:
    """Give the assignments that a phone has joined or that have totals: those teams walked."""
    ids: set[UUID] = set()
    for table in (WalkPhone, Tally):
        query = select(table.assignment_id).join(Assignment, col(Assignment.id) == table.assignment_id)
        ids |= set(session.exec(query.where(Assignment.round_id == round_id)).all())
    return ids


def totals_by_assignment(session: Session, round_id: UUID) -> dict[UUID, Outcomes]:
    """Give nobody home, talked, no thanks and no access per assignment; the round's general may see these."""
    query = select(Tally).join(Assignment, col(Assignment.id) == Tally.assignment_id)
    totals: dict[UUID, Outcomes] = {}
    for tally in session.exec(query.where(Assignment.round_id == round_id)):
        home, talked, thanks, access = totals.get(tally.assignment_id, (0, 0, 0, 0))
        totals[tally.assignment_id] = (
            home + tally.nobody_home,
            talked + tally.talked,
            thanks + tally.no_thanks,
            access + tally.no_access,
        )
    return totals


def papers_of(session: Session, round_id: UUID) -> dict[UUID, Tally]:
    """Give the totals typed in from paper, by assignment."""
    query = select(Tally).join(Assignment, col(Assignment.id) == Tally.assignment_id)
    found = session.exec(query.where(Assignment.round_id == round_id, col(Tally.paper).is_(True)))
    return {tally.assignment_id: tally for tally in found}
