"""The fairness sheet: numbers, words, spreadsheet, and who may see them."""

import csv
import io

import pytest
from conftest import SignedInPerson, SignIn
from sqlmodel import Session, select
from turf.conftest import DrawDistrict, Finish, start
from turf.desk import measured, sheet
from turf.hand_drawn import Size

from app.districts.models import Address, Door
from app.people.models import Role
from app.turf.models import Cut
from app.turf.queries import walk_routes
from app.turf.sheet import floors_up


def test_an_even_cut_is_said_to_be_even_and_raises_no_warning(
    session: Session, general: SignedInPerson, cut: Cut
) -> None:
    for number in (1, 2, 3):
        measured(session, cut, number, minutes=85.0 + number)

    page = sheet(general, cut)

    assert "Rutene er jevne: alle tar mellom 86 og 88 minutter." in page
    assert "Ingenting å se nærmere på" in page
    assert "Godkjenn oppdelingen" in page


@pytest.mark.parametrize(
    ("facts", "why"),
    [
        ({"minutes": 130, "service_minutes": 60.0, "walk_m": 4667}, "fordi gangen er lang: 4,7 km mot"),
        ({"minutes": 130, "service_minutes": 110.0, "doors": 110}, "fordi den har mange dører: 110 mot"),
        (
            {"minutes": 130, "walk_m": 3000, "far_stops": [[1, 900, 35.0]]},
            "fordi ett stopp ligger langt unna",
        ),
        ({"minutes": 40, "service_minutes": 20.0, "doors": 9}, "fordi den har få dører: 9 mot"),
        (
            {"minutes": 65, "service_minutes": 60.0, "doors": 9, "walk_m": 250},
            "fordi det er lite å gå: 250 m mot",
        ),
        (
            {"minutes": 50, "service_minutes": 20.0, "doors": 90},
            "fordi tiden ved dørene er 20 min mot 47 i snitt",
        ),
        (
            {"minutes": 62, "service_minutes": 32.0, "doors": 58},
            "fordi tiden ved dørene er 32 min mot 51 i snitt",
        ),
        ({"minutes": 130, "way_m": 4000}, "fordi det er langt dit og hjem: 4,0 km mot 1,3 km i snitt"),
    ],
)
def test_a_route_outside_the_window_is_named_with_the_reason(
    session: Session, general: SignedInPerson, cut: Cut, facts: dict[str, object], why: str
) -> None:
    for number in (1, 3):
        measured(session, cut, number)
    measured(session, cut, 2, **facts)

    page = sheet(general, cut)

    assert f"Rute 2 er {'lang' if float(str(facts['minutes'])) > 100 else 'kort'}, " in page
    assert why in page
    assert "Rutene er jevne" not in page


def test_floors_are_the_reason_when_the_doors_are_high_up(
    session: Session, general: SignedInPerson, cut: Cut
) -> None:
    for number in (1, 3):
        measured(session, cut, number)
    measured(session, cut, 2, minutes=130, service_minutes=110.0)
    stairwells = select(Address.id).where(Address.street == "B-gata", Address.doors > 1)
    for floor, door in enumerate(session.exec(select(Door).where(Door.address_id.in_(stairwells))), 2):  # type: ignore[attr-defined]  # a column
        door.floor = floor
    for address in session.exec(select(Address).where(Address.street != "B-gata")):
        address.floors = 1
    session.commit()

    assert "mange dører i høyden" in sheet(general, cut)


def test_floors_nobody_knows_are_unknown_and_houses_have_none(session: Session, cut: Cut) -> None:
    a, b, c = walk_routes(session, cut.id)
    for address in session.exec(select(Address).where(Address.street == "A-gata")):
        address.floors = 5
    for address in session.exec(select(Address).where(Address.street == "C-gata", Address.doors > 1)):
        address.doors = 1
    session.commit()

    floors = floors_up(session, cut.id)

    stairwells = session.exec(select(Address).where(Address.street == "A-gata", Address.doors > 1)).all()
    assert stairwells
    assert floors[a.id] == 4 * len(stairwells)
    assert floors[b.id] is None
    assert floors[c.id] == 0


def test_the_spreadsheet_holds_the_numbers_of_the_page(
    session: Session, general: SignedInPerson, cut: Cut
) -> None:
    measured(session, cut, 1, minutes=88.4, service_minutes=60.6, walk_m=1830, doors=40, steps=3)
    measured(session, cut, 2, name="=1+1")

    answer = general.client.get(f"/cuts/{cut.id}/fairness.csv")

    assert answer.headers["content-type"].startswith("text/csv")
    text = answer.content.decode("utf-8-sig")
    head, first, second, _third = list(csv.reader(io.StringIO(text), delimiter=";"))
    line = dict(zip(head, first, strict=True))
    assert (line["Rute"], line["Minutter"], line["ved dørene"], line["gange"]) == ("1", "88", "61", "27")
    assert (line["Meter per dør"], line["Utetrapper"], line["Stigning"]) == ("45,8", "3", "")
    assert second[1] == "'=1+1"


def test_what_was_never_measured_is_unknown_on_the_page(general: SignedInPerson, cut: Cut) -> None:
    assert "ukjent" in sheet(general, cut)


def test_the_engine_measures_what_the_sheet_shows(
    session: Session, general: SignedInPerson, draw: DrawDistrict, finish: Finish
) -> None:
    """Of a street of 600 m, only the first houses and the very last are left: that one is a lone stop."""
    district = draw(Size(1, 8))
    numbers = [one.number or 0 for one in session.exec(select(Address))]
    for address in session.exec(select(Address)):
        if 20 < (address.number or 0) < max(numbers):
            session.delete(address)
    session.commit()
    cut = finish(start(general.client, district, least_minutes="5", target_minutes="90", most_minutes="120"))

    (route,) = walk_routes(session, cut.id)

    assert route.service_minutes is not None
    assert abs(route.minutes - route.service_minutes - route.walk_m / 66.67) < 0.1
    assert route.climb_m is None
    assert route.steps == 0
    ((lone, metres, minutes),) = route.far_stops
    assert session.get_one(Address, lone).number == max(numbers)
    assert 400 < metres < 600
    assert 6 < minutes < 10  # 460 m on from the next house at 4 km/h is 7 minutes
    assert "fra de andre dørene" in sheet(general, cut)


def test_a_few_houses_far_away_together_are_one_warning(
    session: Session, general: SignedInPerson, draw: DrawDistrict, finish: Finish
) -> None:
    """As above, but the last three houses are left: they are far from all others, not from each other."""
    district = draw(Size(1, 8))
    numbers = sorted(one.number or 0 for one in session.exec(select(Address)))
    for address in session.exec(select(Address)):
        if 20 < (address.number or 0) < numbers[-3]:
            session.delete(address)
    session.commit()
    cut = finish(start(general.client, district, least_minutes="5", target_minutes="90", most_minutes="120"))

    (route,) = walk_routes(session, cut.id)

    far = {session.get_one(Address, address).number for address, _metres, _minutes in route.far_stops}
    assert far == set(numbers[-3:])
    page = sheet(general, cut)
    assert page.count("fra de andre dørene") == 1
    assert "og 2 til på rute 1 ligger" in page


def test_the_way_there_and_back_has_a_column_where_teams_start_somewhere(
    session: Session, general: SignedInPerson, cut: Cut
) -> None:
    assert "Dit og hjem" not in sheet(general, cut)
    cut.starts = [(10.4, 63.43)]
    measured(session, cut, 1, way_m=840.0)

    assert "Dit og hjem (m)" in sheet(general, cut)
    assert "840" in sheet(general, cut)
    assert general.client.get(f"/cuts/{cut.id}/map.json").json()["starts"] == [[10.4, 63.43]]


def test_a_cut_without_routes_has_an_empty_sheet(session: Session, general: SignedInPerson, cut: Cut) -> None:
    for route in walk_routes(session, cut.id):
        session.delete(route)
    session.commit()

    assert "Oppdelingen har ingen ruter ennå." in sheet(general, cut)


def test_only_leaders_see_the_sheet(sign_in: SignIn, general: SignedInPerson, cut: Cut) -> None:
    for path in (f"/cuts/{cut.id}/fairness", f"/cuts/{cut.id}/fairness.csv"):
        assert general.client.get(path).status_code == 200
        assert sign_in(Role.VOLUNTEER).client.get(path).status_code == 403
        assert sign_in(Role.COMMITTEE).client.get(path).status_code == 403
