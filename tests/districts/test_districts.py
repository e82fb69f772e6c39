"""Districts on the screen: list, page, streets, address facts; renaming and removing."""

import re
from datetime import timedelta
from uuid import UUID, uuid4

from conftest import SignIn
from districts.conftest import Addresses
from fastapi.testclient import TestClient
from sqlmodel import Session, select

from app.districts import queries
from app.districts.models import Coverage, District
from app.language import now
from app.people.models import Role
from app.rounds.models import Round, RoundStatus

Districts = dict[str, District]


def test_the_list_shows_addresses_doors_rounds_and_when(
    sign_in: SignIn, two_districts: Districts, session: Session
) -> None:
    vest = two_districts["Vest"].id
    session.add_all(
        make_round(vest, status) for status in (RoundStatus.HELD, RoundStatus.HELD, RoundStatus.PLANNED)
    )
    session.add(Coverage(district_id=vest, street="Prøvegata", side="even", month="2026-10", share=0.5))
    session.commit()
    text = sign_in(Role.GENERAL).client.get("/districts").text

    row = text[text.index(">Vest<") : text.index(">Øst<")]
    assert re.findall(r'<td class="number[^"]*">(\d+)</td>', row) == ["4", "4", "2"]
    assert "oktober 2026" in row


def make_round(district_id: UUID, status: RoundStatus) -> Round:
    begins = now() + timedelta(days=1)
    return Round(
        slug=uuid4().hex, district_id=district_id, starts_at=begins, ends_at=begins, meeting_place="Torget",
        status=status
    )  # fmt: skip


def test_without_anything_the_list_says_how_to_begin(sign_in: SignIn) -> None:
    assert "dorbank geodata import" in sign_in(Role.BOARD).client.get("/districts").text


def test_a_district_shows_its_streets_and_a_street_its_addresses(
    sign_in: SignIn, two_districts: Districts, addresses: Addresses
) -> None:
    client, vest = sign_in(Role.GENERAL).client, two_districts["Vest"]
    assert "Prøvegata" in client.get(f"/districts/{vest.id}").text
    text = client.get(f"/districts/{vest.id}/streets?name=Prøvegata").text
    assert [f'/addresses/{addresses()[n].id}"' in text for n in (1, 4, 5)] == [True, True, False]
    assert ">1 dør<" in text


def test_facts_about_an_address_are_noted_and_taken_back(
    sign_in: SignIn, two_districts: Districts, addresses: Addresses
) -> None:
    client, address = sign_in(Role.GENERAL).client, addresses()[1]
    for noted in (
        {"locked": "true", "do_not_visit": "true"},
        {"locked": "true"},
        {"do_not_visit": "true"},
        {},
    ):
        assert client.post(f"/addresses/{address.id}/facts", data=noted).status_code == 303
        assert (addresses()[1].locked, addresses()[1].do_not_visit) == (
            "locked" in noted,
            "do_not_visit" in noted,
        )


def test_an_address_nobody_may_visit_is_in_no_list_for_routes(
    sign_in: SignIn, two_districts: Districts, addresses: Addresses, session: Session
) -> None:
    address = addresses()[1]
    vest = two_districts["Vest"].id
    assert len(queries.open_addresses(session, vest)) == 4
    sign_in(Role.GENERAL).client.post(f"/addresses/{address.id}/facts", data={"do_not_visit": "true"})
    session.rollback()
    assert [one.number for one in queries.open_addresses(session, vest)] == [2, 3, 4]


def test_a_closed_or_unknown_address_is_not_found(
    sign_in: SignIn, two_districts: Districts, addresses: Addresses, session: Session
) -> None:
    client, address = sign_in(Role.GENERAL).client, addresses()[1]
    assert client.get(f"/addresses/{address.id}").status_code == 200
    address = addresses()[1]
    address.closed_on = now().date()
    session.commit()
    assert client.get(f"/addresses/{address.id}").status_code == 404
    assert client.post("/addresses/999999/facts", data={}).status_code == 404


def test_the_board_renames_a_district_but_not_to_a_taken_name(
    sign_in: SignIn, two_districts: Districts, session: Session
) -> None:
    client, vest = sign_in(Role.BOARD).client, two_districts["Vest"].id
    assert client.post(f"/districts/{vest}", data={"name": "Vestbyen", "number": "7"}).status_code == 303
    assert client.post(f"/districts/{vest}", data={"name": "Øst"}).status_code == 409
    assert client.post(f"/districts/{vest}", data={"name": "  "}).status_code == 422
    session.rollback()
    session.expire_all()
    assert sorted(one.name for one in session.exec(select(District))) == ["Vestbyen", "Øst"]
    assert client.post("/districts", data={"name": "Øst"}).status_code == 409


def test_a_district_is_removed_only_when_nothing_has_happened_there(
    sign_in: SignIn, two_districts: Districts, addresses: Addresses, session: Session
) -> None:
    client = sign_in(Role.BOARD).client
    vest, east = two_districts["Vest"].id, two_districts["Øst"].id
    session.add(make_round(east, RoundStatus.PLANNED))
    session.commit()

    assert client.post(f"/districts/{vest}/removal").status_code == 303
    answer = client.post(f"/districts/{east}/removal")
    assert answer.status_code == 409
    assert "Øst har runder" in answer.text
    assert addresses()[1].district_id is None
    assert addresses()[8].district_id == east


def test_districts_are_for_those_who_lead(
    sign_in: SignIn, two_districts: Districts, visitor: TestClient, addresses: Addresses
) -> None:
    vest, address = two_districts["Vest"].id, addresses()[1].id
    pages = (
        "/districts",
        f"/districts/{vest}",
        f"/districts/{vest}/streets?name=Prøvegata",
        f"/addresses/{address}",
    )
    for role in (Role.VOLUNTEER, Role.COMMITTEE):
        client = sign_in(role).client
        assert [client.get(url).status_code for url in pages] == [403] * 4
        assert client.post(f"/addresses/{address}/facts", data={"locked": "true"}).status_code == 403
    assert [visitor.get(url).status_code for url in pages] == [303] * 4
    general = sign_in(Role.GENERAL).client
    assert [general.get(url).status_code for url in pages] == [200] * 4
    assert general.post(f"/districts/{vest}", data={"name": "Ny"}).status_code == 403
    assert general.post(f"/districts/{vest}/removal").status_code == 403


def test_the_list_is_searched_and_sorted_by_what_to_visit_next(session: Session, sign_in: SignIn) -> None:
    board = sign_in(Role.BOARD).client
    lade, ila, sentrum = (
        District(name=name, doors=doors) for name, doors in (("Lade", 90), ("Ila", 40), ("Sentrum", 300))
    )
    session.add_all([lade, ila, sentrum])
    session.flush()
    for district, month in ((lade, "2026-05"), (sentrum, "2025-09")):
        session.add(Coverage(district_id=district.id, street="Gata", side="odd", month=month, share=0.6))
    session.commit()

    def names(question: str) -> list[str]:
        return re.findall(
            r'href="/districts/[0-9a-f-]+">([^<]+)</a>', board.get(f"/districts?{question}").text
        )

    assert names("") == ["Ila", "Lade", "Sentrum"]
    assert names("sort=walked") == ["Ila", "Sentrum", "Lade"]
    assert names("sort=doors") == ["Sentrum", "Lade", "Ila"]
    assert names("q=LA") == ["Ila", "Lade"]
    assert "Ingen bydel heter det" in board.get("/districts?q=strinda").text
