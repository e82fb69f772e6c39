"""Where the chapter has been, on a map without streets, and the ladder in numbers."""

import json
import re

from conftest import SignIn
from rounds.arranging import hold_walk, make_place
from sqlmodel import Session

from app.people.models import Role

SQUARE = {
    "type": "Polygon",
    "coordinates": [[[10.0, 63.0], [10.2, 63.0], [10.2, 63.1], [10.0, 63.1], [10.0, 63.0]]],
}


def add_district(
    session: Session, name: str, *, doors: int, knocks: int = 0, routes: int = 3, outline: bool = True
) -> None:
    """Add a district of which so many routes, with 9, 4 and 9 doors, were walked twice."""
    place = make_place(session, name)
    district = place.district
    district.doors = doors
    if outline:
        district.outline = json.dumps(SQUARE)
    session.add(district)
    for days_ago in (9, 3):
        hold_walk(session, place, days_ago, routes=routes, knocks=knocks // 2)


def test_the_map_shades_a_district_by_its_doors_reached(session: Session, sign_in: SignIn) -> None:
    add_district(session, "Lade", doors=50, knocks=14)
    add_district(session, "Ila", doors=100, routes=0)

    text = sign_in(Role.VOLUNTEER).client.get("/goal").text

    assert re.findall(r'<path data-step="(\d)"[^>]*><title>([^<]+)</title>', text) == [
        ("0", "Ila: 0 %"),
        ("3", "Lade: 28 %"),
    ]
    assert "14 / 50" in text


def test_a_door_counts_once_however_often_its_route_is_walked(session: Session, sign_in: SignIn) -> None:
    add_district(session, "Lade", doors=50, routes=1, knocks=18)
    board = sign_in(Role.BOARD).client

    text = board.get("/goal").text

    assert "9 / 50" in text
    assert "banket på 18 ganger" in text
    assert "Lade: 18 %" in text
    assert "Lade;2;0;50;9;18" in board.get("/goal/districts.csv").text


def test_a_district_without_a_map_is_counted_beside_it(session: Session, sign_in: SignIn) -> None:
    add_district(session, "Leiret", doors=50, knocks=10, outline=False)

    text = sign_in(Role.BOARD).client.get("/goal").text

    assert 'class="coverage"' not in text
    assert "10 / 50" in text


def test_the_ladder_counts_everybody_and_names_nobody(sign_in: SignIn) -> None:
    sign_in(Role.VOLUNTEER, name="Amina Yusuf")
    text = sign_in(Role.BOARD, name="Kari Øvre").client.get("/goal").text

    ladder = text[text.index('class="ladder"') :]
    assert re.search(r"<dt>Ny</dt><dd>2</dd>", ladder)
    assert "Amina" not in text
