"""A route's own page: its profile over time, what is unknown, and buildings that stand in for addresses."""

import re

from conftest import SignedInPerson
from sqlmodel import Session, select
from turf.conftest import DrawDistrict, Finish, start

from app.districts.models import Address, District
from app.turf.models import Cut
from app.turf.profile import profile_of
from app.turf.queries import walk_routes, walk_stops


def test_the_profile_lays_out_every_stop_within_the_minutes_of_the_route(
    session: Session, general: SignedInPerson, draw: DrawDistrict, finish: Finish
) -> None:
    cut = finish(start(general.client, draw()))
    route = walk_routes(session, cut.id)[0]

    profile = profile_of(route, walk_stops(session, route.id))

    assert profile is not None
    assert len(profile.stretches) == route.addresses
    assert abs(profile.service_minutes + profile.walk_minutes - route.minutes) < 0.01
    ends = [one.begins + one.lasts for one in profile.stretches]
    assert all(end <= after.begins + 0.01 for end, after in zip(ends, profile.stretches[1:], strict=False))
    assert abs(ends[-1] - route.minutes) < 0.01
    page = general.client.get(f"/walk-routes/{route.id}").text
    assert page.count('height="10" fill=') == route.addresses
    assert "ved dørene" in page


def test_a_route_from_before_it_was_measured_has_no_profile_and_says_what_is_unknown(
    session: Session, general: SignedInPerson, cut: Cut
) -> None:
    route = walk_routes(session, cut.id)[0]

    page = general.client.get(f"/walk-routes/{route.id}").text

    assert profile_of(route, walk_stops(session, route.id)) is None
    assert "<figure" not in page
    assert len(re.findall(r"<dd>ukjent</dd>", page)) == 3


def test_buildings_that_stand_in_for_addresses_are_numbered_along_their_street(
    session: Session, general: SignedInPerson, cut: Cut
) -> None:
    for address in session.exec(select(Address)):
        address.stand_in, address.number = True, None
    route = walk_routes(session, cut.id)[0]
    district = walk_stops(session, route.id)[0].address.district_id
    session.get_one(District, district).stand_ins = 3
    session.commit()

    page = general.client.get(f"/walk-routes/{route.id}").text

    told = re.findall(r"A-gata · bygning (\d+)", page)
    assert sorted(int(one) for one in told) == list(range(1, route.addresses + 1))
