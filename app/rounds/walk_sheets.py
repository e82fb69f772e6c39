"""The walk sheets of a round as one PDF: per team a map, the doors in walking order, and a code to the route.

No names, and no outcome beside a door: a door has one box to tick, outcomes are counted below the map, and
notes have a page of their own, just as the phone keeps the three apart. The layout says how much room each
map has; so the sheets are set twice, first without maps.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from itertools import groupby
from pathlib import Path
from typing import Annotated, TypedDict
from uuid import UUID

import typst
from fastapi import Query
from sqlmodel import Session, col, select

from app.districts.models import Address, Door, FactKind
from app.districts.place_facts import facts_at
from app.districts.queries import access_district
from app.language import _, clock, current, day, plural
from app.qr import SIGNED_MASK, qr_svg
from app.rounds.leading import General, generals, leader_of
from app.rounds.links import join_url
from app.rounds.models import Assignment, Round, Team
from app.rounds.route_map import Walk, route_map
from app.turf.models import Cut, WalkRoute
from app.turf.queries import (
    StopLine,
    building_numbers,
    stops_of_routes,
    walk_routes,
)
from app.turf.ways import way_words
from app.web import distance, minutes

LAYOUT = Path(__file__).parent / "walk_sheets.typ"


Sides = Annotated[int, Query(ge=1, le=2)]
"""Of each paper, that are printed: on both, every sheet begins on a paper of its own."""
Data = dict[str, "str | float | Sequence[str] | Sequence[Data] | Data"]


@dataclass(frozen=True)
class _Known:
    """What a stop's own rows do not tell: numbers of buildings without an address, and facts about places."""

    buildings: Mapping[int, int]
    facts: Mapping[int, Sequence[FactKind]]


class _Room(TypedDict):
    """How large the map of a sheet can be, in mm."""

    key: str
    width: float
    height: float


def walk_sheets(session: Session, round_: Round, sides: Sides = 2) -> bytes:
    """Print the sheets of every team that has a route, in team order, for one or both sides of the paper."""
    walks = _walks(session, [walk_route for _given, _team, walk_route in _given_routes(session, round_)])
    return _printed(sheet_data(session, round_), walks, sides)


def cut_sheets(session: Session, cut: Cut, sides: Sides = 2) -> bytes:
    """Print a sheet for every route of a cut, by number: without a round there is no team and no code."""
    return _printed(cut_data(session, cut), _walks(session, walk_routes(session, cut.id)), sides)


def _printed(data: Data, walks: Sequence[Walk], sides: Sides) -> bytes:
    data = data | {"sides": sides, "maps": {}}
    rooms: list[_Room] = json.loads(typst.query(LAYOUT, "<room>", field="value", sys_inputs=_inputs(data)))
    data["maps"] = {
        room["key"]: asdict(route_map(walk, (room["width"], room["height"])))
        for room, walk in zip(rooms, walks, strict=True)
    }
    return bytes(typst.compile(LAYOUT, format="pdf", sys_inputs=_inputs(data)))


def _inputs(data: Data) -> dict[str, str]:
    return {"data": json.dumps(data, ensure_ascii=False)}


def sheet_data(session: Session, round_: Round) -> Data:
    """Gather what the layout prints but for the maps: everything that can end up on the paper."""
    district = access_district(session, round_.district_id).name
    return {
        "title": _("Ruteark {district} {day}").format(
            district=district, day=day(round_.starts_at, "d. MMMM y")
        ),
        "language": current.get(),
        "district": district,
        "day": day(round_.starts_at, "d. MMMM y"),
        "when": f"{day(round_.starts_at)} {clock(round_.starts_at)}–{clock(round_.ends_at)}",
        "place": round_.meeting_place,
        "sheets": _sheets_of_teams(session, round_),
        "words": _words(),
    }


def cut_data(session: Session, cut: Cut) -> Data:
    """Gather what the layout prints of a whole cut but for the maps."""
    district = access_district(session, cut.district_id).name
    made = day(cut.made_at, "d. MMMM y")
    return {
        "title": _("Ruteark {district} {day}").format(district=district, day=made),
        "language": current.get(),
        "district": district,
        "day": made,
        "when": cut.name,
        "place": "",
        "sheets": _sheets(session, cut.district_id, _walks(session, walk_routes(session, cut.id))),
        "words": _words(),
    }


def _given_routes(session: Session, round_: Round) -> Sequence[tuple[Assignment, Team, WalkRoute]]:
    return session.exec(
        select(Assignment, Team, WalkRoute)
        .join(Team, col(Team.id) == Assignment.team_id)
        .join(WalkRoute, col(WalkRoute.id) == Assignment.walk_route_id)
        .where(Assignment.round_id == round_.id)
        .order_by(col(Team.number), col(Assignment.turn))
    ).all()


def _walks(session: Session, walk_routes: Sequence[WalkRoute]) -> list[Walk]:
    stops = stops_of_routes(session, [each.id for each in walk_routes])
    cuts = select(Cut.id, Cut.starts).where(col(Cut.id).in_({each.cut_id for each in walk_routes}))
    starts = dict(session.exec(cuts).all())
    return [Walk(each, stops[each.id], starts[each.cut_id]) for each in walk_routes]


def _sheets_of_teams(session: Session, round_: Round) -> list[Data]:
    rows = _given_routes(session, round_)
    walks = _walks(session, [walk_route for _given, _team, walk_route in rows])
    led = generals(session, round_.id)
    return [
        sheet
        | {
            "key": str(given.id),
            "team": _("Lag {number}").format(number=team.number),
            "qr": str(qr_svg(join_url(given), mask=SIGNED_MASK)),
            "ring": _ring(round_, leader_of(led, team)),
        }
        for (given, team, _route), sheet in zip(
            rows, _sheets(session, round_.district_id, walks), strict=True
        )
    ]


def _ring(round_: Round, leader: General | None) -> str:
    """Say whom to ring where a round has several generals: by number, a sheet has no names."""
    phone = (leader.phone or round_.phone) if leader else ""
    return _("Ring generalen: {phone}").format(phone=phone) if phone else ""


def _sheets(session: Session, district_id: UUID, walks: Sequence[Walk]) -> list[Data]:
    addresses = [stop.address for walk in walks for stop in walk.stops]
    stand_ins = any(address.stand_in for address in addresses)
    known = _Known(building_numbers(session, district_id) if stand_ins else {}, facts_at(session, addresses))
    return [_sheet(walk, known) for walk in walks]


def _sheet(walk: Walk, known: _Known) -> Data:
    route = walk.route
    facts = plural("{doors} dør · {time} · {length}", "{doors} dører · {time} · {length}", route.doors)
    return {
        "key": str(route.id),
        "title": _("Rute {number}").format(number=route.number),
        "name": route.name,
        "team": "",
        "facts": facts.format(doors=route.doors, time=minutes(route.minutes), length=distance(route.walk_m)),
        "way": way_words(route, walk.first, walk.starts),
        "qr": "",
        "ring": "",
        "tall": walk.is_tall,
        "stand_ins": any(stop.address.stand_in for stop in walk.stops),
        "streets": [
            {"name": street or _("Uten gatenavn"), "stops": [_stop(stop, known) for stop in along]}
            for street, along in groupby(walk.stops, key=lambda stop: stop.address.street)
        ],
    }


def _stop(stop: StopLine, known: _Known) -> Data:
    address = stop.address
    building = known.buildings.get(address.id or 0)
    return {
        "number": stop.seq,
        "address": _("bygning {n}").format(n=building)
        if building
        else f"{address.number or ''}{address.letter}",
        "skip": address.do_not_visit or address.closed_on is not None,
        "remark": _remark(known.facts[address.id or 0]),
        "floors": _floors(stop.doors, address),
    }


def _remark(facts: Sequence[FactKind]) -> str:
    words = {FactKind.LOCKED: _("låst dør"), FactKind.DOG: _("hund"), FactKind.STEPS: _("lang trapp")}
    return ", ".join(words[kind] for kind in facts)


def _floors(doors: Sequence[Door], address: Address) -> list[Data]:
    """Give the doors floor by floor from the top; where the register knows none, a box for each expected."""
    if len(doors) <= 1:
        return [{"name": "", "doors": [""] * max(1, len(doors) or address.doors)}]
    return [
        {"name": name, "doors": [door.unit for door in along]} for name, along in groupby(doors, key=_floor)
    ]


def _floor(door: Door) -> str:
    """Name a door's floor; the first letter of the unit tells lofts and basements from whole floors."""
    below = {"U": _("Underetasje"), "K": _("Kjeller"), "L": _("Loft")}.get(door.unit[:1])
    if below or door.floor is None:
        return below or ""
    return _("{floor}. etg.").format(floor=door.floor)


def _words() -> Data:
    return {
        "page": _("side {n} av {total}"),
        "skip": _("Gå forbi: skal ikke ha besøk"),
        "scan": _("Åpne på telefonen"),
        "advice": _(
            "Gå i nummerrekkefølge, dit pilene peker. Begynn øverst i en oppgang. "
            "Kryss av hver dør dere banker på."
        ),
        "stand_ins": _("Bygninger uten adresse har anslått antall dører."),
        "thanks": "© OpenStreetMap contributors · © Kartverket",
        "totals": _("Tell med streker"),
        "totals-hint": _("Skriv aldri svaret ved en dør. Makuler arket etter oppsummeringen."),
        "outcomes": [_("Ingen hjemme"), _("Snakket"), _("Nei takk"), _("Kom ikke inn")],
        "notes": _("Notater"),
        "notes-hint": _(
            "Én sak per felt. Skriv hva det gjaldt, aldri hvem, hvor eller når. Lever arket etterpå."
        ),
        "note-field": _("Tema og sak"),
    }
