"""What routes are called, so that people find them and no two of a cut are called alike."""

import pytest
from sqlmodel import Session, select
from turf.conftest import DrawDistrict

from app.districts.models import Address
from app.language import now
from app.turf.ground import load_ground
from app.turf.models import Cut
from app.turf.naming import Stop, names_apart, route_name
from app.turf.positions import Position


def test_a_route_is_named_after_its_main_streets() -> None:
    stops = [("Elvegata", number, 2) for number in range(1, 25)] + [("Bakkegata", 3, 20), ("Tunet", 1, 1)]

    assert route_name(stops) == "Elvegata 1–24, Bakkegata"
    assert route_name([("Tunet", 4, 1)]) == "Tunet 4"
    assert route_name([("Tunet", 4, 1), ("Tunet", 4, 3)]) == "Tunet 4"
    assert route_name([("Tunet", None, 1)]) == "Tunet"
    assert route_name([("", None, 1)]) == ""
    assert len(route_name([("Kong " * 40, 1, 1)])) <= 120


@pytest.mark.parametrize(
    ("numbers", "name"),
    [
        ([7, 8, 9, 10], "Tunet 7–10"),
        ([11, 12], "Tunet 11–12"),
        ([9, 12], "Tunet 9 og 12"),
        ([7, 8, 10, 12], "Tunet 7 og 8–12"),
        ([1, 3, 5], "Tunet 1–5 (oddetall)"),
        ([2, 8], "Tunet 2–8 (partall)"),
    ],
)
def test_a_name_tells_of_both_sides_of_the_street_so_that_neighbours_do_not_seem_to_share_houses(
    numbers: list[int], name: str
) -> None:
    assert route_name([("Tunet", number, 1) for number in numbers]) == name


def test_routes_of_one_cut_that_would_be_called_the_same_tell_of_more_houses_or_get_a_letter() -> None:
    def at(street: str, *numbers: int | None, doors: int = 9) -> list[Stop]:
        return [(street, number, doors) for number in numbers]

    elsewhere = [at("Tunet", 1, 3), at("Tunet", 2, 4)]
    one_stair = [[*at("Elvegata", 7), *at("Bakkegata", number, doors=1)] for number in (1, 8)]
    buildings = [at("Fjordgata", None), at("Fjordgata", None), at("Fjordgata", None)]

    assert names_apart(elsewhere, ()) == ["Tunet 1–3 (oddetall)", "Tunet 2–4 (partall)"]
    assert names_apart(one_stair, ()) == ["Elvegata 7, Bakkegata 1", "Elvegata 7, Bakkegata 8"]
    assert names_apart(one_stair[:1], {"Elvegata 7"}) == ["Elvegata 7, Bakkegata 1"]
    assert names_apart(one_stair[:1], {"Elvegata 9"}) == ["Elvegata 7"]
    assert names_apart(buildings, {"Fjordgata (b)"}) == ["Fjordgata (a)", "Fjordgata (c)", "Fjordgata (d)"]
    assert names_apart(buildings[:1], {"Fjordgata"}) == ["Fjordgata (a)"]
    assert names_apart([at("", None), at("", None)], {""}) == ["", ""]
    many = names_apart([at("Kong " * 40, 1)] * 60, ())
    assert len(set(many)) == 60
    assert max(map(len, many)) <= 120


def test_routes_that_would_be_called_the_same_tell_where_they_lie() -> None:
    buildings: list[list[Stop]] = [[("Fjordgata", None, 9)]] * 5
    row = [Position(100.0 * east, 0.0) for east in (2, 0, 1, 3, 4)]
    streets = [[(30.0, "Nordre gate"), (5.0, "Fjordgata")], [(10.0, "Nordre gate")]]
    crossing = [
        Position(position.east, 0.0, around)
        for position, around in zip(row, [*streets, [], [], []], strict=True)
    ]

    assert names_apart(buildings[:2], (), row[:2]) == ["Fjordgata øst", "Fjordgata vest"]
    assert names_apart(buildings[:3], (), row[:3]) == ["Fjordgata øst", "Fjordgata vest", "Fjordgata midt"]
    assert names_apart(buildings[:2], (), [Position(0.0, 300.0), Position(0.0, 0.0)]) == [
        "Fjordgata nord",
        "Fjordgata sør",
    ]
    assert names_apart(buildings[:2], (), [Position(0.0, 9.0), Position(0.0, 0.0)]) == [
        "Fjordgata nord",
        "Fjordgata sør",
    ]
    assert names_apart(buildings[:2], (), [Position(0.0, 0.0)] * 2) == ["Fjordgata (a)", "Fjordgata (b)"]
    assert names_apart(buildings[:2], {"Fjordgata øst"}, crossing[:2]) == [
        "Fjordgata øst 2",
        "Fjordgata ved Nordre gate",
    ]
    assert names_apart(buildings[:1], {"Fjordgata"}, crossing[:1]) == ["Fjordgata ved Nordre gate"]
    assert names_apart(buildings, (), crossing) == [
        "Fjordgata midt",
        "Fjordgata ved Nordre gate",
        "Fjordgata vest",
        "Fjordgata øst",
        "Fjordgata øst 2",
    ]


def test_a_route_knows_the_streets_around_its_middle(session: Session, draw: DrawDistrict) -> None:
    district = draw()
    at = session.exec(select(Address.id).where(Address.street == "B-gata")).all()

    position = load_ground(session, Cut(district_id=district.id, made_at=now())).position(
        [one or 0 for one in at]
    )

    metres = [away for away, _street in position.around]
    assert metres == sorted(metres)
    assert position.around[0][1] == "B-gata"
    assert len({street for _away, street in position.around}) == len(position.around) > 1


@pytest.mark.parametrize(
    ("numbers", "others", "name"),
    [
        ([1, 3, 5, 11, 13], [7, 9], "Tunet 1–5 og 11–13 (oddetall)"),
        ([1, 2, 9, 10], [5], "Tunet 1, 9 og 2–10"),
        ([1, 2, 9, 10], [5, 6], "Tunet 1–2 og 9–10"),
        ([1, 3, 9, 17, 25, 2], [5, 13, 21], "Tunet 1–3"),
        ([1, 3, 5], [2, 4], "Tunet 1–5 (oddetall)"),
    ],
)
def test_a_name_does_not_tell_of_houses_of_other_routes(
    numbers: list[int], others: list[int], name: str
) -> None:
    houses = {"Tunet": {*numbers, *others}}

    assert route_name([("Tunet", number, 1) for number in numbers], houses) == name
