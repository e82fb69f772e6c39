"""Days without coverage on one phone, and everything that can go wrong with it; then coverage, of a kind."""

import contextlib
import os
import re
import shutil
import signal
import sqlite3
import subprocess
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import product
from pathlib import Path

from flaky import flaky_line
from live import ARGUMENTS, PHONE, Site, free_port
from playwright.sync_api import Browser, BrowserType, Page, expect, sync_playwright
from walking import (
    FULL,
    JOIN,
    TeamLink,
    build_stairwell,
    knock,
    open_route,
    say_back,
    stored,
    team_links,
    write_note,
)

from bench.walk_facts import Facts

NORWEGIAN = ("--lang=nb-NO", "--accept-lang=nb-NO", "about:blank")
SHARE_OF_TROUBLE = 0.3
DAYS = 3
WRONG_CLOCKS = (0, -48, 48)
PATIENCE_SECONDS = 120
OUTCOMES = ("nobody_home", "talked", "no_thanks", "no_access")
SUBJECTS = (
    "Bussen",
    "Skolen",
    "Barnehagen",
    "Sykkelveien",
    "Snøryddingen",
    "Lekeplassen",
    "Biblioteket",
    "Parken",
)
WISHES = (
    "er for dårlig om kvelden",
    "trenger mer penger",
    "må bli bedre i bydelen",
    "er det viktigste for oss",
    "bør komme først neste år",
    "er glemt av kommunen",
    "fungerer bra som det er",
    "mangler folk",
)
TEXTS = [" ".join(pair) for pair in product(SUBJECTS, WISHES)]
SECOND_TAB_EVERY = 3
NEW_COLOUR = "#aa0044"


@dataclass(frozen=True)
class Evening:
    """What a phone is put through."""

    doors: int
    notes: int
    kills: int


@dataclass(frozen=True)
class DyingPhone:
    """A browser on a profile of its own, and the team's link by the bad line."""

    kind: BrowserType
    profile: Path
    code: str

    @property
    def walk(self) -> str:
        """Where the walk lies."""
        return self.code.partition("/join")[0] + "/walk"

    @contextmanager
    def alive(self, hours_wrong: int = 0) -> Iterator[Page]:
        """Open the browser; at the end kill all its processes with SIGKILL."""
        port = free_port()
        program = [shutil.which("chromium") or self.kind.executable_path, "--headless=new", *ARGUMENTS]
        process = subprocess.Popen(
            [*program, f"--remote-debugging-port={port}", f"--user-data-dir={self.profile}", *NORWEGIAN],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
        try:
            context = _reach(self.kind, port).contexts[0]
            if hours_wrong:
                context.clock.set_system_time(datetime.now(UTC) + timedelta(hours=hours_wrong))
            page = context.new_page()
            page.set_viewport_size(PHONE)
            yield page
        finally:
            os.killpg(process.pid, signal.SIGKILL)
            process.wait(20)


def _reach(kind: BrowserType, port: int) -> Browser:
    deadline = time.monotonic() + PATIENCE_SECONDS
    while time.monotonic() < deadline:
        with contextlib.suppress(urllib.error.URLError, ConnectionError, TimeoutError):
            urllib.request.urlopen(f"http://127.0.0.1:{port}/json/version", timeout=2).close()
            return kind.connect_over_cdp(f"http://127.0.0.1:{port}")
        time.sleep(0.1)
    raise TimeoutError("the browser did not start")


def days_offline(site: Site, folder: Path, evening: Evening) -> Facts:
    """Walk for days without coverage, killed again and again, and see that all of it is stored once.

    Every stretch between two kills has a reload, doors and notes; every third a second tab; the clock is
    right, two days late or two days early by turns; once the phone is full. Then the server comes back as
    a new version that has forgotten the phone, on a line that loses three in ten.
    """
    link = team_links(site)[0]
    _make_doors(site, link, evening.doors)
    site.start()
    with flaky_line(site.port, SHARE_OF_TROUBLE, seed=3) as (port, happened), sync_playwright() as playwright:
        phone = DyingPhone(playwright.chromium, folder, link.url.replace(f":{site.port}", f":{port}"))
        with phone.alive() as page:
            open_route(page, phone.code)
        site.stop()  # for the phone, no coverage
        _forget_phones(site)
        lost_by_kill = sum(_stretch(phone, evening, n) for n in range(evening.kills))
        delivered = _deliver(site, phone, evening)
    found = stored(site)
    site.stop()
    print(f"on the line: {dict(happened)}", flush=True)
    wrong = (evening.doors - len(found.doors), evening.notes - len(found.notes), evening.doors - found.knocks)
    return {
        "offline_doors": len(found.doors),
        "offline_notes": len(set(found.notes)),
        "browser_kills": evening.kills,
        "delivered_s": round(delivered, 1),
        "offline_lost": sum(max(0, each) for each in wrong) + lost_by_kill,
        "offline_twice": found.twice + max(0, found.knocks - evening.doors),
    }


def _stretch(phone: DyingPhone, evening: Evening, n: int) -> int:
    """Walk from one kill to the next; give how many doors that were shown as saved the last kill took."""
    saved, due = (evening.doors * step // evening.kills for step in (n, n + 1))
    first, last = (evening.notes * step // evening.kills for step in (n, n + 1))
    hours = WRONG_CLOCKS[n % len(WRONG_CLOCKS)] + 24 * DAYS * n // evening.kills
    with phone.alive(hours) as page:
        page.goto(phone.walk)
        _opens(page)
        lost = saved - _done(page)
        if n == evening.kills // 2:
            _fill(page)
        page.reload()
        _opens(page)
        for text in TEXTS[first:last]:
            write_note(page, text)
        _knock_until(page, (saved + due) // 2)
        tab = page.context.new_page() if n % SECOND_TAB_EVERY == 0 else page
        tab.goto(phone.walk)
        _opens(tab)
        _knock_until(tab, due)
    return lost


def _make_doors(site: Site, link: TeamLink, doors: int) -> None:
    """Give the route exactly as many doors as are asked for, ten addresses of flats."""
    made = build_stairwell(site, link, floors=doors // 50 or 1, doors_a_floor=5, addresses=10)
    if made != doors:
        raise ValueError(f"the route has room for {made} doors, not {doors}")
    with sqlite3.connect(site.data / "dorbank.sqlite") as database:
        database.execute(
            "DELETE FROM walk_stop WHERE walk_route_id ="
            " (SELECT walk_route_id FROM assignment WHERE id = ?) AND seq NOT IN"
            " (SELECT s.seq FROM walk_stop s JOIN assignment a ON a.walk_route_id = s.walk_route_id"
            " WHERE a.id = ? ORDER BY s.seq LIMIT 10)",
            (link.assignment_id.replace("-", ""),) * 2,
        )


def _forget_phones(site: Site) -> None:
    """End every phone's session, as when it has expired."""
    with sqlite3.connect(site.data / "dorbank.sqlite") as database:
        database.execute("DELETE FROM walk_phone")


def _opens(page: Page) -> None:
    expect(page.locator("#progress")).to_have_text(re.compile(r"^\d+ av"), timeout=1000 * PATIENCE_SECONDS)


def _done(page: Page) -> int:
    found = re.match(r"\d+", page.locator("#progress").inner_text())
    return int(found[0]) if found else 0


def _knock_until(page: Page, due: int) -> None:
    for n in range(_done(page), due):
        knock(page, OUTCOMES[n % len(OUTCOMES)])


def _fill(page: Page) -> None:
    """Let the phone be full for one tap: it says so, and counts nothing."""
    before = _done(page)
    page.evaluate(FULL)
    page.locator(".outcome[data-outcome=talked]").click()
    expect(page.locator("#undo-words")).to_contain_text("fikk ikke lagret")
    if _done(page) != before:
        raise RuntimeError("a full phone counted a door")


def _deliver(site: Site, phone: DyingPhone, evening: Evening) -> float:
    """Bring coverage and a new version; join again and say back; give the seconds until all is stored."""
    all_of_it = (evening.doors, evening.doors, evening.notes)
    os.environ["DORBANK_COLOUR"] = NEW_COLOUR
    with phone.alive() as page:
        page.goto(phone.walk)
        _opens(page)
        site.start()
        started = time.monotonic()
        page.reload()
        expect(page.locator("#status")).to_contain_text("Koblet fra", timeout=1000 * PATIENCE_SECONDS)
        scanned = page.context.new_page()  # the first one may be taking in the new version just now
        scanned.goto(phone.code)
        scanned.get_by_role("button", name=JOIN).click()
        _opens(scanned)
        say_back(scanned)
        while time.monotonic() - started < PATIENCE_SECONDS:
            found = stored(site)
            if (len(found.doors), found.knocks, len(found.notes)) == all_of_it:
                break
            scanned.wait_for_timeout(200)
        delivered = time.monotonic() - started
        expect(page.locator("meta[name=theme-color]")).to_have_attribute(
            "content", NEW_COLOUR, timeout=40_000
        )
    del os.environ["DORBANK_COLOUR"]
    return delivered
