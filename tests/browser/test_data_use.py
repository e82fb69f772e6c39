"""What an evening costs in data: few questions while nobody touches the phone, one at once at a touch."""

import pytest
from live import PHONE, Site, Visitor
from playwright.sync_api import Page
from walking import TeamLink, knock, open_route

pytestmark = pytest.mark.browser

STEP_MS, STEPS = 5_000, 24
"""Two minutes, in steps of the shortest wait."""
DOORS, EVENING_BYTES = 60, 500_000
FIRST_LOAD_BYTES = 115_000
ON_THE_LINE = 250
"""A question and its short answer over HTTP/2, where known headers are a byte each; with TLS' frames."""


def pass_two_minutes(page: Page) -> None:
    for _step in range(STEPS):
        page.clock.run_for(STEP_MS)
        page.evaluate("fetch('/health')")  # the answers to what was asked meanwhile have come when this has


def test_two_hours_with_a_door_every_other_minute_stay_within_half_a_megabyte(
    visit: Visitor, link: TeamLink, site: Site
) -> None:
    open_route(visit(PHONE).page, link.url)
    phone = visit(PHONE)
    phone.page.clock.install()
    page = open_route(phone.page, link.url)
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    knock(page, "talked")
    pass_two_minutes(page)
    questions = sum("/walk/door-marks" in url for url in asked)
    sent = sum("/walk/door-events" in url for url in asked)

    assert 16 <= questions <= 22
    assert sent == 1
    assert FIRST_LOAD_BYTES + DOORS * (questions + 3 * sent) * ON_THE_LINE <= EVENING_BYTES
    asked.clear()
    with page.expect_request("**/walk/door-marks"):
        page.locator("#see-all").click()
        page.clock.run_for(500)


def test_a_hidden_phone_asks_nothing(visit: Visitor, link: TeamLink, site: Site) -> None:
    phone = visit(PHONE)
    phone.page.clock.install()
    page = open_route(phone.page, link.url)
    page.evaluate("Object.defineProperty(document, 'visibilityState', { value: 'hidden' })")
    page.evaluate("Object.defineProperty(document, 'hidden', { value: true })")
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    pass_two_minutes(page)

    assert [url for url in asked if "/walk/" in url] == []
