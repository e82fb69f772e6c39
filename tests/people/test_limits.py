"""An account is tightly guarded; those who share a network do not lock each other out."""

from collections.abc import Callable

from conftest import ORIGIN
from fastapi.testclient import TestClient
from uvicorn.middleware.proxy_headers import ProxyHeadersMiddleware

from app.main import app
from app.people.views import ACCOUNT_LIMIT, NETWORK_LIMIT

PROXY = "172.18.0.1"


def behind_proxy(trusted: str, client: str = PROXY) -> Callable[[str, str], int]:
    """Give a function that asks for a code with a header, as the server we start would see it."""
    seen = TestClient(
        ProxyHeadersMiddleware(app, trusted_hosts=trusted),  # type: ignore[arg-type]  # uvicorn has its own ASGI types
        base_url=ORIGIN,
        headers={"Sec-Fetch-Site": "same-origin"},
        client=(client, 50000),
    )
    return lambda email, said: (
        seen.post("/sign-in", data={"email": email}, headers={"X-Forwarded-For": said}).status_code
    )


def test_twelve_people_on_one_wifi_ask_for_a_code_and_type_it(visitor: TestClient) -> None:
    for number in range(12):
        email = f"person{number}@example.org"
        assert visitor.post("/sign-in", data={"email": email}).status_code == 200
        assert visitor.post("/sign-in/code", data={"email": email, "code": "12345678"}).status_code == 422


def test_one_account_is_slowed_down_and_told_when_to_come_back(visitor: TestClient) -> None:
    form = {"email": "kari@example.org", "code": "12345678"}
    for _try in range(ACCOUNT_LIMIT.amount):
        assert visitor.post("/sign-in/code", data=form).status_code == 422

    answer = visitor.post("/sign-in/code", data=form)

    assert answer.status_code == 429
    assert 0 < int(answer.headers["retry-after"]) <= 900
    assert "Vent et kvarter" in answer.text
    assert visitor.post("/sign-in", data=form).status_code == 200


def test_one_network_cannot_try_account_after_account(database: str) -> None:
    ask = behind_proxy("")
    answers = [ask(f"person{n}@example.org", f"10.0.0.{n}") for n in range(NETWORK_LIMIT.amount + 1)]

    assert answers == [200] * NETWORK_LIMIT.amount + [429]


def test_a_trusted_proxy_tells_networks_apart_and_a_made_up_address_before_it_does_not_count(
    database: str,
) -> None:
    ask = behind_proxy("172.16.0.0/12")
    for number in range(NETWORK_LIMIT.amount):
        assert ask(f"person{number}@example.org", f"198.51.100.{number}, 203.0.113.7") == 200

    assert ask("next@example.org", "198.51.100.222, 203.0.113.7") == 429
    assert ask("next@example.org", "203.0.113.8") == 200


def test_a_home_with_many_ipv6_addresses_is_one_network(database: str) -> None:
    ask = behind_proxy("172.16.0.0/12")
    for number in range(NETWORK_LIMIT.amount):
        assert ask(f"person{number}@example.org", f"2001:db8:1:2::{number:x}") == 200

    assert ask("next@example.org", "2001:db8:1:2:ffff::1") == 429
    assert ask("next@example.org", "2001:db8:1:3::1") == 200
