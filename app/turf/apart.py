"""Stops that no way leads to from the rest of their route: over water without a bridge, put there by hand."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import func
from sqlmodel import Session, col, select

from app.districts.models import Address
from app.districts.queries import may_be_visited
from app.language import _, plural
from app.turf.models import WalkRoute, WalkStop
from app.turf.naming import address_label


@dataclass(frozen=True)
class Apart:
    """Stops of a route that lie together, and cannot be walked to from the rest of it."""

    route: WalkRoute
    addresses: list[Address]

    @property
    def sentence(self) -> str:
        """Tell which they are, and that the way there is not reckoned with."""
        said = plural(
            "{name} på rute {number} kan ikke nås til fots fra de andre dørene: kartet har ingen vei dit. "
            "Gangen dit er ikke regnet med.",
            "{name} og {others} til på rute {number} kan ikke nås til fots fra de andre dørene: "
            "kartet har ingen vei dit. Gangen dit er ikke regnet med.",
            len(self.addresses),
        )
        name = address_label(self.addresses[0]) or _("Ett stopp")
        return said.format(name=name, others=len(self.addresses) - 1, number=self.route.number)


def stops_apart(session: Session, routes: Sequence[WalkRoute]) -> list[Apart]:
    """List the stops that cannot be walked to from most of their route, by the route's number."""
    by_id = {route.id: route for route in routes}
    metres = func.count(col(WalkStop.metres_to_next))
    broken = (
        select(WalkStop.walk_route_id)
        .where(col(WalkStop.walk_route_id).in_(by_id))
        .group_by(col(WalkStop.walk_route_id))
        .having(metres > 0, metres < func.count())
    )
    query = (
        select(WalkStop.walk_route_id, WalkStop.metres_to_next, Address)
        .join(Address, col(Address.id) == WalkStop.address_id)
        .where(col(WalkStop.walk_route_id).in_(broken), *may_be_visited())
        .order_by(col(WalkStop.walk_route_id), col(WalkStop.seq))
    )
    pieces: dict[UUID, list[list[Address]]] = {}
    for route_id, to_next, address in session.exec(query):
        pieces.setdefault(route_id, [[]])[-1].append(address)
        if to_next is None:
            pieces[route_id].append([])
    found = [
        Apart(by_id[route_id], sorted(piece, key=lambda one: (one.street, one.number or 0, one.letter)))
        for route_id, all_pieces in pieces.items()
        for piece in sorted(filter(None, all_pieces), key=len)[:-1]
    ]
    return sorted(found, key=lambda one: one.route.number)
