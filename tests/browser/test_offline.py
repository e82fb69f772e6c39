"""The phone without coverage: the walk opens, what is tapped stays, and all of it arrives exactly once."""

import json
from datetime import UTC, datetime, timedelta

import pytest
from flaky import flaky_line
from live import Site, Visit
from playwright.sync_api import APIResponse, Route, expect
from walking import (
    LONG,
    NOTES,
    TeamLink,
    all_is_sent,
    doors_are_sent,
    end_round,
    forgive,
    is_shown,
    knock,
    lose_coverage,
    open_route,
    regain_coverage,
    say_back,
    stored,
    write_note,
)

pytestmark = pytest.mark.browser

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
        again.locator(f".tool[data-opens={sheet}]").click()
        expect(again.locator(f"#{sheet}")).to_be_visible()
        again.keyboard.press("Escape")

    regain_coverage(phone)
    doors_are_sent(again)
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
    doors_are_sent(page)
    doors_are_sent(other)
    say_back(page)
    all_is_sent(page)

    assert (len(stored(site).doors), stored(site).twice, stored(site).knocks) == (5, 0, 5)


def test_a_tab_leaves_the_door_that_another_has_taken_even_when_it_learns_so_by_itself(
    phone: Visit, link: TeamLink, site: Site
) -> None:
    page = open_route(phone.page, link.url)
    lose_coverage(phone)
    other = phone.context.new_page()
    other.add_init_script("BroadcastChannel.prototype.postMessage = () => {}")  # it has not told us yet
    other.goto(f"{site.url}/walk")
    is_shown(other)
    knock(other, "no_thanks")
    page.evaluate("dispatchEvent(new Event('pageshow'))")
    expect(page.locator("#progress")).to_contain_text("1 av")

    knock(page, "nobody_home")

    knocks = json.loads(page.evaluate(EVERYTHING_KEPT))[1]["knocks"]
    assert sorted(knock["outcome"] for knock in knocks) == ["no_thanks", "nobody_home"]


def test_who_is_back_and_knocks_once_more_tells_what_was_said_there_only_when_the_round_is_over(
    phone: Visit, link: TeamLink, site: Site
) -> None:
    page = open_route(phone.page, link.url)
    knock(page, "talked", 3)
    say_back(page)
    all_is_sent(page)

    knock(page, "no_thanks")
    page.reload()  # it forgets how lately somebody knocked
    page.wait_for_load_state("networkidle")
    doors_are_sent(page)
    assert (len(stored(site).doors), stored(site).knocks) == (4, 3)

    end_round(site, link)
    page.reload()
    expect(page.locator(".walk-over")).to_be_visible(timeout=LONG)
    assert stored(site).knocks == 4


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
    doors_are_sent(page)
    assert totals == []  # a clock that is ahead must not make the phone believe that the walk is over
    knock(page, "nobody_home", 8)
    doors_are_sent(page)
    say_back(page)

    all_is_sent(page)
    assert (len(stored(site).doors), stored(site).twice, stored(site).knocks) == (11, 0, 11)


def test_ten_doors_alike_are_not_told_as_a_total(phone: Visit, link: TeamLink, site: Site) -> None:
    page = open_route(phone.page, link.url)

    knock(page, "no_thanks", 11)
    doors_are_sent(page)
    assert stored(site).knocks == 0
    knock(page, "talked")
    doors_are_sent(page)

    all_is_sent(page)
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
    all_is_sent(page)
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
        page.close()  # it goes on asking about the other phone's doors
        phone.site.port = usual

    assert {"dropped", "lost after the commit", "late"} <= set(happened)
    found = stored(site)
    assert (len(found.doors), found.twice, found.knocks) == (24, 0, 24)
    assert sorted(found.notes) == sorted(NOTES)
    phone.strangers.clear()  # the line has a port of its own
    forgive(phone)


def test_a_note_mended_or_deleted_while_nobody_knows_whether_it_came_is_stored_once_as_it_last_read(
    phone: Visit, link: TeamLink, site: Site
) -> None:
    """The first answer is lost after the commit; the next comes when everything has been mended."""
    page = open_route(phone.page, link.url)
    lost: list[Route] = []
    held: list[tuple[Route, APIResponse]] = []

    def lose_then_hold(asked: Route) -> None:
        if held:
            return asked.continue_()
        answer = asked.fetch()
        if lost:
            return held.append((asked, answer))
        lost.append(asked)
        return asked.abort()

    page.route("**/walk/notes", lose_then_hold)
    for text in NOTES:
        write_note(page, text)
    expect(page.locator("#status")).to_contain_text("3 venter")
    for _try in range(200):
        if not held:
            page.wait_for_timeout(50)
    first = stored(site).notes[0]
    page.locator("[data-opens=note]").click()
    page.locator("#note-text").fill("Begynt, ikke lagret")
    page.locator("#note [data-closes]").click()
    page.locator("#status").click()
    page.get_by_role("button", name=f"Slett: {first}").click()
    expect(page.locator("#sending-notes li", has_text="Et notat du slettet")).to_contain_text("kommet fram")
    page.get_by_role("button", name="Rett:").first.click()
    expect(page.get_by_role("heading", name="Rett notatet")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.locator("#note-text")).to_have_value("Begynt, ikke lagret")
    page.locator("#status").click()
    for text in set(NOTES) - {first}:
        page.get_by_role("button", name=f"Rett: {text}").click()
        page.locator("#note-text").fill(f"{text} i hele byen")
        page.locator("#note-save").click()
        page.locator("#status").click()
    expect(page.locator("#note-text")).to_have_value("Begynt, ikke lagret")
    asked, answer = held[0]
    asked.fulfill(response=answer)
    page.locator("#sending [data-closes]").click()
    say_back(page)
    all_is_sent(page)

    assert sorted(stored(site).notes) == sorted(f"{text} i hele byen" for text in set(NOTES) - {first})
