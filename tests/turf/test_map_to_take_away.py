"""The overview of a cut as one HTML file that asks nobody for anything."""

import json
import re
from pathlib import Path
from uuid import uuid4

import pytest
from conftest import SignedInPerson, SignIn
from playwright.sync_api import Browser
from sqlmodel import Session, select
from turf.conftest import CutByHand, DrawDistrict

from app.districts.models import Address, Source
from app.language import now
from app.people.models import Role
from app.rounds.walk_sheets import cut_data
from app.turf.changes import RouteFacts
from app.turf.models import Cut, CutStatus
from app.turf.poster import PosterText, draw_poster
from app.turf.queries import walk_routes, walk_stops

REFERENCE = re.compile(
    r"""(?:src|href|srcset|action|data)\s*=\s*["']?\s*(?:https?:)?//|@import|url\(\s*["']?(?:https?:)?//""",
    re.I,
)


@pytest.fixture
def cut(session: Session, draw: DrawDistrict, by_street: CutByHand) -> Cut:
    made = by_street(draw())
    for address in session.exec(select(Address).where(Address.street == "A-gata")):
        address.street = "<img src=//evil.example/x>-gata"
    session.add(
        Source(imported_at=now(), file="kart.osm.pbf", kind="osm", attribution="© OpenStreetMap-bidragsytere")
    )
    session.commit()
    return made


def test_the_map_is_one_file_with_every_route_its_start_and_no_reference_to_others(
    session: Session, general: SignedInPerson, sign_in: SignIn, cut: Cut
) -> None:
    before = general.client.get(f"/cuts/{cut.id}/overview.html").text
    cut.starts = [(10.39, 63.43)]
    for route in walk_routes(session, cut.id):
        route.way_m, route.home_m = 640.0, 300.0
    here, there = [[10.4, 63.43], [10.401, 63.43]], [[10.409, 63.43], [10.41, 63.43]]
    route.path = json.dumps({"type": "LineString", "coordinates": here + there, "leaps": [1]})
    session.commit()

    answer = general.client.get(f"/cuts/{cut.id}/overview.html")

    assert answer.status_code == 200
    assert answer.headers["content-disposition"].startswith("attachment")
    assert "© OpenStreetMap-bidragsytere" in answer.text
    assert all(street in answer.text for street in ("A-gata", "B-gata", "C-gata"))
    assert json.dumps([here, there]) in answer.text, "nothing is drawn where no way leads"
    assert all(f"Rute {number} starter her" in answer.text for number in (1, 2, 3))
    assert answer.text.count("MultiPolygon") >= 3, "arrows along each route"
    assert answer.text.count("340 m dit, 300 m hjem") == 3
    assert "Startsted" in answer.text
    assert "Startsted" not in before
    assert REFERENCE.findall(outside_leaflet(answer.text)) == []
    assert sign_in(Role.VOLUNTEER).client.get(f"/cuts/{cut.id}/overview.html").status_code == 403


def outside_leaflet(html: str) -> str:
    """Leave out the link to its makers in Leaflet's code: nobody follows it by itself."""
    return html.replace('href="https://leafletjs.com"', "")


@pytest.mark.browser
def test_the_map_opens_in_a_browser_that_asks_nobody(
    chromium: Browser, general: SignedInPerson, cut: Cut, tmp_path: Path
) -> None:
    file = tmp_path / "kart.html"
    file.write_bytes(general.client.get(f"/cuts/{cut.id}/overview.html").content)
    asked: list[str] = []
    trouble: list[str] = []
    page = chromium.new_page()
    page.on("request", lambda request: asked.append(request.url))
    page.on("pageerror", lambda error: trouble.append(str(error)))
    page.goto(file.as_uri())
    page.wait_for_timeout(500)
    signs = page.locator(".route-number").count()
    drawn = page.locator("canvas.leaflet-zoom-animated, .leaflet-overlay-pane canvas").count()
    page.set_viewport_size({"width": 360, "height": 740})
    on_a_phone = page.locator(".folium-map").bounding_box()
    page.close()

    assert [url for url in asked if not url.startswith("data:")] == [file.as_uri()]
    assert trouble == []
    assert signs == 3
    assert drawn >= 1
    assert on_a_phone is not None
    assert on_a_phone["height"] == pytest.approx(0.6 * 740, abs=1)


def test_the_poster_is_one_sheet_of_a3_with_every_route_on_it(
    session: Session, general: SignedInPerson, sign_in: SignIn, cut: Cut
) -> None:
    answer = general.client.get(f"/cuts/{cut.id}/poster.pdf")

    assert answer.status_code == 200
    assert answer.headers["content-type"] == "application/pdf"
    assert media(answer.content) == [(1191, 842)]
    assert sign_in(Role.VOLUNTEER).client.get(f"/cuts/{cut.id}/poster.pdf").status_code == 403


@pytest.mark.parametrize(
    ("count", "tall", "sheets"),
    [(30, False, [(1191, 842)]), (30, True, [(842, 1191)]), (120, False, [(1191, 842)] * 2)],
    ids=["beside the map", "upright", "on a sheet of its own"],
)
def test_the_poster_lies_as_the_district_does_and_its_list_stands_where_there_is_room(
    count: int, tall: bool, sheets: list[tuple[int, int]]
) -> None:
    east, north = (0.0, 0.01) if tall else (0.01, 0.0)
    path = {"type": "LineString", "coordinates": [[10.4, 63.43], [10.4 + east, 63.43 + north]]}
    like: dict[str, object] = {"name": "A-gata 1–24", "minutes": 88.0, "walk_m": 700.0, "way_m": 640.0}
    like |= {
        "addresses": 24,
        "doors": 40,
        "crossings": 0,
        "locked": False,
        "path": json.dumps(path),
        "stops": [],
    }
    routes = [
        RouteFacts.model_validate(like | {"id": uuid4(), "number": number, "colour": number % 8})
        for number in range(1, count + 1)
    ]

    printed = draw_poster(PosterText("Bakkebyen", "", []), Path("/nowhere"), routes)

    assert media(printed) == sheets


def media(pdf: bytes) -> list[tuple[int, int]]:
    found = re.findall(rb"/MediaBox ?\[ ?0 0 ([\d.]+) ([\d.]+) ?\]", pdf)
    return [(round(float(wide)), round(float(high))) for wide, high in found]


def test_a_route_that_nobody_is_asked_on_now_is_on_map_and_poster_all_the_same(
    session: Session, general: SignedInPerson, cut: Cut
) -> None:
    route = walk_routes(session, cut.id)[0]
    for stop in walk_stops(session, route.id):
        stop.address.do_not_visit = True
    session.commit()

    answers = [general.client.get(f"/cuts/{cut.id}/{file}") for file in ("overview.html", "poster.pdf")]

    assert [answer.status_code for answer in answers] == [200, 200]


def test_a_cut_without_routes_has_no_poster(session: Session, general: SignedInPerson, cut: Cut) -> None:
    empty = Cut(district_id=cut.district_id, made_at=now(), status=CutStatus.DONE)
    session.add(empty)
    session.commit()

    assert general.client.get(f"/cuts/{empty.id}/poster.pdf").status_code == 409


def test_every_route_of_a_cut_has_a_walk_sheet_with_its_number_and_doors(
    session: Session, general: SignedInPerson, sign_in: SignIn, cut: Cut
) -> None:
    answer = general.client.get(f"/cuts/{cut.id}/walk-sheets.pdf")

    data = cut_data(session, cut)
    assert answer.headers["content-type"] == "application/pdf"
    assert len(re.findall(rb"/Type ?/Page\b", answer.content)) == 3 * 2 + 2 * 2
    told = json.dumps(data["sheets"], ensure_ascii=False)
    assert [f'"Rute {number}"' in told for number in (1, 2, 3, 4)] == [True, True, True, False]
    assert '"qr": ""' in told
    assert sign_in(Role.VOLUNTEER).client.get(f"/cuts/{cut.id}/walk-sheets.pdf").status_code == 403
