"""What is printed: walk sheets without names or outcomes beside doors, and a poster."""

import json
import re
from collections.abc import Mapping
from itertools import combinations, pairwise
from math import dist
from xml.etree import ElementTree as ET

import pytest
from conftest import SignedInPerson
from rounds.arranging import Come, Place, PlanRound
from sqlmodel import Session, select

from app.config import settings
from app.districts.models import Address, FactKind
from app.districts.place_facts import set_fact
from app.rounds.models import Assignment, Round
from app.rounds.queries import join_code
from app.rounds.route_map import Walk, route_map
from app.rounds.walk_sheets import sheet_data
from app.turf.maps import route_clip_file
from app.turf.models import Cut
from app.turf.queries import walk_stops


@pytest.fixture
def ready(general: SignedInPerson, planned: PlanRound, come: Come) -> Round:
    """A round whose four people are in two teams with a route each."""
    round_ = planned()
    for name in ("Kari", "Ola", "Aisha", "Per"):
        come(round_, f"{name} Hemmelig", f"{name.lower()}@example.org")
    for what in ("teams", "assignments"):
        general.client.post(f"/rounds/{round_.id}/{what}/proposal")
    return round_


def pages(pdf: bytes) -> int:
    return len(re.findall(rb"/Type\s*/Page\b", pdf))


def test_a_short_route_is_one_paper_and_notes_for_two_teams_are_another(
    general: SignedInPerson, ready: Round
) -> None:
    """On one side map, doors and tally are one page; on both, the large map and more notes are behind."""
    both = general.client.get(f"/rounds/{ready.id}/walk-sheets.pdf")
    front = general.client.get(f"/rounds/{ready.id}/walk-sheets.pdf?sides=1")

    assert both.status_code == 200
    assert both.headers["content-type"] == "application/pdf"
    assert both.content.startswith(b"%PDF-")
    assert pages(both.content) == 2 * 2 + 2
    assert pages(front.content) == 2 + 2
    assert general.client.get(f"/rounds/{ready.id}/walk-sheets.pdf?sides=3").status_code == 422


def test_before_any_team_has_a_route_there_is_nothing_to_print(
    general: SignedInPerson, planned: PlanRound
) -> None:
    answer = general.client.get(f"/rounds/{planned().id}/walk-sheets.pdf")

    assert answer.status_code == 409
    assert "Ingen lag har rute ennå" in answer.text


def test_the_paper_holds_doors_and_codes_but_no_people(session: Session, ready: Round) -> None:
    data = sheet_data(session, ready)
    said = json.dumps(data, ensure_ascii=False)

    for name in ("Kari", "Ola", "Aisha", "Per", "Hemmelig", "example.org", "Gunnar"):
        assert name not in re.sub(r"<svg.*?</svg>", "", said)
    sheets = data["sheets"]
    assert isinstance(sheets, list)
    assert [sheet["team"] for sheet in sheets] == ["Lag 1", "Lag 2"]
    assert len({sheet["key"] for sheet in sheets}) == 2
    assert "H0302" in said
    assert "3. etg." in said


def test_doors_are_printed_from_the_top_floor_down(session: Session, ready: Round) -> None:
    said = json.dumps(sheet_data(session, ready), ensure_ascii=False)

    assert said.index("3. etg.") < said.index("2. etg.") < said.index("1. etg.")


def test_an_address_that_wants_no_visit_has_no_box_and_what_is_good_to_know_stands_beside(
    session: Session, ready: Round, place: Place
) -> None:
    street = {one.number: one for one in session.exec(select(Address).where(Address.street == "Gate 1"))}
    street[2].do_not_visit = True
    for kind in FactKind:
        set_fact(session, street[1], kind, holds=True)
    session.commit()

    sheets = sheet_data(session, ready)["sheets"]
    assert isinstance(sheets, list)
    stops = {
        (street["name"], stop["address"]): (stop["skip"], stop["remark"])
        for sheet in sheets
        for street in sheet["streets"]
        for stop in street["stops"]
    }
    assert stops[("Gate 1", "2")] == (True, "")
    assert stops[("Gate 1", "1")] == (False, "låst dør, hund, lang trapp")


SVG = "{http://www.w3.org/2000/svg}"


def drawn_lines(svg: ET.Element, fill: str) -> list[list[tuple[float, float]]]:
    """Give the lines of everything that is filled with a colour; it is one path."""
    (path,) = next(group for group in svg.iter(f"{SVG}g") if group.get("fill") == fill)
    lines = [line.rstrip("Z").split("L") for line in path.get("d", "").split("M") if line]
    return [[(float(left), float(top)) for left, top in (point.split() for point in line)] for line in lines]


def turns(ring: list[tuple[float, float]]) -> float:
    """Give a ring's area, negative when it turns the other way."""
    return sum(a[0] * b[1] - a[1] * b[0] for a, b in pairwise(ring)) / 2


SIZE = (182.0, 120.0)


def drawing(walk: Walk) -> ET.Element:
    return ET.fromstring(route_map(walk, SIZE).svg)  # noqa: S314 - our own drawing


def texts(svg: ET.Element) -> list[str]:
    return [element.text or "" for element in svg.iter(f"{SVG}text")]


def test_the_map_shows_streets_and_every_stop_and_does_without_a_clip(session: Session, place: Place) -> None:
    """Houses are one path: where two overlap both are filled, a yard is not, and one outside is left out."""
    walk_route = place.walk_routes[0]
    walk = Walk(walk_route, walk_stops(session, walk_route.id), [])
    plain = drawing(walk)
    street = {"type": "LineString", "coordinates": [[10.394, 63.4221], [10.399, 63.4221]]}
    west, south, east, north = 10.3951, 63.4222, 10.3953, 63.4223
    house = [[west, south], [east, south], [east, north], [west, north], [west, south]]
    yard = [[(lon + 10.3952) / 2, (lat + 63.42225) / 2] for lon, lat in house]
    beside = [[lon + 0.0001, lat] for lon, lat in reversed(house)]
    outside = [[lon + 0.1, lat] for lon, lat in house]
    facts = [("street", "Čáppa & sønner", street)] + [
        ("building", "", {"type": "Polygon", "coordinates": rings})
        for rings in ([house, yard], [beside], [outside])
    ]
    features = [
        {"type": "Feature", "properties": {"kind": kind, "name": name}, "geometry": geometry}
        for kind, name, geometry in facts
    ]
    file = route_clip_file(walk_route.id)
    file.parent.mkdir(parents=True)
    file.write_text(json.dumps({"type": "FeatureCollection", "features": features}))
    drawn = drawing(walk)

    assert texts(plain) == ["1", "2", "3", "4", "Start"]
    assert texts(drawn) == ["Čáppa & sønner"] * 2 + ["1", "2", "3", "4", "Start"]
    assert drawn_lines(plain, "#e6e2d9") == []
    yard_area, *houses = sorted((turns(ring) for ring in drawn_lines(drawn, "#e6e2d9")), key=abs)
    assert [yard_area * each < 0 for each in houses] == [True, True], "the yard turns the other way"


def test_the_map_says_where_to_start_which_way_to_go_and_how_far_the_team_comes(
    session: Session, ready: Round, place: Place
) -> None:
    walk_route = place.walk_routes[0]
    begin, end = (json.loads(walk_route.path)["coordinates"][k] for k in (0, -1))
    cut = session.get_one(Cut, walk_route.cut_id)
    cut.starts = [(begin[0] - 0.02, begin[1])]
    walk_route.way_m, walk_route.home_m = 2000.0, 850.0
    session.commit()
    stops = walk_stops(session, walk_route.id)
    far, near = (
        drawing(Walk(walk_route, stops, [(lon, begin[1])])) for lon in (begin[0] - 0.02, begin[0] + 0.0001)
    )
    arrows = next(
        group
        for group in far.iter(f"{SVG}g")
        if group.get("stroke-linejoin") == "round" and group.get("fill") == "#1c1b19"
    )
    turned = [each.get("transform", "").partition("rotate(")[2].rstrip(")") for each in arrows]
    told = json.dumps(sheet_data(session, ready)["sheets"], ensure_ascii=False)

    assert texts(far)[-2:] == ["Startsted 1,0 km", "Start"]
    assert texts(near)[-2:] == ["Startsted", "Start"]
    assert end[0] > begin[0]
    assert turned
    assert {abs(float(one)) < 1 for one in turned} == {True}, "the line leads east, and so do the arrows"
    assert (
        "Startsted: 1,2 km dit, 850 m hjem, 30 min. Det er 1,0 km unna i luftlinje, mot vest."
        in told.replace("\xa0", " ")
    )


def test_where_no_way_leads_the_paper_draws_none(session: Session, place: Place) -> None:
    walk_route = place.walk_routes[0]
    stops = walk_stops(session, walk_route.id)
    points = [[10.395, 63.4221], [10.396, 63.4221], [10.397, 63.4225], [10.398, 63.4225]]

    def lines(path: Mapping[str, object]) -> int:
        walk_route.path = json.dumps(path)
        (drawn,) = {
            one.get("d", "")
            for one in drawing(Walk(walk_route, stops, [])).iter(f"{SVG}path")
            if one.get("stroke-width") in {"1.7", "0.95"}
        }
        return drawn.count("M")

    whole = {"type": "LineString", "coordinates": points}
    assert lines(whole) == 1
    assert lines(whole | {"leaps": [1]}) == 2


def test_numbers_of_stops_at_one_place_do_not_cover_each_other(session: Session, place: Place) -> None:
    walk_route = place.walk_routes[0]
    stops = walk_stops(session, walk_route.id)
    for stop in stops:
        stop.address.lon, stop.address.lat = stops[0].address.lon, stops[0].address.lat
    session.expunge_all()

    circles = [
        one for one in drawing(Walk(walk_route, stops, [])).iter(f"{SVG}circle") if one.get("r") == "2.6"
    ]
    places = [(float(one.get("cx", "")), float(one.get("cy", ""))) for one in circles]

    assert len(places) == 4
    assert min(dist(a, b) for a, b in combinations(places, 2)) > 2 * 2.6


def test_the_code_on_the_sheet_opens_the_teams_route(
    session: Session, general: SignedInPerson, ready: Round
) -> None:
    for assignment in session.exec(select(Assignment)).all():
        shown = general.client.get(f"/rounds/{ready.id}/assignments/{assignment.id}").text
        assert f"{settings().url}/join/{join_code(assignment)}" in shown


def test_the_poster_has_the_public_address(general: SignedInPerson, ready: Round) -> None:
    shown = general.client.get(f"/rounds/{ready.id}/poster")
    printed = general.client.get(f"/rounds/{ready.id}/poster.pdf")

    assert f"{settings().url}/rounds/{ready.slug}" in shown.text
    assert printed.content.startswith(b"%PDF-")
    assert pages(printed.content) == 1
