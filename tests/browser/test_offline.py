"""The phone without coverage: the walk opens, what is tapped stays, and all of it arrives exactly once."""

import re
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
from flaky import flaky_line
from live import PHONE, Site, Visit, Visitor
from playwright.sync_api import Page, expect
from walking import (
    TeamLink,
    forgive,
    knock,
    lose_coverage,
    open_route,
    regain_coverage,
    say_back,
    stored,
    team_links,
    write_note,
)

pytestmark = pytest.mark.browser

NOTES = ["Bussen går for sjelden om kvelden", "Det mangler gatelys ved skolen", "Leiene er for høye"]
SENT = re.compile("Alt er sendt|Dørene er sendt")
LONG = 40_000
WHAT_IS_LEFT = """async () => ({
  caches: await caches.keys(),
  stores: (await indexedDB.databases()).map((one) => one.name),
  local: Object.keys(localStorage).length,
  workers: (await navigator.serviceWorker.getRegistrations()).length,
})"""
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
ROOM_AGAIN = "() => { window.isFull = false; }"
EVERYTHING_KEPT = """async () => {
  const urls = [];
  for (const name of await caches.keys()) {
    for (const one of await (await caches.open(name)).keys()) urls.push(one.url);
  }
  const db = await new Promise((resolve) => {
    const opening = indexedDB.open("dorbank-walk");
    opening.onsuccess = () => resolve(opening.result);
  });
  const rows = {};
  for (const name of db.objectStoreNames) {
    rows[name] = await new Promise((resolve) => {
      const asking = db.transaction(name).objectStore(name).getAll();
      asking.onsuccess = () => resolve(asking.result);
    });
  }
  db.close();
  const small = [{...localStorage}, {...sessionStorage}, location.href, document.referrer];
  return JSON.stringify([urls, rows, small]);
}"""


@pytest.fixture
def link(site: Site) -> TeamLink:
    """Give the first team's link."""
    return team_links(site)[0]


@pytest.fixture
def phone(visit: Visitor) -> Iterator[Visit]:
    """Give a phone; that requests fail without coverage is no trouble."""
    made = visit(PHONE)
    yield made
    forgive(made)


def is_shown(page: Page) -> None:
    expect(page.locator("#address")).to_be_visible()


def all_is_sent(page: Page) -> None:
    expect(page.locator("#status")).to_have_text(SENT, timeout=LONG)


def test_the_walk_opens_without_coverage_from_the_first_visit_on(
    phone: Visit, link: TeamLink, site: Site
) -> None:
    page = open_route(phone.page, link.url)
    lose_coverage(phone)

    page.reload()
    is_shown(page)
    knock(page, "talked", 2)
    page.close()
    again = phone.context.new_page()
    again.goto(f"{site.url}/walk")
    is_shown(again)
    expect(again.locator("#progress")).to_contain_text("2 av")
    expect(again.locator("#status")).to_contain_text("2")
    expect(again.locator("#kept")).to_have_text("Ligger på telefonen")
    for sheet in ("help", "list", "note", "back"):
        again.locator(f"[data-opens={sheet}]").first.click()
        expect(again.locator(f"#{sheet}")).to_be_visible()
        again.keyboard.press("Escape")

    regain_coverage(phone)
    all_is_sent(again)
    assert sorted(stored(site).doors.values()) == [1, 1]


def test_the_mark_is_gone_when_the_browser_has_thrown_the_page_out(phone: Visit, link: TeamLink) -> None:
    page = open_route(phone.page, link.url)
    page.evaluate("async () => { for (const name of await caches.keys()) await caches.delete(name); }")

    lose_coverage(phone)
    page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")

    expect(page.locator("#kept")).to_have_text("Ligger ikke på telefonen")


def test_the_secret_of_the_link_is_nowhere_on_the_phone(phone: Visit, link: TeamLink) -> None:
    page = open_route(phone.page, link.url)
    code = link.url.rsplit("/", 1)[1]

    kept = page.evaluate(EVERYTHING_KEPT)

    assert '"note_token"' in kept  # the dump does reach what is stored
    assert code not in kept
    assert code.rsplit(".", 1)[1] not in kept
    page.go_back()
    assert "/join/" not in page.url


def test_two_tabs_share_one_queue(phone: Visit, link: TeamLink, site: Site) -> None:
    page = open_route(phone.page, link.url)
    lose_coverage(phone)
    knock(page, "talked")
    other = phone.context.new_page()
    other.goto(f"{site.url}/walk")
    is_shown(other)
    knock(other, "no_thanks", 2)
    expect(page.locator("#progress")).to_contain_text("3 av")
    knock(page, "nobody_home", 2)

    regain_coverage(phone)
    all_is_sent(page)
    all_is_sent(other)
    say_back(page)
    expect(page.locator("#status")).to_have_text("Alt er sendt", timeout=LONG)

    assert (len(stored(site).doors), stored(site).twice, stored(site).knocks) == (5, 0, 5)


@pytest.mark.parametrize("hours", [-48, 48])
def test_a_phone_whose_clock_is_days_wrong_sends_the_same(
    phone: Visit, link: TeamLink, site: Site, hours: int
) -> None:
    phone.context.clock.set_system_time(datetime.now(UTC) + timedelta(hours=hours))
    totals: list[str] = []
    phone.page.on(
        "request", lambda asked: totals.append(asked.url) if asked.url.endswith("/tallies") else None
    )
    page = open_route(phone.page, link.url)

    knock(page, "talked", 3)
    all_is_sent(page)
    assert totals == []  # a clock that is ahead must not make the phone believe that the walk is over
    knock(page, "nobody_home", 8)
    all_is_sent(page)
    say_back(page)

    expect(page.locator("#status")).to_have_text("Alt er sendt", timeout=LONG)
    assert (len(stored(site).doors), stored(site).twice, stored(site).knocks) == (11, 0, 11)


def test_ten_doors_alike_are_not_told_as_a_total(phone: Visit, link: TeamLink, site: Site) -> None:
    page = open_route(phone.page, link.url)

    knock(page, "no_thanks", 11)
    all_is_sent(page)
    assert stored(site).knocks == 0
    knock(page, "talked")
    all_is_sent(page)

    expect(page.locator("#status")).to_have_text("Alt er sendt", timeout=LONG)
    assert stored(site).knocks == 12


def test_a_phone_without_its_session_keeps_everything_until_it_joins_again(
    phone: Visit, link: TeamLink, site: Site
) -> None:
    page = open_route(phone.page, link.url)
    phone.context.clear_cookies()
    knock(page, "talked", 2)
    write_note(page, NOTES[0])

    expect(page.locator("#status")).to_contain_text("Koblet fra", timeout=LONG)
    page.reload()
    expect(page.locator("#status")).to_contain_text("Koblet fra", timeout=LONG)
    assert not stored(site).doors
    open_route(page, link.url)
    say_back(page)
    expect(page.locator("#status")).to_have_text("Alt er sendt", timeout=LONG)
    assert (sorted(stored(site).doors.values()), stored(site).notes) == ([1, 1], [NOTES[0]])
    forgive(phone)


def test_a_line_that_loses_a_third_of_what_is_sent_loses_and_doubles_nothing(
    phone: Visit, link: TeamLink, site: Site
) -> None:
    with flaky_line(site.port, share=0.4, seed=7) as (port, happened):
        phone.site.port, usual = port, site.port
        page = open_route(phone.page, link.url.replace(str(usual), str(port)))
        for outcome in ("talked", "nobody_home", "no_thanks", "no_access") * 6:
            knock(page, outcome)
        for text in NOTES:
            write_note(page, text)
        say_back(page)
        expect(page.locator("#status")).to_have_text("Alt er sendt", timeout=60_000)
        phone.site.port = usual

    assert {"dropped", "lost after the commit", "late"} <= set(happened)
    found = stored(site)
    assert (len(found.doors), found.twice, found.knocks) == (24, 0, 24)
    assert sorted(found.notes) == sorted(NOTES)
    phone.strangers.clear()  # the line has a port of its own
    forgive(phone)


def test_a_new_version_with_unsent_doors_loses_nothing(
    phone: Visit, link: TeamLink, site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = open_route(phone.page, link.url)
    site.stop()
    knock(page, "talked", 3)
    write_note(page, NOTES[0])
    monkeypatch.setenv("DORBANK_COLOUR", "#aa0044")
    site.start()
    page.reload()
    is_shown(page)

    expect(page.locator("meta[name=theme-color]")).to_have_attribute("content", "#aa0044", timeout=LONG)
    say_back(page)
    expect(page.locator("#status")).to_have_text("Alt er sendt", timeout=LONG)

    assert (len(stored(site).doors), stored(site).twice, stored(site).knocks) == (3, 0, 3)
    assert stored(site).notes == [NOTES[0]]
    assert len(page.evaluate("caches.keys()")) == 1
    forgive(phone)


def test_a_full_phone_says_so_and_recovers(phone: Visit, link: TeamLink, site: Site) -> None:
    page = open_route(phone.page, link.url)
    knock(page, "talked")
    all_is_sent(page)
    before = page.locator("#progress").inner_text()
    page.evaluate(FULL)

    page.locator(".outcome[data-outcome=no_thanks]").click()
    expect(page.locator("#undo-words")).to_contain_text("fikk ikke lagret")
    expect(page.locator("#progress")).to_have_text(before)
    page.locator("[data-opens=note]").click()
    page.locator("#note-text").fill(NOTES[0])
    page.locator("#note-save").click()
    expect(page.locator("#note-verdict")).to_contain_text("fikk ikke lagret")
    expect(page.locator("#note-text")).to_have_value(NOTES[0])
    page.evaluate(ROOM_AGAIN)
    page.locator("#note-save").click()
    expect(page.locator("#note")).to_be_hidden()
    knock(page, "no_thanks")
    say_back(page)

    expect(page.locator("#status")).to_have_text("Alt er sendt", timeout=LONG)
    assert (len(stored(site).doors), stored(site).knocks, stored(site).notes) == (2, 2, [NOTES[0]])


def test_what_will_not_be_sent_is_handed_over_as_a_file_only_we_can_open(
    phone: Visit, visit: Visitor, link: TeamLink, site: Site
) -> None:
    page = open_route(phone.page, link.url)
    lose_coverage(phone)
    knock(page, "talked", 2)
    write_note(page, NOTES[1])
    page.locator("#status").click()
    page.get_by_text("Vil det ikke bli sendt?").click()
    with page.expect_download() as waiting:
        page.get_by_role("button", name="Lag filen").click()
    file = waiting.value.path()
    assert NOTES[1] not in file.read_text()
    assert link.assignment_id not in file.read_text()

    general = visit(role="general").go(f"/rounds/{link.round_id}/live")
    general.get_by_text("Har en telefon ikke fått sendt?").click()
    for already in (0, 1):
        general.goto(f"{site.url}/rounds/{link.round_id}/live")
        general.get_by_text("Har en telefon ikke fått sendt?").click()
        general.get_by_label("Filen fra telefonen").set_input_files(file)
        general.get_by_role("button", name="Ta inn filen").click()
        expect(general.get_by_text("4 ting er tatt inn")).to_be_visible()
        assert (sorted(stored(site).doors.values()), stored(site).notes) == ([1, 1], [NOTES[1]]), already

    page.locator("#sending [data-closes]").click()
    regain_coverage(phone)
    say_back(page)
    expect(page.locator("#status")).to_have_text("Alt er sendt", timeout=LONG)
    assert (stored(site).twice, stored(site).knocks, stored(site).notes) == (0, 2, [NOTES[1]])


def test_a_day_without_coverage_is_told_and_a_way_out_is_offered(phone: Visit, link: TeamLink) -> None:
    page = open_route(phone.page, link.url)
    lose_coverage(phone)
    knock(page, "talked")
    phone.context.clock.set_system_time(datetime.now(UTC) + timedelta(hours=25))
    page.reload()

    expect(page.locator("#status")).to_contain_text("over et døgn")
    page.locator("#status").click()
    expect(page.locator("#sending-since")).to_contain_text("gi generalen")
    expect(page.locator("#handover")).to_be_visible()


def test_forgetting_on_request_names_what_would_be_lost_and_leaves_nothing(
    phone: Visit, link: TeamLink, site: Site
) -> None:
    page = open_route(phone.page, link.url)
    lose_coverage(phone)
    knock(page, "talked", 2)
    page.locator("#status").click()
    page.locator("#sending summary", has_text="Glem ruten").click()
    page.locator("#forget").click()
    expect(page.locator("#forget-words")).to_contain_text("3 er ikke sendt og går tapt")
    regain_coverage(phone)
    page.locator("#forget").click()
    expect(page.locator("#forget-words")).not_to_contain_text("3 er")
    page.locator("#forget-anyway").click()

    expect(page.get_by_role("heading", name="Telefonen har glemt ruten")).to_be_visible()
    assert page.evaluate(WHAT_IS_LEFT) == {"caches": [], "stores": [], "local": 0, "workers": 0}
    assert sorted(stored(site).doors.values()) == [1, 1]
    page.reload()
    expect(page.get_by_label("Lenken til laget")).to_be_visible()
    forgive(phone)
