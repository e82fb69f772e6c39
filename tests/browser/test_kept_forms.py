"""A form that is refused, or sent without coverage, stands as it was typed."""

import re

import pytest
from live import PHONE, Site, Visitor
from playwright.sync_api import expect
from sqlmodel import select
from walking import forgive, lose_coverage, regain_coverage

from app.db import open_session
from app.programme.actions import add_note
from app.rounds.models import Round

pytestmark = pytest.mark.browser


def test_a_sign_up_survives_a_refusal_and_a_dead_spot(visit: Visitor) -> None:
    guest = visit(PHONE)
    page = guest.go("/")
    page.get_by_role("link", name="Enga").click()
    name, contact = page.get_by_label("Navn", exact=True), page.get_by_label("E-post eller telefon")
    name.fill("   ")
    contact.fill("412 34 568")
    page.get_by_label(re.compile("^Ja, dere kan lagre")).check()
    send, said = page.get_by_role("button", name="Meld meg på"), page.get_by_role("alert")
    send.click()
    expect(said).to_contain_text("Feltet «navn» mangler")

    name.fill("Sunniva Holm")
    lose_coverage(guest)
    send.click()
    expect(said).to_contain_text("Det du skrev, står her fortsatt")
    expect(contact).to_have_value("412 34 568")

    regain_coverage(guest)
    send.click()
    expect(page.get_by_role("heading", name="Du er påmeldt")).to_be_visible()


def test_what_the_general_wrote_in_a_note_survives_a_refusal_and_the_note_before_it(
    visit: Visitor, site: Site
) -> None:
    with site.here(), open_session() as session:
        round_ = session.exec(select(Round)).first()
        assert round_
        for text in ("Mer buss", "Mer lys", "Mer leksehjelp"):
            add_note(session, round_, None, text)
        address = f"/rounds/{round_.id}/debrief?step=notes"
        session.commit()
    general = visit(PHONE, role="general")
    page = general.go(address)
    notes, said = page.locator(".note-form"), page.get_by_role("alert")
    words = notes.locator("textarea")
    words.nth(1).fill("Skrevet om av generalen")
    words.nth(0).fill("Ring 987 65 432")

    notes.nth(0).get_by_role("button", name="Godkjenn").click()
    expect(said).to_contain_text("peker fortsatt på noen")
    expect(words.nth(0)).to_have_value("Ring 987 65 432")

    words.nth(0).fill("Mer buss om natta")
    notes.nth(0).get_by_role("button", name="Godkjenn").click()
    expect(notes).to_have_count(2)
    expect(words.nth(0)).to_have_value("Skrevet om av generalen")
    expect(page.get_by_role("listitem").filter(has_text="Mer buss om natta")).to_be_visible()

    general.go(re.sub("/debrief.*", "/tonight", address))
    page.get_by_role("spinbutton").fill("99")
    page.get_by_role("button", name="Gi oss ruter").click()
    expect(said).to_contain_text("hvert lag er på to eller tre. Det blir")
    expect(page.get_by_role("spinbutton")).to_have_value("99")
    forgive(general)
