"""The general's desk in a browser: sliders, a shape drawn on the map, undo and redo by keyboard, approval."""

import math
import re

import pytest
from live import DESK, Visit, Visitor
from playwright.sync_api import Locator, Page, ViewportSize, expect

pytestmark = pytest.mark.browser

ENGINE_MS = 60_000
SMALL: ViewportSize = {"width": 360, "height": 740}
DRAGGED = """() => Math.max(...[document.documentElement, ...document.querySelectorAll(".scroll")]
  .map(e => e.scrollWidth - e.clientWidth))"""
"""How far anything on the page can be dragged sideways."""
MOUSE_IS_READ_MS = 50
"""Leaflet looks at the pointer over a canvas about thirty times a second."""


def open_desk(visit: Visitor) -> Visit:
    """Sign a general in and open the first district's desk."""
    general = visit(DESK, role="general")
    page = general.go("/districts")
    page.get_by_role("link", name=re.compile("^Del opp ")).first.click()
    general.settle()
    return general


def cut(page: Page) -> None:
    page.get_by_role("button", name="Del opp", exact=True).click()
    page.locator(".routes").wait_for(timeout=ENGINE_MS)
    page.wait_for_load_state("networkidle")


def draw_round(page: Page, places: list[tuple[float, float]]) -> None:
    """Draw with the pointer round places given as shares of the map's width and height."""
    page.locator("#reshape").click()
    page.locator("#draw").click()
    box = page.locator("#map").bounding_box()
    assert box is not None
    spots = [(box["x"] + x * box["width"], box["y"] + y * box["height"]) for x, y in places]
    page.mouse.move(*spots[0])
    page.mouse.down()
    for spot in spots[1:]:
        page.mouse.move(*spot, steps=6)
    page.mouse.up()


def press_corners(page: Page, places: list[tuple[float, float]]) -> None:
    """Press on the map, as other map tools have it, at places given as shares of its width and height."""
    box = page.locator("#map").bounding_box()
    assert box is not None
    for x, y in places:
        page.mouse.click(box["x"] + x * box["width"], box["y"] + y * box["height"])


def point_at_a_route(page: Page) -> Locator:
    """Put the pointer on a route's line, beside its number, and give what the map says it is."""
    sign = page.locator(".route-sign").first.bounding_box()
    assert sign is not None
    told = page.locator(".leaflet-tooltip", has_text=re.compile(r"^\d+ · .* min$"))
    middle = (sign["x"] + sign["width"] / 2, sign["y"] + sign["height"] / 2)
    for turn in range(36):
        angle = turn * math.pi / 18
        page.mouse.move(middle[0] + 24 * math.cos(angle), middle[1] + 24 * math.sin(angle))
        page.wait_for_timeout(MOUSE_IS_READ_MS)
        if told.count():
            return told
    raise AssertionError("no line of a route answers to the pointer")


def route_names(page: Page) -> list[str]:
    return page.locator(".routes strong").all_inner_texts()


def number_of(field: Locator) -> int:
    return int(field.input_value())


def test_the_sliders_follow_the_numbers_and_answer_to_the_keyboard(visit: Visitor) -> None:
    page = open_desk(visit).page
    slider, number = page.locator("[data-for=target]"), page.locator("#target")
    before, foreseen = number_of(number), page.locator("#estimate").inner_text()

    slider.focus()
    for _press in range(4):
        slider.press("ArrowLeft")

    assert number_of(number) == before - 20
    assert number_of(page.locator("#least")) < number_of(number) < number_of(page.locator("#most"))
    assert page.locator("#estimate").inner_text() != foreseen
    number.fill("60")
    expect(slider).to_have_value("60")
    number.press("Tab")
    for field, minutes in (("least", "50"), ("most", "120"), ("target", "100")):
        page.locator(f"#{field}").fill(minutes)
        page.locator(f"#{field}").press("Tab")
    assert [number_of(page.locator(f"#{field}")) for field in ("least", "target", "most")] == [50, 100, 120]
    number.fill("130")
    number.press("Tab")
    assert [number_of(page.locator(f"#{field}")) for field in ("least", "target", "most")] == [50, 130, 135]
    page.get_by_label("Hvor mange dører hvert lag skal ta").check()
    expect(page.locator("#doors")).to_be_visible()
    expect(number).to_be_hidden()
    assert "ruter" in page.locator("#estimate").inner_text()
    page.get_by_label("Hvor mange lag som kommer").check()
    page.locator("#teams").fill("1")
    expect(page.locator("#estimate")).to_contain_text(
        "Det er mer enn de 135 som er vanlig. For å komme under trengs"
    )
    expect(page.locator("#estimate")).to_have_attribute("data-long", "true")
    page.locator("#teams").fill("60")
    expect(page.locator("#estimate")).to_have_attribute("data-long", "false")
    expect(page.locator("#estimate")).not_to_contain_text("For å komme under")


def foreseen_routes(page: Page) -> int:
    said = re.search(r"Omtrent (\d+) rute", page.locator("#estimate").inner_text())
    assert said
    return int(said[1])


def a_kilometre_north(starts: str) -> str:
    places = [place.split(", ") for place in starts.split("; ")]
    return "; ".join(f"{float(lat) + 0.009}, {lon}" for lat, lon in places)


def test_teams_start_where_one_points_and_a_long_search_ends_when_it_is_enough(visit: Visitor) -> None:
    page = open_desk(visit).page
    page.get_by_text("Hvor starter lagene?").click()
    page.locator("#pick-start").click()
    for share in (0.4, 0.6):
        box = page.locator("#map").bounding_box()
        assert box is not None
        page.mouse.click(box["x"] + share * box["width"], box["y"] + share * box["height"])
    credit = page.locator(".leaflet-control-attribution").bounding_box()
    assert credit is not None
    page.mouse.click(credit["x"] + credit["width"] / 2, credit["y"] + credit["height"] / 2)
    assert len(page.locator("#starts").input_value().split("; ")) == 3, "also under the map's line of thanks"
    expect(page.locator("#estimate")).to_contain_text("Veien dit og hjem er med")
    near = foreseen_routes(page)
    pointed = page.locator("#starts").input_value()
    page.locator("#starts").fill(a_kilometre_north(pointed))
    assert foreseen_routes(page) > near, "farther away each route has less of its minutes left"
    page.locator("#starts").fill(pointed.replace(", ", "° N ").replace(".", ",").replace(";", "° Ø;") + "° Ø")
    assert foreseen_routes(page) == near, "however the places are written"
    page.locator("#starts").fill(pointed)
    page.keyboard.press("Escape")
    page.get_by_label("Let inntil ett minutt").check()

    with page.expect_response(re.compile("/draft.json"), timeout=ENGINE_MS) as drafted:
        page.get_by_role("button", name="Del opp", exact=True).click()
    assert drafted.value.ok
    page.locator("#enough").click(timeout=ENGINE_MS)

    page.locator(".routes").wait_for(timeout=20_000)
    expect(page.locator(".routes li").first).to_contain_text("dit og hjem")


def test_a_shape_drawn_on_the_map_becomes_a_route_and_is_undone_and_redone_by_keyboard(
    visit: Visitor,
) -> None:
    page = open_desk(visit).page
    cut(page)
    before = route_names(page)

    draw_round(page, [(0.25, 0.25), (0.75, 0.25), (0.75, 0.75), (0.25, 0.75)])
    expect(page.get_by_role("heading", name="I området du tegnet")).to_be_visible()
    assert page.locator("input[name=sides]:checked").count() > 0
    page.locator("#into").select_option("new")
    page.get_by_role("button", name="Flytt").click()
    page.locator("#undo").wait_for(timeout=ENGINE_MS)
    moved = route_names(page)
    assert moved != before

    page.keyboard.press("Control+z")
    page.locator("#redo").wait_for(timeout=ENGINE_MS)
    assert route_names(page) == before
    page.keyboard.press("Control+Shift+z")
    page.locator("#undo").wait_for(timeout=ENGINE_MS)
    assert route_names(page) == moved


def test_a_drawing_is_given_up_by_button_or_key_and_closed_on_its_first_corner(visit: Visitor) -> None:
    page = open_desk(visit).page
    cut(page)
    corners = [(0.3, 0.3), (0.7, 0.3), (0.7, 0.7), (0.3, 0.7)]
    bar, close = page.locator(".map-bar"), page.get_by_role("button", name="Ferdig")
    page.locator("#reshape").click()

    page.locator("#draw").click()
    press_corners(page, corners[:2])
    expect(close).to_be_disabled()
    page.get_by_role("button", name="Avbryt").click()
    expect(bar).to_have_count(0)
    page.locator("#draw").click()
    page.keyboard.press("Escape")
    expect(bar).to_have_count(0)
    expect(page.locator("#draw")).to_be_focused()
    expect(page.locator(".routes")).to_be_visible()

    page.locator("#draw").click()
    press_corners(page, corners)
    expect(close).to_be_enabled()
    press_corners(page, corners[:1])

    expect(page.get_by_role("heading", name="I området du tegnet")).to_be_visible()
    assert page.locator("input[name=sides]:checked").count() > 0


def test_streets_are_moved_without_a_pointer(visit: Visitor) -> None:
    page = open_desk(visit).page
    cut(page)
    page.locator("#reshape").press("Enter")
    page.get_by_role("link", name="Velg gater fra en liste").press("Enter")
    expect(page.locator("#panel h1")).to_be_focused()  # until it has settled, it takes the focus back
    page.locator("input[name=sides]").first.press("Space")
    expect(page.locator("input[name=sides]").first).to_be_checked()

    page.get_by_role("button", name="Flytt").press("Enter")

    page.locator("#undo").wait_for(timeout=ENGINE_MS)
    expect(page.locator(".change")).to_contain_text("Flyttet")


def test_a_route_is_opened_on_the_map_and_the_cut_looked_over_and_approved(visit: Visitor) -> None:
    page = open_desk(visit).page
    cut(page)
    page.reload()
    page.wait_for_load_state("networkidle")
    route = point_at_a_route(page).inner_text().split(" · ")
    page.mouse.down()
    page.mouse.up()
    expect(page.get_by_role("heading", level=1)).to_contain_text(f"Rute {route[0]}: ")
    expect(page.locator(".leaflet-tooltip.route-start")).to_have_text("Start")
    expect(page.locator(".stop-number").first).to_have_text("1")
    page.get_by_role("link", name=re.compile("alle rutene")).click()
    expect(page.locator(".leaflet-tooltip.route-start, .stop-number")).to_have_count(0)
    page.get_by_role("link", name="Se hver rute, og godkjenn").click()
    expect(page.get_by_role("table")).to_contain_text("Snitt")
    page.set_viewport_size(SMALL)
    assert page.evaluate(DRAGGED) == 0
    expect(page.get_by_role("columnheader", name="Dører")).to_be_visible()
    page.set_viewport_size(DESK)

    page.locator("#approve").click()

    expect(page.get_by_text("Oppdelingen er godkjent.")).to_be_visible()
    expect(page.locator("#panel .tag").first).to_have_text("godkjent")
