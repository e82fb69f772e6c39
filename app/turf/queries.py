"""Reads about cuts and walk routes. Neither is about a person: the view's policy is enough."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from uuid import UUID

from sqlmodel import Session, col, select

from app.districts.models import Address, Door
from app.districts.queries import doors_at
from app.errors import NotFoundError
from app.turf.maps import district_map_file, route_clip_file
from app.turf.models import Cut, CutStatus, WalkRoute, WalkStop


@dataclass(frozen=True)
class StopLine:
    """A stop as a team meets it: the address and its open doors, top floor first."""

    seq: int
    address: Address
    doors: list[Door]


def access_cut(session: Session, cut_id: UUID) -> Cut:
    """Give a cut.

    Raises
    ------
    NotFoundError
        There is no such cut.
    """
    cut = session.get(Cut, cut_id)
    if cut is None:
        raise NotFoundError
    return cut


def cuts_of(session: Session, district_id: UUID) -> Sequence[Cut]:
    """List a district's cuts, newest first."""
    query = select(Cut).where(Cut.district_id == district_id).order_by(col(Cut.made_at).desc())
    return session.exec(query).all()


def done_cuts_of(session: Session, district_id: UUID) -> list[Cut]:
    """List the cuts of a district that a round can use, newest first."""
    usable = {CutStatus.DONE, CutStatus.CHANGING}
    return [cut for cut in cuts_of(session, district_id) if cut.status in usable]


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
    walk_route = session.get(WalkRoute, walk_route_id)
    if walk_route is None:
        raise NotFoundError
    return walk_route


def walk_stops(session: Session, walk_route_id: UUID) -> list[StopLine]:
    """List the stops of a walk route in walking order, each with its address and open doors."""
    rows = session.exec(
        select(WalkStop.seq, Address)
        .join(Address, col(Address.id) == WalkStop.address_id)
        .where(WalkStop.walk_route_id == walk_route_id)
        .order_by(col(WalkStop.seq))
    ).all()
    doors = doors_at(session, [address.id for _seq, address in rows if address.id is not None])
    return [StopLine(seq, address, doors.get(address.id or 0, [])) for seq, address in rows]


def route_clip(walk_route_id: UUID) -> Path | None:
    """Give the GeoJSON file with streets and buildings around a walk route; None until it is written."""
    file = route_clip_file(walk_route_id)
    return file if file.is_file() else None


def district_map(district_id: UUID) -> Path | None:
    """Give the GeoJSON file with streets and buildings of a district; None until it is written."""
    file = district_map_file(district_id)
    return file if file.is_file() else None
