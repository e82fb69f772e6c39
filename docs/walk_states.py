"""Pictures of the walk in every state, on three screens, light and dark: part of `make screenshots`.

They go to `docs/screenshots/walk/`, which is looked through and not kept; the best are, for the README.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from shutil import copyfile

from live import DESK, PHONE, Site, Visit, open_visit
from playwright.sync_api import Browser, Page, ViewportSize, expect
from walking import (
    TeamLink,
    build_stairwell,
    knock,
    lose_coverage,
    open_route,
    regain_coverage,
    team_links,
    write_note,
)

FOLDER = Path(__file__).parent / "screenshots" / "walk"
SCREENS: dict[str, ViewportSize] = {"360": {"width": 360, "height": 740}, "390": PHONE, "1280": DESK}
CONCERN = "Bussen går for sjelden om kvelden, sa Kari i Timoteivegen 5"
BEST = {"2-stairwell-390-dark": "stairwell", "7-roll-call-390-light": "roll-call"}
SETTLES_MS = 400
NO_MORE_HINTS = "() => document.getElementById('undo').hidden"


def take_walk_states(browser: Browser, site: Site, general: Visit) -> None:
    """Walk a route from the first door to the roll call, with a picture of each state."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    link = team_links(site)[1]  # the first team has its two phones already
    with phone_on(browser, site, link) as visit:
        page = visit.page
        shoot_all(page, "1-first-door")
        build_stairwell(site, link, floors=4, doors_a_floor=3)
        page.reload()
        expect(page.locator(".door-chip")).to_have_count(12, timeout=20_000)
        knock(page, "nobody_home", 2)
        shoot_all(page, "2-stairwell")
        refuse_note(page)
        lose_coverage(visit)
        knock(page, "talked")
        shoot_all(page, "4-offline")
        wait_to_send(page)
        regain_coverage(visit)
        finish(page)
        call_roll(page)
    shoot_all(general.go(f"/rounds/{link.round_id}/live"), "8-live")
    shoot_all(general.go(f"/rounds/{link.round_id}/tonight"), "9-tonight")
    for state, name in BEST.items():
        copyfile(FOLDER / f"{state}.png", FOLDER.parent / f"{name}.png")


@contextmanager
def phone_on(browser: Browser, site: Site, link: TeamLink) -> Iterator[Visit]:
    """Open a team's route on a phone."""
    visit = open_visit(browser, site, PHONE)
    open_route(visit.page, link.url)
    yield visit
    visit.context.close()


def refuse_note(page: Page) -> None:
    """Try to save a note that tells who said it and where; it is left unsaved."""
    page.locator("[data-opens=note]").click()
    page.locator("#note-text").fill(CONCERN)
    page.locator("#note-save").click()
    expect(page.locator("#note .verdict").first).to_be_visible()
    shoot_all(page, "3-note-with-a-hit")
    page.locator("#note-text").fill("")
    page.locator("#note [data-closes]").click()


def wait_to_send(page: Page) -> None:
    """Open what waits to be sent, with a note in it."""
    write_note(page, "Det mangler gatelys ved skolen")
    page.locator("#open-sending").click()
    expect(page.locator("#sending-notes li")).to_have_count(1)
    shoot_all(page, "5-waiting")
    page.locator("#sending [data-closes]").click()


def finish(page: Page) -> None:
    """Knock at all the doors that are left."""
    while page.locator("#door").is_visible():
        knock(page, "nobody_home")
    page.wait_for_function(NO_MORE_HINTS)
    shoot_all(page, "6-all-done")


def call_roll(page: Page) -> None:
    """Say of one of the team that they are back."""
    page.locator("#finished-back").click()
    page.locator("#back-people button").first.click()
    expect(page.locator("#back-state")).not_to_be_empty()
    shoot_all(page, "7-roll-call")


def shoot_all(page: Page, name: str) -> None:
    """Take a picture of what shows on each screen, light and dark."""
    before = page.viewport_size
    for size, screen in SCREENS.items():
        page.set_viewport_size(screen)
        for scheme in ("light", "dark"):
            page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]  # one of the two it knows
            page.wait_for_timeout(SETTLES_MS)
            page.screenshot(path=FOLDER / f"{name}-{size}-{scheme}.png")
    page.emulate_media(color_scheme="light")
    if before:
        page.set_viewport_size(before)
