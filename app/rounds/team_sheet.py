"""One A4 for the general's pocket: teams, routes and numbers to ring; to be shredded after the round."""

import json
from pathlib import Path

import typst
from sqlmodel import Session, col, select

from app.districts.queries import access_district
from app.language import _, clock, current, day, spaced
from app.people.access import Actor
from app.people.actions import record
from app.people.models import Person
from app.rounds.desk import Comer, DeskTeam, desk
from app.rounds.leading import General
from app.rounds.models import Round, SignUp
from app.web import minutes

LAYOUT = Path(__file__).parent / "team_sheet.typ"

Row = dict[str, str]


def team_sheet(session: Session, actor: Actor, round_: Round) -> bytes:
    """Print the teams with everybody's number as PDF; each number that is shown is logged."""
    inputs = {"data": json.dumps(sheet_facts(session, actor, round_), ensure_ascii=False)}
    return bytes(typst.compile(LAYOUT, format="pdf", sys_inputs=inputs))


def sheet_facts(
    session: Session, actor: Actor, round_: Round
) -> dict[str, str | list[dict[str, str | list[Row]]]]:
    """Gather what the layout prints, and note each reveal."""
    shown = desk(session, round_)
    people = _people(session, round_)
    for person in people.values():
        if person.phone:
            record(session, actor, "contact revealed", f"person {person.id}")
    blocks = [_block(round_, team, people) for team in shown.teams]
    if shown.without_team:
        blocks.append(
            {
                "name": _("Ikke på lag ennå"),
                "general": "",
                "route": "",
                "people": [_row(each, people) for each in shown.without_team],
            }
        )
    return {
        "language": current.get(),
        "title": _("Lagene i {district}").format(district=access_district(session, round_.district_id).name),
        "when": f"{day(round_.starts_at)} {clock(round_.starts_at)}–{clock(round_.ends_at)}",
        "place": _("Oppmøte: {place}").format(place=round_.meeting_place),
        "general": _("Ledes av {names}").format(names=", ".join(shown.generals)) if shown.generals else "",
        "shred": _("Makuleres etter runden"),
        "why": _("Arket har navn og telefonnumre. Ikke legg det fra deg, og ikke ta bilde av det."),
        "no-number": _("ikke oppgitt"),
        "led-by": _("General:"),
        "blocks": blocks,
    }


def _people(session: Session, round_: Round) -> dict[str, Person]:
    rows = session.exec(
        select(SignUp.id, Person)
        .join(Person, col(Person.id) == SignUp.person_id)
        .where(SignUp.round_id == round_.id)
    )
    return {str(sign_up_id): person for sign_up_id, person in rows}


def _block(round_: Round, team: DeskTeam, people: dict[str, Person]) -> dict[str, str | list[Row]]:
    route = team.walk_route
    return {
        "name": _("Lag {number}").format(number=team.team.number),
        "general": _general(round_, team.leader),
        "route": f"{_('Rute')} {route.number} · {route.name} · {minutes(route.minutes)}" if route else "",
        "people": [_row(each, people) for each in team.members],
    }


def _general(round_: Round, leader: General | None) -> str:
    """Name the team's own general with the number that the team has; nothing while there is only one."""
    return (
        " · ".join(filter(None, [leader.name, spaced(leader.phone or round_.phone or "")])) if leader else ""
    )


def _row(comer: Comer, people: dict[str, Person]) -> Row:
    """Give a first name, with what to know of them, and a number; who left only an e-mail has no number."""
    return {
        "name": " · ".join([comer.name, *comer.standing]),
        "phone": spaced(people[str(comer.sign_up_id)].phone or ""),
    }
