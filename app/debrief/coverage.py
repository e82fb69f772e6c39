"""Which street sides a round covered, told so coarsely that no address can be read out of it."""

from uuid import UUID

from sqlmodel import Session, col, select

from app.districts.models import Coverage, Door
from app.districts.queries import open_addresses
from app.districts.street_sides import Side, sides


def write_coverage(session: Session, district_id: UUID, month: str, doors_done: set[int]) -> None:
    """Note for each street side how large a share of its addresses the round knocked at.

    Where the month has a figure already, the larger one stays: nothing is left to tell whether two rounds
    met the same addresses.
    """
    done = set(session.exec(select(Door.address_id).where(col(Door.id).in_(doors_done)).distinct()))
    for side in sides(open_addresses(session, district_id)):
        share = len(side.addresses & done) / len(side.addresses)
        if share:
            _keep(session, district_id, month, side, round(share, 2))
    session.flush()


def _keep(session: Session, district_id: UUID, month: str, side: Side, share: float) -> None:
    query = select(Coverage).where(
        Coverage.district_id == district_id,
        Coverage.street == side.street,
        Coverage.side == side.side,
        Coverage.month == month,
    )
    row = session.exec(query).one_or_none()
    if row is None:
        row = Coverage(district_id=district_id, street=side.street, side=side.side, month=month, share=share)
        session.add(row)
    row.share = max(row.share, share)
