"""One journey per role, in a real browser, with what each came for in hand at the end."""

import re
import sqlite3
from datetime import timedelta
from pathlib import Path
from uuid import uuid4

import pytest
from live import DESK, PHONE, Site, Visit, Visitor
from playwright.sync_api import Download, Page, expect

from app.config import settings
from app.language import today
from app.rounds.quiet import Quiet

pytestmark = pytest.mark.browser


def download(page: Page, name: str | re.Pattern[str]) -> Download:
    with page.expect_download() as waiting:
        page.get_by_role("link", name=name).or_(page.get_by_role("button", name=name)).first.click()
    return waiting.value


def head_of(file: Download, size: int = 5) -> bytes:
    return Path(file.path()).read_bytes()[:size]


def put_inputs(site: Site, text: str, count: int) -> None:
    """Put released input into the site's database, as earlier rounds would have left it."""
    with sqlite3.connect(site.data / "dorbank.sqlite") as database:
        (theme,) = database.execute("SELECT id FROM theme WHERE name = 'Bolig'").fetchone()
        (district,) = database.execute("SELECT id FROM district LIMIT 1").fetchone()
        rows = [(uuid4().hex, district, "2026-10", theme, f"{text} {number}") for number in range(count)]
        database.executemany(
            "INSERT INTO input (id, district_id, month, theme_id, text) VALUES (?, ?, ?, ?, ?)", rows
        )


def open_round(visit: Visit) -> Page:
    page = visit.go("/")
    page.get_by_role("link", name="Enga").click()
    return page


def test_a_volunteer_signs_up_takes_the_date_home_and_can_leave_again(visit: Visitor) -> None:
    page = open_round(visit(PHONE))
    page.get_by_label("Navn", exact=True).fill("Sunniva Holm")
    page.get_by_label("E-post eller telefon").fill("412 34 567")
    page.get_by_label(re.compile("^Ja, dere kan lagre")).check()
    page.get_by_role("button", name="Meld meg på").click()
    expect(page.get_by_role("heading", name="Du er påmeldt")).to_be_visible()

    assert head_of(download(page, "Legg i kalenderen"), 15) == b"BEGIN:VCALENDAR"
    page.get_by_role("button", name="Meld meg av").click()

    expect(page.get_by_role("heading", name="Du er meldt av")).to_be_visible()


def test_a_general_cuts_a_district_plans_a_round_and_prints_it(visit: Visitor, site: Site) -> None:
    page = visit(DESK, role="general").go("/districts")
    page.get_by_role("link", name="Sentrum").first.click()
    page.get_by_role("link", name=re.compile("Del opp|oppdel", re.IGNORECASE)).first.click()
    page.get_by_role("button", name="Del opp").click()
    expect(page.get_by_role("heading", name=re.compile(r"\d+ ruter?"))).to_be_visible(timeout=60_000)

    page.goto(re.sub(r"/(cuts|walk-routes)/.*", "/rounds/new", page.url))
    page.get_by_label("Dag").fill(
        Quiet(settings().quiet_from).next_open_day(today() + timedelta(days=10)).isoformat()
    )
    page.get_by_text("Punkt på kartet").click()
    expect(page.get_by_text("Velg en bydel over, så kommer kartet her.")).to_be_visible()
    page.get_by_label("Bydel").select_option(label="Sentrum")
    expect(page.get_by_text("Trykk der dere møtes.")).to_be_visible()
    expect(page.locator("#meeting-map")).to_be_visible()
    page.get_by_label("Oppmøtested").fill("Utenfor biblioteket")
    page.get_by_role("button", name="Planlegg runden").click()

    expect(page.get_by_role("heading", name="Sentrum").first).to_be_visible()
    desk = visit(DESK, role="board").go("/rounds")
    desk.get_by_role("link", name="Enga").first.click()
    sheets = desk.get_by_role("link", name="Skriv ut ruteark").get_attribute("href")
    assert desk.request.get(f"{site.url}{sheets}").body()[:5] == b"%PDF-"


def test_the_committee_reads_marks_proposes_and_takes_the_document(visit: Visitor, site: Site) -> None:
    put_inputs(site, "Unge finner ikke en leilighet de har råd til", 6)
    page = visit(DESK, role="committee").go("/programme/inputs")

    page.get_by_label("Tema", exact=True).select_option(label="Bolig")
    page.get_by_role("button", name="Vis", exact=True).click()
    for box in page.locator("input[name=inputs]").all()[:3]:
        box.check()
    page.get_by_label("Tittel, hvis nytt").fill("Flere boliger folk har råd til")
    page.get_by_role("button", name="Legg til").click()
    page.get_by_label("Forslaget, slik det skal stå").fill("Kommunen bygger leiligheter for unge.")
    page.get_by_role("button", name="Lagre").click()
    expect(page.get_by_text("Forslaget er lagret.")).to_be_visible()

    proposals = page
    proposals.goto(f"{site.url}/programme/proposals")
    expect(proposals.get_by_text("Flere boliger folk har råd til").first).to_be_visible()
    assert head_of(download(proposals, "Lag dokumentet (PDF)")) == b"%PDF-"
    expect(proposals.get_by_role("status")).to_have_text("Dokumentet er lastet ned.")
    proposals.goto(f"{site.url}/programme/inputs")
    assert head_of(download(proposals, "Last ned som regneark"), 3) == b"\xef\xbb\xbf"


def test_the_board_invites_a_new_general_who_comes_in_by_the_link(visit: Visitor) -> None:
    board, newcomer = visit(DESK, role="board"), visit(PHONE)
    page = board.go("/people")
    page.get_by_label("Navn", exact=True).fill("Runa Eide")
    page.get_by_label("E-post eller telefon").fill("runa@example.org")
    page.get_by_label("Dørbankgeneral").check()
    page.get_by_role("button", name="Legg til").click()
    page.get_by_role("button", name="Lag en innloggingslenke").click()
    link = page.get_by_label("Lenke").input_value()

    newcomer.come_in(link)

    newcomer.page.get_by_text("Meny").click()
    expect(newcomer.page.get_by_role("link", name="Planlegg", exact=True)).to_be_visible()
    board.go("/goal")
    expect(board.page.get_by_text("0 av 10 runder er holdt.")).to_be_visible()


def test_sign_up_reading_and_goal_work_without_javascript(visit: Visitor, site: Site) -> None:
    context = visit(PHONE).context.browser.new_context(java_script_enabled=False, locale="nb-NO")  # type: ignore[union-attr]  # a visit has a browser
    page = context.new_page()
    page.goto(site.sign_in_links()["committee"])
    page.get_by_role("button", name="Kom inn").click()
    for path, heading in {
        "/": "Bli med på dørbank",
        "/programme/inputs": "Hva byen sier",
        "/goal": "Året",
    }.items():
        page.goto(site.url + path)
        expect(page.get_by_role("heading", name=heading, level=1)).to_be_visible()
    page.goto(f"{site.url}/")
    page.get_by_role("link", name="Enga").click()
    page.get_by_label("Navn", exact=True).fill("Uten Skript")
    page.get_by_label("E-post eller telefon").fill("uten@example.org")
    page.get_by_label(re.compile("^Ja, dere kan lagre")).check()
    page.get_by_role("button", name="Meld meg på").click()

    expect(page.get_by_role("heading", name="Du er påmeldt")).to_be_visible()
    context.close()
