"""A form that is refused, or sent without coverage, stands as it was typed."""

import re

import pytest
from live import PHONE, Visitor
from playwright.sync_api import expect
from walking import lose_coverage, regain_coverage

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
