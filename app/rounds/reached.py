"""How many of a district's doors were reached: one measure for the year, its tables and where to go next."""

from dataclasses import dataclass
from uuid import UUID

from sqlmodel import Session, col, func, select

from app.districts.models import Address
from app.districts.queries import HOME
from app.rounds.above import KNOCKS
from app.rounds.models import Assignment, Round, RoundStatus
from app.turf.models import WalkStop


@dataclass(frozen=True)
class Reached:
    """The doors of a district that were knocked on, each once, and how often anybody knocked."""

    doors: int = 0
    knocks: int = 0


def doors_reached(session: Session) -> dict[UUID, Reached]:
    """Count the doors reached in each district since the campaign began; districts without any are left out.

    Nobody keeps which doors were knocked on. So each counts once as far as can be known: no more than were
    knocked on, and no more than stand on the routes of held rounds, however often those were walked.
    """
    knocks: dict[UUID, int] = {}
    for ask in KNOCKS:
        knocks |= ask(session)
    on_routes = _doors_on_routes(session)
    return {each: Reached(min(count, on_routes.get(each, 0)), count) for each, count in knocks.items()}


def _doors_on_routes(session: Session) -> dict[UUID, int]:
    """Count the doors at the addresses that a team had on its route in a held round, each address once."""
    stops = (
        select(WalkStop.address_id)
        .join(Assignment, col(Assignment.walk_route_id) == WalkStop.walk_route_id)
        .join(Round, col(Round.id) == Assignment.round_id)
        .where(Round.status == RoundStatus.HELD)
    )
    homes = select(col(Address.district_id), func.sum(col(Address.doors)))
    rows = session.exec(homes.where(HOME, col(Address.id).in_(stops)).group_by(col(Address.district_id)))
    return {district_id: int(doors) for district_id, doors in rows if district_id}
