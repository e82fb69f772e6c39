"""A running site and people with a browser each, as in life; for tests, trials and screenshots."""

import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from multiprocessing import forkserver, get_context
from multiprocessing.context import ForkServerProcess
from pathlib import Path
from typing import Literal

from playwright.sync_api import (
    Browser,
    BrowserContext,
    ConsoleMessage,
    Page,
    Request,
    ViewportSize,
    sync_playwright,
)

import app.tables  # noqa: F401 - whoever looks into a site's data must know all its tables
from app import db
from app.__main__ import serve
from app.config import settings

ROOT = Path(__file__).parent.parent
PHONE: ViewportSize = {"width": 390, "height": 844}
DESK: ViewportSize = {"width": 1280, "height": 800}
LETTERS_PX = 16
FAILED = "Failed to load resource"
"""How Chromium begins each line about a request that failed or was refused."""
START_SECONDS = 60
LOOK_SECONDS = 0.02
SETTLE_SECONDS = 10
WAITS = "/walk/door-marks"
"""A question that the server answers when there is news; no page is unfinished because of it."""
TWO_FRAMES = "() => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))"
ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]

SITES = get_context("forkserver")
"""Sites start as copies of one process that has read the program, and this file: in a quarter of a second."""
SITES.set_forkserver_preload(["app.main", "uvicorn", "playwright.sync_api", "live"])


def prepare_sites() -> None:
    """Begin to read the program that sites start as copies of, on a core that has nothing else to do yet."""
    forkserver.ensure_running()


def serve_in(environment: dict[str, str]) -> None:
    """Serve as `dorbank serve` does, in a process of its own."""
    os.environ.update(environment)
    _forget_settings()
    serve()


@dataclass
class Site:
    """A site of its own: process, data folder, address. The engine's process starts when somebody cuts."""

    data: Path
    port: int
    process: ForkServerProcess | None = None

    @property
    def url(self) -> str:
        return f"http://localhost:{self.port}"

    @property
    def environment(self) -> dict[str, str]:
        own = {
            "DORBANK_DATA": str(self.data),
            "PORT": str(self.port),
            "DATABASE_URL": "",
            "DORBANK_KEY": "22" * 32,
            "DORBANK_WARM": "0",
        }
        return {**os.environ, **own}

    def command(self, *words: str) -> str:
        """Run `dorbank …` against this site's data and give what it printed."""
        done = subprocess.run(
            [sys.executable, "-m", "app", *words],
            cwd=ROOT,
            env=self.environment,
            capture_output=True,
            text=True,
            check=False,
        )
        if done.returncode:
            raise RuntimeError(done.stdout + done.stderr)
        return done.stdout

    @contextmanager
    def here(self) -> Iterator[None]:
        """Let this process look into the site's data as a command of its own would, without starting one."""
        before = dict(os.environ)
        os.environ.update(self.environment)
        _forget_settings()
        try:
            yield
        finally:
            db.engine().dispose()
            os.environ.clear()
            os.environ.update(before)
            _forget_settings()

    def sign_in_links(self) -> dict[str, str]:
        """Make a fresh sign-in link by role, as `make run` prints them."""
        from app.practice_people import sign_in_links  # noqa: PLC0415 - only who signs in pays for it

        with self.here():
            return {link.role.value: link.url for link in sign_in_links()}

    def start(self) -> None:
        """Start serving and wait until the first page answers."""
        self.process = SITES.Process(target=serve_in, args=(self.environment,))
        self.process.start()
        deadline = time.monotonic() + START_SECONDS
        while time.monotonic() < deadline and self.process.is_alive():
            try:
                with urllib.request.urlopen(f"{self.url}/health", timeout=2):
                    return
            except (urllib.error.URLError, ConnectionError, TimeoutError):
                time.sleep(LOOK_SECONDS)
        raise RuntimeError(f"the site ended, or did not answer within {START_SECONDS} s")

    def stop(self) -> None:
        if self.process:
            self.process.terminate()
            self.process.join(20)


def _forget_settings() -> None:
    settings.cache_clear()
    db.engine.cache_clear()


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@dataclass
class Visit:
    """One person's browser, with everything that went wrong in it."""

    context: BrowserContext
    page: Page
    site: Site
    trouble: list[str] = field(default_factory=list)
    strangers: list[str] = field(default_factory=list)
    asking: set[Request] = field(default_factory=set)
    has_been_out: bool = False
    is_forgiven: bool = False

    def go(self, path: str) -> Page:
        """Open an address of the site."""
        self.page.goto(self.site.url + path)
        return self.page

    def settle(self) -> None:
        """Wait until the page has come and asks for nothing more, and has had two pictures to draw it in."""
        self.page.wait_for_load_state()
        deadline = time.monotonic() + SETTLE_SECONDS
        self.page.evaluate(TWO_FRAMES)
        while self.asking and time.monotonic() < deadline:
            self.page.evaluate(TWO_FRAMES)

    def come_in(self, link: str) -> None:
        """Use a sign-in link."""
        self.page.goto(link)
        self.page.get_by_role("button", name="Kom inn").click()
        self.page.wait_for_load_state()


Visitor = Callable[..., Visit]


@contextmanager
def large_text(page: Page) -> Iterator[None]:
    """Let the phone's own setting make all text twice as large for a while."""
    phone = page.context.new_cdp_session(page)

    def set_letters(px: int) -> None:
        phone.send("Page.setFontSizes", {"fontSizes": {"standard": px, "fixed": px}})

    set_letters(2 * LETTERS_PX)
    try:
        yield
    finally:
        set_letters(LETTERS_PX)
        phone.detach()


@contextmanager
def chromium() -> Iterator[Browser]:
    """Start Debian's Chromium, or Playwright's own where that is what there is."""
    path = shutil.which("chromium") or shutil.which("google-chrome")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=ARGUMENTS)
        yield browser
        browser.close()


def open_visit(
    browser: Browser, site: Site, size: ViewportSize, *, scheme: Literal["light", "dark"] = "light"
) -> Visit:
    """Open a browser of its own for a person, and watch what goes wrong in it."""
    context = browser.new_context(
        viewport=size, locale="nb-NO", color_scheme=scheme, has_touch=size["width"] < DESK["width"]
    )
    visit = Visit(context, context.new_page(), site)
    context.on("console", lambda message: _note_error(visit, message))
    context.on("weberror", lambda trouble: visit.trouble.append(str(trouble.error)))
    context.on("request", lambda request: _note_request(visit, request))
    context.on("requestfinished", lambda request: _note_end(visit, request))
    context.on("requestfailed", lambda request: _note_end(visit, request))
    return visit


def _note_error(visit: Visit, message: ConsoleMessage) -> None:
    """Note an error; a browser tells of the requests it lost or that were refused, sometimes late."""
    lost = visit.has_been_out and "net::ERR_" in message.text
    refused = visit.is_forgiven and FAILED in message.text
    if message.type == "error" and not lost and not refused:
        visit.trouble.append(message.text)


def _note_request(visit: Visit, request: Request) -> None:
    if not request.url.endswith(WAITS):
        visit.asking.add(request)
    if not request.url.startswith((visit.site.url, "data:", "blob:")):
        visit.strangers.append(request.url)


def _note_end(visit: Visit, request: Request) -> None:
    visit.asking.discard(request)
