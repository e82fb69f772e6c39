"""What an evening costs in data: one question that waits, and none from a hidden phone."""

import pytest
from live import PHONE, WAITS, Visitor
from playwright.sync_api import Page, Request, expect
from walking import TeamLink, knock, open_route

pytestmark = pytest.mark.browser

EVENING_S, DOORS, EVENING_BYTES = 7_200, 60, 500_000
FIRST_LOAD_BYTES = 115_000
ON_THE_LINE = 250
"""A question and its short answer over HTTP/2, where known headers are a byte each; with TLS' frames."""
MARKS_BYTES = 500
"""The answer when there is something new: the numbers of up to sixty doors."""
SETTLED_MS, LESS_THAN_A_WAIT_MS = 6_000, 20_000


def questions(page: Page) -> list[Request]:
    """Collect the questions about the team's doors from now on."""
    asked: list[Request] = []
    page.on("request", lambda request: asked.append(request) if request.url.endswith(WAITS) else None)
    return asked


def test_two_hours_with_a_door_every_other_minute_stay_within_half_a_megabyte(
    visit: Visitor, link: TeamLink
) -> None:
    mate, phone = open_route(visit(PHONE).page, link.url), visit(PHONE)
    phone.page.clock.install()
    page = open_route(phone.page, link.url)
    asked = questions(page)
    with page.expect_request("**" + WAITS) as question:
        page.clock.run_for(SETTLED_MS)
    page.clock.run_for(LESS_THAN_A_WAIT_MS)
    wait_s = int(question.value.headers["prefer"].removeprefix("wait="))

    assert len(asked) == 1
    knock(mate, "talked")
    expect(page.locator("#progress")).to_contain_text("1 av", timeout=5_000)
    heard = EVENING_S / wait_s * ON_THE_LINE + DOORS * (ON_THE_LINE + MARKS_BYTES)
    sent = DOORS * 3 * ON_THE_LINE
    assert FIRST_LOAD_BYTES + heard + sent <= EVENING_BYTES


def test_a_hidden_phone_asks_nothing_and_gives_up_the_question_that_waits(
    visit: Visitor, link: TeamLink
) -> None:
    phone = visit(PHONE)
    phone.page.clock.install()
    page = open_route(phone.page, link.url)
    with page.expect_request("**" + WAITS):
        page.clock.run_for(SETTLED_MS)
    asked = questions(page)
    with page.expect_event("requestfailed", lambda request: request.url.endswith(WAITS)):
        page.evaluate(
            """() => {
              Object.defineProperty(document, "visibilityState", { value: "hidden", configurable: true });
              Object.defineProperty(document, "hidden", { value: true });
              document.dispatchEvent(new Event("visibilitychange"));
            }"""
        )
    page.clock.run_for(120_000)
    assert asked == []

    with page.expect_request("**" + WAITS):
        page.evaluate(
            """() => {
              Object.defineProperty(document, "visibilityState", { value: "visible" });
              document.dispatchEvent(new Event("visibilitychange"));
            }"""
        )
