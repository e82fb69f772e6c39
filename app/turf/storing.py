"""Walk routes to and from the database as whole facts. Only for the engine's process."""

from collections.abc import Iterable, Sequence
from itertools import zip_longest
from uuid import UUID

from sqlmodel import Session, col, delete, insert, select

from app.turf.changes import RouteFacts
from app.turf.models import WalkRoute, WalkStop

NOT_FACTS = {"cut_id", "far_stops"}
LAID = {"minutes", "service_minutes", "addresses", "doors"}
"""What is told of a route as it is now, and stored as it was laid."""


def load_routes(session: Session, cut_id: UUID) -> dict[UUID, RouteFacts]:
    """Give the cut's routes as they were laid, with their stops, by id and in order of number."""
    stops: dict[int, list[int]] = {}
    metres: dict[int, list[float | None]] = {}
    at_doors: dict[int, list[float]] = {}
    # By number, which no two routes of a cut share: to make a UUID for every stop took most of the time.
    in_order = (
        select(WalkRoute.number, WalkStop.address_id, WalkStop.metres_to_next, WalkStop.minutes)
        .join(WalkRoute, col(WalkRoute.id) == WalkStop.walk_route_id)
        .where(WalkRoute.cut_id == cut_id)
        .order_by(col(WalkRoute.number), col(WalkStop.seq))
    )
    for number, address_id, to_next, minutes in session.exec(in_order):
        stops.setdefault(number, []).append(address_id)
        metres.setdefault(number, []).append(to_next)
        if minutes is not None:
            at_doors.setdefault(number, []).append(minutes)
    query = select(WalkRoute).where(WalkRoute.cut_id == cut_id).order_by(col(WalkRoute.number))
    return {
        row.id: facts_of(row).model_copy(
            update={
                "stops": stops.get(row.number, []),
                "metres": _if_kept(metres.get(row.number, [])),
                "at_doors": at_doors.get(row.number, []),
            }
        )
        for row in session.exec(query)
    }


def _if_kept(metres: list[float | None]) -> list[float | None]:
    """Give the metres of a route; none where it is from before any were kept."""
    return [] if all(one is None for one in metres) else metres


def facts_of(row: WalkRoute) -> RouteFacts:
    """Give a route as it was laid, but for its stops."""
    facts = {name.removeprefix("laid_"): value for name, value in row.model_dump(exclude=NOT_FACTS).items()}
    return RouteFacts(**facts, far_stops=row.far_stops, stops=[])


def load_routes_now(session: Session, cut_id: UUID) -> list[RouteFacts]:
    """Give the cut's routes by number, with the minutes, addresses and doors that are asked for now."""
    found = load_routes(session, cut_id)
    rows = session.exec(select(WalkRoute).where(WalkRoute.cut_id == cut_id))
    now = {row.id: {name: getattr(row, name) for name in LAID} for row in rows}
    return [facts.model_copy(update=now[facts.id]) for facts in found.values()]


def store_routes(session: Session, cut_id: UUID, routes: Iterable[RouteFacts]) -> None:
    """Write routes, new or changed, and exactly their stops."""
    stops = []
    for facts in routes:
        written = facts.model_dump(exclude={"stops", "metres", "at_doors"})
        session.merge(
            WalkRoute(
                cut_id=cut_id,
                **{f"laid_{name}" if name in LAID else name: value for name, value in written.items()},
            )
        )
        session.exec(delete(WalkStop).where(col(WalkStop.walk_route_id) == facts.id))
        stops += [
            {
                "walk_route_id": facts.id,
                "seq": seq,
                "address_id": address_id,
                "metres_to_next": to_next,
                "minutes": minutes,
            }
            for seq, (address_id, to_next, minutes) in enumerate(
                zip_longest(facts.stops, facts.metres, facts.at_doors), 1
            )
        ]
    session.flush()
    if stops:
        session.exec(insert(WalkStop), params=stops)


def remove_routes(session: Session, ids: Sequence[UUID]) -> None:
    """Delete routes with their stops; the database refuses when a team has one of them."""
    if ids:
        session.exec(delete(WalkRoute).where(col(WalkRoute.id).in_(ids)))
