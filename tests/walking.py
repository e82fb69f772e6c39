"""A team at the doors, for browser tests and benchmarks: links, taps, and what the server has stored."""

import re
import sqlite3
import time
from collections import Counter
from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from live import FAILED, Site, Visit
from playwright.sync_api import Locator, Page, expect
from sqlmodel import col, select

from app import db
from app.language import now
from app.programme.models import Note
from app.rounds.links import join_url
from app.rounds.models import Assignment, Round, Team

JOIN = "Åpne ruten på denne telefonen"
SENT = re.compile("Alt er sendt|Dørene er sendt")
LONG = 40_000
TREMBLE_MS = 150
WHAT_IS_LEFT = """async () => ({
  caches: await caches.keys(),
  stores: (await indexedDB.databases()).map((one) => one.name),
  local: Object.keys(localStorage).length,
  workers: (await navigator.serviceWorker.getRegistrations()).length,
})"""
"""What a phone still knows; run it in a page."""
NOTHING = {"caches": [], "stores": [], "local": 0, "workers": 0}
FULL = """() => {
  for (const name of ["put", "add"]) {
    const write = IDBObjectStore.prototype[name];
    IDBObjectStore.prototype[name] = function (...row) {
      const asking = write.apply(this, row);
      if (window.isFull) this.transaction.abort();
      return asking;
    };
  }
  window.isFull = true;
}"""
"""A full phone aborts the transaction: that is how the browser tells, whatever the disk does."""
TWICE_AT_ONCE = """() => {
  const button = document.querySelector(".outcome[data-outcome=talked]");
  button.click();
  button.click();
}"""
"""Two taps before the first is saved."""
NOTES = ["Bussen går for sjelden om kvelden", "Det mangler gatelys ved skolen", "Leiene er for høye"]


@dataclass(frozen=True)
class TeamLink:
    """What a team's QR holds, and whose it is."""

    url: str
    round_id: str
    assignment_id: str


def team_links(site: Site) -> list[TeamLink]:
    """Give the links that the general's page shows as QR codes, by team."""
    query = select(Assignment).join(Team, col(Team.id) == Assignment.team_id).order_by(col(Team.number))
    with site.here(), db.open_session(writes=False) as session:
        return [TeamLink(join_url(one), str(one.round_id), str(one.id)) for one in session.exec(query)]


def open_route(page: Page, link: str) -> Page:
    """Scan the code, press the button, and wait until route and page lie on the phone."""
    page.goto(link)
    page.get_by_role("button", name=JOIN).click()
    expect(page.locator("#kept")).to_have_attribute("data-kind", "sent", timeout=20_000)
    return page


def knock(page: Page, outcome: str, times: int = 1) -> None:
    """Tap an outcome at one door after the other; each tap waits until the last one is shown as saved."""
    for _n in range(times):
        before = page.locator("#progress").inner_text()
        page.locator(f".outcome[data-outcome={outcome}]").click()
        expect(page.locator("#progress")).not_to_have_text(before)


def tap_twice(page: Page, button: Locator) -> None:
    """Tap with a finger that trembles: again in the same place, before anybody can have read on."""
    box = button.bounding_box()
    assert box
    place = (box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    for _tap in range(2):
        page.touchscreen.tap(*place)
        page.wait_for_timeout(TREMBLE_MS)


def write_note(page: Page, text: str) -> None:
    """Write a note, and save it anyway when it is only warned about."""
    page.locator("[data-opens=note]").click()
    page.locator("#note-text").fill(text)
    page.locator("#note-save").click()
    expect(page.locator("#note")).to_be_hidden()


def say_back(page: Page) -> None:
    """Answer the roll call, so that the last totals and notes go."""
    page.locator(".tool[data-opens=back]").click()
    page.locator("#back-yes").dispatch_event("click")  # hidden when another phone has said so meanwhile
    expect(page.locator("#back-state")).not_to_be_empty()
    page.locator("#back [data-closes]").click()


def is_shown(page: Page) -> None:
    """Wait for a door."""
    expect(page.locator("#address")).to_be_visible()


def doors_are_sent(page: Page) -> None:
    """Wait until no door waits any more; totals may be held back."""
    expect(page.locator("#status")).to_have_text(SENT, timeout=LONG)


def all_is_sent(page: Page) -> None:
    """Wait until nothing at all waits."""
    expect(page.locator("#status")).to_have_text("Alt er sendt", timeout=LONG)


def nothing_is_left(page: Page) -> None:
    """Wait until the phone knows nothing more; a busy browser may let its worker go half a minute late."""
    deadline = time.monotonic() + LONG / 1000
    while (left := page.evaluate(WHAT_IS_LEFT)) != NOTHING and time.monotonic() < deadline:
        page.wait_for_timeout(200)
    assert left == NOTHING


@dataclass(frozen=True)
class Stored:
    """What the server has: rows per door, the sum of all totals, the notes' texts."""

    doors: Counter[int]
    knocks: int
    notes: list[str]

    @property
    def twice(self) -> int:
        """How many doors have more than one row, and notes that came twice."""
        return sum(n > 1 for n in self.doors.values()) + len(self.notes) - len(set(self.notes))


def stored(site: Site) -> Stored:
    """Look into the site's database, past every cache of ours."""
    with sqlite3.connect(site.data / "dorbank.sqlite") as database:
        doors = Counter(row[0] for row in database.execute("SELECT door_id FROM door_event"))
        (knocks,) = database.execute(
            "SELECT coalesce(sum(nobody_home + talked + no_thanks + no_access), 0) FROM tally"
        ).fetchone()
    with site.here(), db.open_session(writes=False) as session:
        notes = list(session.exec(select(Note.text)))  # sealed where they lie
    return Stored(doors, knocks, notes)


def end_round(site: Site, link: TeamLink, status: str = "held", days: int = 0) -> None:
    """Let a round have been over for some days, as when the general has closed it or called it off."""
    with sqlite3.connect(site.data / "dorbank.sqlite") as database:
        database.execute(
            "UPDATE round SET status = ?, closed_at = iif(? = 'held', datetime('now', ?), NULL) WHERE id = ?",
            (status, status, f"-{days} days", link.round_id.replace("-", "")),
        )


def let_evening_come(site: Site, round_id: str) -> None:
    """Move a planned round to now, as when its evening has come."""
    with site.here(), db.open_session() as session:
        round_ = session.get_one(Round, UUID(round_id))
        round_.starts_at, round_.ends_at = now() - timedelta(hours=2), now() + timedelta(hours=1)
        session.commit()


def lose_coverage(visit: Visit) -> None:
    """Take the phone off the net, as a stairwell does."""
    visit.has_been_out = True
    visit.context.set_offline(True)


def regain_coverage(visit: Visit) -> None:
    """Put the phone on the net again; what the browser wrote in its log meanwhile was to be expected."""
    visit.context.set_offline(False)
    forgive(visit)


def forgive(visit: Visit) -> None:
    """Forget the failed requests that a browser logs by itself, also those it has yet to log."""
    visit.has_been_out = visit.is_forgiven = True
    visit.trouble[:] = [line for line in visit.trouble if FAILED not in line]


def build_stairwell(
    site: Site, link: TeamLink, floors: int = 4, doors_a_floor: int = 3, addresses: int = 1
) -> int:
    """Make the first addresses of a team's route blocks of flats; give how many doors they have."""
    units = [
        (f"H{floor:02}{door:02}", floor)
        for floor in range(1, floors + 1)
        for door in range(1, doors_a_floor + 1)
    ]
    with sqlite3.connect(site.data / "dorbank.sqlite") as database:
        found = database.execute(
            "SELECT s.address_id FROM walk_stop s JOIN assignment a ON a.walk_route_id = s.walk_route_id"
            " WHERE a.id = ? ORDER BY s.seq LIMIT ?",
            (link.assignment_id.replace("-", ""), addresses),
        ).fetchall()
        for (address,) in found:
            database.execute("DELETE FROM door WHERE address_id = ?", (address,))
            database.executemany(
                "INSERT INTO door (address_id, unit, floor, position) VALUES (?, ?, ?, ?)",
                [(address, unit, floor, n) for n, (unit, floor) in enumerate(reversed(units))],
            )
    return len(units) * len(found)
