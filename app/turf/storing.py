"""Walk routes to and from the database as whole facts. Only for the engine's process."""

from collections.abc import Iterable, Sequence
from itertools import zip_longest
from uuid import UUID

from sqlmodel import Session, col, delete, insert, select

from app.turf.changes import RouteFacts
from app.turf.models import WalkRoute, WalkStop


def load_routes(session: Session, cut_id: UUID) -> dict[UUID, RouteFacts]:
    """Give the cut's routes with their stops, by id and in order of number."""
    stops: dict[int, list[int]] = {}
    metres: dict[int, list[float]] = {}
    # By number, which no two routes of a cut share: to make a UUID for every stop took most of the time.
    in_order = (
        select(WalkRoute.number, WalkStop.address_id, WalkStop.metres_to_next)
        .join(WalkRoute, col(WalkRoute.id) == WalkStop.walk_route_id)
        .where(WalkRoute.cut_id == cut_id)
        .order_by(col(WalkRoute.number), col(WalkStop.seq))
    )
    for number, address_id, to_next in session.exec(in_order):
        stops.setdefault(number, []).append(address_id)
        if to_next is not None:
            metres.setdefault(number, []).append(to_next)
    query = select(WalkRoute).where(WalkRoute.cut_id == cut_id).order_by(col(WalkRoute.number))
    return {
        row.id: RouteFacts(
            **row.model_dump(exclude={"cut_id", "far_stops"}),
            far_stops=row.far_stops,
            stops=stops.get(row.number, []),
            metres=metres.get(row.number, []),
        )
        for row in session.exec(query)
    }


def store_routes(session: Session, cut_id: UUID, routes: Iterable[RouteFacts]) -> None:
    """Write routes, new or changed, and exactly their stops."""
    stops = []
    for facts in routes:
        session.merge(WalkRoute(cut_id=cut_id, **facts.model_dump(exclude={"stops", "metres"})))
        session.exec(delete(WalkStop).where(col(WalkStop.walk_route_id) == facts.id))
        stops += [
            {"walk_route_id": facts.id, "seq": seq, "address_id": address_id, "metres_to_next": to_next}
            for seq, (address_id, to_next) in enumerate(zip_longest(facts.stops, facts.metres), 1)
        ]
    session.flush()
    if stops:
        session.exec(insert(WalkStop), params=stops)


def remove_routes(session: Session, ids: Sequence[UUID]) -> None:
    """Delete routes with their stops; the database refuses when a team has one of them."""
    if ids:
        session.exec(delete(WalkRoute).where(col(WalkRoute.id).in_(ids)))
