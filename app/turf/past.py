"""Changes by hand, looked back on: what the last one did, which come next, and locks in the way."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import and_, not_
from sqlmodel import Session, col, select

from app.districts.models import Address
from app.districts.queries import may_be_visited
from app.turf.changes import Before, RouteFacts
from app.turf.models import ChangeKind, Cut, CutChange, WalkRoute, WalkStop


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


@dataclass(frozen=True)
class ChangeLine:
    """A route that a change touched: minutes before and after; None where it was not there."""

    number: int
    walk_route_id: UUID | None
    before: float | None
    after: float | None


@dataclass(frozen=True)
class Shift:
    """What a new cut was and is, over all routes: doors in another route than before, routes, and metres."""

    doors_moved: int
    doors: int
    routes_before: int
    routes: int
    walk_before_m: float
    walk_m: float


@dataclass(frozen=True)
class LastChange:
    """What was done last: a change by hand, or one undone, or done again. What changed most comes first.

    `alike` counts the routes that have other addresses now but take as long as before. Where much may have
    changed, `shift` sums it up.
    """

    kind: ChangeKind
    is_undone: bool
    is_redone: bool
    lines: list[ChangeLine]
    alike: int
    shift: Shift | None = None


def last_change(session: Session, cut: Cut) -> LastChange | None:
    """Tell what was done last, and to which routes; None when nothing has been changed by hand."""
    query = select(CutChange).where(CutChange.cut_id == cut.id)
    change = session.exec(query.order_by(col(CutChange.touched_in).desc())).first()
    if change is None:
        return None
    original = Before.model_validate_json(change.before)
    was = Before.model_validate_json(change.redo) if change.redo else original
    left = {str(facts.id) for facts in original.routes} if change.redo else set(change.after)
    before = {facts.id: facts for facts in was.routes}
    routes = session.exec(select(WalkRoute).where(WalkRoute.cut_id == cut.id)).all()
    after = {route.id: route for route in routes if str(route.id) in left}
    numbers = {one: facts.number for one, facts in before.items()} | {
        one: route.number for one, route in after.items()
    }
    out = _out_now(session, cut)
    lines = [
        ChangeLine(
            number,
            one if one in after else None,
            before[one].minutes_without(out) if one in before else None,
            after[one].minutes if one in after else None,
        )
        for one, number in sorted(numbers.items(), key=lambda pair: pair[1])
    ]
    told = [line for line in lines if _whole(line.before) != _whole(line.after)]
    told.sort(key=lambda line: -abs((line.after or 0.0) - (line.before or 0.0)))
    is_redone = change.redo is None and change.touched_in != change.version
    shift = _shift(session, routes, was.routes, after) if change.kind is ChangeKind.RECUT else None
    return LastChange(change.kind, change.redo is not None, is_redone, told, len(lines) - len(told), shift)


def _shift(
    session: Session, routes: Sequence[WalkRoute], was: Sequence[RouteFacts], after: dict[UUID, WalkRoute]
) -> Shift:
    """Sum up what a new cut did to doors that are to be visited, and to the walk."""
    home = {stop: facts.id for facts in was for stop in facts.stops}
    stops = (
        select(WalkStop.address_id, WalkStop.walk_route_id, Address.doors)
        .join(Address, col(Address.id) == WalkStop.address_id)
        .where(col(WalkStop.walk_route_id).in_(after), *may_be_visited())
    )
    walk_m = sum(route.walk_m + route.way_m for route in routes)
    return Shift(
        doors_moved=sum(doors for one, now_in, doors in session.exec(stops) if home.get(one) != now_in),
        doors=sum(route.doors for route in routes),
        routes_before=len(routes) - len(after) + len(was),
        routes=len(routes),
        walk_before_m=walk_m
        + sum(one.walk_m + one.way_m for one in was)
        - sum(one.walk_m + one.way_m for one in after.values()),
        walk_m=walk_m,
    )


def _out_now(session: Session, cut: Cut) -> set[int]:
    """Find the addresses of a cut's district that are not to be visited now."""
    not_now = not_(and_(*may_be_visited()))
    query = select(Address.id).where(Address.district_id == cut.district_id, not_now)
    return {one or 0 for one in session.exec(query)}


def _whole(minutes: float | None) -> int | None:
    """Give minutes as people read them."""
    return None if minutes is None else round(minutes)
