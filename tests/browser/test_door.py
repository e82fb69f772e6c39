"""At the door: one tap for one or many, everything can be taken back, and a note that points at nobody."""

import re
from datetime import datetime, timedelta
from uuid import UUID

import pytest
from live import Site, Visit
from playwright.sync_api import Page, Route, expect
from sqlmodel import select
from walking import (
    TWICE_AT_ONCE,
    TeamLink,
    all_is_sent,
    build_stairwell,
    doors_are_sent,
    is_shown,
    knock,
    lose_coverage,
    open_route,
    say_back,
    stored,
    tap_twice,
)

from app import db
from app.canvass.models import PlaceReport
from app.programme.models import Note, Theme

pytestmark = pytest.mark.browser

REPLACE_WHILE_WRITING = """() => {
  document.querySelector("#note-text").value += " om kvelden";
  document.querySelector("#note .replace").click();
}"""
"""The keyboard's dictation goes on while somebody taps."""


def progress(page: Page) -> int:
    found = re.match(r"(\d+) av", page.locator("#progress").inner_text())
    assert found
    return int(found[1])


def reports(site: Site) -> list[str]:
    """Read what the general has been told of places."""
    with site.here(), db.open_session(writes=False) as session:
        return [str(kind) for kind in session.exec(select(PlaceReport.kind))]


def total(page: Page) -> int:
    found = re.search(r"av (\d+)", page.locator("#progress").inner_text())
    assert found
    return int(found[1])


def test_a_whole_stairwell_or_one_floor_is_one_tap_and_one_undo(
    phone: Visit, link: TeamLink, site: Site
) -> None:
    doors = build_stairwell(site, link)
    page = open_route(phone.page, link.url)
    address = page.locator("#address").inner_text()
    page.locator(".chip", has_text="4. etasje (3)").click()
    tap_twice(page, page.get_by_role("button", name="Ingen hjemme på alle 3"))
    expect(page.locator("#where")).to_contain_text("3. etasje")
    assert progress(page) == 3, "the second tap of a cold finger is not for the next floor"
    page.locator(".chip", has_text=f"Alle {doors - 3} her").click()
    page.get_by_role("button", name=f"Kom ikke inn til {doors - 3}").click()
    expect(page.locator("#address")).not_to_have_text(address)
    assert progress(page) == doors

    page.get_by_role("button", name="Angre", exact=True).click()
    expect(page.locator("#address")).to_have_text(address)
    expect(page.locator("#where")).to_contain_text("3. etasje")
    doors_are_sent(page)
    say_back(page)
    all_is_sent(page)

    assert progress(page) == 3
    assert stored(site).knocks == 3


def test_a_door_is_taken_back_from_the_list_long_after(phone: Visit, link: TeamLink, site: Site) -> None:
    page = open_route(phone.page, link.url)
    page.evaluate(TWICE_AT_ONCE)
    expect(page.locator("#progress")).to_have_text(re.compile("^1 av"))
    page.locator("#undo-button").click()
    expect(page.locator("#progress")).to_have_text(re.compile("^0 av"))
    knock(page, "no_thanks", 2)
    doors_are_sent(page)
    let_marks_be_late(page)
    page.locator("[data-opens=list]").click()
    page.locator("#list .line", has_text="Nei takk").first.click()
    page.get_by_role("button", name="Angre denne").click()
    expect(page.locator("#progress")).to_have_text(re.compile("^1 av"))
    doors_are_sent(page)
    expect(page.locator("#where")).not_to_contain_text("Tatt av laget")
    knock(page, "talked")
    say_back(page)
    all_is_sent(page)

    assert stored(site).knocks == 2
    page.unroute("**/walk/door-marks")
    marks = page.evaluate("fetch('/walk/door-marks').then((answer) => answer.json())")
    assert len(marks["done"]) == 2


def let_marks_be_late(page: Page) -> None:
    """Load the page anew, and let it hear of the team's doors once and then no more."""
    heard = page.evaluate("fetch('/walk/door-marks').then((answer) => answer.json())")
    answers = iter([heard])

    def answer(asked: Route) -> None:
        marks = next(answers, None)
        return asked.fulfill(json=marks) if marks else None

    page.route("**/walk/door-marks", answer)
    with page.expect_response("**/walk/door-marks"):
        page.reload()
    is_shown(page)


def test_doors_to_come_back_to_are_kept_for_the_end(phone: Visit, link: TeamLink, site: Site) -> None:
    page = open_route(phone.page, link.url)
    first = page.locator("#address").inner_text()
    page.get_by_role("button", name="Senere", exact=True).click()
    expect(page.locator("#address")).not_to_have_text(first)
    expect(page.locator("#at-the-end")).to_be_hidden()
    knock(page, "nobody_home", total(page) - 1)

    expect(page.locator("#at-the-end")).to_have_text("Til slutt: én dør dere skulle tilbake til")
    expect(page.locator("#address")).to_have_text(first)
    knock(page, "talked")
    expect(page.get_by_role("heading", name="Alle dører er tatt")).to_be_visible()


def test_a_missing_door_is_added_on_the_spot_counted_and_told_and_taken_back_with_one_tap(
    phone: Visit, link: TeamLink, site: Site
) -> None:
    page = open_route(phone.page, link.url)
    doors = total(page)
    for by_mistake in (True, False):
        page.locator("#about").click()
        page.get_by_role("button", name="Det mangler en dør her").click()
        expect(page.locator("#where")).to_contain_text("Ny dør 1")
        assert total(page) == doors + 1
        all_is_sent(page)
        assert reports(site) == ["missing_door"]
        if by_mistake:
            page.locator("#undo-button").click()
            expect(page.locator("#progress")).to_have_text(f"0 av {doors} dører")
            all_is_sent(page)
            assert reports(site) == []
    knock(page, "talked")
    page.reload()
    expect(page.locator("#progress")).to_have_text(f"1 av {doors + 1} dører")
    say_back(page)
    all_is_sent(page)

    assert (len(stored(site).doors), stored(site).knocks) == (0, 1)


def test_do_not_visit_is_no_knock_is_told_to_the_general_and_taken_back_with_one_tap(
    phone: Visit, link: TeamLink, site: Site
) -> None:
    page = open_route(phone.page, link.url)
    first = page.locator("#address").inner_text()
    page.locator("#about").click()
    page.get_by_role("button", name="Ikke besøk denne døra igjen").click()
    expect(page.locator("#address")).not_to_have_text(first)
    doors_are_sent(page)
    assert reports(site) == ["do_not_visit"]
    page.locator("#undo-button").click()
    expect(page.locator("#address")).to_have_text(first)
    doors_are_sent(page)
    assert reports(site) == []
    page.locator("#about").click()
    page.get_by_role("button", name="Ikke besøk denne døra igjen").click()
    say_back(page)
    all_is_sent(page)

    assert (reports(site), stored(site).knocks) == (["do_not_visit"], 0)


def test_a_fact_about_a_place_shows_at_once_and_for_the_next_phone(
    phone: Visit, link: TeamLink, site: Site
) -> None:
    page = open_route(phone.page, link.url)
    page.locator("#about").click()
    page.locator("#facts .chip", has_text="Hund").click()
    expect(page.locator("#where")).to_contain_text("Hund")
    all_is_sent(page)

    stop = page.evaluate("fetch('/walk/route.json').then((answer) => answer.json())")["stops"][0]
    assert stop["facts"] == ["dog"]


def test_an_address_in_a_note_blocks_and_one_tap_makes_it_general(phone: Visit, link: TeamLink) -> None:
    page = open_route(phone.page, link.url)
    street = page.locator("#address").inner_text()
    page.locator("[data-opens=note]").click()
    page.locator("#note-text").fill(f"Lekeplassen ved {street} er farlig")
    page.locator("#note-save").click()
    expect(page.locator("#note mark")).to_have_text(street)
    expect(page.locator("#note")).to_be_visible()
    page.evaluate(REPLACE_WHILE_WRITING)
    expect(page.locator("#note-text")).not_to_have_value(re.compile(street))
    expect(page.locator("#note-text")).to_have_value(re.compile("er farlig om kvelden$"))
    page.locator("#note-save").click()

    expect(page.locator("#note")).to_be_hidden()
    expect(page.locator("#undo-words")).to_have_text("Notatet er lagret på telefonen")


def test_a_name_in_a_note_warns_and_may_be_saved_all_the_same(
    phone: Visit, link: TeamLink, site: Site
) -> None:
    page = open_route(phone.page, link.url)
    page.locator("[data-opens=note]").click()
    page.locator("#note-text").fill("Kari Nordmann savner nattbussen")
    page.locator("#note-save").click()
    expect(page.locator("#note mark")).to_have_text("Kari Nordmann")
    page.get_by_role("button", name="Lagre likevel").click()
    expect(page.locator("#note")).to_be_hidden()
    say_back(page)
    all_is_sent(page)

    assert stored(site).notes == ["Kari Nordmann savner nattbussen"]


THEMES_KEPT = """() => new Promise(done => {
  indexedDB.open("dorbank-walk").onsuccess = ({ target: { result: store } }) => {
    const rows = store.transaction("routes").objectStore("routes").getAll();
    rows.onsuccess = () => {
      store.close();
      done(rows.result.flatMap(route => route.sheet.themes.map(theme => theme.id)));
    };
  };
})"""
"""The themes in the route that lies on the phone."""


def wait_until_forgotten(page: Page, theme: UUID) -> None:
    for _try in range(100):
        if str(theme) not in page.evaluate(THEMES_KEPT):
            return
        page.wait_for_timeout(50)
    raise AssertionError("the new list has not come to the phone")


def test_a_theme_that_has_left_the_list_stays_with_a_note_that_is_mended(
    phone: Visit, link: TeamLink, site: Site
) -> None:
    page = open_route(phone.page, link.url)
    page.locator("[data-opens=note]").click()
    page.locator("#themes label").first.click()
    theme = UUID(page.locator("input[name=theme]:checked").input_value())
    page.locator("#note-text").fill("Bussen går for sjelden")
    page.locator("#note-save").click()
    with site.here(), db.open_session() as session:
        session.get_one(Theme, theme).retired = True
        session.commit()
    page.reload()
    wait_until_forgotten(page, theme)
    page.reload()
    phone.settle()
    page.locator("#status").click()
    page.get_by_role("button", name="Rett: Bussen går for sjelden").click()

    expect(page.locator("#themes label", has_text="Temaet du valgte").locator("input")).to_be_checked()
    page.locator("#note-text").fill("Bussen går sjelden om kvelden")
    page.locator("#note-save").click()
    expect(page.locator("#themes label", has_text="Temaet du valgte")).to_have_count(0)
    say_back(page)
    all_is_sent(page)
    with site.here(), db.open_session(writes=False) as session:
        (note,) = session.exec(select(Note)).all()
        assert (note.text, note.theme_id) == ("Bussen går sjelden om kvelden", theme)


def test_the_team_is_told_to_turn_back_in_time(phone: Visit, link: TeamLink) -> None:
    page = open_route(phone.page, link.url)
    ends_at = page.evaluate("fetch('/walk/route.json').then((answer) => answer.json())")["ends_at"]
    end = datetime.fromisoformat(ends_at)
    lose_coverage(phone)  # the server's own clock would be believed
    page.clock.set_system_time(end - timedelta(minutes=50))
    knock(page, "talked")
    expect(page.locator("#turn-back")).to_be_hidden()
    page.clock.set_system_time(end + timedelta(minutes=1))
    knock(page, "talked")

    expect(page.locator("#turn-back")).to_contain_text("Snu nå")
