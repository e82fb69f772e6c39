"""Where teams start: places as people and maps write them, and what is refused at its field."""

import re

import pytest
from conftest import SignedInPerson
from sqlmodel import Session, select
from turf.conftest import DrawDistrict

from app.districts.models import Address
from app.turf.coordinates import coordinates_in
from app.turf.models import Cut
from app.turf.starting import start_places


@pytest.mark.parametrize(
    "written",
    [
        "63,4305; 10,4021",
        "10,4021 63,4305",
        "63.4305° N, 10.4021° Ø",
        "63,4305° nord, 10,4021° øst",
        "63°25'49.8\"N 10°24'7.56\"E",
        "63° 25′ 49,8″ N; 10° 24′ 7,56″ Ø",
        "N 63° 25.83' E 10° 24.126'",
    ],
)
def test_starts_are_read_however_a_map_writes_them(written: str) -> None:
    found = coordinates_in(written) or []

    assert sorted(round(one, 4) for one in found) == [10.4021, 63.4305]


def test_starts_may_be_addresses_that_we_have(session: Session, draw: DrawDistrict) -> None:
    district = draw()
    houses = {
        number: session.exec(
            select(Address).where(Address.street == "A-gata", Address.number == number, Address.letter == "")
        ).one()
        for number in (1, 2)
    }
    at = {number: (house.lon, house.lat) for number, house in houses.items()}

    assert start_places(session, "A-gata 1, 7011 Trondheim; a-GATA  2", district) == [at[1], at[2]]
    assert start_places(session, "A-gt. 1, A-gata 2; 10,4 63,43", district) == [at[1], at[2], (10.4, 63.43)]


REFUSED = {
    "torget": "Vi finner ikke «torget» blant adressene",
    "A-gata 999": "Vi finner ikke «A-gata 999» blant adressene",
    "10.4": "Skriv stedene som adresser eller koordinater",
    "10.4,963.4": "Skriv stedene som adresser eller koordinater",
    "7034321, 569871": "Skriv stedene som adresser eller koordinater",
    "59.91, 10.75": "59.91, 10.75 ligger 393 km fra bydelen.",
    "59,91; 10,75": "59.91, 10.75 ligger 393 km fra bydelen.",
    "63.43,10.4 " * 41: "høyst 40 steder",
}


def test_places_that_are_none_or_far_away_are_refused_at_their_field_and_nothing_typed_is_lost(
    session: Session, general: SignedInPerson, draw: DrawDistrict
) -> None:
    district = draw()
    for starts, says in REFUSED.items():
        typed = {"by": "teams", "teams": "7", "most_minutes": "110", "starts": starts, "patient": "true"}

        answer = general.client.post(f"/districts/{district.id}/cuts", data=typed)

        assert answer.status_code == 422
        assert says in answer.text.split('id="starts-wrong"')[1].split("</div>")[0]
        assert f'name="starts" value="{starts}"' in answer.text
        assert 'value="teams" checked' in answer.text
        assert 'name="patient" value="true" checked' in answer.text
        assert re.search(r'name="teams"[^>]* value="7"', answer.text)
        assert re.search(r'name="most_minutes"[^>]* value="110"', answer.text)
        assert session.exec(select(Cut)).all() == []
