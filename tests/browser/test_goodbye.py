"""The round is over: the phone sends the last, forgets, and nothing in it goes on asking for what is gone."""

import sqlite3

import pytest
from live import Site, Visit
from playwright.sync_api import Page, expect
from walking import (
    NOTES,
    TeamLink,
    all_is_sent,
    doors_are_sent,
    end_round,
    is_shown,
    knock,
    nothing_is_left,
    open_route,
    stored,
    team_links,
    write_note,
)

pytestmark = pytest.mark.browser

RESTLESS = """() => {
  const others = new BroadcastChannel("dorbank-walk");
  setInterval(() => {
    dispatchEvent(new Event("online"));
    document.dispatchEvent(new Event("visibilitychange"));
    others.postMessage("changed");
  }, 20);
}"""
"""Everything that makes a page read its store, all the time."""


def says_goodbye(page: Page) -> None:
    expect(page.get_by_role("heading", name="Runden er avsluttet")).to_be_visible(timeout=20_000)


def test_two_restless_tabs_say_goodbye_in_peace_when_the_round_ends(
    phone: Visit, link: TeamLink, site: Site
) -> None:
    page = open_route(phone.page, link.url)
    other = phone.context.new_page()
    other.goto(f"{site.url}/walk")
    is_shown(other)
    knock(page, "talked", 2)
    write_note(other, "Bussen går for sjelden om kvelden")

    end_round(site, link)
    for tab in (page, other):
        tab.evaluate(RESTLESS)

    for tab in (page, other):
        says_goodbye(tab)
    assert phone.trouble == []
    assert (stored(site).knocks, stored(site).notes) == (2, ["Bussen går for sjelden om kvelden"])


def test_a_phone_on_two_routes_opens_the_one_scanned_last_and_forgets_both_in_the_end(
    phone: Visit, site: Site
) -> None:
    """It loses its session on the way, and gets its place back."""
    first, second, *_ = team_links(site)
    for link, doors in ((first, 3), (second, 2)):
        page = open_route(phone.page, link.url)
        knock(page, "talked", doors)
        doors_are_sent(page)
    open_route(page, first.url)
    for _time in ("scanned", "opened again"):
        expect(page.locator("#progress")).to_contain_text("3 av")
        page.reload()
    assert copied_link(page).split("#")[0] == first.url
    phone.context.clear_cookies(name="__Host-walk")
    page = open_route(phone.page, second.url)
    with sqlite3.connect(site.data / "dorbank.sqlite") as database:
        assert database.execute("SELECT count(*) FROM walk_phone").fetchone() == (2,)

    end_round(site, first)
    page.reload()

    says_goodbye(page)
    nothing_is_left(page)
    assert stored(site).knocks == 5


def copied_link(page: Page) -> str:
    """Copy the team's link, as for the app on the home screen."""
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.locator(".tool[data-opens=help]").click()
    page.locator("#install-help").click()
    page.locator("#copy-link").click()
    expect(page.locator("#copy-state")).to_contain_text("Lenken er kopiert")
    return str(page.evaluate("navigator.clipboard.readText()"))


LAST_TAP = """() => {
  const close = IDBDatabase.prototype.close;
  IDBDatabase.prototype.close = function () {
    IDBDatabase.prototype.close = close;
    document.querySelector(".outcome[data-outcome=talked]").click();
    close.call(this);
  };
}"""
"""A thumb that lands on the screen just as the phone is about to forget."""


def test_a_door_tapped_as_the_phone_is_about_to_forget_is_counted(
    phone: Visit, link: TeamLink, site: Site
) -> None:
    page = open_route(phone.page, link.url)
    knock(page, "talked")
    doors_are_sent(page)
    page.evaluate(LAST_TAP)

    end_round(site, link)
    page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")

    says_goodbye(page)
    assert stored(site).knocks == 2


def test_a_round_that_is_called_off_still_waits_for_everybody_to_come_in(
    phone: Visit, link: TeamLink, site: Site
) -> None:
    page = open_route(phone.page, link.url)
    knock(page, "talked")
    doors_are_sent(page)
    page.context.set_offline(True)
    knock(page, "no_thanks")
    end_round(site, link, "cancelled")
    page.context.set_offline(False)

    expect(page.get_by_role("alert")).to_contain_text("Runden er avlyst", timeout=20_000)
    expect(page.locator(".outcome:visible, #later:visible, #time-left:visible")).to_have_count(0)
    page.reload()
    expect(page.get_by_role("alert")).to_contain_text("Runden er avlyst")
    page.get_by_role("button", name="Ferdig").click()
    page.locator("#back-people button").first.click()
    expect(page.locator("#back-state")).to_contain_text("Ikke meldt tilbake ennå")
    page.locator("#back-yes").click()

    expect(page.get_by_role("heading", name="Runden er avlyst")).to_be_visible(timeout=20_000)
    assert stored(site).knocks == 2


def test_a_note_that_is_being_written_when_the_round_ends_is_stored_and_so_is_one_after_it(
    phone: Visit, link: TeamLink, site: Site
) -> None:
    page = open_route(phone.page, link.url)
    knock(page, "talked")
    page.locator("[data-opens=note]").click()
    page.locator("#note-text").fill(NOTES[0])
    end_round(site, link)
    page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
    expect(page.locator("#progress")).to_contain_text("Runden er avsluttet")
    all_is_sent(page)

    page.route("**/walk/notes", lambda asked: asked.abort())
    page.locator("#note-save").click()
    expect(page.locator("#status")).to_contain_text("1 venter")
    page.reload()
    write_note(page, NOTES[1])
    page.unroute("**/walk/notes")
    page.evaluate("dispatchEvent(new Event('online'))")

    says_goodbye(page)
    assert sorted(stored(site).notes) == sorted(NOTES[:2])


WEEK_LATER = """() => new Promise((done) => {
  indexedDB.open("dorbank-walk").onsuccess = ({target: {result: db}}) => {
    const routes = db.transaction("routes", "readwrite").objectStore("routes");
    routes.getAll().onsuccess = ({target: {result: [route]}}) => {
      route.sheet.delete_at -= 8 * 86_400_000;
      routes.put(route).onsuccess = () => { db.close(); done(); };
    };
  };
})"""


@pytest.mark.parametrize("by_hand", [True, False])
def test_what_did_not_come_within_two_weeks_is_shown_then_deleted_by_hand_or_a_week_later(
    phone: Visit, link: TeamLink, site: Site, by_hand: bool
) -> None:
    page = open_route(phone.page, link.url)
    page.route("**/walk/door-events", lambda asked: asked.abort())
    knock(page, "talked", 2)
    write_note(page, NOTES[0])
    end_round(site, link, days=15)
    page.reload()

    expect(page.get_by_role("heading", name="Noe kom aldri fram")).to_be_visible()
    expect(page.get_by_role("listitem").filter(has_text=NOTES[0])).to_be_visible()
    expect(page.get_by_text("Snakket: 2")).to_be_visible()
    if by_hand:
        page.get_by_role("button", name="Slett det nå").click()
    else:
        page.reload()
        expect(page.get_by_text(NOTES[0])).to_be_visible()
        page.evaluate(WEEK_LATER)
        page.reload()

    expect(page.get_by_role("heading", name="Slettet fra telefonen")).to_be_visible()
    expect(page.get_by_text("notater: 1, dører: 2, meldinger om steder: 0")).to_be_visible()
    nothing_is_left(page)
    assert (stored(site).knocks, stored(site).notes) == (0, [])
