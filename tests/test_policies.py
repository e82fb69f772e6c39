"""Every view says who it is for."""

from fastapi.dependencies.models import Dependant
from fastapi.routing import APIRoute

from app.main import ROOMS, app
from app.people.access import Policy


def policies(dependant: Dependant) -> list[Policy]:
    own: list[Policy] = [dependant.call] if isinstance(dependant.call, Policy) else []
    return own + [policy for child in dependant.dependencies for policy in policies(child)]


def test_every_view_declares_exactly_one_policy() -> None:
    routes = [route for room in ROOMS for route in room.router.routes if isinstance(route, APIRoute)]
    undeclared = [f"{sorted(r.methods or ())} {r.path}" for r in routes if len(policies(r.dependant)) != 1]

    assert len(routes) > 10
    assert undeclared == []


def test_nothing_is_served_beside_the_rooms_and_the_static_files() -> None:
    nested = [route for room in ROOMS for route in room.router.routes if not isinstance(route, APIRoute)]
    beside = [route for route in app.routes if not hasattr(route, "original_router")]

    assert nested == []
    assert len(app.routes) == len(ROOMS) + 1
    assert [getattr(route, "path", "") for route in beside] == ["/static"]
