"""Every view × every role and nobody: those it is not for never get past its policy."""

import re
from uuid import uuid4

import pytest
from conftest import SignIn
from fastapi.routing import APIRoute
from fastapi.testclient import TestClient
from test_policies import policies

from app.main import ROOMS
from app.people.access import Allow
from app.people.models import Role

GUARDED = [
    (route, policy)
    for room in ROOMS
    for route in room.router.routes
    if isinstance(route, APIRoute)
    for policy in policies(route.dependant)
    if isinstance(policy, Allow) and route.path != "/sign-out"  # it would end the session that asks
]


def address(route: APIRoute) -> str:
    """Fill a path's holes with ids that belong to nothing."""
    return re.sub(r"\{[^}]+\}", str(uuid4()), route.path)


def ask(client: TestClient, route: APIRoute) -> int:
    (method,) = (route.methods or {"GET"}) - {"HEAD"}
    return client.request(method, address(route)).status_code


def test_there_are_guarded_views() -> None:
    assert len(GUARDED) > 5


def test_nobody_is_sent_to_sign_in_from_every_guarded_view(visitor: TestClient) -> None:
    answers = {route.path: ask(visitor, route) for route, _policy in GUARDED}

    assert set(answers.values()) == {303}


@pytest.mark.parametrize("role", list(Role))
def test_a_role_gets_past_only_the_policies_that_name_it(sign_in: SignIn, role: Role) -> None:
    client = sign_in(role).client
    refused = {f"{route.methods} {route.path}" for route, _policy in GUARDED if ask(client, route) == 403}
    meant = {f"{r.methods} {r.path}" for r, policy in GUARDED if policy.roles and role not in policy.roles}

    assert refused == meant
