"""The whole evening with four people at once: sign up, lead, walk as two, debrief, read, count."""

import re

import pytest
from live import PHONE, Visit, Visitor
from playwright.sync_api import Page, expect
from walking import let_evening_come

pytestmark = pytest.mark.browser

CONCERNS = [
    "Flere lurte på hvorfor bussen går så sjelden om kvelden",
    "Bussen er full hver morgen, og da blir folk stående igjen",
    "Ønske om nattbuss i helgene",
    "Det er for dyrt å ta buss for en familie",
    "Busskuret er revet, og det regner inn på dem som venter",
]
"""Five: fewer are not shown to the committee."""


def sign_up(newcomer: Visit, name: str) -> None:
    page = newcomer.go("/")
    page.get_by_role("link", name="Enga").click()
    page.get_by_label("Navn", exact=True).fill(name)
    page.get_by_label("E-post eller telefon").fill(f"{name.lower()}@example.org")
    page.get_by_label(re.compile("^Ja, dere kan lagre")).check()
    page.get_by_role("button", name="Meld meg på").click()
    expect(page.get_by_role("heading", name="Du er påmeldt")).to_be_visible()


def open_desk(general: Visit) -> Page:
    page = general.go("/rounds")
    page.get_by_role("link", name=re.compile("Enga")).first.click()
    expect(page.get_by_role("heading", name="Lag og ruter")).to_be_visible()
    return page


def join_link(desk: Page, team: int) -> str:
    """Open the page with the team's code and take the link that its QR holds."""
    desk.get_by_role("link", name="Vis koden til laget").nth(team - 1).click()
    link = desk.locator("input[readonly]").input_value()
    desk.go_back()
    return link


def join(phone: Visit, link: str) -> Page:
    phone.page.goto(link)
    phone.page.get_by_role("button", name="Åpne ruten på denne telefonen").click()
    expect(phone.page.locator("#address")).to_be_visible()
    return phone.page


def knock(phone: Page, outcome: str) -> None:
    before = phone.locator("#progress").inner_text()
    phone.get_by_role("group", name="Hva skjedde?").get_by_role("button", name=outcome).click()
    expect(phone.locator("#progress")).not_to_have_text(before)


def write_note(phone: Page, text: str) -> None:
    phone.get_by_role("button", name="Notat", exact=True).click()
    phone.get_by_label("Saken, i én eller to setninger").fill(text)
    phone.get_by_role("radio", name="Buss og trafikk").check()
    phone.locator("#note-save").click()
    expect(phone.locator("#note")).to_be_hidden()


def come_back(phone: Page) -> None:
    phone.get_by_role("button", name="Ferdig").click()
    phone.get_by_role("button", name="Alle er tilbake").click()
    expect(phone.locator("#back-state")).not_to_be_empty()
    phone.locator("#back").get_by_role("button", name="Lukk").click()


def debrief(general: Visit, round_url: str) -> None:
    page = general.go(f"{round_url}/debrief?step=close")
    expect(page.get_by_text("Den kan lukkes når den har begynt")).to_be_visible()
    let_evening_come(general.site, round_url.rpartition("/")[2])
    page = general.go(f"{round_url}/debrief")
    page.get_by_role("button", name="Videre").click()
    page.get_by_role("radio", name="Topp").check()
    page.get_by_role("button", name="Videre").click()
    page.get_by_label("Hva overrasket oss?").fill("Mange ville snakke lenge.")
    page.get_by_role("button", name="Videre").click()
    for waiting in range(len(CONCERNS), 0, -1):
        expect(page.get_by_role("button", name="Godkjenn", exact=True)).to_have_count(waiting)
        page.get_by_role("button", name="Godkjenn", exact=True).first.click()
    expect(page.get_by_role("button", name="Godkjenn", exact=True)).to_have_count(0)
    page.get_by_role("link", name="Videre").click()
    page.get_by_role("button", name="Lukk runden").click()
    expect(page.get_by_text("Runden er lukket og teller med").first).to_be_visible()


def test_an_evening_from_sign_up_to_the_reading_room(visit: Visitor) -> None:
    newcomer, general, committee = visit(PHONE), visit(role="general"), visit(role="committee")
    board, first, second = visit(role="board"), visit(PHONE), visit(PHONE)

    sign_up(newcomer, "Sunniva")
    desk = open_desk(general)
    round_url = re.sub(r"^https?://[^/]+|/desk.*$", "", desk.url)
    expect(desk.get_by_text("Sunniva").first).to_be_visible()

    desk.get_by_role("button", name="Foreslå lag").click()
    expect(desk.get_by_label("Lag for Sunniva")).not_to_have_value("")
    link = join_link(desk, team=1)
    one, two = join(first, link), join(second, link)
    for outcome in ("Snakket", "Ingen hjemme", "Nei takk"):
        knock(one, outcome)
    expect(two.locator("#progress")).to_contain_text("3", timeout=15_000)
    expect(one.locator("[hidden]:visible")).to_have_count(0)
    for concern in CONCERNS:
        write_note(one, concern)
    come_back(one)
    expect(one.locator("#status")).to_contain_text("Alt er sendt", timeout=15_000)

    live = general.go(f"{round_url}/live")
    live.get_by_text("tilbake ca.").first.click()
    live.evaluate("() => htmx.ajax('GET', location.pathname, {target: '#teams', swap: 'outerHTML'})")
    expect(live.get_by_role("button", name="Laget er ute igjen")).to_be_visible()  # still folded out
    debrief(general, round_url)

    reading = committee.go("/programme/inputs")
    for concern in CONCERNS:
        expect(reading.get_by_text(concern).first).to_be_visible()
    year = board.go("/goal")
    expect(year.get_by_text("1 av 10 runder er holdt")).to_be_visible()
