"""The reading room in a browser, by keyboard alone: read, mark, put behind a proposal, tag."""

import pytest
from live import DESK, Site, Visit, Visitor
from playwright.sync_api import Page, Route, expect
from sqlmodel import col, select

from app.db import open_session
from app.districts.models import District
from app.programme.models import Input, Theme
from app.programme.suggestions import store_suggestions

pytestmark = pytest.mark.browser


@pytest.fixture
def reader(site: Site, visit: Visitor) -> Visit:
    """Give a committee member at the desk, with eight untagged inputs to read.

    They have a suggestion from the start: else the site may look for some meanwhile, and load the page anew.
    """
    with site.here(), open_session() as session:
        district, theme = session.exec(select(District)).first(), session.exec(select(Theme)).first()
        assert district
        assert theme
        told = [
            Input(district_id=district.id, month="2026-11", text=f"Mer lys i parken {n}") for n in range(8)
        ]
        session.add_all(told)
        session.flush()
        store_suggestions(session, [(each.id, [theme.id]) for each in told])
        session.commit()
    reader = visit(DESK, role="committee")
    reader.go("/programme/inputs")
    return reader


def press(page: Page, *keys: str) -> None:
    for key in keys:
        page.keyboard.press(key)


def test_input_is_read_marked_and_put_behind_a_proposal_by_keyboard(reader: Visit) -> None:
    page = reader.page
    boxes = page.locator("#marking input[type=checkbox]")
    texts = page.locator(".input-text").all_inner_texts()

    press(page, "j", "x", "j", "j", "x", "k")
    expect(boxes.nth(1)).to_be_focused()
    press(page, "f")
    expect(page.locator("#proposal")).to_be_focused()
    press(page, "Tab")
    page.keyboard.type("Lys i parkene")
    press(page, "Enter")

    page.wait_for_url("**/programme/proposals/*")
    expect(page.get_by_role("heading", level=1)).to_have_text("Lys i parkene")
    assert set(page.locator(".linked > span").all_inner_texts()) == {texts[0], texts[2]}


def test_marked_input_is_tagged_by_keyboard(reader: Visit, site: Site) -> None:
    page = reader.page
    for _n in range(5):
        press(page, "j", "x")

    press(page, "t")
    page.keyboard.type("Natur")
    press(page, "Tab", "Enter")

    expect(page.get_by_text("5 innspill har fått tema.")).to_be_visible()
    with site.here(), open_session(writes=False) as session:
        nature = session.exec(select(Theme.id).where(Theme.name == "Natur og klima")).one()
        assert len(session.exec(select(Input).where(Input.theme_id == nature)).all()) == 5


def test_a_suggested_theme_is_accepted_by_its_number(reader: Visit, site: Site) -> None:
    page = reader.page
    with site.here(), open_session() as session:
        themes = session.exec(select(Theme.id).order_by(col(Theme.position))).all()
        store_suggestions(session, [(each, themes[:3]) for each in session.exec(select(Input.id))])
        session.commit()
    page.reload()

    press(page, "j", "2")

    expect(page.get_by_text("Innspillet har fått temaet «Buss og trafikk».")).to_be_visible()
    with site.here(), open_session(writes=False) as session:
        assert session.exec(select(Input.theme_id).where(col(Input.theme_id).is_not(None))).all() == [
            themes[1]
        ]


def test_the_keys_are_told_by_a_question_mark_and_are_only_letters_in_a_field(reader: Visit) -> None:
    page = reader.page

    press(page, "?")
    expect(page.get_by_role("dialog", name="Les med tastaturet")).to_be_visible()
    press(page, "j", "Escape")
    expect(page.get_by_role("dialog")).to_be_hidden()
    press(page, "/")
    page.keyboard.type("jakt?")

    expect(page.locator("#text")).to_have_value("jakt?")
    expect(page.get_by_role("dialog")).to_be_hidden()
    press(page, "Enter")
    page.wait_for_url("**text=jakt*")


def test_a_sign_stands_there_until_the_document_has_come(reader: Visit) -> None:
    """Keep the file back until the sign was seen: on a quick machine it is gone in a blink."""
    page = reader.page
    page.goto(page.url.replace("inputs", "proposals"))
    page.get_by_label("Tittel").fill("Lys i parkene")
    press(page, "Enter")
    page.get_by_role("link", name="Alle forslag").click()
    sign = page.get_by_role("status")

    def let_through(route: Route) -> None:
        expect(sign.get_by_role("progressbar")).to_be_visible()
        expect(sign).to_contain_text("Lager dokumentet")
        route.continue_()

    page.route("**/programme/documents", let_through)
    with page.expect_download() as coming:
        page.get_by_role("button", name="Lag dokumentet (Word)").click()

    assert coming.value.suggested_filename == "forslag.docx"
    expect(sign).to_have_text("Dokumentet er lastet ned.")
    expect(sign.get_by_role("progressbar")).to_have_count(0)


def test_who_accepts_a_suggestion_goes_on_with_the_next_input(reader: Visit, site: Site) -> None:
    page = reader.page
    with site.here(), open_session() as session:
        theme = session.exec(select(Theme).where(Theme.name == "Trygghet")).one()
        store_suggestions(session, [(row, [theme.id]) for row in session.exec(select(Input.id))])
        session.commit()
    page.goto(page.url + "?theme=none")
    boxes, texts = page.locator("#marking input[type=checkbox]"), page.locator(".input-text")
    following = texts.nth(3).inner_text()
    press(page, "j", "j", "j")

    with page.expect_navigation():
        press(page, "1")

    expect(boxes.nth(2)).to_be_focused()
    expect(texts.nth(2)).to_have_text(following)


def test_all_on_the_page_are_put_behind_a_proposal_and_the_reading_goes_on(reader: Visit) -> None:
    page = reader.page
    press(page, "j", "x", "f", "Tab")
    page.keyboard.type("Lys i parkene")
    with page.expect_navigation():
        press(page, "Enter")
    with page.expect_navigation():
        page.get_by_role("link", name="Finn innspill").click()

    press(page, "a", "f")
    page.get_by_role("button", name="Legg til").click()
    expect(page.get_by_label("Tittel, hvis nytt")).to_be_focused()  # and nothing was sent
    press(page, "Shift+Tab")
    page.keyboard.type("Lys")
    page.get_by_role("button", name="Legg til").click()

    expect(page.get_by_text("7 nye innspill ligger bak «Lys i parkene»")).to_be_visible()
    expect(page.get_by_role("heading", name="Hva byen sier")).to_be_visible()
    expect(page.locator("#proposal option:checked")).to_have_text("Lys i parkene")
