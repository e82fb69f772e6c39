"""Where the chapter has been, on a map without streets, and the ladder in numbers."""

import json
import re

from conftest import SignIn
from sqlmodel import Session

from app.districts.models import District
from app.people.models import Role
from app.programme.models import Conversation

SQUARE = {
    "type": "Polygon",
    "coordinates": [[[10.0, 63.0], [10.2, 63.0], [10.2, 63.1], [10.0, 63.1], [10.0, 63.0]]],
}


def add_district(session: Session, name: str, *, doors: int, reached: int = 0, outline: bool = True) -> None:
    district = District(name=name, doors=doors)
    if outline:
        district.outline = json.dumps(SQUARE)
    session.add(district)
    session.flush()
    if reached:
        session.add(Conversation(district_id=district.id, month="2026-10", rounds=1, doors=reached))
    session.commit()


def test_the_map_shades_a_district_by_its_doors_reached(session: Session, sign_in: SignIn) -> None:
    add_district(session, "Lade", doors=200, reached=60)
    add_district(session, "Ila", doors=100)

    text = sign_in(Role.VOLUNTEER).client.get("/goal").text

    assert re.findall(r'<path data-step="(\d)"[^>]*><title>([^<]+)</title>', text) == [
        ("0", "Ila: 0 %"),
        ("3", "Lade: 30 %"),
    ]
    assert "60 / 200" in text


def test_doors_reached_twice_never_make_more_than_all(session: Session, sign_in: SignIn) -> None:
    add_district(session, "Lade", doors=100, reached=180)

    assert "Lade: 100 %" in sign_in(Role.BOARD).client.get("/goal").text


def test_a_district_without_a_map_is_counted_beside_it(session: Session, sign_in: SignIn) -> None:
    add_district(session, "Leiret", doors=50, reached=10, outline=False)

    text = sign_in(Role.BOARD).client.get("/goal").text

    assert 'class="coverage"' not in text
    assert "10 / 50" in text


def test_the_ladder_counts_everybody_and_names_nobody(sign_in: SignIn) -> None:
    sign_in(Role.VOLUNTEER, name="Amina Yusuf")
    text = sign_in(Role.BOARD, name="Kari Øvre").client.get("/goal").text

    ladder = text[text.index('class="ladder"') :]
    assert re.search(r"<dt>Ny</dt><dd>2</dd>", ladder)
    assert "Amina" not in text
