"""What a general does at the desk, and what the routes are afterwards."""

from uuid import UUID

from conftest import SignedInPerson
from httpx2 import Response
from sqlmodel import Session, select

from app.turf.models import Cut, WalkRoute, WalkStop
from app.turf.queries import walk_routes


def change(general: SignedInPerson, cut: Cut, what: str, **form: object) -> Response:
    return general.client.post(f"/cuts/{cut.id}/{what}", data={"version": cut.version, **form})


def facts_now(session: Session, cut: Cut) -> dict[int, tuple[UUID, int, str, float]]:
    """Give id, colour, name and minutes of each route by its number, as values: a row may be gone later."""
    session.rollback()
    session.expire_all()
    return {one.number: (one.id, one.colour, one.name, one.minutes) for one in walk_routes(session, cut.id)}


def routes_now(session: Session, cut: Cut) -> dict[int, list[int]]:
    """Give the addresses of each route in walking order, by the route's number."""
    session.rollback()
    session.expire_all()
    rows = session.exec(
        select(WalkRoute.number, WalkStop.address_id)
        .join(WalkStop)
        .where(WalkRoute.cut_id == cut.id)
        .order_by("number", "seq")
    )
    found: dict[int, list[int]] = {}
    for number, address_id in rows:
        found.setdefault(number, []).append(address_id)
    return found


def measured(session: Session, cut: Cut, number: int, **facts: object) -> WalkRoute:
    """Give a route these facts, as if the engine had found them."""
    route = walk_routes(session, cut.id)[number - 1]
    for name, value in ({"service_minutes": 60.0} | facts).items():
        setattr(route, f"laid_{name}" if hasattr(route, f"laid_{name}") else name, value)
    session.commit()
    return route


def sheet(general: SignedInPerson, cut: Cut) -> str:
    answer = general.client.get(f"/cuts/{cut.id}/fairness")
    assert answer.status_code == 200
    return answer.text
