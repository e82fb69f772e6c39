"""What teams tell of a place for the next team: a locked entrance, a dog, long steps. Never about people."""

from collections.abc import Iterable

from sqlmodel import Session, col, select

from app.db import insert_once
from app.districts.models import Address, FactKind, PlaceFact


def set_fact(session: Session, address: Address, kind: FactKind, *, holds: bool) -> None:
    """Note that a fact holds at an address, or that it does not any more; safe to repeat."""
    if kind == FactKind.LOCKED:
        address.locked = holds
    elif holds:
        insert_once(session, PlaceFact(address_id=address.id or 0, kind=kind))
    elif known := session.get(PlaceFact, (address.id, kind)):
        session.delete(known)
    session.flush()


def facts_at(session: Session, addresses: Iterable[Address]) -> dict[int, list[FactKind]]:
    """Give what holds at each address, by its id, in the order of `FactKind`."""
    found = {address.id or 0: [FactKind.LOCKED] if address.locked else [] for address in addresses}
    rows = session.exec(select(PlaceFact).where(col(PlaceFact.address_id).in_(found)))
    for row in sorted(rows, key=lambda row: list(FactKind).index(row.kind)):
        found[row.address_id].append(row.kind)
    return found
