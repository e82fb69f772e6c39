"""A practice season: what a committee has to read before there is a real one."""

import re

import pytest
from live import DESK, Site, Visitor
from playwright.sync_api import expect
from sqlmodel import func, select

from app.db import open_session
from app.people.contact import Contact
from app.people.queries import person_with
from app.practice_season import NotForPracticeError, make_season
from app.programme.models import Input

pytestmark = pytest.mark.browser
REAL = "ekte@lokallaget.no"


def forget(email: str) -> None:
    with open_session() as session:
        session.delete(person_with(session, Contact(email=email)))
        session.commit()


def released() -> int:
    with open_session(writes=False) as session:
        return session.exec(select(func.count()).select_from(Input)).one()


def test_a_season_is_held_once_in_practice_and_never_among_real_people(site: Site, visit: Visitor) -> None:
    site.command("invite", "Ekte Person", REAL, "--role", "volunteer")
    with site.here():
        with pytest.raises(NotForPracticeError, match="not from Øvingsbyen"):
            make_season()
        assert released() == 0

        forget(REAL)
        assert make_season() == 300
        with pytest.raises(NotForPracticeError, match="held here already"):
            make_season()
        assert released() == 300

    page = visit(DESK, role="committee").go("/programme/inputs")
    expect(page.get_by_text(re.compile("^(29[5-9]|300) innspill fra"))).to_be_visible()
