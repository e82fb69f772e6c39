"""Two phones on one route: each takes a half, with or without coverage, and nobody knocks twice."""

import re
from typing import TypedDict

import pytest
from live import PHONE, Site, Visit, Visitor
from playwright.sync_api import Page, expect
from walking import (
    TeamLink,
    all_is_sent,
    is_shown,
    knock,
    lose_coverage,
    open_route,
    regain_coverage,
    say_back,
    stored,
)

pytestmark = pytest.mark.browser

SPLIT = """async (sheets) => {
  const { halvesOf } = await import("/static/js/walk/halves.js");
  return sheets.map((sheet) => {
    const halves = halvesOf(sheet);
    const first = halves ? [...halves.of.keys()].filter((door) => halves.of.get(door) === 0) : [];
    return halves && { by: halves.by, first };
  });
}"""


class Stop(TypedDict):
    street: str
    number: str
    do_not_visit: bool
    doors: list[dict[str, str | int]]


def stop(number: str, *doors: tuple[int, str]) -> Stop:
    lines: list[dict[str, str | int]] = [
        {"id": door, "floor": floor, "label": f"Dør {door}"} for door, floor in doors
    ]
    return Stop(street="Elvegata", number=number, do_not_visit=False, doors=lines)


BOTH_SIDES = [stop("1", (1, "")), stop("2", (2, "")), stop("3", (3, "")), stop("4 B", (4, ""))]
ONE_SIDE = [stop("1 A", (1, ""), (2, "")), stop("1 B", (3, ""), (4, "")), stop("1 C", (5, ""), (6, ""))]
ONE_BUILDING = [stop("1", (1, "2. etasje"), (2, "2. etasje"), (3, "1. etasje"), (4, "1. etasje"))]
ONE_DOOR = [stop("1", (1, ""))]


def take(page: Page, half: str) -> None:
    page.locator("#split-open").click()
    page.locator("#split .choice", has_text=half).click()
    expect(page.locator("#split")).to_be_hidden()


def numbers_knocked(page: Page, times: int) -> list[int]:
    """Knock at some doors, and give the house numbers that the card showed."""
    found = []
    is_shown(page)
    for _n in range(times):
        address = page.locator("#address").inner_text()
        number = re.search(r"(\d+)\D*$", address)
        assert number, address
        found.append(int(number[1]))
        knock(page, "nobody_home")
    return found


def test_a_route_is_split_by_side_else_by_entrance_else_by_floor(phone: Visit, link: TeamLink) -> None:
    page = open_route(phone.page, link.url)
    routes = [BOTH_SIDES, ONE_SIDE, ONE_BUILDING, ONE_DOOR]

    assert page.evaluate(SPLIT, [{"stops": stops} for stops in routes]) == [
        {"by": "side", "first": [1, 3]},
        {"by": "entrance", "first": [1, 2, 5, 6]},
        {"by": "floor", "first": [1, 2]},
        None,
    ]


def test_two_phones_without_coverage_take_a_half_each_and_nobody_knocks_twice(
    visit: Visitor, link: TeamLink, site: Site
) -> None:
    phones = [visit(PHONE), visit(PHONE)]
    one, two = (open_route(phone.page, link.url) for phone in phones)
    for phone in phones:
        lose_coverage(phone)
    take(one, "oddetallssida")
    take(two, "partallssida")
    odd, even = numbers_knocked(one, 4), numbers_knocked(two, 4)
    two.reload()
    even += numbers_knocked(two, 2)

    assert all(number % 2 for number in odd)
    assert not any(number % 2 for number in even)
    for phone in reversed(phones):
        regain_coverage(phone)
        say_back(phone.page)
        all_is_sent(phone.page)
    assert (len(stored(site).doors), stored(site).twice, stored(site).knocks) == (10, 0, 10)


def test_with_coverage_the_other_phone_is_offered_the_rest_and_sees_what_is_done(
    visit: Visitor, link: TeamLink
) -> None:
    one, two = (open_route(visit(PHONE).page, link.url) for _n in range(2))
    take(one, "oddetallssida")
    expect(two.locator("#split-hint")).to_contain_text(
        "Den andre telefonen tar oddetallssida", timeout=15_000
    )
    two.get_by_role("button", name="Jeg tar partallssida").click()
    expect(two.locator("#split-hint")).to_be_hidden()
    expect(two.locator("#progress")).to_contain_text("på din del")
    two.locator("[data-opens=list]").click()
    expect(two.locator("#list .line[data-others]").first).to_be_visible()
    knock(one, "talked", 2)

    expect(two.locator("#list .line", has_text="Tatt av laget")).to_have_count(2, timeout=15_000)
    two.locator("#list [data-closes]").click()
    expect(two.locator("#progress")).to_have_text(re.compile("^0 av"))
    two.locator("#split-open").click()
    two.locator("#split .choice", has_text="Ikke del").click()
    expect(two.locator("#progress")).to_have_text(re.compile("^2 av"), timeout=15_000)


def test_who_came_first_hears_of_the_second_phone_without_touching_anything(
    visit: Visitor, link: TeamLink
) -> None:
    first = visit(PHONE).page
    first.clock.install()
    one, two = open_route(first, link.url), open_route(visit(PHONE).page, link.url)
    one.clock.run_for(6_000)  # its page has settled: from here its question waits at the server
    take(two, "partallssida")

    expect(one.locator("#split-hint")).to_contain_text("Den andre telefonen tar partallssida", timeout=15_000)


def test_each_says_that_they_are_back_and_two_phones_agree_whoever_has_coverage_first(
    visit: Visitor, link: TeamLink, site: Site
) -> None:
    here, there = visit(PHONE), visit(PHONE)
    one, two = open_route(here.page, link.url), open_route(there.page, link.url)
    is_shown(one)
    knock(one, "nobody_home")
    for phone in (here, there):
        lose_coverage(phone)
        phone.page.locator(".tool[data-opens=back]").click()
        expect(phone.page.locator("#back-state")).to_be_empty()
    first, last = (two.locator("#back-people button").nth(n) for n in (0, -1))
    last.click()
    expect(last).to_have_attribute("aria-pressed", "true")
    expect(two.locator("#back-state")).to_contain_text("Ikke meldt tilbake ennå: ")
    one.locator("#back-yes").click()
    expect(one.locator("#back-no")).to_be_visible()
    one.locator("#back-people button").first.click()
    expect(one.locator("#back-yes")).to_be_visible()

    regain_coverage(here)
    expect(one.locator("#status")).to_have_text("Dørene er sendt", timeout=20_000)
    regain_coverage(there)
    all_is_sent(two)  # and what the other phone has said since is heard with the answer

    expect(first).to_have_attribute("aria-pressed", "false")
    expect(two.locator("#back-state")).to_contain_text("Ikke meldt tilbake ennå: ")
    first.click()
    expect(two.locator("#back-state")).to_have_text("Dere er meldt tilbake. Generalen ser det.")
    one.reload()  # as when it is taken up again; untouched it takes half a minute
    all_is_sent(one)
    assert stored(site).knocks == 1, "the other phone's totals go when everybody is back"
