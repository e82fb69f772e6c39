"""The walk sheets of a round as one PDF: per team a map, the doors in walking order, and a code to the route.

No names, and no outcome beside a door: a door has one box to tick, outcomes are counted at the end, and notes
have a page of their own, just as the phone keeps the three apart.
"""

import json
from collections.abc import Sequence
from itertools import groupby
from pathlib import Path

import typst
from sqlmodel import Session

from app.districts.models import Address, Door
from app.districts.queries import access_district
from app.language import _, clock, current, day
from app.qr import qr_svg
from app.rounds.links import join_url
from app.rounds.models import Assignment, Round, Team
from app.rounds.queries import assignments_of
from app.rounds.route_map import route_map
from app.turf.queries import StopLine, access_walk_route, walk_stops
from app.web import distance, minutes

LAYOUT = Path(__file__).parent / "walk_sheets.typ"

Data = dict[str, "str | int | bool | Sequence[str] | Sequence[Data] | Data"]


def walk_sheets(session: Session, round_: Round) -> bytes:
    """Print the sheets of every team that has a route, in team order."""
    inputs = {"data": json.dumps(sheet_data(session, round_), ensure_ascii=False)}
    return bytes(typst.compile(LAYOUT, format="pdf", sys_inputs=inputs))


def sheet_data(session: Session, round_: Round) -> Data:
    """Gather what the layout prints: everything that can end up on the paper."""
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
        "sheets": [_sheet(session, assignment) for assignment in assignments_of(session, round_.id)],
        "words": _words(),
    }


def _sheet(session: Session, assignment: Assignment) -> Data:
    walk_route = access_walk_route(session, assignment.walk_route_id)
    stops = walk_stops(session, walk_route.id)
    team = session.get_one(Team, assignment.team_id)
    return {
        "key": str(assignment.id),
        "name": _("Rute {number}").format(number=walk_route.number)
        + (f" · {walk_route.name}" if walk_route.name else ""),
        "team": _("Lag {number}").format(number=team.number),
        "facts": _("{doors} dører · {time} · {length}").format(
            doors=walk_route.doors,
            time=minutes(walk_route.minutes),
            length=distance(walk_route.walk_m),
        ),
        "qr": str(qr_svg(join_url(assignment))),
        "map": route_map(walk_route, stops),
        "streets": [
            {"name": street or _("Uten gatenavn"), "stops": [_stop(stop) for stop in along]}
            for street, along in groupby(stops, key=lambda stop: stop.address.street)
        ],
    }


def _stop(stop: StopLine) -> Data:
    address = stop.address
    return {
        "number": stop.seq,
        "address": f"{address.number or ''}{address.letter}",
        "skip": address.do_not_visit or address.closed_on is not None,
        "remark": _remark(address),
        "floors": _floors(stop.doors, address),
    }


def _remark(address: Address) -> str:
    said = []
    if address.stand_in:
        said.append(_("bygning uten adresse, anslått"))
    if address.locked:
        said.append(_("låst dør"))
    return ", ".join(said)


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
        "number": _("Nr."),
        "address": _("Adresse"),
        "doors": _("Dører: kryss av når dere har banket på"),
        "skip": _("Gå forbi: skal ikke ha besøk"),
        "scan": _("Åpne på telefonen"),
        "advice": _("Gå i nummerrekkefølge. I en oppgang begynner dere øverst."),
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
