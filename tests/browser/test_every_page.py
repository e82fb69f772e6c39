"""Every page that a role can reach by its links: readable by everyone, and whole on a small phone."""

import re
from urllib.parse import urlsplit

import pytest
from axe_playwright_python.sync_playwright import Axe
from live import DESK, Site, Visit, Visitor, large_text
from playwright.sync_api import Page, ViewportSize
from sqlmodel import select

from app import db
from app.people.models import Role
from app.rounds.models import Round, RoundStatus

pytestmark = pytest.mark.browser

EDGE_PX = 2
"""Borders grow with the letters and are rounded; nobody drags a page for two pixels."""
SMALL: ViewportSize = {"width": 360, "height": 740}
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
ALL_RULES: dict[str, object] = {
    "runOnly": {"type": "tag", "values": TAGS},
    "resultTypes": ["violations"],
}
RULES_OF_SIZE: dict[str, object] = {
    "runOnly": ["target-size", "scrollable-region-focusable"],
    "resultTypes": ["violations"],
}
"""The rules that a narrower page can break though it shows the same."""
BROKEN_ENTRIES = """all => all.filter(e => e.checkVisibility())
  .filter(e => { const words = document.createRange(); words.selectNodeContents(e);
    return words.getBoundingClientRect().height > 1.5 * parseFloat(getComputedStyle(e).lineHeight); })
  .map(e => `the menu's ${e.textContent} is broken`)"""
"""Entries of the menu whose words stand on more than one line."""
WHAT_SHOWS = (
    """() => [...document.querySelectorAll("body *")].map(e => Number(e.checkVisibility())).join("")"""
)
ASK_AXE = """async options => (await axe.run(document, options)).violations
  .flatMap(rule => rule.nodes.map(node => `${rule.id}: ${node.html.slice(0, 120)}`))"""
FILES = (".pdf", ".ics", ".csv", ".json", ".geojson", ".html", ".docx")
TARGETS = (
    "button, .ds-button, select, a[href]:not(.ds-skip-link, .round-card a, .leaflet-control-attribution a),"
    " input:not([type=hidden], [type=checkbox], [type=radio])"
)
SMALL_TARGETS = """all => all
  .filter(e => e.checkVisibility())
  .filter(e => !e.matches("a") ||
    ![...e.parentElement.childNodes].some(n => n.nodeType === 3 && n.data.trim()))
  .map(e => [e.getBoundingClientRect(), e.matches("a:not(.ds-button)") ? 24 : 43.5, e.outerHTML.slice(0, 80)])
  .filter(([box, width]) => box.width > 0 && (box.height < 43.5 || box.width < width))
  .map(([box, _width, html]) => `${Math.round(box.width)}×${Math.round(box.height)} ${html}`)"""
ID = re.compile(
    r"[0-9a-f]{8}-[0-9a-f-]{27}|(?<=/rounds/)(?!new)[^/]{8,}|(?<=/join/)[^/]+|(?<=/sign-ups/)[^/]+"
)


def pattern(path: str) -> str:
    """One of each kind of page is enough: ids become a hole, and so does what a question asks for."""
    return re.sub(r"=[^&]*", "=", ID.sub("{id}", path))


def links_on(page: Page) -> list[str]:
    found: list[str] = page.eval_on_selector_all("a[href]", "links => links.map(a => a.href)")
    inside = [urlsplit(url) for url in found if urlsplit(url).netloc == urlsplit(page.url).netloc]
    pages = [url for url in inside if not url.path.endswith(FILES) and not url.path.startswith("/static")]
    return [f"{url.path}?{url.query}" if url.query else url.path for url in pages]


def violations(page: Page, rules: dict[str, object]) -> list[str]:
    """Ask axe, which is brought to each page once; only what is wrong comes back."""
    if not page.evaluate("'axe' in window"):
        page.evaluate(Axe().axe_script)
    return list(page.evaluate(ASK_AXE, rules))


def small_targets(page: Page) -> list[str]:
    """Buttons, fields and links that stand alone under 44 px, as a thumb meets them.

    A link within a sentence is as high as its line (WCAG 2.5.8 lets it), and a card is its link's target.
    """
    return list(page.eval_on_selector_all(TARGETS, SMALL_TARGETS))


def look_at(visit: Visit, path: str) -> list[str]:
    """Give everything that is wrong with one page, on a desk and on a small phone."""
    page = visit.page
    page.set_viewport_size(DESK)
    answer = page.goto(visit.site.url + path)
    visit.settle()
    wrong = [] if answer and answer.ok else [f"answered {answer.status if answer else 'nothing'}"]
    wrong += violations(page, ALL_RULES)
    shown = page.evaluate(WHAT_SHOWS)
    hidden = page.eval_on_selector_all(
        "[hidden]", "all => all.filter(e => e.checkVisibility()).map(e => e.id)"
    )
    wrong += [f"#{name} is hidden but shows" for name in hidden]
    wrong += page.eval_on_selector_all(".menu a, .menu .linklike", BROKEN_ENTRIES)
    page.set_viewport_size(SMALL)
    wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    wrong += [f"{wide} px too wide at 360"] if wide > 0 else []
    rules = RULES_OF_SIZE if page.evaluate(WHAT_SHOWS) == shown else ALL_RULES
    return wrong + violations(page, rules) + small_targets(page) + too_wide_with_large_text(page)


def too_wide_with_large_text(page: Page) -> list[str]:
    """Tell if a page must be dragged sideways when the phone's own setting makes all text twice as large."""
    with large_text(page):
        wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    return [f"{wide} px too wide at 360 with text twice as large"] if wide > EDGE_PX else []


@pytest.mark.parametrize("role", ["", *Role])
def test_every_page_a_role_can_reach_is_accessible_and_fits(visit: Visitor, role: str) -> None:
    person = visit(role=role)
    seen: dict[str, list[str]] = {}
    waiting = ["/", "/sign-in"]
    while waiting:
        path = waiting.pop(0)
        if pattern(path) in seen:
            continue
        seen[pattern(path)] = look_at(person, path)
        waiting += links_on(person.page)

    assert len(seen) >= 4
    trouble = {path: wrong for path, wrong in seen.items() if wrong}
    assert trouble == {}, trouble


def test_the_desk_of_a_round_that_has_no_routes_yet_fits_a_small_phone(visit: Visitor, site: Site) -> None:
    with site.here(), db.open_session() as session:
        round_ = session.exec(select(Round).where(Round.status == RoundStatus.PLANNED)).one()
        round_.cut_id = None
        path = f"/rounds/{round_.id}/desk"
        session.commit()
    general = visit(role="general")

    assert look_at(general, path) == []
    assert general.page.get_by_role("button", name="Bruk").is_visible()


def test_my_page_fits_in_english_too(visit: Visitor) -> None:
    person = visit(role="board")
    person.context.add_cookies([{"name": "language", "value": "en", "url": person.site.url}])

    assert look_at(person, "/me") == []
    assert person.page.locator("html").get_attribute("lang") == "en"
