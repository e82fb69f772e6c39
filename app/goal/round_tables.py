"""Tables of what lies behind the rounds: sign-ups, teams, experiences, street sides. Nobody is named."""

from collections.abc import Iterator, Sequence
from uuid import UUID

from sqlmodel import Session, col, func, select

from app.debrief.experiences import experiences
from app.districts.queries import districts
from app.districts.street_sides import EVEN, ODD
from app.districts.walked_streets import walked_streets
from app.goal.queries import Year
from app.language import _, local
from app.rounds.models import Assignment, RoundGeneral, SignUp, SignUpStatus, Team, TeamMember
from app.rounds.queries import RoundLine
from app.turf.models import WalkRoute

Row = Sequence[str | int | float]


def lines_of(year: Year) -> Iterator[tuple[RoundLine, str]]:
    """Go through the year's rounds with what they are: held, waiting for their debrief, planned."""
    kinds = [
        (year.held, _("Holdt")),
        (year.unclosed, _("Venter på oppsummering")),
        (year.planned, _("Planlagt")),
    ]
    return ((line, words) for lines, words in kinds for line in lines)


def day_of(line: RoundLine) -> str:
    """Write the day of a round as spreadsheets sort it."""
    return local(line.round.starts_at).date().isoformat()


def sign_ups_table(session: Session, year: Year) -> list[Row]:
    """Count each round's sign-ups by what became of them."""
    head: Row = [
        _("Dato"), _("Bydel"), _("Status"), _("Plasser"),
        _("Kommer"), _("Venteliste"), _("Spurt"), _("Meldt av"),
    ]  # fmt: skip
    cancelled = _by_round(session, SignUpStatus.CANCELLED)
    return [head] + [
        [
            day_of(line),
            line.district,
            words,
            line.round.capacity,
            line.coming,
            line.waiting,
            line.asked,
            cancelled.get(line.round.id, 0),
        ]
        for line, words in lines_of(year)
    ]


def _by_round(session: Session, status: SignUpStatus) -> dict[UUID, int]:
    query = select(SignUp.round_id, func.count()).where(SignUp.status == status)
    return dict(session.exec(query.group_by(col(SignUp.round_id))).all())


def teams_table(session: Session, year: Year) -> list[Row]:
    """Give each round's teams: how many people, and the routes they have had by number, doors and minutes.

    A route's name has house numbers in it, and with the day it would say when somebody was visited.
    """
    head: Row = [_("Dato"), _("Bydel"), _("Lag"), _("Folk"), _("Rute"), _("Dører"), _("Minutter")]
    lines = {line.round.id: line for line, _words in lines_of(year)}
    members = dict(
        session.exec(select(TeamMember.team_id, func.count()).group_by(col(TeamMember.team_id))).all()
    )
    rows = session.exec(
        select(Team, WalkRoute)
        .join(Assignment, col(Assignment.team_id) == Team.id, isouter=True)
        .join(WalkRoute, col(WalkRoute.id) == Assignment.walk_route_id, isouter=True)
        .order_by(col(Team.number), col(Assignment.turn))
    ).all()
    found: list[tuple[str, Row]] = []
    for team, route in rows:
        if line := lines.get(team.round_id):
            cells = [route.number, route.laid_doors, route.laid_minutes] if route else ["", "", ""]
            day = day_of(line)
            found.append((day, [day, line.district, team.number, members.get(team.id, 0), *cells]))
    return [head] + [row for _day, row in sorted(found, key=lambda each: each[0])]


def teams_and_doors(session: Session) -> dict[UUID, tuple[int, int]]:
    """Count by round the teams that have had a route, and the doors on those routes."""
    query = (
        select(
            Assignment.round_id,
            func.count(col(Assignment.team_id).distinct()),
            func.sum(col(WalkRoute.laid_doors)),
        )
        .join(WalkRoute, col(WalkRoute.id) == Assignment.walk_route_id)
        .group_by(col(Assignment.round_id))
    )
    return {round_id: (teams, int(doors)) for round_id, teams, doors in session.exec(query)}


def generals_by_round(session: Session) -> dict[UUID, int]:
    """Count who leads each round. Names come out only where it is noted who took them."""
    query = select(RoundGeneral.round_id, func.count()).group_by(col(RoundGeneral.round_id))
    return dict(session.exec(query).all())


def experiences_table(session: Session, year: Year) -> list[Row]:
    """Give what the teams of the year's rounds said afterwards, as the page of experiences shows it."""
    head: Row = [_("Dato"), _("Bydel"), _("Overrasket oss"), _("Neste gang")]
    return [head] + [
        [local(each.starts_at).date().isoformat(), each.district, each.surprise, each.lesson]
        for each in experiences(session)
        if local(each.starts_at).year == year.year
    ]


def streets_table(session: Session, _year: Year) -> list[Row]:
    """Give the street sides of the coverage map with the month they were last walked, and no finer."""
    head: Row = [_("Bydel"), _("Gate"), _("Side"), _("Sist gått"), _("Minst halvparten")]
    sides = {ODD: _("oddetall"), EVEN: _("partall")}
    names = {each.id: each.name for each in districts(session)}
    walked = walked_streets(session, list(names))
    return [head] + [
        [
            name,
            each.street,
            sides.get(each.side, _("begge")),
            each.month,
            (_("ja") if each.mostly else _("nei")) if each.month else "",
        ]
        for district_id, name in names.items()
        for each in walked[district_id]
    ]
