"""Numbers from paper: a grid that is filled in from the keyboard alone."""

import re

import pytest
from live import Visitor
from playwright.sync_api import expect

pytestmark = pytest.mark.browser


def test_the_grid_is_filled_in_with_digits_and_arrows_alone(visit: Visitor) -> None:
    page = visit(role="general").go("/rounds")
    page.get_by_role("link", name=re.compile("Enga")).first.click()
    page.get_by_role("link", name="Oppsummering").click()
    page.goto(f"{page.url}?step=totals")
    cells = page.locator(".paper-grid input:visible")
    cells.first.focus()
    for key in (
        "5",
        "ArrowRight",
        "4",
        "ArrowRight",
        "3",
        "ArrowRight",
        "2",
        "ArrowDown",
        "9",
        "ArrowLeft",
        "8",
    ):
        page.keyboard.press(key)
    page.keyboard.press("ArrowUp")
    expect(cells.nth(2)).to_be_focused()
    page.keyboard.press("Control+End")
    for _row in range(cells.count() // 4):
        page.keyboard.press("Enter")

    expect(page.get_by_text("Tallene fra arkene er lagret")).to_be_visible()
    values = [cells.nth(n).input_value() for n in range(8)]
    assert values == ["5", "4", "3", "2", "0", "0", "8", "9"]
