"""When more goes wrong than coverage: a new version, a full phone, a queue that will not go."""

import sqlite3
from datetime import UTC, datetime, timedelta

import pytest
from live import Site, Visit, Visitor
from playwright.sync_api import expect
from walking import (
    FULL,
    LONG,
    NOTES,
    TeamLink,
    all_is_sent,
    doors_are_sent,
    forgive,
    is_shown,
    knock,
    lose_coverage,
    nothing_is_left,
    open_route,
    regain_coverage,
    say_back,
    stored,
    write_note,
)

pytestmark = pytest.mark.browser

ROOM_AGAIN = "() => { window.isFull = false; }"
LOOK_ANEW = "() => new BroadcastChannel('dorbank-walk').postMessage('changed')"
LOOKED_MS = 500
SENT_MEANWHILE = """async () => {
  const { done, openStore, write } = await import("/static/js/walk/store.js");
  const db = await openStore(() => {});
  await write(db, ["notes"], async (tx) => {
    const notes = tx.objectStore("notes");
    for (const note of await done(notes.getAll())) notes.put({ ...note, tried: true });
  });
  db.close();
}"""
"""Let the notes have been sent, before the page has heard of it."""


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
    all_is_sent(page)

    assert (len(stored(site).doors), stored(site).twice, stored(site).knocks) == (3, 0, 3)
    assert stored(site).notes == [NOTES[0]]
    assert len(page.evaluate("caches.keys()")) == 1
    forgive(phone)


def test_a_full_phone_says_so_and_recovers(phone: Visit, link: TeamLink, site: Site) -> None:
    page = open_route(phone.page, link.url)
    knock(page, "talked")
    doors_are_sent(page)
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
    page.keyboard.press("Escape")
    for sheet, button, state in (
        ("help", "#help-come", "#help-come-state"),
        ("back", "#back-yes", "#back-state"),
    ):
        page.locator(f".tool[data-opens={sheet}]").click()
        page.locator(button).click()
        expect(page.locator(state)).to_contain_text("blir ikke sendt. Ring generalen")
        expect(page.locator(button)).to_be_visible()
        page.keyboard.press("Escape")
    page.evaluate(ROOM_AGAIN)
    page.locator("[data-opens=note]").click()
    page.locator("#note-save").click()
    expect(page.locator("#note")).to_be_hidden()
    knock(page, "no_thanks")
    say_back(page)

    all_is_sent(page)
    assert (len(stored(site).doors), stored(site).knocks, stored(site).notes) == (2, 2, [NOTES[0]])


def test_a_list_of_what_waits_stays_under_the_finger_and_deletes_what_has_been_sent_since_it_was_made(
    phone: Visit, link: TeamLink, site: Site
) -> None:
    page = open_route(phone.page, link.url)
    write_note(page, NOTES[0])
    page.locator("#status").click()
    page.get_by_role("button", name=f"Rett: {NOTES[0]}").focus()
    page.evaluate(LOOK_ANEW)
    page.wait_for_timeout(LOOKED_MS)
    expect(page.get_by_role("button", name=f"Rett: {NOTES[0]}")).to_be_focused()
    page.evaluate(SENT_MEANWHILE)
    with page.expect_request("**/walk/notes") as sent:
        page.get_by_role("button", name=f"Slett: {NOTES[0]}").click()

    assert (sent.value.post_data_json or {}).get("text", "") is None
    expect(page.locator("#sending-notes")).to_be_empty()
    page.locator("#sending [data-closes]").click()
    say_back(page)
    all_is_sent(page)
    assert stored(site).notes == []


def test_what_will_not_be_sent_is_handed_over_as_a_file_only_we_can_open(
    phone: Visit, visit: Visitor, link: TeamLink, site: Site
) -> None:
    page = open_route(phone.page, link.url)
    lose_coverage(phone)
    knock(page, "talked", 2)
    write_note(page, NOTES[1])
    say_back(page)
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
        expect(general.get_by_text("6 ting er tatt inn")).to_be_visible()
        assert (sorted(stored(site).doors.values()), stored(site).notes) == ([1, 1], [NOTES[1]]), already

    page.locator("#sending [data-closes]").click()
    regain_coverage(phone)
    say_back(page)
    all_is_sent(page)
    assert (stored(site).twice, stored(site).knocks, stored(site).notes) == (0, 2, [NOTES[1]])


def test_what_is_refused_says_what_to_do_and_is_tried_again_when_the_page_is_loaded_anew(
    phone: Visit, link: TeamLink, site: Site
) -> None:
    page = open_route(phone.page, link.url)
    flip_first_stop(site, link)
    knock(page, "talked")
    expect(page.locator("#status")).to_contain_text("1 må ses på")
    page.locator("#status").click()
    expect(page.locator("#sending-notes")).to_contain_text("Ruten kan være endret: last siden på nytt")
    flip_first_stop(site, link)
    page.reload()
    doors_are_sent(page)

    assert sorted(stored(site).doors.values()) == [1]


def flip_first_stop(site: Site, link: TeamLink) -> None:
    """Take a route's first stop off it, as when the route is changed; done again it is on it."""
    with sqlite3.connect(site.data / "dorbank.sqlite") as database:
        database.execute(
            "UPDATE walk_stop SET address_id = -address_id WHERE seq = 1"
            " AND walk_route_id = (SELECT walk_route_id FROM assignment WHERE id = ?)",
            (link.assignment_id.replace("-", ""),),
        )


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
    page.locator("#sending [data-closes]").click()
    knock(page, "no_thanks")
    regain_coverage(phone)
    doors_are_sent(page)
    assert stored(site).knocks == 0, "whoever walks on after all tells no total beside a door"
    page.locator("#status").click()
    expect(page.locator("#forget-anyway")).to_be_hidden()
    expect(page.locator("#forget-words")).to_be_empty()
    page.locator("#forget").click()
    expect(page.locator("#forget-words")).to_have_text("Alt er sendt. Ingenting går tapt.", timeout=LONG)
    page.locator("#forget-anyway").click()

    expect(page.get_by_role("heading", name="Telefonen har glemt ruten")).to_be_visible()
    nothing_is_left(page)
    assert (sorted(stored(site).doors.values()), stored(site).knocks) == ([1, 1, 1], 3)
    page.reload()
    expect(page.get_by_label("Lenken til laget")).to_be_visible()
    forgive(phone)
