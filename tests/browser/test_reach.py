"""The walk with large text, and for either thumb: whatever is needed at a door can be seen and reached."""

import pytest
from live import PHONE, Visitor, large_text
from playwright.sync_api import Page, ViewportSize, expect
from walking import TeamLink, knock, open_route

pytestmark = pytest.mark.browser

SMALL: ViewportSize = {"width": 360, "height": 740}
LYING: ViewportSize = {"width": 740, "height": 360}
NARROWEST: ViewportSize = {"width": 320, "height": 568}
"""WCAG 1.4.10: what a desk at 400 % or the smallest phone has."""
FOLDED: ViewportSize = {"width": 280, "height": 653}
BEYOND = """() => [...document.querySelectorAll("body *")]
  .filter((one) => !one.closest(".leaflet-pane, .leaflet-proxy, .floors") && one.checkVisibility())
  .filter((one) => one.getBoundingClientRect().right > innerWidth + 1)
  .map((one) => one.id || one.className)"""
NEEDED = ".outcome, .tool"
SHEETS = ("note", "list", "help")


def test_with_text_twice_as_large_a_door_is_answered_undone_and_noted_on_a_small_phone(
    visit: Visitor, link: TeamLink
) -> None:
    page = visit(SMALL).page
    with large_text(page):
        open_route(page, link.url)
        knock(page, "talked")
        page.locator("#undo-button").click()
        expect(page.locator("#progress")).to_contain_text("0 av")
        for outcome in ("nobody_home", "no_thanks", "no_access"):
            knock(page, outcome)
        assert page.evaluate(BEYOND) == []
        for sheet in SHEETS:
            assert beyond_with_open(page, sheet) == []


def beyond_with_open(page: Page, sheet: str) -> list[str]:
    """Open a sheet, list what lies outside the screen, and close it again."""
    page.locator(f".tool[data-opens={sheet}]").click()
    expect(page.locator(f"#{sheet}")).to_be_visible()
    beyond: list[str] = page.evaluate(BEYOND)
    page.locator(f"#{sheet} [data-closes]").first.click()
    expect(page.locator(f"#{sheet}")).to_be_hidden()
    return beyond


def test_what_is_needed_at_a_door_lies_low_and_as_near_to_the_left_thumb_as_to_the_right(
    visit: Visitor, link: TeamLink
) -> None:
    page = open_route(visit(PHONE).page, link.url)
    expect(page.locator(".outcome").first).to_be_visible()

    boxes = [one.bounding_box() for one in page.locator(NEEDED).all() if one.is_visible()]

    found = [box for box in boxes if box]
    assert len(found) == 4 + 5
    assert min(box["y"] for box in found) > PHONE["height"] / 2
    left = min(box["x"] for box in found)
    right = PHONE["width"] - max(box["x"] + box["width"] for box in found)
    assert abs(left - right) < 2
    assert all(box["height"] >= 48 for box in found)
    for size in (NARROWEST, FOLDED, LYING):
        page.set_viewport_size(size)
        expect(page.locator(NEEDED).first).to_be_visible()
        assert page.evaluate(BEYOND) == []
