"""A running site and a real Chromium for the browser tests."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from live import DESK, PHONE, Site, Visit, Visitor, free_port, open_visit, prepare_sites
from playwright.sync_api import Browser, ViewportSize, expect
from walking import TeamLink, forgive, team_links

expect.set_options(timeout=20_000)
"""What is slow on a busy machine is not wrong; pages that look for news do so every five seconds."""


@pytest.fixture(scope="session")
def practice_data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Make the practice town and the practice round once, through the commands a newcomer runs."""
    prepare_sites()
    site = Site(tmp_path_factory.mktemp("practice"), free_port())
    site.command("migrate")
    site.command("practice")
    return site.data


@pytest.fixture
def site(practice_data: Path, tmp_path: Path) -> Iterator[Site]:
    """Give each test a site of its own with the practice town in it."""
    shutil.copytree(practice_data, tmp_path / "data")
    running = Site(tmp_path / "data", free_port())
    running.start()
    yield running
    running.stop()


@pytest.fixture
def visit(chromium: Browser, site: Site) -> Iterator[Visitor]:
    """Give a function that opens a browser for a person: `visit(PHONE)`, `visit(role="general")`."""
    visits: list[Visit] = []
    links: dict[str, str] = {}

    def open_browser(size: ViewportSize = DESK, role: str = "") -> Visit:
        made = open_visit(chromium, site, size)
        visits.append(made)
        if role:
            links.update(links or site.sign_in_links())
            made.come_in(links[role])
        return made

    yield open_browser
    for made in visits:
        made.context.close()
        assert made.trouble == []
        assert made.strangers == []


@pytest.fixture
def link(site: Site) -> TeamLink:
    """Give the first team's link."""
    return team_links(site)[0]


@pytest.fixture
def phone(visit: Visitor) -> Iterator[Visit]:
    """Give a phone; that requests fail without coverage is no trouble."""
    made = visit(PHONE)
    made.has_been_out = True  # when the site is stopped the lines are lost as well
    yield made
    forgive(made)
