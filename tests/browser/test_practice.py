"""The practice route in a real browser: five minutes on the sofa, and nothing leaves the phone."""

import pytest
from live import PHONE, Site, Visitor
from playwright.sync_api import Request, expect
from walking import WHAT_IS_LEFT

pytestmark = pytest.mark.browser


def test_a_visitor_walks_the_practice_route_and_nothing_is_sent(visit: Visitor, site: Site) -> None:
    phone = visit(PHONE)
    page = phone.page
    asked: list[str] = []

    def note(request: Request) -> None:
        asked.append(f"{request.method} {request.url.removeprefix(site.url)}")

    page.goto(f"{site.url}/walk/practice")
    expect(page.get_by_text("Ingen kommer.")).to_be_visible()
    expect(page.locator("#map .leaflet-map-pane")).to_be_attached()
    page.on("request", note)
    page.get_by_role("button", name="Ingen hjemme", exact=True).click()
    expect(page.get_by_role("heading", name="Furuveien 3")).to_be_visible()
    page.get_by_role("button", name="Hva er viktigst for deg").click()
    expect(page.get_by_text("Bussen går for sjelden om kvelden")).to_be_visible()
    for outcome in ["Snakket", "Nei takk", "Snakket", "Ingen hjemme", "Nei takk", "Snakket"]:
        page.get_by_role("button", name=outcome, exact=True).click()
    expect(page.get_by_role("heading", name="Alle dører er tatt")).to_be_visible()
    expect(page.locator("#status")).to_have_text("Øving: ingenting sendes")

    assert asked == []
    left = page.evaluate(WHAT_IS_LEFT)
    assert (left["workers"], left["caches"]) == (0, [])

    page.reload()
    expect(page.locator("#progress")).to_have_text("0 av 7 dører")
