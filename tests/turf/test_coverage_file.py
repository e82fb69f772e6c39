"""Where we have been as one HTML file: street sides of five addresses or more, never an address."""

import json
import re
from pathlib import Path

import pytest
from conftest import SignedInPerson, SignIn
from fastapi.testclient import TestClient
from playwright.sync_api import Browser
from sqlmodel import Session, select
from turf.conftest import DrawDistrict
from turf.test_map_to_take_away import REFERENCE, outside_leaflet

from app.districts.branch_models import Branch, BranchDistrict
from app.districts.models import Address, Coverage, District
from app.language import today
from app.people.models import Role

LATELY = f"{today():%Y-%m}"
EARLIER = f"{today().year - 2}-05"


@pytest.fixture
def board(sign_in: SignIn) -> SignedInPerson:
    return sign_in(Role.BOARD)


@pytest.fixture
def district(draw: DrawDistrict) -> District:
    return draw()


def cover(session: Session, district: District, street: str, month: str, share: float) -> None:
    session.add(Coverage(district_id=district.id, street=street, side="both", month=month, share=share))
    session.commit()


def hints(html: str) -> set[str]:
    return {json.loads(f'"{text}"') for text in re.findall(r'"text": "((?:[^"\\]|\\.)*)"', html)}


def test_each_street_says_when_it_was_last_walked_and_no_address_is_in_it(
    session: Session, board: SignedInPerson, district: District
) -> None:
    cover(session, district, "A-gata", EARLIER, 0.8)
    cover(session, district, "A-gata", LATELY, 0.9)
    cover(session, district, "B-gata", LATELY, 0.2)
    identities = session.exec(select(Address.identity)).all()

    answer = board.client.get("/coverage.html")

    assert answer.status_code == 200
    assert answer.headers["content-disposition"].startswith("attachment")
    said = hints(answer.text)
    assert len(said) == 6
    assert any(text.startswith("A-gata, oddetall: sist gått i") for text in said)
    assert any(text.startswith("B-gata, partall: under halvparten, sist i") for text in said)
    assert {"C-gata, oddetall: ikke gått", "C-gata, partall: ikke gått"} <= said
    assert "2 av 6 gatesider er gått" in answer.text
    assert not [each for each in identities if each in answer.text]
    assert REFERENCE.findall(outside_leaflet(answer.text)) == []


def test_a_street_of_four_is_not_shown_and_one_who_will_not_be_visited_leaves_no_gap(
    session: Session, board: SignedInPerson, district: District
) -> None:
    whole = board.client.get("/coverage.html").text
    last = session.exec(select(Address).where(Address.street == "C-gata")).all()
    for number, address in enumerate(last[4:]):
        address.street = f"Krok {number}"
    shy = session.exec(select(Address).where(Address.street == "A-gata")).first()
    assert shy
    shy.do_not_visit = True
    session.commit()

    seen = board.client.get("/coverage.html").text

    assert {text.split(",")[0] for text in hints(whole)} == {"A-gata", "B-gata", "C-gata"}
    assert {text.split(",")[0] for text in hints(seen)} == {"A-gata", "B-gata"}
    assert line_of(whole, "A-gata, ") == line_of(seen, "A-gata, ")


def line_of(html: str, street: str) -> list[str]:
    found = re.findall(rf'"geometry": (\{{[^}}]*\}}), "properties": \{{"text": "{street}', html)
    assert len(found) == 2
    return sorted(found)


def test_a_branch_has_a_file_of_its_own_districts(
    session: Session, board: SignedInPerson, district: District
) -> None:
    other = District(name="Leiret", west=10.3, south=63.4, east=10.31, north=63.41)
    branch = Branch(name="Østbyen", goal_rounds=3)
    session.add_all([other, branch])
    session.flush()
    session.add(BranchDistrict(district_id=district.id, branch_id=branch.id))
    session.commit()

    own, all_ = board.client.get(f"/coverage.html?branch={branch.id}"), board.client.get("/coverage.html")

    assert "<h1>Østbyen</h1>" in own.text
    assert ("Leiret" in own.text, "Leiret" in all_.text) == (False, True)
    assert board.client.get(f"/coverage.html?branch={district.id}").status_code == 404


def test_a_chapter_without_districts_gets_an_empty_map(board: SignedInPerson) -> None:
    assert "Ingen bydeler ennå" in board.client.get("/coverage.html").text


def test_a_street_with_a_name_like_code_is_text(
    session: Session, board: SignedInPerson, district: District
) -> None:
    for address in session.exec(select(Address).where(Address.street == "A-gata")):
        address.street = "<img src=//evil.example/x>"
    session.commit()

    seen = board.client.get("/coverage.html").text

    assert "lt;img src" in seen
    assert "<img src" not in seen


def test_only_the_board_takes_the_file(sign_in: SignIn, visitor: TestClient) -> None:
    for role in (Role.GENERAL, Role.COMMITTEE, Role.VOLUNTEER):
        assert sign_in(role).client.get("/coverage.html").status_code == 403
    assert visitor.get("/coverage.html").status_code == 303


@pytest.mark.browser
@pytest.mark.parametrize("database", ["sqlite"], indirect=True)
def test_the_file_opens_in_a_browser_that_asks_nobody(
    session: Session, chromium: Browser, board: SignedInPerson, district: District, tmp_path: Path
) -> None:
    cover(session, district, "A-gata", LATELY, 0.9)
    file = tmp_path / "dekning.html"
    file.write_bytes(board.client.get("/coverage.html").content)
    asked: list[str] = []
    trouble: list[str] = []
    page = chromium.new_page(viewport={"width": 360, "height": 740})
    page.on("request", lambda request: asked.append(request.url))
    page.on("pageerror", lambda error: trouble.append(str(error)))
    page.goto(file.as_uri())
    page.locator(".leaflet-overlay-pane canvas").wait_for()
    wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    page.close()

    assert [url for url in asked if not url.startswith("data:")] == [file.as_uri()]
    assert trouble == []
    assert wide == 0
