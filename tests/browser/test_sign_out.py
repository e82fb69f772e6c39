"""Signing out on a phone with a route: what waits is sent, then nothing of the route is left."""

import pytest
from live import PHONE, Site, Visitor
from playwright.sync_api import Page, expect
from walking import TeamLink, end_round, forgive, knock, nothing_is_left, open_route, stored, write_note

pytestmark = pytest.mark.browser


def sign_out(page: Page, site: Site) -> None:
    page.goto(f"{site.url}/me")
    page.get_by_text("Meny").click()
    page.get_by_role("button", name="Logg ut").click()


def test_signing_out_sends_the_last_and_forgets_the_route(visit: Visitor, link: TeamLink, site: Site) -> None:
    phone = visit(PHONE, role="volunteer")
    page = open_route(phone.page, link.url)
    knock(page, "talked", 2)
    write_note(page, "Bussen går for sjelden om kvelden")
    page.evaluate("sessionStorage.setItem('debrief-written', 'what a general wrote')")
    sign_out(page, site)

    expect(page.get_by_text("Du er logget ut")).to_be_visible()
    assert page.evaluate("sessionStorage.length") == 0
    nothing_is_left(page)
    assert (stored(site).knocks, len(stored(site).notes), stored(site).twice) == (2, 1, 0)
    page.goto(f"{site.url}/walk")
    expect(page.get_by_label("Lenken til laget")).to_be_visible()
    forgive(phone)


def test_signing_out_keeps_what_the_server_will_not_take_until_it_does(
    visit: Visitor, link: TeamLink, site: Site
) -> None:
    phone = visit(PHONE, role="volunteer")
    page = open_route(phone.page, link.url)
    phone.context.clear_cookies(name="__Host-walk")
    knock(page, "talked", 2)
    sign_out(page, site)

    expect(page.locator("#sending")).to_be_visible()
    expect(page.locator("#status")).to_contain_text("Koblet fra")
    expect(page.locator("#progress")).to_contain_text("2 av")
    end_round(site, link)
    page.reload()

    expect(page.get_by_role("heading", name="Runden er avsluttet")).to_be_visible()
    nothing_is_left(page)
    assert stored(site).knocks == 2
    forgive(phone)
