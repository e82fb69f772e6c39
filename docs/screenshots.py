"""Make the screenshots of the README and the docs from a fresh practice evening: `make screenshots`."""

import re
import sys
import tempfile
from pathlib import Path

DOCS = Path(__file__).parent
sys.path[:0] = [str(DOCS), str(DOCS.parent / "tests"), str(DOCS.parent / "tests" / "browser")]

from live import DESK, PHONE, Site, Visit, chromium, free_port, open_visit  # noqa: E402 - after the path is set
from playwright.sync_api import Browser  # noqa: E402 - as above
from test_evening import (  # type: ignore[import-not-found]  # noqa: E402 - as above
    CONCERNS,
    join,
    join_link,
    knock,
    open_desk,
)
from walk_states import take_walk_states  # noqa: E402 - as above

FOLDER = DOCS / "screenshots"


def main() -> None:
    """Serve a practice evening and take every picture."""
    FOLDER.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as data:
        site = Site(Path(data), free_port())
        for command in ("migrate", "practice"):
            site.command(command)
        site.start()
        try:
            with chromium() as browser:
                take_all(browser, site)
        finally:
            site.stop()


def take_all(browser: Browser, site: Site) -> None:
    """Take the pictures in the order of an evening."""
    links = dict(re.findall(r"(\w+) +\S+ \S+ +(http\S+)", site.command("links")))
    front = open_visit(browser, site, PHONE)
    front.go("/")
    shoot(front, "front")
    general = open_visit(browser, site, DESK)
    general.come_in(links["general"])
    desk = open_desk(general)
    shoot(general, "desk")
    link = join_link(desk, team=1)
    desk.get_by_role("link", name="Se rutene på kartet").click()
    general.page.wait_for_timeout(2500)
    shoot(general, "cut")
    for scheme in ("light", "dark"):
        phone = open_visit(browser, site, PHONE, scheme=scheme)
        page = join(phone, link)
        for outcome in ("Snakket", "Ingen hjemme"):
            knock(page, outcome)
        page.wait_for_timeout(12_000)
        shoot(phone, f"walk-{scheme}")
    page.get_by_role("button", name="Notat", exact=True).click()
    page.get_by_label("Saken, i én eller to setninger").fill(f"{CONCERNS[0]}, sa Kari i Timoteivegen 5")
    page.locator("#note-save").click()
    page.wait_for_timeout(500)
    shoot(phone, "note")
    general.go("/goal")
    shoot(general, "goal")
    phone.context.close()
    take_walk_states(browser, site, general)


def shoot(visit: Visit, name: str) -> None:
    """Save what the person sees."""
    visit.page.screenshot(path=FOLDER / f"{name}.png")


if __name__ == "__main__":
    main()
