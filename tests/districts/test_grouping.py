"""Kretser grouped into districts on one screen; suggestions; refusals beside successes."""

from collections.abc import Callable

import pytest
from conftest import SignedInPerson, SignIn
from districts.conftest import Addresses, let_go, make_units
from sqlmodel import Session, select

from app.districts.models import District, Unit, UnitKind
from app.people.models import Role

Kretser = Callable[..., dict[str, Unit]]


@pytest.fixture
def board(sign_in: SignIn) -> SignedInPerson:
    return sign_in(Role.BOARD)


@pytest.fixture
def kretser(session: Session) -> Kretser:
    """Give a function that stores six addresses in three valgkretser of Trondheim."""

    def make(*names: str) -> dict[str, Unit]:
        first, second, third = names or ("Ila", "Nardo", "Singsaker")
        units = make_units(session, UnitKind.VALGKRETS, {first: (1, 2), second: (3, 4), third: (5, 6)})
        let_go(session)
        return units

    return make


def district(session: Session, name: str) -> District:
    session.rollback()
    session.expire_all()
    return session.exec(select(District).where(District.name == name)).one()


def test_a_krets_is_put_in_a_district_with_its_addresses(
    board: SignedInPerson, kretser: Kretser, addresses: Addresses, session: Session
) -> None:
    units = kretser()
    board.client.post("/districts", data={"name": "Byen", "kind": "valgkrets"})
    answer = board.client.post(
        "/units/placements", data={"unit": units["Ila"].id, "district": district(session, "Byen").id}
    )

    assert answer.status_code == 303
    assert answer.headers["location"].endswith(f"#unit-{units['Ila'].id}")
    byen = district(session, "Byen")
    assert (byen.addresses, byen.doors) == (2, 2)
    assert [addresses()[n].district_id for n in (1, 2, 3)] == [byen.id, byen.id, None]
    assert "Ila" in board.client.get("/units").text


def test_the_same_press_again_takes_it_out(
    board: SignedInPerson, kretser: Kretser, addresses: Addresses, session: Session
) -> None:
    units = kretser()
    board.client.post("/districts", data={"name": "Byen"})
    form = {"unit": str(units["Ila"].id), "district": str(district(session, "Byen").id)}
    json = {"accept": "application/json"}
    first = board.client.post("/units/placements", data=form, headers=json).json()
    second = board.client.post("/units/placements", data=form, headers=json).json()

    assert [(one["name"], one["addresses"]) for one in first["districts"]] == [("Byen", 2)]
    assert {one["district"] for one in second["units"]} == {None}
    assert second["districts"][0]["addresses"] == 0
    assert addresses()[1].district_id is None


def test_a_krets_moves_from_one_district_to_another(
    board: SignedInPerson, kretser: Kretser, session: Session
) -> None:
    units = kretser()
    for name in ("Byen", "Åsen"):
        board.client.post("/districts", data={"name": name})
        board.client.post(
            "/units/placements", data={"unit": units["Ila"].id, "district": district(session, name).id}
        )

    assert [district(session, name).addresses for name in ("Byen", "Åsen")] == [0, 2]


def test_a_krets_or_district_that_is_not_there_is_refused(
    board: SignedInPerson, kretser: Kretser, session: Session
) -> None:
    unit = kretser()["Ila"]
    missing = "00000000-0000-4000-8000-000000000000"
    assert board.client.post("/units/placements", data={"unit": missing, "district": ""}).status_code == 404
    assert (
        board.client.post("/units/placements", data={"unit": unit.id, "district": missing}).status_code == 404
    )
    assert board.client.post("/units/placements", data={"unit": unit.id, "district": ""}).status_code == 303


def test_trondheims_bydeler_are_suggested_by_name(
    board: SignedInPerson, kretser: Kretser, session: Session
) -> None:
    kretser()
    text = board.client.get("/units?kind=valgkrets").text
    assert "Midtbyen, Østbyen, Lerkendal, Heimdal" in text
    assert "1 kretser må du plassere selv" in text
    for _again in range(2):
        board.client.post("/units/suggestions", data={"kind": "valgkrets"})
        if _again == 0:
            assert "Bruk forslaget" not in board.client.get("/units?kind=valgkrets").text

    assert sorted(one.name for one in session.exec(select(District))) == [
        "Heimdal",
        "Lerkendal",
        "Midtbyen",
        "Østbyen",
    ]
    assert [district(session, name).addresses for name in ("Midtbyen", "Lerkendal", "Heimdal")] == [2, 2, 0]


def test_nothing_is_suggested_for_names_nobody_knows(board: SignedInPerson, kretser: Kretser) -> None:
    kretser("A", "B", "C")
    assert "Bruk forslaget" not in board.client.get("/units").text
    assert board.client.post("/units/suggestions", data={"kind": "valgkrets"}).status_code == 422


def test_every_krets_can_become_its_own_district(
    board: SignedInPerson, kretser: Kretser, session: Session
) -> None:
    kretser()
    for _again in range(2):
        assert board.client.post("/units/districts", data={"kind": "valgkrets"}).status_code == 303
    assert sorted((one.name, one.addresses) for one in session.exec(select(District))) == [
        ("Ila", 2), ("Nardo", 2), ("Singsaker", 2),
    ]  # fmt: skip
    assert board.client.post("/units/districts", data={"kind": "polygon"}).status_code == 422


def test_the_map_gives_every_outline_as_geojson(board: SignedInPerson, kretser: Kretser) -> None:
    kretser()
    units = board.client.get("/units/map.json?kind=valgkrets").json()["units"]
    assert sorted(unit["name"] for unit in units) == ["Ila", "Nardo", "Singsaker"]
    assert {unit["outline"]["type"] for unit in units} == {"Polygon"}


def test_without_units_the_screen_says_what_to_do(board: SignedInPerson) -> None:
    answer = board.client.get("/units")
    assert answer.status_code == 200
    assert "Les inn adresser eller flater først" in answer.text


def test_only_the_board_groups_districts(sign_in: SignIn, kretser: Kretser, session: Session) -> None:
    unit = kretser()["Ila"]
    for role in (Role.GENERAL, Role.COMMITTEE, Role.VOLUNTEER):
        client = sign_in(role).client
        assert client.get("/units").status_code == 403
        assert client.post("/units/placements", data={"unit": unit.id, "district": ""}).status_code == 403
    assert sign_in(Role.BOARD).client.get("/units").status_code == 200
