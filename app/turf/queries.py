"""Reads about cuts and walk routes. Neither is about a person: the view's policy is enough."""

from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from pathlib import Path
from uuid import UUID

from sqlalchemy import func
from sqlmodel import Session, col, select

from app.districts.models import Address, Door
from app.districts.queries import doors_at, may_be_visited
from app.lookup import row_of
from app.turf.maps import district_map_file, route_clip_file
from app.turf.models import WALKED, Cut, CutStatus, WalkRoute, WalkStop


@dataclass(frozen=True)
class StopLine:
    """A stop as a team meets it: the address, its open doors, top floor first, and metres to the next."""

    seq: int
    address: Address
    doors: list[Door]
    metres_to_next: float | None = None

    @property
    def is_out(self) -> bool:
        """Tell if nobody is to ask here now; said of an address as `may_be_visited` says it of them all."""
        return self.address.do_not_visit or self.address.closed_on is not None or not self.address.doors


def access_cut(session: Session, cut_id: UUID) -> Cut:
    """Give a cut.

    Raises
    ------
    NotFoundError
        There is no such cut.
    """
    return row_of(session, Cut, cut_id)


def cuts_of(session: Session, district_id: UUID) -> Sequence[Cut]:
    """List a district's cuts, newest first."""
    query = select(Cut).where(Cut.district_id == district_id).order_by(col(Cut.made_at).desc())
    return session.exec(query).all()


def done_cuts_of(session: Session, district_id: UUID) -> list[Cut]:
    """List the cuts of a district that a round can use: approved ones first, then drafts, newest first."""
    usable = {CutStatus.DONE, CutStatus.CHANGING}
    found = [cut for cut in cuts_of(session, district_id) if cut.status in usable]
    return sorted(found, key=lambda cut: cut.approved_at is None)


def done_cuts(session: Session) -> dict[UUID, list[Cut]]:
    """List those of every district that has any, in one question."""
    query = select(Cut).where(col(Cut.status).in_([CutStatus.DONE, CutStatus.CHANGING]))
    found: dict[UUID, list[Cut]] = {}
    for cut in session.exec(query.order_by(col(Cut.approved_at).is_(None), col(Cut.made_at).desc())):
        found.setdefault(cut.district_id, []).append(cut)
    return found


def walk_routes(session: Session, cut_id: UUID) -> list[WalkRoute]:
    """List the walk routes of a cut by number."""
    query = select(WalkRoute).where(WalkRoute.cut_id == cut_id).order_by(col(WalkRoute.number))
    return list(session.exec(query).all())


def access_walk_route(session: Session, walk_route_id: UUID) -> WalkRoute:
    """Give a walk route.

    Raises
    ------
    NotFoundError
        There is no such route.
    """
    return row_of(session, WalkRoute, walk_route_id)


def walk_stops(session: Session, walk_route_id: UUID) -> list[StopLine]:
    """List the stops of a walk route in walking order, each with its address and open doors."""
    rows = session.exec(
        select(WalkStop.seq, Address, WalkStop.metres_to_next)
        .join(Address, col(Address.id) == WalkStop.address_id)
        .where(WalkStop.walk_route_id == walk_route_id)
        .order_by(col(WalkStop.seq))
    ).all()
    doors = doors_at(session, [address.id for _seq, address, _metres in rows if address.id is not None])
    return [StopLine(seq, address, doors.get(address.id or 0, []), metres) for seq, address, metres in rows]


def stops_of_routes(session: Session, walk_route_ids: Collection[UUID]) -> dict[UUID, list[StopLine]]:
    """List the stops of several walk routes, in two questions however many they are."""
    of_these = col(WalkStop.walk_route_id).in_(walk_route_ids)
    open_doors = (
        select(Door)
        .join(WalkStop, col(WalkStop.address_id) == Door.address_id)
        .where(of_these, col(Door.closed_on).is_(None))
        .order_by(col(Door.floor).desc(), col(Door.unit), col(Door.position))
    )
    doors: dict[int, list[Door]] = {}
    for door in session.exec(open_doors):
        doors.setdefault(door.address_id, []).append(door)
    rows = session.exec(
        select(WalkStop, Address)
        .join(Address, col(Address.id) == WalkStop.address_id)
        .where(of_these)
        .order_by(col(WalkStop.seq))
    )
    found: dict[UUID, list[StopLine]] = {walk_route_id: [] for walk_route_id in walk_route_ids}
    for stop, address in rows:
        line = StopLine(stop.seq, address, doors.get(stop.address_id, []), stop.metres_to_next)
        found[stop.walk_route_id].append(line)
    return found


def building_numbers(session: Session, district_id: UUID) -> dict[int, int]:
    """Number the buildings that stand in for addresses, street by street: nothing else tells them apart."""
    query = (
        select(Address.id, Address.street)
        .where(Address.district_id == district_id, col(Address.stand_in).is_(True))
        .order_by(col(Address.street), col(Address.id))
    )
    seen: Counter[str] = Counter()
    numbers: dict[int, int] = {}
    for address_id, street in session.exec(query):
        seen[street] += 1
        numbers[address_id or 0] = seen[street]
    return numbers


def route_clip(walk_route_id: UUID) -> Path | None:
    """Give the GeoJSON file with streets and buildings around a walk route; None until it is written."""
    file = route_clip_file(walk_route_id)
    return file if file.is_file() else None


def district_map(district_id: UUID) -> Path | None:
    """Give the GeoJSON file with streets and buildings of a district; None until it is written."""
    file = district_map_file(district_id)
    return file if file.is_file() else None


def left_out_addresses(session: Session, cut: Cut) -> list[Address]:
    """List the addresses to visit in no route of a cut that has any, by street; not those walked lately.

    No route could take them, or they came after it, or were not to be visited while it was made.
    """
    in_a_route = (
        select(WalkStop.address_id)
        .join(WalkRoute, col(WalkRoute.id) == WalkStop.walk_route_id)
        .where(WalkRoute.cut_id == cut.id)
    )
    if session.exec(in_a_route.limit(1)).first() is None:
        return []
    walked = [address_id for address_id, reason in cut.left_out if reason == WALKED]
    query = select(Address).where(
        Address.district_id == cut.district_id,
        *may_be_visited(),
        col(Address.id).not_in(in_a_route),
        col(Address.id).not_in(walked),
    )
    found = session.exec(query).all()
    return sorted(found, key=lambda one: (one.street, one.number or 0, one.letter))


def skipped_streets(session: Session, cut: Cut) -> dict[str, int]:
    """Count by street the addresses that a cut leaves out because they were walked lately."""
    ids = [address_id for address_id, reason in cut.left_out if reason == WALKED]
    query = select(Address.street, func.count()).where(col(Address.id).in_(ids)).group_by(Address.street)
    return dict(sorted(session.exec(query).all()))


def other_versions(session: Session, cut: Cut) -> list[Cut]:
    """List the other cuts of the same district that have routes, newest first."""
    return [one for one in done_cuts_of(session, cut.district_id) if one.id != cut.id]


@dataclass(frozen=True)
class CutLine:
    """A cut in the district's list."""

    cut: Cut
    routes: int
    minutes: float


def cut_lines(session: Session, district_id: UUID) -> list[CutLine]:
    """List a district's cuts, newest first, each with its number of routes and their mean minutes."""
    minutes_now = col(WalkRoute.laid_minutes) - col(WalkRoute.minutes_out)
    query = (
        select(Cut, func.count(col(WalkRoute.id)), func.coalesce(func.avg(minutes_now), 0.0))
        .join(WalkRoute, col(WalkRoute.cut_id) == Cut.id, isouter=True)
        .where(Cut.district_id == district_id)
        .group_by(col(Cut.id))
        .order_by(col(Cut.made_at).desc())
    )
    return [CutLine(cut, routes, minutes) for cut, routes, minutes in session.exec(query)]
