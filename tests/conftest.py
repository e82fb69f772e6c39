"""Real databases, built by the migrations and cloned for each test; nothing is mocked."""

import atexit
import os
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING
from uuid import uuid4

import pytest
from anyio.from_thread import BlockingPortal, start_blocking_portal
from fastapi.testclient import TestClient
from postgres import Cluster, find_cluster
from sqlmodel import Session

from app import db
from app.config import settings
from app.garbage import set_libraries_apart
from app.language import now
from app.people import limits
from app.people.access import SESSION_COOKIE
from app.people.actions import add_person, open_login
from app.people.contact import Contact
from app.people.models import Person, PersonRole, Role
from app.rounds import letters
from app.rounds.models import MailSwitch

if TYPE_CHECKING:
    from playwright.sync_api import Browser

ROOT = Path(__file__).parent.parent
ORIGIN = "https://testserver"
SLOW = (
    "tests/turf/",
    "tests/engine/",
    "tests/geodata/",
    "tests/districts/test_importing",
    "tests/rounds/test_paper",
)
"""What `make check` leaves to `make test`: the engine's own process, whole imports, PDFs."""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark what takes long by where it lies."""
    for item in items:
        if str(item.path.relative_to(ROOT)).startswith(SLOW):
            item.add_marker(pytest.mark.slow)


@pytest.fixture(scope="session")
def template_data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Migrate an SQLite file once; every test starts from a copy."""
    folder = tmp_path_factory.mktemp("template")
    _use(folder, "")
    migrate()
    _read_letters()
    db.engine().dispose()
    return folder


@pytest.fixture(scope="session")
def cluster(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Cluster]:
    """Start one PostgreSQL for the whole run, with a migrated template database in it."""
    with find_cluster() as running:
        running.create("template_dorbank")
        _use(tmp_path_factory.mktemp("data"), running.url("template_dorbank"))
        migrate()
        _read_letters()
        db.engine().dispose()
        yield running


@pytest.fixture(params=["sqlite", "postgres"])
def database(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """Give each test an empty database of its own, once on SQLite and once on PostgreSQL."""
    url = ""
    if request.param == "sqlite":
        template: Path = request.getfixturevalue("template_data")
        shutil.copytree(template, tmp_path / "data")
    else:
        cluster: Cluster = request.getfixturevalue("cluster")
        name = f"test_{uuid4().hex}"
        cluster.create(name, template="template_dorbank")
        url = cluster.url(name)
    _use(tmp_path / "data", url)
    limits.limiter.storage.reset()
    yield request.param
    db.engine().dispose()
    if url:
        cluster.drop(name)


@pytest.fixture(scope="session")
def chromium() -> Iterator["Browser"]:
    """Start one Chromium for the whole run; two of Playwright's in one process get in each other's way."""
    from live import chromium as start  # noqa: PLC0415 - only the tests that drive it pay for it

    with start() as started:
        yield started


def migrate() -> None:
    """Build the tables the way an installation does."""
    from app.__main__ import migrate as run  # noqa: PLC0415 - after the settings are in place

    run()


def _read_letters() -> None:
    """Let the board have read the letters, as it has wherever a round is planned."""
    with db.open_session() as opened:
        kinds = {letter.kind for letter in letters.ALL}
        opened.add_all(MailSwitch(kind=kind.value, approved_at=now()) for kind in kinds)
        opened.commit()


def _use(data: Path, url: str) -> None:
    os.environ.update({"DORBANK_DATA": str(data), "DATABASE_URL": url, "DORBANK_KEY": "11" * 32})
    settings.cache_clear()
    db.engine.cache_clear()


@pytest.fixture
def session(database: str) -> Iterator[Session]:
    """Look into the database, or arrange it, beside the requests.

    Commit what requests must see; `rollback()` before looking again at what they wrote.
    """
    with db.open_session(writes=False) as opened:
        yield opened


@pytest.fixture
def visitor(database: str) -> TestClient:
    """Give a browser that nobody has signed in with."""
    return browser()


def browser() -> TestClient:
    """Make a client that behaves as a browser on our own pages does; the daily sweep is not running."""
    from app.main import app  # noqa: PLC0415 - after the settings are in place

    client = TestClient(
        app, base_url=ORIGIN, headers={"Sec-Fetch-Site": "same-origin"}, follow_redirects=False
    )
    client.portal = event_loop(db.engine().dialect.name)
    return client


@lru_cache
def event_loop(database: str) -> BlockingPortal:
    """Start the loop that all requests to one kind of database run in, as in a server of its own.

    A new one for each request costs as much as the request.
    """
    set_libraries_apart()
    running = start_blocking_portal()
    atexit.register(running.__exit__, None, None, None)  # else its thread would keep Python from ending
    return running.__enter__()


@dataclass(frozen=True)
class SignedInPerson:
    """Somebody with roles and a browser of their own."""

    person: Person
    client: TestClient


SignIn = Callable[..., SignedInPerson]


@pytest.fixture
def sign_in(database: str) -> SignIn:
    """Give a function that makes a person with roles and signs them in: `sign_in(Role.BOARD)`."""

    def make(*roles: Role, name: str = "Kari Øvre") -> SignedInPerson:
        with db.open_session() as opened:
            person = add_person(opened, name, Contact(email=f"{uuid4().hex}@example.org"))
            opened.add_all(PersonRole(person_id=person.id, role=role) for role in roles)
            token = open_login(opened, person.id)
            opened.commit()
        client = browser()
        client.cookies.set(SESSION_COOKIE, token)
        return SignedInPerson(person, client)

    return make
