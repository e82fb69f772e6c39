"""Changes by hand, looked back on: the newest that stands, the one undone last, and locks in their way."""

from uuid import UUID

from sqlmodel import Session, col, select

from app.turf.changes import Before
from app.turf.models import CutChange, WalkRoute, WalkStop


def newest_change(session: Session, cut_id: UUID) -> CutChange | None:
    """Give the change that an undo takes back: the newest that stands."""
    query = select(CutChange).where(CutChange.cut_id == cut_id, col(CutChange.redo).is_(None))
    return session.exec(query.order_by(col(CutChange.version).desc())).first()


def next_undone(session: Session, cut_id: UUID) -> CutChange | None:
    """Give the change that a redo does again: the one undone last."""
    query = select(CutChange).where(CutChange.cut_id == cut_id, col(CutChange.redo).is_not(None))
    return session.exec(query.order_by(col(CutChange.version))).first()


def locked_against(session: Session, change: CutChange) -> list[WalkRoute]:
    """List the locked routes that would hold something else if a change were undone, or done again."""
    wanted = Before.model_validate_json(change.redo or change.before).routes
    stops = {facts.id: facts.stops for facts in wanted}
    before = Before.model_validate_json(change.before).routes
    touched = stops.keys() | {facts.id for facts in before} | {UUID(one) for one in change.after}
    locked = select(WalkRoute).where(WalkRoute.cut_id == change.cut_id, col(WalkRoute.locked).is_(True))
    return [
        route
        for route in session.exec(locked.order_by(col(WalkRoute.number)))
        if route.id in touched and _stops_now(session, route.id) != stops.get(route.id)
    ]


def _stops_now(session: Session, walk_route_id: UUID) -> list[int]:
    query = select(WalkStop.address_id).where(WalkStop.walk_route_id == walk_route_id)
    return list(session.exec(query.order_by(col(WalkStop.seq))))
