"""What to bring to a round: counted from the doors on its routes, its teams and its people."""

from dataclasses import dataclass
from math import ceil

from sqlmodel import Session, col, select

from app.rounds.assignments import metres_from_meeting, unwalked_routes
from app.rounds.models import Round
from app.rounds.queries import assignments_of, generals_of, teams, volunteers_coming
from app.turf.models import WalkRoute

USUAL_TEAM = 2.5
"""Two or three: so many people to a team, until teams are made."""
SPARE_SHARE, BUNDLE = 0.05, 10
"""Leaflets: one a door, a few more for those who ask on the street, in bundles that can be counted."""


@dataclass(frozen=True)
class Packing:
    """How many of each thing. `sure`: teams have their routes; else the nearest unwalked ones are assumed."""

    people: int
    generals: int
    teams: int
    doors: int
    sure: bool

    @property
    def leaflets(self) -> int:
        """One a door and a few to spare, in whole bundles."""
        return ceil(self.doors * (1 + SPARE_SHARE) / BUNDLE) * BUNDLE

    @property
    def vests(self) -> int:
        """One for everybody, generals too."""
        return self.people + self.generals

    @property
    def power_banks(self) -> int:
        """One a team: it is the phone with the route that must not die."""
        return self.teams


def packing(session: Session, round_: Round) -> Packing:
    """Count what a round that the caller has been let into needs."""
    people, made = volunteers_coming(session, round_.id), len(teams(session, round_.id))
    count = made or round(people / USUAL_TEAM)
    given = {one.walk_route_id for one in assignments_of(session, round_.id)}
    routes = list(session.exec(select(WalkRoute).where(col(WalkRoute.id).in_(given))).all())
    free = sorted(unwalked_routes(session, round_), key=lambda one: metres_from_meeting(round_, one))
    routes += free[: max(0, count - len(routes))]
    return Packing(
        people=people,
        generals=len(generals_of(session, round_.id)),
        teams=count,
        doors=sum(each.doors for each in routes),
        sure=bool(made) and len(given) >= made,
    )
