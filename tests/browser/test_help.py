"""Help is one tap and needs no coverage; the home screen is offered before the first door and explained."""

import sqlite3
from io import BytesIO

import pytest
from live import PHONE, Site, Visit, Visitor
from PIL import Image
from playwright.sync_api import expect
from sqlmodel import select
from walking import TeamLink, forgive, knock, lose_coverage, open_route, regain_coverage

from app import db
from app.canvass.models import HelpCall, HelpState
from app.rounds.models import Candidate, Round
from app.rounds.pictures import small_picture

pytestmark = pytest.mark.browser

SITUATIONS = [
    "Den første døra",
    "«Hva skriver du om meg?»",
    "Et barn åpner",
    "Det blir ubehagelig",
    "Pressen er der",
]


NEW_NUMBER = """async ({ assignment }) => {
  const { keepNews } = await import("/static/js/walk/route.js");
  const { openStore, read } = await import("/static/js/walk/store.js");
  const db = await openStore(() => {});
  for (const one of [assignment, "forgotten"]) await keepNews(db, one, { phone: "87 65 43 21" });
  const found = [await read(db, "routes", assignment), await read(db, "routes", "forgotten")];
  db.close();
  return found.map((route) => route?.sheet.phone ?? null);
}"""
"""Let a new number to ring come for a route that lies on the phone, and for one that it has forgotten."""


def test_help_opens_in_one_tap_without_coverage(phone: Visit, link: TeamLink, site: Site) -> None:
    with site.here(), db.open_session() as session:
        for round_ in session.exec(select(Round)):
            round_.phone = "12 34 56 78"
        session.commit()
    page = open_route(phone.page, link.url)
    number = page.locator("#help-phone")
    expect(number).to_have_text("Ring generalen: 12 34 56 78")
    assert page.evaluate(NEW_NUMBER, {"assignment": link.assignment_id}) == ["87 65 43 21", None]
    lose_coverage(phone)
    page.reload()
    page.get_by_role("button", name="Hjelp", exact=True).click()

    expect(number).to_have_text("Ring generalen: 87 65 43 21")
    expect(number).to_have_attribute("href", "tel:87654321")
    for situation in SITUATIONS:
        page.locator("#help summary", has_text=situation).scroll_into_view_if_needed()
        expect(page.locator("#help summary", has_text=situation)).to_be_visible()
    page.locator("#help summary", has_text="Hva skriver du om meg?").click()
    expect(page.locator("#help .qr svg").first).to_be_visible()
    page.locator("#help summary", has_text="Det blir ubehagelig").click()
    expect(page.get_by_role("link", name="Ring 112")).to_have_attribute("href", "tel:112")


def test_the_home_screen_is_offered_before_the_first_door_and_not_again(phone: Visit, link: TeamLink) -> None:
    page = open_route(phone.page, link.url)
    expect(page.locator("#install-hint")).to_be_visible()
    page.locator("#install-yes").click()
    for kind in ("Android", "iPhone"):
        expect(page.get_by_role("heading", name=kind)).to_be_visible()
    page.locator("#install [data-closes]").click()
    knock(page, "talked")
    page.reload()
    expect(page.locator("#kept")).to_have_attribute("data-kind", "sent", timeout=20_000)

    expect(page.locator("#install-hint")).to_be_hidden()
    page.get_by_role("button", name="Hjelp", exact=True).click()
    expect(page.locator("#install-help")).to_be_visible()


def test_the_app_on_the_home_screen_is_the_same_phone_and_a_friend_with_the_link_is_another(
    phone: Visit, visit: Visitor, link: TeamLink, site: Site
) -> None:
    """An iPhone's home screen keeps for itself: here it is a browser of its own."""
    page = open_route(phone.page, link.url)
    knock(page, "talked")
    phone.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.locator(".tool[data-opens=help]").click()
    page.locator("#install-help").click()
    page.locator("#copy-link").click()
    expect(page.locator("#copy-state")).to_contain_text("innen ti minutter")
    copied = str(page.evaluate("navigator.clipboard.readText()"))

    other = visit(PHONE)
    forgive(other)  # it is told that it is on no route
    app = other.go("/walk")
    app.get_by_label("Lenken til laget").fill(copied)
    app.get_by_role("button", name="Åpne ruten", exact=True).click()
    expect(app.locator("#progress")).to_contain_text("1 av")
    assert phones(site) == 1
    open_route(visit(PHONE).page, copied)
    assert phones(site) == 2


def phones(site: Site) -> int:
    with sqlite3.connect(site.data / "dorbank.sqlite") as database:
        return int(database.execute("SELECT count(*) FROM walk_phone").fetchone()[0])


def test_a_wish_for_the_general_waits_for_coverage_says_so_and_is_taken_back(
    phone: Visit, link: TeamLink, site: Site
) -> None:
    page = open_route(phone.page, link.url)
    lose_coverage(phone)
    page.get_by_role("button", name="Hjelp", exact=True).click()
    page.locator("#help-come").click()
    state = page.locator("#help-come-state")
    expect(state).to_contain_text("Ikke sendt ennå")
    expect(page.locator("#help-come")).to_be_hidden()

    regain_coverage(phone)

    expect(state).to_contain_text("generalen ser det", timeout=20_000)
    assert states(site) == [HelpState.ASKED]
    page.locator("#help-come-undo").click()
    expect(state).to_contain_text("Generalen kommer ikke")
    assert states(site) == [HelpState.WITHDRAWN]
    expect(page.locator("#help-come")).to_be_visible()


def test_a_wish_that_is_an_hour_old_is_not_sent_any_more(phone: Visit, link: TeamLink, site: Site) -> None:
    page = open_route(phone.page, link.url)
    lose_coverage(phone)
    page.get_by_role("button", name="Hjelp", exact=True).click()
    page.locator("#help-come").click()
    state = page.locator("#help-come-state")
    expect(state).to_contain_text("Ikke sendt ennå")
    page.evaluate("() => { const now = Date.now; Date.now = () => now() + 3_601_000; }")

    regain_coverage(phone)

    expect(state).to_contain_text("sendes ikke lenger. Ring generalen", timeout=20_000)
    expect(page.locator("#help-come")).to_be_visible()
    assert states(site) == []


def states(site: Site) -> list[HelpState]:
    """Read how the calls stand at the server."""
    with site.here(), db.open_session(writes=False) as session:
        return [HelpState(state) for state in session.exec(select(HelpCall.state))]


def test_cards_and_points_open_without_coverage_and_the_chosen_language_goes_nowhere(
    phone: Visit, link: TeamLink, site: Site
) -> None:
    with site.here(), db.open_session() as session:
        candidate = session.exec(select(Candidate).order_by(Candidate.name)).first()
        assert candidate
        candidate.picture = small_picture(a_portrait())
        session.add(candidate)
        session.commit()
    page = open_route(phone.page, link.url)
    lose_coverage(phone)
    page.reload()
    page.locator("[data-opens=help]").click()
    picture = page.locator("#help .candidate img")
    expect(picture).to_be_visible()
    assert picture.evaluate("image => image.decode().then(() => image.naturalWidth)") == 128
    expect(page.locator("#help .candidate")).to_have_count(2)

    sent: list[str] = []
    page.on("request", lambda request: sent.append(request.url))
    expect(page.locator("#help-points-body")).to_contain_text("Vi kommer fra lokallaget")
    page.locator("#help .chip", has_text="English").click()
    expect(page.locator("#help-points-body p[lang=en]").first).to_contain_text("We come from")
    assert [url for url in sent if not url.endswith(("door-marks", "walk"))] == []
    page.reload()
    page.locator("[data-opens=help]").click()
    expect(page.locator("#help-points-body")).to_contain_text("Vi kommer fra lokallaget")


def a_portrait() -> bytes:
    written = BytesIO()
    Image.new("RGB", (600, 800), "teal").save(written, "JPEG")
    return written.getvalue()
